import {
  constants,
  createCipheriv,
  createHash,
  publicEncrypt,
  randomBytes,
  X509Certificate,
} from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { ZipFile } from 'yazl';
import type { Emulator } from '../../../src/start-emulator.js';
import { type Address, call } from '../../support.js';

export const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');

export interface PackedInvoice {
  readonly name: string;
  readonly xml: string | Uint8Array;
}

/** A key for one session or export, encrypted for the emulator. */
export async function makeKey(emulator: Address) {
  const { body } = await call(emulator, 'GET', '/security/public-key-certificates');
  const known = body.find((one: { usage: string[] }) => one.usage.includes('SymmetricKeyEncryption'));
  const key = randomBytes(32);
  const iv = randomBytes(16);
  const encryptedSymmetricKey = publicEncrypt(
    {
      key: new X509Certificate(Buffer.from(known.certificate, 'base64')).publicKey,
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha256',
    },
    key,
  ).toString('base64');
  return {
    key,
    iv,
    encryption: {
      encryptedSymmetricKey,
      initializationVector: iv.toString('base64'),
      publicKeyId: known.publicKeyId,
    },
  };
}

export async function zip(files: readonly PackedInvoice[]): Promise<Buffer> {
  const archive = new ZipFile();
  for (const { name, xml } of files) archive.addBuffer(Buffer.from(xml), name);
  archive.end();
  return collect(archive.outputStream as AsyncIterable<Buffer>);
}

export async function tarGz(files: readonly PackedInvoice[]): Promise<Buffer> {
  const archive = pack();
  for (const { name, xml } of files) archive.entry({ name }, Buffer.from(xml));
  archive.finalize();
  return gzipSync(await collect(archive as unknown as AsyncIterable<Buffer>));
}

async function collect(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** The package in encrypted parts and the request that opens a session for it. */
export async function makeBatch(
  emulator: Emulator,
  archive: Uint8Array,
  {
    parts = 1,
    form = { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' },
    changes = {},
    file = {},
  } = {},
) {
  const { key, iv, encryption } = await makeKey(emulator);
  const size = Math.ceil(archive.length / parts);
  const encrypted = Array.from({ length: parts }, (_, index) => {
    const cipher = createCipheriv('aes-256-cbc', key, iv);
    return Buffer.concat([cipher.update(archive.subarray(index * size, (index + 1) * size)), cipher.final()]);
  });
  const request = {
    formCode: form,
    batchFile: {
      fileSize: archive.length,
      fileHash: sha(archive),
      fileParts: encrypted.map((part, index) => ({
        ordinalNumber: index + 1,
        fileSize: part.length,
        fileHash: sha(part),
      })),
      ...file,
    },
    encryption,
    ...changes,
  };
  return { request, encrypted };
}

interface UploadRequest {
  readonly ordinalNumber: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
}

export function upload({ method, url, headers }: UploadRequest, bytes: Uint8Array): Promise<Response> {
  return fetch(url, { method, headers, body: Buffer.from(bytes) });
}

/** Opens, uploads, closes; gives the reference number. */
export async function sendBatch(
  emulator: Emulator,
  bearer: string,
  archive: Uint8Array,
  options: Parameters<typeof makeBatch>[2] = {},
): Promise<string> {
  const { request, encrypted } = await makeBatch(emulator, archive, options);
  const opened = await call(emulator, 'POST', '/sessions/batch', { bearer, body: request });
  if (opened.status !== 201) throw new Error(JSON.stringify(opened.body));
  for (const one of opened.body.partUploadRequests as UploadRequest[]) {
    const answer = await upload(one, encrypted[one.ordinalNumber - 1] ?? new Uint8Array());
    if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  }
  const closed = await call(emulator, 'POST', `/sessions/batch/${opened.body.referenceNumber}/close`, {
    bearer,
  });
  if (closed.status !== 204) throw new Error(JSON.stringify(closed.body));
  return opened.body.referenceNumber;
}

/** The session once it is final. */
export async function finalStatus(emulator: Emulator, bearer: string, reference: string) {
  for (;;) {
    const { body } = await call(emulator, 'GET', `/sessions/${reference}`, { bearer });
    if (body.status.code >= 200) return body;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
