import { createDecipheriv } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import { fromBufferPromise } from 'yauzl';
import type { Emulator } from '../../src/start-emulator.js';
import { makeKey, sha } from '../sessions/batch/support.js';
import { call } from '../support.js';

export const seller = '5265877635';
export const buyer = '7352765225';

/** The filters that find everything of a subject by the date of permanent storage. */
export function stored(subjectType = 'Subject1', dateRange: object = {}, more: object = {}) {
  return {
    subjectType,
    dateRange: { dateType: 'PermanentStorage', from: '2026-11-01T00:00:00Z', ...dateRange },
    ...more,
  };
}

export const query = (emulator: Emulator, bearer: string, filters: object, page = '') =>
  call(emulator, 'POST', `/invoices/query/metadata?${page}`, {
    bearer,
    body: filters,
    headers: { 'x-error-format': 'problem-details' },
  });

export async function startExport(emulator: Emulator, bearer: string, filters: object, more: object = {}) {
  const { key, iv, encryption } = await makeKey(emulator);
  const started = await call(emulator, 'POST', '/invoices/exports', {
    bearer,
    body: { encryption, filters, ...more },
    headers: { 'x-error-format': 'problem-details' },
  });
  return { key, iv, started, reference: started.body.referenceNumber as string };
}

export const exportStatus = (emulator: Emulator, bearer: string, reference: string) =>
  call(emulator, 'GET', `/invoices/exports/${reference}`, { bearer });

export async function finishedExport(emulator: Emulator, bearer: string, reference: string) {
  for (;;) {
    const { body } = await exportStatus(emulator, bearer, reference);
    if (body.status.code !== 100) return body;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Downloads, checks, decrypts and joins the parts of a package. */
export async function downloadPackage(
  // biome-ignore lint/suspicious/noExplicitAny: the package as the status shows it.
  shown: any,
  key: Uint8Array,
  iv: Uint8Array,
): Promise<Buffer> {
  const plain: Buffer[] = [];
  for (const part of shown.parts) {
    const answer = await fetch(part.url, { method: part.method });
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (answer.headers.get('x-ms-meta-hash') !== sha(bytes)) throw new Error('header hash');
    if (sha(bytes) !== part.encryptedPartHash || bytes.length !== part.encryptedPartSize)
      throw new Error('part');
    const decipher = createDecipheriv('aes-256-cbc', key, iv);
    const piece = Buffer.concat([decipher.update(bytes), decipher.final()]);
    if (sha(piece) !== part.partHash || piece.length !== part.partSize) throw new Error('plain part');
    plain.push(piece);
  }
  const whole = Buffer.concat(plain);
  if (whole.length !== shown.size) throw new Error('size');
  return whole;
}

export async function unzip(archive: Buffer): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const zip = await fromBufferPromise(archive);
  for await (const entry of zip.eachEntry()) {
    files.set(entry.fileName, await textOf(await zip.openReadStreamPromise(entry)));
  }
  return files;
}

export async function untarGz(archive: Buffer): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const entries = extract();
  entries.end(gunzipSync(archive));
  for await (const entry of entries) {
    files.set(entry.header.name, await textOf(entry as AsyncIterable<Buffer>));
  }
  return files;
}

async function textOf(source: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}
