import { describe, expect, it } from 'vitest';
import { tokenStoreConformance } from '../src/conformance.js';
import { memoryTokenStore, type SealingKey, sealedTokenStore } from '../src/index.js';

const [one, two] = ['one', 'two'].map((id) => ({ id, key: crypto.getRandomValues(new Uint8Array(32)) })) as [
  SealingKey,
  SealingKey,
];
const tokens = {
  accessToken: { token: 'access-secret', validUntil: '2099-01-01T00:15:00Z' },
  refreshToken: { token: 'refresh-secret', validUntil: '2099-01-08T00:00:00Z' },
};

describe('sealedTokenStore', () => {
  const plain = memoryTokenStore();
  tokenStoreConformance({ create: () => sealedTokenStore(plain, [one]) }, { it });

  it('leaves no token readable, and never the same bytes twice', async () => {
    const below = memoryTokenStore();
    const store = sealedTokenStore(below, [one]);
    await store.save('TEST/Nip:1', tokens);
    const first = JSON.stringify(await below.load('TEST/Nip:1'));
    expect(first).not.toContain('secret');
    expect(first).toContain('sealed1.one.');
    await store.save('TEST/Nip:1', tokens);
    expect(JSON.stringify(await below.load('TEST/Nip:1'))).not.toBe(first);
  });

  it('opens what an older key sealed, and seals with the first', async () => {
    const below = memoryTokenStore();
    await sealedTokenStore(below, [one]).save('k', tokens);
    const rotated = sealedTokenStore(below, [two, one]);
    expect(await rotated.load('k')).toEqual(tokens);
    await rotated.save('k', tokens);
    expect(await sealedTokenStore(below, [two]).load('k')).toEqual(tokens);
    await expect(sealedTokenStore(below, [one]).load('k')).rejects.toMatchObject({ code: 'UNSEAL_FAILED' });
  });

  it('does not open what was moved to another context, environment, kind or end, or was changed', async () => {
    const below = memoryTokenStore();
    const store = sealedTokenStore(below, [one]);
    await store.save('TEST/Nip:1', tokens);
    const sealed = await below.load('TEST/Nip:1');
    const { accessToken, refreshToken } = sealed ?? tokens;
    const bad = [
      ['PRD/Nip:1', { accessToken, refreshToken }],
      ['TEST/Nip:2', { accessToken, refreshToken }],
      ['TEST/Nip:1', { accessToken: refreshToken ?? accessToken }],
      ['TEST/Nip:1', { accessToken: { ...accessToken, validUntil: '2100-01-01T00:15:00Z' } }],
      ['TEST/Nip:1', { accessToken: { ...accessToken, token: accessToken.token.replace('.one.', '.two.') } }],
      ['TEST/Nip:1', { accessToken: { ...accessToken, token: 'in clear' } }],
    ] as const;
    for (const [key, value] of bad) {
      await below.save(key, value);
      await expect(store.load(key)).rejects.toMatchObject({ code: 'UNSEAL_FAILED' });
    }
  });

  it('does not open what has another form, names no key that is known, or has parts too many', async () => {
    const below = memoryTokenStore();
    const store = sealedTokenStore(below, [one]);
    await store.save('k', { accessToken: tokens.accessToken });
    const { token } = (await below.load('k'))?.accessToken ?? tokens.accessToken;
    for (const other of [
      token.replace('sealed1', 'sealed2'),
      token.replace('.one.', '.two.'),
      `${token}.more`,
      'sealed1',
      'sealed1.one',
    ]) {
      await below.save('k', { accessToken: { ...tokens.accessToken, token: other } });
      await expect(store.load('k')).rejects.toMatchObject({
        code: 'UNSEAL_FAILED',
        message: 'None of the sealing keys opens the tokens of k in the store. Add the key that sealed them.',
      });
    }
  });

  it('opens what was sealed before: the form at rest does not change', async () => {
    const below = memoryTokenStore();
    const key = new Uint8Array(32).fill(1);
    const { accessToken } = tokens;
    const iv = new Uint8Array(12).fill(2);
    const aes = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
    const seal = async (field: string) => {
      const additionalData = new TextEncoder().encode(JSON.stringify(['k', field, accessToken.validUntil]));
      const text = new TextEncoder().encode(`${field}-text`);
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, aes, text);
      const parts = [iv, new Uint8Array(sealed)].map((part) => Buffer.from(part).toString('base64url'));
      return { ...accessToken, token: ['sealed1', 'id', ...parts].join('.') };
    };
    await below.save('k', { accessToken: await seal('access'), refreshToken: await seal('refresh') });
    expect(await sealedTokenStore(below, [{ id: 'id', key }]).load('k')).toEqual({
      accessToken: { ...accessToken, token: 'access-text' },
      refreshToken: { ...accessToken, token: 'refresh-text' },
    });
  });

  it.each([
    [[], 'at least one is needed'],
    [[one, one], 'each needs an id of its own, of letters, digits, - and _'],
    [[{ id: 'a b', key: one.key }], 'each needs an id of its own, of letters, digits, - and _'],
    [[{ id: 5, key: one.key }], 'each needs an id of its own, of letters, digits, - and _'],
    [[{ id: 'a', key: new Uint8Array(16) }], 'key a is not 32 bytes'],
    [[{ id: 'a', key: 'x'.repeat(32) }], 'key a is not 32 bytes'],
  ])('refuses keys that make no sense, and says why: %#', (keys, why) => {
    expect(() => sealedTokenStore(memoryTokenStore(), keys as SealingKey[])).toThrow(
      expect.objectContaining({
        code: 'INVALID_OPTION',
        input: 'keys',
        message: `Sealing keys: ${why}.`,
      }),
    );
  });
});
