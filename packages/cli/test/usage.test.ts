import { describe, expect, it } from 'vitest';
import type { CommandSpec } from '../src/command/command-spec.js';
import { commands } from '../src/commands/index.js';
import { runKsef } from './support/run-ksef.js';

interface Leaf {
  readonly words: readonly string[];
  readonly spec: CommandSpec;
}

const leaves = commands.flatMap((spec) => leavesOf([], spec));
const atOnce = 6;

function leavesOf(path: readonly string[], spec: CommandSpec): Leaf[] {
  const words = [...path, spec.name];
  const own = spec.load === undefined ? [] : [{ words, spec }];
  return [...own, ...(spec.commands ?? []).flatMap((sub) => leavesOf(words, sub))];
}

function asUrl(module: string): string {
  return `data:text/javascript,${encodeURIComponent(module)}`;
}

/** Values for the arguments that a command requires. */
function argsOf({ args = [] }: CommandSpec): string[] {
  return args.filter(({ name }) => name.startsWith('<')).map(() => 'x');
}

/** The options that a command requires. */
function optionsOf({ options = [] }: CommandSpec): string[] {
  const required = options.filter(({ isRequired }) => isRequired === true);
  return required.flatMap(({ flags }) => [flags.split(' ')[0] ?? '', 'x']);
}

async function forEachLeaf(check: (leaf: Leaf) => Promise<void>): Promise<void> {
  for (let start = 0; start < leaves.length; start += atOnce)
    await Promise.all(leaves.slice(start, start + atOnce).map(check));
}

describe('wrong usage of every command ends with 2, before any network', { timeout: 240_000 }, () => {
  it('knows more than thirty commands', () => {
    expect(leaves.length).toBeGreaterThan(30);
  });

  it('an unknown option', async () => {
    await forEachLeaf(async ({ words, spec }) => {
      const { code, stdout, stderr } = await runKsef([
        ...words,
        ...argsOf(spec),
        ...optionsOf(spec),
        '--no-such-thing',
      ]);
      expect([words, code, stdout]).toEqual([words, 2, '']);
      expect(stderr).toBe('Unknown option --no-such-thing. See ksef --help.\n');
    });
  });

  it('a missing argument, or one too many', async () => {
    await forEachLeaf(async ({ words, spec }) => {
      const needed = argsOf(spec);
      const isOpen = spec.args?.some(({ name }) => name.includes('...')) ?? false;
      const tooFew = needed.length > 0 ? needed.slice(1) : undefined;
      const most = (spec.args ?? []).length;
      const given = tooFew ?? Array.from({ length: most + 1 }, () => 'x');
      if (isOpen && tooFew === undefined) return;
      const { code, stderr } = await runKsef([...words, ...given, ...optionsOf(spec)], {
        env: { KSEF_ENV: 'nowhere' },
      });
      expect([words, code]).toEqual([words, 2]);
      expect(stderr).toMatch(
        tooFew === undefined ? /Too many arguments|Unknown command/ : /Missing argument/,
      );
    });
  });

  it('a value that an option does not have', async () => {
    await forEachLeaf(async ({ words, spec }) => {
      const option = spec.options?.find(({ choices }) => choices !== undefined);
      const [, long = ''] = /(--[a-z-]+)/.exec(option?.flags ?? '') ?? [];
      if (long === '') return;
      const { code, stderr } = await runKsef([...words, ...argsOf(spec), long, 'no-such-value']);
      expect([words, code]).toEqual([words, 2]);
      expect(stderr).toContain(option?.choices?.[0] ?? '');
    });
  });

  it('a group without a command, no command, and one that does not exist', async () => {
    const [group, none, other] = await Promise.all([
      runKsef(['token']),
      runKsef([]),
      runKsef(['lst', '--json']),
    ]);
    expect(group).toMatchObject({ code: 2, stderr: 'A command is missing. See ksef --help.\n' });
    expect(none.code).toBe(2);
    expect(none.stdout).toContain('Usage:');
    expect(JSON.parse(other.stderr)).toEqual({
      error: {
        code: 'USAGE',
        message: 'Unknown command lst. Did you mean list? See ksef --help.',
        exitCode: 2,
      },
    });
  });

  it('a command whose package is not installed, in both languages', async () => {
    const hook = 'if (/^@ksef.(emulator|mcp)$/.test(specifier)) throw new Error("not installed");';
    const hooks = `export function resolve(specifier, context, next) { ${hook} return next(specifier, context); }`;
    const register = `import { register } from 'node:module'; register(${JSON.stringify(asUrl(hooks))});`;
    const env = { NODE_OPTIONS: `--import ${asUrl(register)}` };
    for (const command of ['emulator', 'mcp']) {
      const english = await runKsef([command], { env });
      expect(english).toMatchObject({ code: 2, stdout: '' });
      expect(english.stderr).toContain(`needs a package of its own: npm install -g @ksef/${command}`);
      const polish = await runKsef([command, '--lang', 'pl'], { env });
      expect(polish.stderr).toContain(`wymaga osobnego pakietu: npm install -g @ksef/${command}`);
    }
  });

  it('bad values, told by name and with what to do', async () => {
    const at = { env: { KSEF_ENV: 'test', KSEF_NIP: '5265877635', KSEF_TOKEN: 'x' } };
    const cases = [
      [['list', '--from', 'yesterday'], /--from needs a date such as 2026-02-01/],
      [['list', '--from', '2026-02-30'], /--from needs a date/],
      [['list', '--limit', 'all'], /--limit needs a whole number from 1/],
      [['list', '--amount-from', '1,5'], /--amount-from needs an amount/],
      [['list', '--env', 'production'], /Unknown environment "production"\. Use test, demo, prd/],
      [['list', '--nip', '12'], /Invalid NIP/],
      [['list', '--profile', 'none'], /Unknown profile "none"/],
      [['send', 'no-such-file.xml'], /no-such-file\.xml cannot be read \(ENOENT\)/],
      [['qr', 'x.xml', '-o', 'code.gif'], /\.png or \.svg/],
      [['explain', 'abc'], /not a code of KSeF/],
      [
        ['permissions', 'grant', '12', '--permission', 'InvoiceRead', '--description', 'd', '--company', 'c'],
        /neither a NIP/,
      ],
      [['completion', 'tcsh'], /Use bash, zsh, fish or powershell/],
    ] as const;
    for (const [args, message] of cases) {
      const { code, stderr } = await runKsef(args, at);
      expect(stderr).toMatch(message);
      expect([args, code]).toEqual([args, 2]);
    }
  });
});

