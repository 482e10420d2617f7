import { createPublicKey, verify } from 'node:crypto';
import { readCertificate, type Signer } from '../../src/index.js';

const bytes = new TextEncoder().encode('wiadomość');

/** Whether a fresh signature of the signer verifies by its certificate, in `node:crypto`. */
export async function verifies(signer: Signer): Promise<boolean> {
  const { spki } = await readCertificate(signer.certificateChain[0] as Uint8Array);
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  const { algorithm } = signer;
  const pss = algorithm.name === 'RSA-PSS' ? { padding: 6, saltLength: algorithm.saltLength } : {};
  const hash = algorithm.hash.replace('-', '').toLowerCase();
  return verify(hash, bytes, { key, dsaEncoding: 'ieee-p1363', ...pss }, await signer.sign(bytes));
}
