import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { sha256 } from '../../kernel/index.js';
import type { Area } from '../area.js';
import { takeSessionFault } from '../session-faults.js';
import { packageFolder, partFile } from './part-files.js';

/** What the storage answers to an upload: 201 with an etag, or an error. */
export interface UploadAnswer {
  readonly status: number;
  readonly error?: string;
  readonly etag?: string;
}

/** The most that blob storage takes in one request. */
const largestUpload = 5_000 * 1024 * 1024;

/** Takes one part as a stream onto disk; its signature has been checked. */
export async function uploadPart(
  { kernel, store }: Area,
  referenceNumber: string,
  ordinalNumber: number,
  request: FastifyRequest,
): Promise<UploadAnswer> {
  const fault = checkHeaders(request);
  if (fault !== undefined) return fault;
  const session = store.sessions.get(referenceNumber);
  const part = session?.batch?.parts.find((one) => one.ordinalNumber === ordinalNumber);
  if (session === undefined || part === undefined || session.status.code !== 100) {
    return { status: 403, error: 'AuthorizationFailure' };
  }
  const file = partFile(kernel, session, part);
  const partial = `${file}.${randomUUID()}`;
  await mkdir(packageFolder(kernel, session), { recursive: true });
  try {
    const contentMd5 = request.headers['content-md5'];
    const { size, hash, md5 } = await receive(request.body as Readable, partial, contentMd5 !== undefined);
    if (contentMd5 !== md5) return { status: 400, error: 'Md5Mismatch' };
    // The time may have run out meanwhile, but an upload that began in time counts.
    if (store.sessions.get(referenceNumber) !== session || session.status.code >= 150) {
      return { status: 403, error: 'AuthorizationFailure' };
    }
    const lost = takeSessionFault(kernel, 'partLost');
    if (!lost) await rename(partial, file);
    part.uploadedSize = lost ? null : size - (takeSessionFault(kernel, 'partCut') ? 1 : 0);
    part.uploadedHash = lost ? null : takeSessionFault(kernel, 'partDamaged') ? damaged(hash) : hash;
    store.sessions.set(referenceNumber, session);
    kernel.record('part-uploaded', { referenceNumber, ordinalNumber, size });
    return { status: 201, etag: hash };
  } finally {
    await rm(partial, { force: true });
  }
}

function checkHeaders({ headers }: FastifyRequest): UploadAnswer | undefined {
  if (headers['x-ms-blob-type'] === undefined) return { status: 400, error: 'MissingRequiredHeader' };
  if (headers['x-ms-blob-type'] !== 'BlockBlob') return { status: 400, error: 'InvalidHeaderValue' };
  if (headers['content-length'] === undefined) return { status: 411, error: 'MissingContentLengthHeader' };
  return Number(headers['content-length']) > largestUpload
    ? { status: 413, error: 'RequestBodyTooLarge' }
    : undefined;
}

async function receive(body: Readable | undefined, file: string, wantsMd5: boolean) {
  const hash = createHash('sha256');
  const md5 = wantsMd5 ? createHash('md5') : undefined;
  let size = 0;
  const watched = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      size += chunk.length;
      hash.update(chunk);
      md5?.update(chunk);
      yield chunk;
    }
  };
  await pipeline(body ?? Readable.from([]), watched, createWriteStream(file, { mode: 0o600 }));
  return { size, hash: hash.digest('base64'), md5: md5?.digest('base64') };
}

function damaged(hash: string): string {
  return sha256(hash);
}
