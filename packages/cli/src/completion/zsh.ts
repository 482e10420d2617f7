import type { Completable, Word } from './describe-commands.js';

/** Completions for zsh. */
export function zshCompletion(all: readonly Completable[]): string {
  const cases = all.map(
    ({ path, commands, options }) => `    '${path}')
      words_=(${[...commands, ...options].map(described).join(' ')}) ;;`,
  );
  const choices = all.flatMap(({ path, choices: own }) =>
    own.flatMap(({ flags, values }) =>
      flags.map((flag) => `    '${path} ${flag}') compadd -- ${values.join(' ')}; return ;;`),
    ),
  );
  const names = all.map(({ path }) => `'${path}'`).join('|');
  return `#compdef ksef
# Completions of ksef for zsh: ksef completion zsh > "\${fpath[1]}/_ksef"
_ksef() {
  local path_='' word
  local -a words_
  for word in "\${words[@]:1:$((CURRENT-2))}"; do
    case "\${path_:+$path_ }$word" in
      ${names}) path_="\${path_:+$path_ }$word" ;;
    esac
  done
  case "$path_ \${words[CURRENT-1]}" in
${choices.join('\n')}
  esac
  case "$path_" in
${cases.join('\n')}
  esac
  _describe 'ksef' words_
  _files
}
compdef _ksef ksef
`;
}

function described({ word, text }: Word): string {
  return `'${word}:${text.replaceAll("'", "'\\''").replaceAll(':', '\\:')}'`;
}
