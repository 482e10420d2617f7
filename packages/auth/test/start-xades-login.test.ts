import { createApi } from '@ksef/api';
import { describe, expect, it } from 'vitest';
import { type AuthRequestSigner, startXadesLogin } from '../src/index.js';
import { clock, context, ownSigner, useEmulator } from './support/emulator.js';

const { api, running } = useEmulator();

describe('startXadesLogin', () => {
  it('says what a signer is when none was given', async () => {
    for (const signer of [undefined, {}]) {
      await expect(startXadesLogin(api(), { context, signer } as never)).rejects.toMatchObject({
        code: 'INVALID_OPTION',
        input: 'signer',
        message: expect.stringMatching(/needs a signer with signAuthRequest\(\)/),
      });
    }
  });
  it('passes on how KSeF refuses a signature', async () => {
    const own = await ownSigner();
    const signer: AuthRequestSigner = {
      signAuthRequest: async (request, options) =>
        (await own.signAuthRequest(request, options)).replace('<Challenge>', '<Challenge> '),
    };
    const failure = await startXadesLogin(api(), { context, signer }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'KsefApiError', status: 400 });
  });
  it('asks for strict profiles and for the chain only where that is wanted', async () => {
    const signer = await ownSigner();
    const asked = async (more: object) => {
      const seen: string[] = [];
      const watched = createApi({
        environment: running().environment,
        clock,
        fetch: (input, init) => {
          const feature = new Headers(init?.headers).get('x-ksef-feature');
          const { pathname, search } = new URL(String(input));
          if (pathname.endsWith('/xades-signature')) seen.push(`${feature}${search}`);
          return fetch(input, init);
        },
      });
      await startXadesLogin(watched, { context, signer, ...more });
      return seen;
    };
    expect(await asked({})).toEqual(['null']);
    expect(await asked({ enforceXadesCompliance: true, verifyCertificateChain: true })).toEqual([
      'enforce-xades-compliance?verifyCertificateChain=true',
    ]);
  });
  it('hands its caller’s signal to the signer, and submits nothing when that was aborted meanwhile', async () => {
    const own = await ownSigner();
    const caller = new AbortController();
    let heard: AbortSignal | undefined;
    const signer: AuthRequestSigner = {
      async signAuthRequest(request, options) {
        heard = options.signal;
        caller.abort(new Error('stop'));
        return own.signAuthRequest(request, {});
      },
    };
    await expect(startXadesLogin(api(), { context, signer }, { signal: caller.signal })).rejects.toThrow(
      'stop',
    );
    expect(heard).toBe(caller.signal);
    const submitted = running()
      .control.events('request')
      .filter(({ path }) => path === '/auth/xades-signature');
    expect(submitted).toEqual([]);
  });
});
