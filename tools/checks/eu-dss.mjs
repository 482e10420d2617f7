/**
 * Validates signed logins with DSS, the EU's own library for electronic signatures: every kind of key, one call and two
 * steps. All must be XAdES-BASELINE-B and intact. It needs a JDK (17 or newer), Maven and its repository, so it runs at
 * night.
 *
 *     node tools/checks/eu-dss.mjs [options of Maven]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lenientNip } from '@ksef/core';
import { completeAuthRequest, prepareAuthRequest, signerFromPem, xadesSigner } from '@ksef/signing';
import { testPersonCertificate, testSealCertificate } from '@ksef/signing/testing';
import { javaValidator } from './java-validator.mjs';

const context = lenientNip('5265877635');
const request = { challenge: '20250604-CR-461EA5B000-537A6BA15D-D7', context };
const keys = [
  { keyType: 'P-256' },
  { keyType: 'P-384' },
  { keyType: 'P-521' },
  { keyType: 'RSA-2048' },
  { keyType: 'RSA-2048', hash: 'SHA-512' },
  { keyType: 'RSA-2048', rsaPadding: 'pss' },
];

const pom = fileURLToPath(new URL('eu-dss/pom.xml', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'eu-dss-'));
try {
  const isValid = javaValidator({ pom, mainClass: 'ValidateLogins', work });
  const files = [];
  for (const key of keys) {
    const name = Object.values(key).join('-');
    files.push(write(`${name}.xml`, await signed(key)));
    files.push(write(`${name}-two-steps.xml`, await signedInTwoSteps(key)));
  }
  if (!isValid(files)) throw new Error('DSS rejects a login.');
  const changed = (await signed(keys[0])).replace('5265877635</Nip>', '5265877636</Nip>');
  if (isValid([files[0], write('changed.xml', changed)])) throw new Error('DSS accepts a changed login.');
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function signed({ keyType, ...how }) {
  const person = await testPersonCertificate({ nip: context }, { keyType });
  const signer = await signerFromPem({ certificate: person.certificate, key: person.privateKeyPem }, how);
  return xadesSigner(signer).signAuthRequest(request);
}

async function signedInTwoSteps({ keyType, ...how }) {
  const seal = await testSealCertificate({ nip: context }, { keyType });
  const signer = await signerFromPem({ certificate: seal.certificate, key: seal.privateKeyPem }, how);
  const prepared = await prepareAuthRequest(request, seal.certificate, how);
  return completeAuthRequest(prepared, await signer.sign(Buffer.from(prepared.bytes, 'base64')));
}

function write(name, content) {
  writeFileSync(join(work, name), content);
  return join(work, name);
}
