import { ReadableStream, type ReadableWritablePair } from 'node:stream/web';
import { createGunzip } from 'node:zlib';
import { IntegrityError } from '@ksef/core';
import { quoted } from '@ksef/core/internal';
import type { ParsedTarEntry } from 'modern-tar';
import type { PackageBytes } from '../parts/index.js';
import type { InvoiceMetadata } from '../query/index.js';
import {
  ArchiveGuard,
  type ArchiveLimits,
  asIntegrityError,
  invalidArchive,
  metadataName,
} from './archive-limits.js';
import { invoiceName } from './invoice-name.js';
import type { PackageArchive } from './package-archive.js';
import { readMetadata } from './read-metadata.js';
import { unpack } from './unpack.js';

/**
 * Opens a TarGz archive. It has no directory: a first pass checks every name and size and keeps the metadata, a second
 * one yields the invoices. The ciphertext is on disk, so nothing is fetched twice.
 */
export async function openTar(
  bytes: PackageBytes,
  limits: ArchiveLimits | undefined,
  onSkipped: (name: string) => void,
): Promise<PackageArchive> {
  const known = new Map<string, InvoiceMetadata>();
  let invoiceCount = 0;
  let found = false;
  for await (const entry of entriesOf(bytes, new ArchiveGuard(limits))) {
    const { name } = entry;
    if (name === metadataName) {
      found = true;
      for await (const one of readMetadata(entry.body)) known.set(one.ksefNumber, one);
    } else if (invoiceName(name)) invoiceCount++;
    else onSkipped(name);
  }
  if (!found) throw invalidArchive(`${metadataName} is missing`);
  return {
    invoiceCount,
    async *metadata() {
      yield* known.values();
    },
    async *invoices() {
      if (invoiceCount === 0) {
        for (const metadata of known.values()) yield { metadata, content: undefined };
        return;
      }
      for await (const entry of entriesOf(bytes, new ArchiveGuard(limits))) {
        const number = invoiceName(entry.name);
        if (number === undefined) continue;
        const metadata = known.get(number);
        if (metadata === undefined) {
          throw new IntegrityError(
            `The package contains invoice ${number}, which its metadata do not list.`,
            {
              code: 'INCOMPLETE_PACKAGE',
            },
          );
        }
        yield { metadata, content: await collect(entry.body, entry.size) };
      }
    },
    close() {},
  };
}

/** A file of the archive. */
interface TarFile {
  readonly name: string;
  readonly size: number;
  readonly body: AsyncGenerator<Uint8Array, void>;
}

/** The files of the archive. Bodies that are not read are skipped. */
async function* entriesOf(bytes: PackageBytes, guard: ArchiveGuard): AsyncGenerator<TarFile, void> {
  const { createTarDecoder } = await import('modern-tar');
  const gunzip = createGunzip();
  const counted = async function* () {
    let unpackedBytes = 0;
    for await (const chunk of unpack(bytes.stream(), gunzip)) {
      unpackedBytes += chunk.length;
      guard.ratio(gunzip.bytesWritten, unpackedBytes);
      yield chunk;
    }
  };
  const decoder = createTarDecoder({ strict: true }) as ReadableWritablePair<ParsedTarEntry, Uint8Array>;
  try {
    for await (const { header, body: stream } of ReadableStream.from(counted()).pipeThrough(decoder)) {
      const { name, size, type = 'file' } = header;
      if (type !== 'file') {
        throw invalidArchive(`${quoted(name)} is a ${type}, not a file`);
      }
      guard.add(name, size);
      const body = bodyOf(stream as ReadableStream<Uint8Array>);
      yield { name, size, body };
      // Read to its end: the decoder stops at a body that is cancelled.
      while ((await body.next()).done !== true);
    }
  } catch (error) {
    throw asIntegrityError(error);
  } finally {
    gunzip.destroy();
  }
}

async function* bodyOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    yield* stream;
  } catch (error) {
    throw asIntegrityError(error);
  }
}

async function collect(body: AsyncIterable<Uint8Array>, sizeBytes: number): Promise<Uint8Array> {
  const content = new Uint8Array(sizeBytes);
  let length = 0;
  for await (const chunk of body) {
    content.set(chunk, length);
    length += chunk.length;
  }
  if (length !== sizeBytes) throw invalidArchive('a file is shorter than its header says');
  return content;
}
