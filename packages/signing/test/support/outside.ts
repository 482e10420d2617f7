import { pathOf } from '@ksef-tools/testing';
import { expect } from 'vitest';
import { file, run } from './openssl.js';

const dsNamespace = 'http://www.w3.org/2000/09/xmldsig#';
let count = 0;

/** Verifies a signature by xmlsec1, which knows no RSA-PSS. The key comes from the document: trust is not what is tested. */
export function verifyByXmlsec(xml: string): void {
  const path = file(`signed-${count++}.xml`, xml);
  run('xmlsec1', '--verify', '--insecure', '--id-attr:Id', 'SignedProperties', path);
}

/** Verifies signatures by Java's own XML signatures, in one run; throws at the first that is wrong. */
export function verifyByJava(documents: readonly string[]): void {
  const paths = documents.map((xml) => file(`signed-${count++}.xml`, xml));
  run(pathOf('java') ?? 'java', `${import.meta.dirname}/Verify.java`, ...paths);
}

/** Validates a document against KSeF's own schema; its signature, for which that has no place, is taken out before. */
export function validate(xml: string, version: '2.0' | '2.1', schemas: string): void {
  const from = xml.indexOf(`<ds:Signature xmlns:ds="${dsNamespace}"`);
  const end = '</ds:Signature>';
  const bare = from < 0 ? xml : xml.slice(0, from) + xml.slice(xml.lastIndexOf(end) + end.length);
  const path = file(`request-${count++}.xml`, bare);
  run('xmllint', '--noout', '--schema', `${schemas}/schemat_auth_v${version.replace('.', '-')}.xsd`, path);
  expect(bare).not.toContain('Signature');
}
