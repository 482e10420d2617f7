import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tokenStoreConformance } from '../src/conformance.js';
import { fileTokenStore } from '../src/index.js';

/** Windows has no file modes. */
const onPosix = it.skipIf(process.platform === 'win32');
const newFolder = () => join(mkdtempSync(join(tmpdir(), 'ksef-tokens-')), 'state', 'tokens');
const sealingKeys = [{ id: 'k1', key: new Uint8Array(32).fill(7) }];
const tokens = {
  accessToken: { token: 'access-secret', validUntil: '2099-01-01T00:15:00Z' },
  refreshToken: { token: 'refresh-secret', validUntil: '2099-01-08T00:15:00Z' },
};
const key = 'TEST/Nip:5265877635';

describe('fileTokenStore', () => {
  const folder = newFolder();
  tokenStoreConformance({ create: () => fileTokenStore(folder) }, { it });
});

describe('fileTokenStore, sealed', () => {
  const folder = newFolder();
  tokenStoreConformance({ create: () => fileTokenStore(folder, { sealingKeys }) }, { it });
});

describe('fileTokenStore on disk', () => {
  onPosix('keeps a file for each context that only this user can read, and leaves no drafts', async () => {
    const folder = newFolder();
    const store = fileTokenStore(folder);
    for (let index = 0; index < 5; index++) await store.save(key, tokens);
    const [file = '', ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    expect(file).toMatch(/^TEST_Nip_5265877635-[0-9a-f]{32}\.json$/);
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('keeps no token in clear when it seals', async () => {
    const folder = newFolder();
    await fileTokenStore(folder, { sealingKeys }).save(key, tokens);
    const text = readFileSync(join(folder, readdirSync(folder)[0] ?? ''), 'utf8');
    expect(text).toContain('sealed1.k1.');
    expect(text).not.toContain('secret');
  });

  it('refuses a file that was cut, changed or is another context, without repeating it', async () => {
    const folder = newFolder();
    const store = fileTokenStore(folder);
    await store.save(key, tokens);
    const file = join(folder, readdirSync(folder)[0] ?? '');
    const whole = readFileSync(file, 'utf8');
    for (const bad of [
      '',
      whole.slice(0, whole.length / 2),
      'null',
      '[]',
      '{"key":"other","tokens":{}}',
      whole.replace('Nip:', 'nip:'),
    ]) {
      writeFileSync(file, bad);
      const failure = (await store.load(key).catch((error: unknown) => error)) as Error;
      expect(failure).toMatchObject({ code: 'INVALID_TOKEN_INFO' });
      expect(failure.message).not.toContain('secret');
    }
    writeFileSync(
      file,
      JSON.stringify({ key, tokens: { accessToken: { token: 'x', validUntil: 'never' } } }),
    );
    await expect(store.load(key)).rejects.toMatchObject({ code: 'INVALID_TOKEN_INFO' });
    await store.save(key, tokens);
    expect(await store.load(key)).toEqual(tokens);
  });

  it('removes what a crash between two steps left', async () => {
    const folder = newFolder();
    await fileTokenStore(folder).save(key, tokens);
    writeFileSync(join(folder, 'a.json.1.2.tmp'), 'half');
    utimesSync(join(folder, 'a.json.1.2.tmp'), 1, 1);
    writeFileSync(join(folder, 'a.json.3.4.tmp'), 'being written');
    await fileTokenStore(folder).save(key, tokens);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual(['a.json.3.4.tmp']);
  });

  it('names a folder that cannot be used', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'ksef-tokens-'));
    const file = join(parent, 'file');
    writeFileSync(file, '');
    const blocked = join(parent, 'blocked');
    mkdirSync(blocked);
    const inTheWay = fileTokenStore(blocked);
    await inTheWay.save(key, tokens);
    const [name = ''] = readdirSync(blocked);
    await inTheWay.remove(key);
    mkdirSync(join(blocked, name, 'not a file'), { recursive: true });
    for (const act of [
      () => fileTokenStore(file).load(key),
      () => fileTokenStore(file).save(key, tokens),
      () => fileTokenStore(file).remove(key),
      () => inTheWay.load(key),
      () => inTheWay.save(key, tokens),
      () => inTheWay.remove(key),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'INVALID_FOLDER', input: 'folder' });
    if (process.getuid?.() === 0) return;
    chmodSync(parent, 0o500);
    await expect(fileTokenStore(join(parent, 'new')).save(key, tokens)).rejects.toMatchObject({
      code: 'INVALID_FOLDER',
    });
  });

  it.each([
    ['', {}, 'folder'],
    [5, {}, 'folder'],
    ['x', { sealingKeys: [] }, 'keys'],
    ['x', { sealingKey: [] }, 'sealingKey'],
  ])('refuses %j with %j', (folder, options, input) => {
    expect(() => fileTokenStore(folder as string, options as object)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', input }),
    );
  });
});
