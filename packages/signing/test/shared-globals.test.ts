import { createRequire } from 'node:module';
import { setEngine } from 'pkijs';
import { describe, expect, it } from 'vitest';
import { Application } from 'xadesjs';
import { getNodeDependency } from 'xml-core';
import { Parse, SignedXml } from 'xmldsigjs';
import { createCertificateRequest, verifyXades } from '../src/index.js';
import { signedLogin } from './support/logins.js';

const require = createRequire(import.meta.url);
type Pkijs = typeof import('pkijs');

describe('what xmldsigjs and pkijs keep in globals, which nobody else has set', () => {
  it('is set for the first signature, once, and nothing is written into the WebCrypto of the runtime', async () => {
    expect(() => Application.crypto).toThrow();
    await signedLogin();
    const engine = Application.crypto;
    expect(engine.subtle).toBe(globalThis.crypto.subtle);
    expect(Object.hasOwn(globalThis.crypto, 'name')).toBe(false);
    const parser = getNodeDependency('DOMParser');
    const { xml } = await signedLogin();
    expect(await verifyXades(xml)).toMatchObject({ isValid: true });
    expect(Application.crypto).toBe(engine);
    expect(getNodeDependency('DOMParser')).toBe(parser);
  });

  it('leaves the engine of pkijs alone, which its copies share', async () => {
    // Each build has a state of its own, and both keep the engine in the same global.
    const copy: Pkijs = require('pkijs');
    const theirs = new copy.CryptoEngine({ name: 'hsm', crypto: globalThis.crypto });
    copy.setEngine('hsm', theirs);
    await signedLogin();
    await createCertificateRequest({ commonName: 'Jan Kowalski' });
    expect(copy.getEngine()).toEqual({ name: 'hsm', crypto: theirs });
  });

  it('never hands a key to the engine of another', async () => {
    // It can do nothing: whatever asked it would fail.
    setEngine('empty', {} as never);
    const { csr } = await createCertificateRequest({ commonName: 'Jan Kowalski' });
    expect(csr.length).toBeGreaterThan(100);
    await signedLogin();
  });

  it('lets another user of xmldsigjs sign and verify beside it', async () => {
    await signedLogin();
    const { privateKey, publicKey } = await crypto.subtle.generateKey(
      { name: 'ECDSA', namedCurve: 'P-256' },
      true,
      ['sign', 'verify'],
    );
    const theirs = new SignedXml();
    await theirs.Sign({ name: 'ECDSA', hash: 'SHA-256' } as Algorithm, privateKey, Parse('<a><b/></a>'), {
      keyValue: publicKey,
      references: [{ hash: 'SHA-256', transforms: ['enveloped', 'exc-c14n'] }],
    });
    const document = Parse(theirs.toString());
    const read = new SignedXml(document);
    read.LoadXml(document.getElementsByTagName('ds:Signature')[0] as Element);
    expect(await read.Verify()).toBe(true);
  });
});

it('there is one copy of xmldsigjs: that of xadesjs', () => {
  const ofXadesjs = createRequire(require.resolve('xadesjs'));
  expect(ofXadesjs.resolve('xmldsigjs')).toBe(require.resolve('xmldsigjs'));
  expect(ofXadesjs.resolve('xml-core')).toBe(require.resolve('xml-core'));
});
