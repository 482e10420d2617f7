import { getEventListeners } from 'node:events';
import fc from '@ksef-tools/testing/properties';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  customEnvironment,
  decodeBase64,
  decodeBase64Url,
  encodeBase64,
  encodeBase64Url,
  environments,
  sha256Base64,
  systemClock,
} from '../src/index.js';
import { fillTemplate, stopwatch } from '../src/internal.js';

afterEach(() => vi.unstubAllGlobals());

describe('Base64', () => {
  it('comes back to the same bytes, both alphabets, with and without Buffer', () => {
    const roundTrip = () =>
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
          expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
          expect(decodeBase64Url(encodeBase64Url(bytes))).toEqual(bytes);
          expect(encodeBase64(bytes)).toBe(Buffer_.from(bytes).toString('base64'));
        }),
      );
    const Buffer_ = Buffer;
    roundTrip();
    vi.stubGlobal('Buffer', undefined);
    roundTrip();
  });

  it('refuses other alphabets, missing padding and set unused bits', () => {
    const invalid = { code: 'INVALID_BASE64', message: 'The text is not Base64.' };
    for (const text of ['AA', 'A===', 'AB==', 'A A=', '_-==', 'é==='])
      expect(() => decodeBase64(text)).toThrow(expect.objectContaining(invalid));
    expect(() => decodeBase64Url('AB')).toThrow(expect.objectContaining(invalid));
    expect(() => decodeBase64Url('A+')).toThrow(
      expect.objectContaining({ ...invalid, message: 'The text is not Base64URL.' }),
    );
  });

  it('is how KSeF writes hashes', async () => {
    expect(await sha256Base64(new TextEncoder().encode('abc'))).toBe(
      'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=',
    );
  });
});

describe('fillTemplate', () => {
  it('fills placeholders with escaped values', () => {
    expect(fillTemplate('<a b="#x#">#x# #y#</a>', { x: `<"&'>`, y: 1 })).toBe(
      '<a b="&lt;&quot;&amp;&apos;&gt;">&lt;&quot;&amp;&apos;&gt; 1</a>',
    );
  });

  it('names the placeholder that has no value', () => {
    expect(() => fillTemplate('#nip#', {})).toThrow(
      expect.objectContaining({
        code: 'INVALID_TEMPLATE',
        input: 'nip',
        message: expect.stringContaining('#nip#'),
      }),
    );
  });
});

describe('environments', () => {
  it('stand at the addresses of the ministry', () => {
    expect(environments.test.apiUrl).toBe('https://api-test.ksef.mf.gov.pl/v2');
    expect(environments.prd.qrUrl).toBe('https://qr.ksef.mf.gov.pl');
  });

  it('may be your own, over https or on this machine', () => {
    const local = { name: 'local', apiUrl: 'http://127.0.0.1:8080/v2/', qrUrl: 'http://localhost:8080' };
    expect(customEnvironment(local).apiUrl).toBe('http://127.0.0.1:8080/v2');
    expect(() => customEnvironment({ ...local, apiUrl: 'http://ksef.example' })).toThrow(/must be https/);
    expect(() => customEnvironment({ ...local, qrUrl: 'nonsense' })).toThrow(/qrUrl is not a URL/);
    expect(() => customEnvironment({ ...local, apiUrl: 'http://127.0.0.1:8080/v2/v2' })).toThrow(/twice/);
    expect(() => customEnvironment({ ...local, name: '' })).toThrow(/has no name/);
  });
});

describe('systemClock.sleep', () => {
  it('ends early with the reason of the signal', async () => {
    const controller = new AbortController();
    const sleeping = systemClock.sleep(60_000, controller.signal);
    controller.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
    await expect(systemClock.sleep(1, controller.signal)).rejects.toThrow('enough');
  });

  it('does not end at once where a timer for so long would', async () => {
    const controller = new AbortController();
    const sleeping = systemClock.sleep(2 ** 31, controller.signal);
    await systemClock.sleep(50);
    controller.abort(new Error('still asleep'));
    await expect(sleeping).rejects.toThrow('still asleep');
  });

  it('leaves no listener and no timer behind, however it ends', async () => {
    const controller = new AbortController();
    await systemClock.sleep(1, controller.signal);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
    const clear = vi.spyOn(globalThis, 'clearTimeout');
    const sleeping = systemClock.sleep(60_000, controller.signal);
    controller.abort();
    await expect(sleeping).rejects.toThrow();
    expect(clear).toHaveBeenCalledOnce();
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
    clear.mockRestore();
  });

  it('knows the time', () => {
    const before = Date.now();
    expect(systemClock.now()).toBeGreaterThanOrEqual(before);
    expect(systemClock.now()).toBeLessThanOrEqual(Date.now());
  });

  it('waits as long as asked', async () => {
    const before = performance.now();
    await systemClock.sleep(20);
    expect(performance.now() - before).toBeGreaterThan(15);
  });
});

describe('stopwatch', () => {
  it('tells how long it has run by the clock, and never less than none', () => {
    let now = 1_000;
    const elapsedMs = stopwatch({ now: () => now, sleep: async () => {} });
    now = 1_250;
    expect(elapsedMs()).toBe(250);
    now = 400;
    expect(elapsedMs()).toBe(0);
  });
});
