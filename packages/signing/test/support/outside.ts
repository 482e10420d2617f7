import { execFileSync } from 'node:child_process';
import { pathOf } from '@ksef-tools/testing';
import { file, run } from './openssl.js';

const dsNamespace = 'http://www.w3.org/2000/09/xmldsig#';
let count = 0;

/** Verifies a signature by programs that we did not write: xmlsec1, and Java where it is installed. */
export function verifyOutside(xml: string, options: { java?: boolean } = {}): void {
  const path = file(`signed-${count++}.xml`, xml);
  // The key comes from the document: whether to trust it is not what is tested.
  run('xmlsec1', '--verify', '--insecure', '--id-attr:Id', 'SignedProperties', path);
  const java = options.java === false ? undefined : pathOf('java');
  if (java !== undefined) execFileSync(java, [`${import.meta.dirname}/Verify.java`, path], { stdio: 'pipe' });
}

/** The document without its signature: what the schemas of KSeF describe. */
export function withoutSignature(xml: string): string {
  const from = xml.indexOf(`<ds:Signature xmlns:ds="${dsNamespace}"`);
  return xml.slice(0, from) + xml.slice(xml.lastIndexOf('</ds:Signature>') + '</ds:Signature>'.length);
}
