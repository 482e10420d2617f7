import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { EncryptionService } from '../src/index.js';
import { listed } from './certificates.js';
import { clockAt, makeSource } from './key-sources.js';
import { clock, key, newer, older } from './two-certificates.js';

describe('fetching keys', () => {
  const held = () => {
    let open: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    return { gate, open };
  };

  it('begins at the skew before the end, to the millisecond', async () => {
    const time = clockAt('2026-06-01T00:00:00Z');
    const source = makeSource(() => [listed(older, { validTo: '2026-06-01T01:00:00Z' })]);
    const service = new EncryptionService({ source, clock: time, refreshSkewMs: 60_000 });
    await service.encryptSymmetricKey(key);
    time.set('2026-06-01T00:58:59.999Z');
    await service.encryptSymmetricKey(key);
    expect(source.calls).toBe(1);
    time.set('2026-06-01T00:59:00Z');
    await service.encryptSymmetricKey(key);
    expect(source.calls).toBe(2);
  });

  it('tells how many keys KSeF listed when none of them will do', async () => {
    const ended = listed(older, { validTo: '2026-05-01T00:00:00Z' });
    const service = new EncryptionService({ source: makeSource(() => [ended]), clock });
    await expect(service.encryptSymmetricKey(key)).rejects.toThrow(
      'No public key for SymmetricKeyEncryption: KSeF listed 1 keys, none of them valid for it now.',
    );
  });

  it('leaves no listener on the signals of those who waited', async () => {
    const { gate, open } = held();
    const source = makeSource(() => [listed(older)]);
    source.gate = gate;
    const service = new EncryptionService({ source, clock });
    const [staying, leaving] = [new AbortController(), new AbortController()];
    const patient = service.encryptSymmetricKey(key, { signal: staying.signal });
    const impatient = service.encryptSymmetricKey(key, { signal: leaving.signal });
    leaving.abort(new Error('enough'));
    await expect(impatient).rejects.toThrow('enough');
    open();
    await patient;
    for (const { signal } of [staying, leaving]) expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('takes nothing from a fetch that was given up, when that answers all the same', async () => {
    const [slow, quick] = [held(), held()];
    const gates = [slow.gate, quick.gate];
    const answers = [[listed(older)], [listed(newer)]];
    let calls = 0;
    const service = new EncryptionService({
      source: {
        async listPublicKeys() {
          const number = calls++;
          await gates[number];
          return answers[number] ?? [];
        },
      },
      clock,
    });
    const caller = new AbortController();
    const left = service.encryptSymmetricKey(key, { signal: caller.signal });
    caller.abort(new Error('enough'));
    await expect(left).rejects.toThrow('enough');
    const first = service.encryptSymmetricKey(key);
    slow.open();
    await new Promise((resolve) => setImmediate(resolve));
    // Still on its way: new callers join it.
    const second = service.encryptSymmetricKey(key);
    quick.open();
    for (const one of [await first, await second, await service.encryptSymmetricKey(key)]) {
      expect(one.publicKeyId).toBe(newer.publicKeyId);
    }
    expect(calls).toBe(2);
  });

  it('does not begin for a caller who had left before', async () => {
    const source = makeSource(() => [listed(older)]);
    const service = new EncryptionService({ source, clock });
    const left = { signal: AbortSignal.abort(new Error('enough')) };
    await expect(service.encryptSymmetricKey(key, left)).rejects.toThrow('enough');
    await expect(service.forceRefresh(left)).rejects.toThrow('enough');
    expect(source.calls).toBe(0);
  });
});
