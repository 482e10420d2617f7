import { inspect } from 'node:util';
import { encodeBase64 } from '@ksef/core';
import { describe, expect, it } from 'vitest';
import { ExportHandle, unsealExport } from '../../src/index.js';

const access = {
  referenceNumber: '20260201-EX-0000000001-0000000002-03',
  key: new Uint8Array(32).fill(75),
  iv: new Uint8Array(16).fill(9),
};
const sealingKey = new Uint8Array(32).fill(3);
const handle = new ExportHandle(access);

describe('ExportHandle', () => {
  it('shows its key in no log', () => {
    const seen = `${JSON.stringify(handle)} ${inspect(handle, { depth: 9, showHidden: true, getters: false })}`;
    expect(seen).toContain(access.referenceNumber);
    for (const form of [encodeBase64(access.key), '75', Buffer.from(access.key).toString('hex')])
      expect(seen).not.toContain(form);
  });

  it('opens again what it sealed, with the same key only', async () => {
    const sealed = await handle.seal(sealingKey);
    expect(sealed).not.toContain(access.referenceNumber);
    expect(await handle.seal(sealingKey)).not.toBe(sealed);
    const opened = await unsealExport(sealed, sealingKey);
    expect([opened.referenceNumber, opened.key, opened.iv]).toEqual([
      access.referenceNumber,
      access.key,
      access.iv,
    ]);
    const other = new Uint8Array(32).fill(4);
    await expect(unsealExport(sealed, other)).rejects.toMatchObject({ code: 'UNSEAL_FAILED' });
  });

  it.each(['', 'x', '.', 'AAAA.AAAA'])('refuses %j', async (sealed) => {
    await expect(unsealExport(sealed, sealingKey)).rejects.toMatchObject({
      code: 'UNSEAL_FAILED',
      input: 'sealed',
    });
  });

  it('refuses a key of another length', async () => {
    await expect(handle.seal(new Uint8Array(16))).rejects.toMatchObject({
      code: 'INVALID_KEY',
      input: 'sealingKey',
    });
  });
});
