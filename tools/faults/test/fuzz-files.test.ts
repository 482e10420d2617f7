import { execFileSync } from 'node:child_process';
import { createCipheriv, createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, gzipSync } from 'node:zlib';
import { createApi } from '@ksef/api';
import { customEnvironment } from '@ksef/core';
import { readExport } from '@ksef/export';
import { readCertificate, signerFromPem, signerFromPkcs12, verifyXades, xadesSigner } from '@ksef/signing';
import { testPersonCertificate } from '@ksef/signing/testing';
import { hasTools } from '@ksef-tools/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzz, fuzzTimeoutMs } from '../src/fuzz.js';
import { seller } from '../src/invoice-xml.js';

const reference = '20260201-EX-0000000001-0000000002-03';
const key = new Uint8Array(32).fill(1);
const iv = new Uint8Array(16).fill(2);
const environment = customEnvironment({
  name: 'fuzz',
  apiUrl: 'http://127.0.0.1:1/v2',
  qrUrl: 'http://127.0.0.1:1',
});
/** Good bytes with a piece replaced, cut out or put in. */
function damaged(good: Uint8Array): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(fc.nat(good.length), fc.nat(20), fc.uint8Array({ maxLength: 12 }))
    .map(([at, length, put]) => Buffer.concat([good.subarray(0, at), put, good.subarray(at + length)]));
}

function tarOf(name: string, content: Uint8Array): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000600\0', 100);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('        0', 148);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, content, Buffer.alloc(1_024 + ((512 - (content.length % 512)) % 512))]);
}

