import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { IntegrityError } from '@ksef/core';
import { quoted } from '@ksef/core/internal';
import type { Entry } from 'tar-stream';
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
    const { name } = entry.header;
    if (name === metadataName) {
      found = true;
      for await (const one of readMetadata(bodyOf(entry))) known.set(one.ksefNumber, one);
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
        const number = invoiceName(entry.header.name);
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
        yield { metadata, content: await collect(bodyOf(entry), entry.header.size ?? 0) };
      }
    },
    close() {},
  };
}

/** The files of the archive. Bodies that are not read are skipped. */
async function* entriesOf(bytes: PackageBytes, guard: ArchiveGuard): AsyncGenerator<Entry, void> {
  const { extract } = await import('./tar-stream.js');
  const gunzip = createGunzip();
  const counted = async function* () {
    let unpackedBytes = 0;
    for await (const chunk of unpack(bytes.stream(), gunzip)) {
      unpackedBytes += chunk.length;
      guard.ratio(gunzip.bytesWritten, unpackedBytes);
      yield chunk;
    }
  };
  const files = extract();
  const feeding = pipeline(counted, files);
  // Its failure destroys `files`, and is handled there.
  feeding.catch(() => undefined);
  try {
    for await (const entry of files) {
      const { name, size = 0, type } = entry.header;
      if (type !== 'file') {
        throw invalidArchive(`${quoted(name)} is a ${type}, not a file`);
      }
      guard.add(name, size);
      yield entry;
      entry.resume();
    }
    await feeding;
  } catch (error) {
    throw asIntegrityError(error);
  } finally {
    files.destroy();
    gunzip.destroy();
  }
}

async function* bodyOf(entry: Entry): AsyncGenerator<Uint8Array, void> {
  try {
    yield* entry as AsyncIterable<Uint8Array>;
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
