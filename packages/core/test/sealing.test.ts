import { describe, expect, it } from 'vitest';
import { importSealingKey, openSealed, seal } from '../src/internal.js';

const bytes = new Uint8Array(32).fill(7);
const importKey = (key: unknown) => importSealingKey('sealingKey', key, 'The key that seals notes');

describe('sealing', () => {
  it('opens what it sealed, and never writes the same twice', async () => {
    const key = await importKey(bytes);
    const text = 'zażółć gęślą jaźń 🗝';
    const [one, other] = [await seal(key, text, 'notes/1'), await seal(key, text, 'notes/1')];
    expect(one).not.toBe(other);
    expect(one).toMatch(/^[\w-]{16}\.[\w-]+$/);
    expect(await openSealed(key, one, 'notes/1')).toBe(text);
    expect(await openSealed(key, await seal(key, ''))).toBe('');
  });

  it('opens with the same key, at the same place and unchanged only', async () => {
    const key = await importKey(bytes);
    const sealed = await seal(key, 'secret', 'notes/1');
    const [nonce = '', body = ''] = sealed.split('.');
    const other = await importKey(new Uint8Array(32).fill(8));
    await expect(openSealed(other, sealed, 'notes/1')).rejects.toThrow();
    await expect(openSealed(key, sealed, 'notes/2')).rejects.toThrow();
    await expect(openSealed(key, sealed)).rejects.toThrow();
    const changed = (body[0] === 'A' ? 'B' : 'A') + body.slice(1);
    for (const bad of ['', '.', nonce, `${nonce}.${changed}`, `${sealed}.more`, `${nonce}.`, `${nonce}.!`])
      await expect(openSealed(key, bad, 'notes/1')).rejects.toThrow();
  });

  it('opens what earlier versions wrote in Base64 with padding', async () => {
    const key = await importKey(bytes);
    const iv = new Uint8Array(12).fill(250);
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, Buffer.from('four'));
    const old = `${Buffer.from(iv).toString('base64')}.${Buffer.from(sealed).toString('base64')}`;
    expect(old).toMatch(/[+/=]/);
    expect(await openSealed(key, old)).toBe('four');
  });

  it.each([[new Uint8Array(16)], ['x'.repeat(32)], [undefined]])('refuses %o for a key', async (key) => {
    await expect(importKey(key)).rejects.toMatchObject({
      code: 'INVALID_KEY',
      input: 'sealingKey',
      message: expect.stringMatching(/^The key that seals notes must be a Uint8Array of 32 bytes, /),
    });
  });

  it('gives a key that cannot be read out', async () => {
    expect((await importKey(bytes)).extractable).toBe(false);
  });
});