/** A ZIP of one file that is stored as it is. */
function zipOf(name: string, content: Uint8Array): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(10, 0);
  facts.writeUInt16LE(0x21, 8);
  facts.writeUInt32LE(crc32(content), 10);
  facts.writeUInt32LE(content.length, 14);
  facts.writeUInt32LE(content.length, 18);
  facts.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, Buffer.from(name), content]);
  const entry = Buffer.concat([
    Buffer.from('PK\u0001\u0002\u000a\u0000'),
    facts,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(entry.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, entry, Buffer.from('PK\u0005\u0006'), end]);
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');

/** Reads an archive that came as an export in parts of so many bytes; `spoil` may change what the storage gives. */
async function readPackage(
  archive: Uint8Array,
  invoiceCount: number,
  { partBytes = archive.length, spoil = (encrypted: Buffer, _index: number) => encrypted } = {},
): Promise<number> {
  const plain: Uint8Array[] = [];
  for (let at = 0; at < archive.length; at += Math.max(1, partBytes))
    plain.push(archive.subarray(at, at + Math.max(1, partBytes)));
  const encrypted = plain.map((bytes) => {
    const cipher = createCipheriv('aes-256-cbc', key, iv);
    return Buffer.concat([cipher.update(bytes), cipher.final()]);
  });
  const api = createApi({
    environment,
    accessToken: () => 'token',
    context: seller,
    retries: 0,
    clock: { now: () => Date.now(), sleep: async () => {} },
    fetch: async (url) => {
      const index = Number(/(\d+)$/.exec(String(url))?.[1]) - 1;
      const bytes = spoil(encrypted[index] as Buffer, index);
      return new Response(new Uint8Array(bytes), { headers: { 'content-length': String(bytes.length) } });
    },
  });
  const parts = encrypted.map((bytes, index) => ({
    ordinalNumber: index + 1,
    partName: `part-${index + 1}`,
    method: 'GET',
    url: `http://127.0.0.1:1/part/${index + 1}`,
    partSize: plain[index]?.length ?? 0,
    partHash: sha256(plain[index] ?? new Uint8Array()),
    encryptedPartSize: bytes.length,
    encryptedPartHash: sha256(bytes),
    expirationDate: '2099-01-01T00:00:00Z',
  }));
  const found = {
    invoiceCount,
    size: archive.length,
    isTruncated: false,
    compressionType: 'Zip',
    parts,
  };
  let count = 0;
  const access = { referenceNumber: reference, key, iv };
  for await (const _ of readExport(api, access, { package: found })) count++;
  return count;
}

describe('whatever a file holds, there is a result or a typed error', {
  timeout: fuzzTimeoutMs,
}, () => {
  const metadata = Buffer.from('{"invoices":[]}');

  it('in a ZIP of an export', async () => {
    const zip = zipOf('_metadata.json', metadata);
    expect(await readPackage(zip, 0)).toBe(0);
    await fuzz(damaged(zip), (bytes) => readPackage(bytes, 0));
  });

  it('in a TarGz of an export', async () => {
    const tar = tarOf('_metadata.json', metadata);
    expect(await readPackage(gzipSync(tar), 0)).toBe(0);
    await fuzz(
      fc.oneof(
        damaged(gzipSync(tar)),
        damaged(tar).map((bytes) => gzipSync(bytes)),
      ),
      (bytes) => readPackage(bytes, 0),
    );
  });

  it('in an archive of several parts', async () => {
    const content = Buffer.from(JSON.stringify({ invoices: [], filling: 'x'.repeat(300) }));
    const zip = zipOf('_metadata.json', content);
    const tarGz = gzipSync(tarOf('_metadata.json', content), { level: 0 });
    const whole = fc.constantFrom<Uint8Array>(zip, tarGz);
    const cut = fc.integer({ min: 20, max: 200 });
    const anything = fc.tuple(fc.oneof(whole, damaged(zip), damaged(tarGz)), cut);
    await fuzz(anything, ([archive, partBytes]) => readPackage(archive, 0, { partBytes }));
  });

  it('in a part that the storage changes: none of it counts as sound', async () => {
    const zip = zipOf('_metadata.json', Buffer.from(JSON.stringify({ invoices: [], f: 'x'.repeat(500) })));
    const trouble = fc.tuple(
      fc.integer({ min: 40, max: 300 }),
      fc.nat(),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
    );
    await fuzz(trouble, async ([partBytes, which, at, change]) => {
      const target = which % Math.ceil(zip.length / partBytes);
      const spoil = (encrypted: Buffer, index: number) => {
        if (index !== target) return encrypted;
        const other = Buffer.from(encrypted);
        other[at % other.length] = (other[at % other.length] ?? 0) ^ change;
        // Some are cut or too long instead.
        if (change % 5 === 0) return other.subarray(0, at % other.length);
        return change % 5 === 1 ? Buffer.concat([other, other.subarray(0, 16)]) : other;
      };
      const outcome = await readPackage(zip, 0, { partBytes, spoil }).catch((error: unknown) => error);
      expect(outcome).toMatchObject({
        code: 'PART_MISMATCH',
        message: expect.stringContaining(`Part ${target + 1} `),
      });
    });
  });

  it('in the metadata of an export', () => {
    const text = fc.oneof(
      fc.json(),
      damaged(Buffer.from('{"invoices":[{"ksefNumber":"1","invoiceHash":"a"},{"ksefNumber":null}]}')),
    );
    return fuzz(text, (one) => readPackage(gzipSync(tarOf('_metadata.json', Buffer.from(one))), 1));
  });

  it('in a certificate, a key and a signed document', async () => {
    const { certificate, certificatePem, privateKeyPem } = await testPersonCertificate({ nip: seller });
    await fuzz(damaged(certificate), (bytes) => readCertificate(bytes));
    await fuzz(damaged(Buffer.from(privateKeyPem)), (bytes) =>
      signerFromPem({ certificate: certificatePem, key: bytes }),
    );
    await fuzz(damaged(Buffer.from(certificatePem)), (bytes) =>
      signerFromPem({ certificate: bytes, key: privateKeyPem }),
    );
    const signer = xadesSigner(await signerFromPem({ certificate: certificatePem, key: privateKeyPem }));
    const challenge = '20260201-CR-0000000001-0000000002-03';
    const signed = await signer.signAuthRequest({
      challenge,
      context: { type: 'Nip', value: seller },
      subjectIdentifierType: 'certificateSubject',
    });
    expect((await verifyXades(signed)).isValid).toBe(true);
    await fuzz(damaged(Buffer.from(signed)), (bytes) => verifyXades(bytes));
  });

  it.skipIf(!hasTools('openssl'))('in a PKCS#12 file', async () => {
    const { certificatePem, privateKeyPem } = await testPersonCertificate({ nip: seller });
    const folder = mkdtempSync(join(tmpdir(), 'ksef-fuzz-'));
    const file = join(folder, 'both.pem');
    writeFileSync(file, certificatePem + privateKeyPem, { mode: 0o600 });
    const options = ['-in', file, '-iter', '1', '-passout', 'pass:a'];
    const pkcs12 = execFileSync('openssl', ['pkcs12', '-export', ...options]);
    rmSync(folder, { recursive: true });
    await signerFromPkcs12({ pkcs12, passphrase: 'a' });
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 300 }), damaged(pkcs12));
    await fuzz(bytes, (damagedFile) => signerFromPkcs12({ pkcs12: damagedFile, passphrase: 'a' }));
  });
});
