import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { makeKsefNumber } from '@ksef/core';
import { pack } from 'tar-stream';
import { ZipFile } from 'yazl';
import type { ExportPackage, InvoiceMetadata } from '../../src/index.js';

/** A file of an archive. */
export interface File {
  readonly name: string;
  readonly content: Uint8Array | string;
}

export const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('base64');

export function numberOf(index: number): string {
  const technicalPart = index.toString(16).toUpperCase().padStart(12, '0');
  return makeKsefNumber({ sellerNip: '5251230007', acceptedOn: '2026-02-01', technicalPart });
}

export function metadataOf(
  index: number,
  content: Uint8Array | string,
  given: Partial<InvoiceMetadata> = {},
): InvoiceMetadata {
  const date = `2026-02-01T10:00:00.${String(index).padStart(7, '0')}+00:00`;
  return {
    ksefNumber: numberOf(index),
    invoiceNumber: `FV/${index}`,
    issueDate: '2026-02-01',
    invoicingDate: date,
    acquisitionDate: date,
    permanentStorageDate: date,
    seller: { nip: '5251230007', name: 'Żółta Łódź sp. z o.o.' },
    buyer: { identifier: { type: 'Nip', value: '7811900008' }, name: 'C' },
    netAmount: 100,
    grossAmount: 123,
    vatAmount: 23,
    currency: 'PLN',
    invoicingMode: 'Online',
    invoiceType: 'Vat',
    formCode: { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' },
    isSelfInvoicing: false,
    hasAttachment: false,
    invoiceHash: sha256(content),
    ...given,
  };
}

/** Files as KSeF packs them: invoices by number, and what is known of them. */
export function invoiceFiles(count: number, contentOf = (index: number) => `<Faktura>${index} zł</Faktura>`) {
  const contents = Array.from({ length: count }, (_, index) => contentOf(index));
  const invoices = contents.map((content, index) => metadataOf(index, content));
  const files: File[] = contents.map((content, index) => ({ name: `${numberOf(index)}.xml`, content }));
  return { files: [...files, { name: '_metadata.json', content: JSON.stringify({ invoices }) }], invoices };
}

export async function zip(
  files: readonly File[],
  options: { forceZip64Format?: boolean; compress?: boolean; dataDescriptors?: boolean } = {},
): Promise<Buffer> {
  const archive = new ZipFile();
  const { forceZip64Format = false, compress = true, dataDescriptors = false } = options;
  for (const { name, content } of files) {
    const bytes = Buffer.from(content as Uint8Array);
    if (dataDescriptors) {
      archive.addReadStreamLazy(name, { compress, forceZip64Format }, (callback) =>
        callback(null, Readable.from([bytes])),
      );
    } else archive.addBuffer(bytes, name, { compress, forceZip64Format });
  }
  archive.end({ forceZip64Format, comment: '' });
  return buffer(archive.outputStream);
}

export async function tarGz(files: readonly File[], headers: Record<string, object> = {}): Promise<Buffer> {
  const archive = pack();
  for (const { name, content } of files) {
    archive.entry({ name, ...headers[name] }, Buffer.from(content as Uint8Array));
  }
  archive.finalize();
  return gzipSync(await buffer(archive));
}

/** An archive as KSeF hands it out. */
export interface MadePackage {
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  readonly archive: Buffer;
  readonly encrypted: readonly Buffer[];
  describe(urlOf: (ordinalNumber: number) => string, given?: Partial<ExportPackage>): ExportPackage;
}

export function makePackage(archive: Buffer, partBytes: number, invoiceCount = 0): MadePackage {
  const key = randomBytes(32);
  const iv = randomBytes(16);
  const plain: Buffer[] = [];
  for (let at = 0; at < archive.length; at += partBytes) plain.push(archive.subarray(at, at + partBytes));
  const encrypted = plain.map((part) => {
    const cipher = createCipheriv('aes-256-cbc', key, iv);
    return Buffer.concat([cipher.update(part), cipher.final()]);
  });
  return {
    key: new Uint8Array(key),
    iv: new Uint8Array(iv),
    archive,
    encrypted,
    describe: (urlOf, given) => ({
      invoiceCount,
      size: archive.length,
      isTruncated: false,
      compressionType: 'Zip',
      parts: encrypted.map((part, index) => ({
        ordinalNumber: index + 1,
        partName: `part-${index + 1}`,
        method: 'GET',
        url: urlOf(index + 1),
        partSize: plain[index]?.length ?? 0,
        partHash: sha256(plain[index] ?? ''),
        encryptedPartSize: part.length,
        encryptedPartHash: sha256(part),
        expirationDate: new Date(Date.now() + 600_000).toISOString(),
      })),
      ...given,
    }),
  };
}
