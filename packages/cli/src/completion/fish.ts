import type { Completable, Word } from './describe-commands.js';

/** Completions for fish. */
export function fishCompletion(all: readonly Completable[]): string {
  const lines = all.flatMap(({ path, commands, options, choices }) => {
    const condition = `-n '__ksef_at "${path}"'`;
    return [
      ...commands.map((word) => `complete -c ksef ${condition} -a ${word.word} -d ${quoted(word)}`),
      ...options.map((word) => {
        const values = choices.find(({ flags }) => flags.includes(word.word))?.values;
        const takes = values === undefined ? '' : ` -x -a '${values.join(' ')}'`;
        return `complete -c ksef ${condition} ${flagOf(word)}${takes} -d ${quoted(word)}`;
      }),
    ];
  });
  const names = all.filter(({ path }) => path !== '').map(({ path }) => `"${path}"`);
  return `# Completions of ksef for fish: ksef completion fish > ~/.config/fish/completions/ksef.fish
function __ksef_at
    set -l path ''
    for word in (commandline -opc)[2..]
        set -l longer (string trim "$path $word")
        if contains -- "$longer" ${names.join(' ')}
            set path $longer
        end
    end
    test "$path" = "$argv[1]"
end
${lines.join('\n')}
`;
}

function flagOf({ word }: Word): string {
  return word.startsWith('--') ? `-l ${word.slice(2)}` : `-s ${word.slice(1)}`;
}

function quoted({ text }: Word): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
