import { createRequire } from 'node:module';
import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import { describe, expect, it } from 'vitest';
import { signerFromPem, verifyXades, xadesSigner } from '../src/index.js';
import { testPersonCertificate } from '../src/testing.js';
import { context, request } from './support/logins.js';

// In a process of its own: what is set first, is set before anything of ours is loaded.
const require = createRequire(import.meta.url);
const copyOfPkijs: typeof import('pkijs') = require('pkijs');
const theirPkijsEngine = new copyOfPkijs.CryptoEngine({ name: 'hsm', crypto: globalThis.crypto });
copyOfPkijs.setEngine('hsm', theirPkijsEngine);

describe('what another user of these libraries has set before', () => {
  it('stays: the engine of pkijs when ours is loaded, the engine of xmldsigjs, and its DOM', async () => {
    const { certificate, privateKeyPem } = await testPersonCertificate({ nip: context });
    expect(copyOfPkijs.getEngine()).toEqual({ name: 'hsm', crypto: theirPkijsEngine });

    const { Application } = await import('xadesjs');
    const { getNodeDependency, setNodeDependencies } = await import('xml-core');
    class TheirParser extends DOMParser {}
    const theirCrypto = {
      subtle: crypto.subtle,
      getRandomValues: crypto.getRandomValues.bind(crypto),
    } as Crypto;
    Application.setEngine('theirs', theirCrypto);
    setNodeDependencies({ DOMParser: TheirParser as never, XMLSerializer });
    copyOfPkijs.setEngine('hsm', theirPkijsEngine);

    const signer = xadesSigner(await signerFromPem({ certificate, key: privateKeyPem }));
    const xml = await signer.signAuthRequest(request);
    expect(await verifyXades(xml)).toMatchObject({ isValid: true });
    expect(Application.crypto).toBe(theirCrypto);
    expect(getNodeDependency('DOMParser')).toBe(TheirParser);
    expect(copyOfPkijs.getEngine()).toEqual({ name: 'hsm', crypto: theirPkijsEngine });
  });
});
