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

  it('refuses keys that make no sense', () => {
    for (const keys of [
      [],
      [one, one],
      [{ id: 'a b', key: one.key }],
      [{ id: 'a', key: new Uint8Array(16) }],
    ]) {
      expect(() => sealedTokenStore(memoryTokenStore(), keys)).toThrow(/Sealing keys/);
    }
  });
});
