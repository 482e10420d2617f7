import { createRequire } from 'node:module';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  currentContext,
  MissingContextError,
  nip,
  peppolId,
  requireContext,
  runInContext,
} from '../src/index.js';

const one = nip('5265877635');
const other = nip('6824515772');

describe('runInContext', () => {
  it('carries the context through every await', async () => {
    await runInContext(one, async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      expect(requireContext()).toEqual({ type: 'Nip', value: one });
    });
    expect(currentContext()).toBeUndefined();
  });

  it('shadows outer contexts and gives them back', () => {
    runInContext(one, () => {
      runInContext(peppolId('PPL000001'), () => expect(currentContext()?.type).toBe('PeppolId'));
      expect(currentContext()?.value).toBe(one);
    });
  });

  it('never mixes concurrent contexts', async () => {
    const seen = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        runInContext(index % 2 === 0 ? one : other, async () => {
          await new Promise((resolve) => setImmediate(resolve));
          return currentContext()?.value;
        }),
      ),
    );
    seen.forEach((value, index) => {
      expect(value).toBe(index % 2 === 0 ? one : other);
    });
  });

  it('is seen by another copy of the package', () => {
    const copy = createRequire(import.meta.url)('../dist/index.cjs') as typeof import('../src/index.js');
    runInContext(one, () => expect(copy.currentContext()?.value).toBe(one));
    copy.runInContext(other, () => expect(currentContext()?.value).toBe(other));
  });

  describe('where the platform has no AsyncLocalStorage, as in browsers', () => {
    const key = Symbol.for('@ksef/ambient-context');
    const holder = globalThis as { [key: symbol]: unknown };
    const storage = holder[key];
    afterEach(() => {
      vi.unstubAllGlobals();
      holder[key] = storage;
    });

    it.each([[undefined], [{}], [{ getBuiltinModule: () => undefined }]])('of process %o', (platform) => {
      vi.stubGlobal('process', platform);
      holder[key] = undefined;
      expect(currentContext()).toBeUndefined();
      expect(() => runInContext(one, () => expect.fail('ran'))).toThrow(
        expect.objectContaining({
          code: 'NO_AMBIENT_CONTEXT',
          message: expect.stringContaining('Use client.inContext(context) instead'),
        }),
      );
    });

    it('asks for none when only the current one is wanted', () => {
      const getBuiltinModule = vi.fn();
      vi.stubGlobal('process', { getBuiltinModule });
      holder[key] = undefined;
      expect(currentContext()).toBeUndefined();
      expect(getBuiltinModule).not.toHaveBeenCalled();
    });
  });

  it('fails by name where no context was set', () => {
    expect(() => requireContext('Sending')).toThrow(MissingContextError);
    expect(() => requireContext('Sending')).toThrow(/Sending needs a KSeF context/);
  });

  it('refuses a bad context before running anything', () => {
    expect(() => runInContext({ type: 'Nip', value: 'x' }, () => expect.fail('ran'))).toThrow(
      /^Invalid Nip "x"/,
    );
  });
});
