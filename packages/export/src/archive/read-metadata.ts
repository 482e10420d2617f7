import { IntegrityError } from '@ksef/core';
import type { InvoiceMetadata } from '../query/index.js';
import { metadataName } from './archive-limits.js';
import { JsonGuard } from './json-guard.js';

// An entry has about 2 kB; one that does not end is invalid.
const longestEntryBytes = 16_000_000;
// It has some sixty values, four levels deep.
const limits = { maxDepth: 64, maxTokens: 200_000 };

/** Reads `_metadata.json` entry by entry, however long it is. @throws IntegrityError `INVALID_METADATA` */
export async function* readMetadata(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<InvoiceMetadata, void> {
  const { JSONParser } = await import('@streamparser/json');
  const parser = new JSONParser({ paths: ['$.invoices.*'], keepStack: false, stringBufferSize: 65_536 });
  const found: InvoiceMetadata[] = [];
  let failure: unknown;
  const guard = new JsonGuard(limits);
  let bytesSince = 0;
  parser.onValue = ({ value }) => found.push(value as unknown as InvoiceMetadata);
  parser.onError = (error) => {
    failure ??= error;
  };
  for await (const chunk of chunks) {
    const tooMuch = guard.check(chunk);
    if (tooMuch !== undefined) throw invalid(tooMuch);
    parser.write(chunk);
    if (failure !== undefined) throw invalid('is no JSON', failure);
    bytesSince = found.length > 0 ? 0 : bytesSince + chunk.length;
    if (found.length > 0) guard.progress();
    if (bytesSince > longestEntryBytes) throw invalid('has an entry that does not end');
    for (const entry of found.splice(0)) {
      if (typeof entry?.ksefNumber !== 'string') throw invalid('has an entry without ksefNumber');
      yield entry;
    }
  }
  if (!parser.isEnded) throw invalid('was cut off');
}

function invalid(why: string, cause?: unknown): IntegrityError {
  return new IntegrityError(`${metadataName} of the package ${why}.`, { code: 'INVALID_METADATA', cause });
}
