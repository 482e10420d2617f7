import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nip } from '@ksef/core';
import { makeTestToken, startEmulator } from '@ksef/emulator';
import { verifyXades } from '@ksef/signing';
import { hasTools } from '@ksef-tools/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKsef } from '../src/index.js';
import { invoiceXml } from './support/invoice.js';

const seller = nip('5251230007');
const folder = mkdtempSync(join(tmpdir(), 'ksef-receipt-'));
let upo: string;

beforeAll(async () => {
  const emulator = await startEmulator();
  try {
    const ksef = createKsef({
      environment: emulator.environment,
      credentials: { ksefToken: makeTestToken },
    });
    const result = await ksef.inContext(seller).send(invoiceXml('R/1', seller));
    upo = new TextDecoder().decode(result.upo);
  } finally {
    await emulator.close();
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const forged = () => upo.replace('<Nip>5251230007', '<Nip>7811900008');

describe('the signature of a receipt from the emulator', () => {
  it('is XAdES over all of it', async () => {
    expect(await verifyXades(upo)).toMatchObject({
      isValid: true,
      packaging: 'enveloped',
      certificate: { subject: expect.stringContaining('KSeF (emulator)') },
    });
    expect(await verifyXades(forged())).toMatchObject({
      isValid: false,
      reason: { code: 'DIGEST_MISMATCH' },
    });
  });

  it.skipIf(!hasTools('xmlsec1'))('is right to xmlsec1', () => {
    const file = join(folder, 'upo.xml');
    const verify = () =>
      execFileSync('xmlsec1', [
        '--verify',
        '--insecure',
        '--enabled-key-data',
        'x509',
        '--id-attr:Id',
        'http://uri.etsi.org/01903/v1.3.2#:SignedProperties',
        file,
      ]);
    writeFileSync(file, upo);
    expect(verify).not.toThrow();
    writeFileSync(file, forged());
    expect(verify).toThrow();
  });
});
