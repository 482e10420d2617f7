import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathOf } from '@ksef-tools/testing';
import { describe, expect, it } from 'vitest';
import { newFolder, runKsef } from './support/run-ksef.js';

describe('completions', { timeout: 60_000 }, () => {
  it('of bash complete commands, options, and values of options', async () => {
    const { stdout } = await runKsef(['completion', 'bash']);
    const complete = (line: string) => {
      const words = line.split(' ');
      const script = `${stdout}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=${words.length - 1}
_ksef
printf '%s\\n' "\${COMPREPLY[@]}"`;
      return execFileSync('bash', ['-c', script], { encoding: 'utf8', cwd: newFolder() }).trim().split('\n');
    };
    expect(complete('ksef se')).toEqual(['send', 'sessions']);
    expect(complete('ksef token ')).toEqual(expect.arrayContaining(['new', 'list', 'revoke', '--json']));
    expect(complete('ksef send --up')).toEqual(['--upo']);
    expect(complete('ksef list --role ')).toEqual(['seller', 'buyer', 'third', 'authorized']);
    expect(complete('ksef --json list --by s')).toEqual(['stored']);
  });

  it('of zsh, fish and PowerShell name every command', async () => {
    for (const shell of ['zsh', 'fish', 'powershell']) {
      const { code, stdout } = await runKsef(['completion', shell]);
      expect(code).toBe(0);
      for (const word of ['send', 'permissions', 'revoke', 'stored']) expect(stdout).toContain(word);
    }
  });

  for (const [shell, args] of [
    ['zsh', ['-n']],
    ['fish', ['--no-execute']],
  ] as const) {
    it.runIf(pathOf(shell) !== undefined)(`are correct ${shell}`, async () => {
      const file = join(newFolder(), `ksef.${shell}`);
      writeFileSync(file, (await runKsef(['completion', shell])).stdout);
      expect(execFileSync(shell, [...args, file], { encoding: 'utf8' })).toBe('');
    });
  }
});
