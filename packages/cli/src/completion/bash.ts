import type { Completable } from './describe-commands.js';

/** Completions for bash 4 and later. */
export function bashCompletion(all: readonly Completable[]): string {
  const cases = all.map(({ path, commands, options }) => {
    const words = [...commands, ...options].map(({ word }) => word).join(' ');
    return `    '${path}') words='${words}' ;;`;
  });
  const names = all.map(({ path }) => `'${path}'`).join('|');
  const choices = all.flatMap(({ path, choices: own }) =>
    own.flatMap(({ flags, values }) =>
      flags.map(
        (flag) =>
          `    '${path} ${flag}') COMPREPLY=($(compgen -W '${values.join(' ')}' -- "$current")); return ;;`,
      ),
    ),
  );
  return `# Completions of ksef for bash: source <(ksef completion bash)
_ksef() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" path='' word words=''
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${path:+$path }$word" in
      ${names}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path $previous" in
${choices.join('\n')}
  esac
  case "$path" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current"))
}
complete -o filenames -F _ksef ksef
`;
}
