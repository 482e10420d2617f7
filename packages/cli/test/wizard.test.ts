import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { nip } from '@ksef/core';
import { type Emulator, makeTestToken, startEmulator } from '@ksef/emulator';
import { hasTools } from '@ksef-tools/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { down, enter, onTerminal } from './support/on-terminal.js';
import { linesOf, newFolder, runKsef } from './support/run-ksef.js';

describe.runIf(hasTools('python3'))('ksef login on a terminal', { timeout: 240_000 }, () => {
  const token = makeTestToken(nip('5265877635'));
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.close());

  it('asks for what is missing, shows no secret, tries the login, and encrypts the token', async () => {
    const home = newFolder();
    const env = { KSEF_HOME: home, KSEF_EMULATOR: emulator.qrUrl };
    const shown = await onTerminal(
      ['login'],
      [
        ['Environment', `${down}${down}${down}${enter}`],
        ['NIP of the company', `12${enter}`],
        ['Invalid NIP', `\u007F\u007F5265877635${enter}`],
        ['How do you log in', `${down}${down}${enter}`],
        ['KSeF token', `${token}${enter}`],
        ['New passphrase', `correct horse${enter}`],
        ['The same again', `correct horse${enter}`],
      ],
      env,
    );
    expect(shown).toContain('emulator-5265877635');
    expect(shown).not.toContain(token);
    expect(shown).not.toContain('correct horse');
    for (const file of ['profiles.json', 'secrets.json']) {
      expect(readFileSync(join(home, file), 'utf8')).not.toContain(token.slice(-20));
      if (process.platform !== 'win32') expect(statSync(join(home, file)).mode & 0o777).toBe(0o600);
    }

    const who = await runKsef(['whoami', '--json'], { env: { ...env, KSEF_PASSPHRASE: 'correct horse' } });
    expect(linesOf(who.stdout)).toMatchObject([{ profile: 'emulator-5265877635', context: '5265877635' }]);
    const wrong = await runKsef(['whoami'], { env: { ...env, KSEF_PASSPHRASE: 'wrong' } });
    expect(wrong).toMatchObject({ code: 4, stdout: '' });
    expect(wrong.stderr).toContain('Wrong passphrase');
    const none = await runKsef(['whoami'], { env });
    expect(none).toMatchObject({ code: 4, stdout: '' });
    expect(none.stderr).toContain('KSEF_PASSPHRASE');

    const asked = await onTerminal(
      ['whoami'],
      [['Passphrase of your secrets', `correct horse${enter}`]],
      env,
    );
    expect(asked).toContain('emulator-5265877635');
  });

  it('ends with 130 and keeps nothing, when the user presses Ctrl-C', async () => {
    const home = newFolder();
    const shown = await onTerminal(['login'], [['Environment', '\u0003']], { KSEF_HOME: home }, 130);
    expect(shown).toContain('Interrupted.');
    const { stdout } = await runKsef(['profiles', '--json'], { env: { KSEF_HOME: home } });
    expect(stdout).toBe('');
  });

  it('speaks Polish', async () => {
    const env = { KSEF_HOME: newFolder(), LANG: 'pl_PL.UTF-8' };
    const shown = await onTerminal(['login'], [['Środowisko', '\u0003']], env, 130);
    expect(shown).toContain('produkcja');
    expect(shown).toContain('Przerwano.');
  });

  it('colours tables', async () => {
    const env = { KSEF_HOME: newFolder(), KSEF_EMULATOR: emulator.qrUrl, KSEF_ENV: 'emulator' };
    const shown = await onTerminal(['limits'], [], env);
    expect(shown).toContain(`\u001B[1mrequests`);
  });
});