describe('help', { timeout: 240_000 }, () => {
  it('of every command, in both languages', async () => {
    await forEachLeaf(async ({ words, spec }) => {
      for (const language of ['en', 'pl'] as const) {
        const { code, stdout } = await runKsef([...words, '--help', '--lang', language]);
        expect([words, code]).toEqual([words, 0]);
        const text = stdout.replace(/\s+/g, ' ');
        expect(text).toContain(spec.text[language]);
        for (const option of spec.options ?? []) expect(text).toContain(option.text[language]);
        expect(text).toMatch(language === 'pl' ? /Użycie: ksef .*\[opcje\]/ : /Usage: ksef .*\[options\]/);
      }
    });
  });

  it('follows the locale of the shell', async () => {
    const polish = await runKsef(['--help'], { env: { LANG: 'pl_PL.UTF-8' } });
    expect(polish.stdout).toContain('wyślij faktury');
    const english = await runKsef(['--help'], { env: { LANG: 'de_DE.UTF-8' } });
    expect(english.stdout).toContain('send invoices');
    const error = await runKsef(['wyslij'], { env: { LC_ALL: 'pl_PL' } });
    expect(error.stderr).toBe('Nieznane polecenie wyslij. Zob. ksef --help.\n');
  });

  it('has no colours for programs, nor with NO_COLOR', async () => {
    const plain = await runKsef(['--help']);
    expect(plain.stdout).not.toContain('\u001B');
    const forced = await runKsef(['--help'], { env: { FORCE_COLOR: '1' } });
    expect(forced.stdout).toContain('\u001B[1m');
    const none = await runKsef(['--help'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
    expect(none.stdout).not.toContain('\u001B');
  });
});
