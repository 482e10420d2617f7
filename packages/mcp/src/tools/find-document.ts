import { InvalidInputError } from '@ksef/core';
import { z } from 'zod';
import { safeName } from '../documents/document-shelf.js';
import type { Desk } from './tool.js';

/** Input that names an invoice: exactly one of the three. */
export const documentInput = {
  ksefNumber: z.string().max(64).optional().describe('KSeF number of an invoice that is in KSeF'),
  draft: z.string().max(64).optional().describe('Id of a draft of this session, e.g. draft-…'),
  xml: z.string().max(4_000_000).optional().describe('The XML of an invoice; it becomes a draft'),
};

/** An invoice that was named. */
export interface FoundDocument {
  readonly bytes: Uint8Array;
  /** For file names. */
  readonly name: string;
  readonly ksefNumber?: string;
  readonly draft?: string;
}

/** @throws InvalidInputError `INVALID_INPUT`, `INVALID_DRAFT` */
export async function findDocument(
  desk: Desk,
  named: { readonly [Name in keyof typeof documentInput]?: string | undefined },
  signal: AbortSignal,
): Promise<FoundDocument> {
  const { ksefNumber, draft, xml } = named;
  if ([ksefNumber, draft, xml].filter((one) => one !== undefined).length !== 1) {
    throw new InvalidInputError('Name the invoice by exactly one of ksefNumber, draft and xml.', {
      code: 'INVALID_INPUT',
      input: 'ksefNumber',
    });
  }
  if (ksefNumber !== undefined) return download(desk, ksefNumber, signal);
  if (xml !== undefined) {
    const bytes = new TextEncoder().encode(xml);
    const made = desk.shelf.keepDraft(bytes);
    return { bytes, name: made, draft: made };
  }
  const kept = draft?.startsWith('draft-') ? desk.shelf.get(`${draft}.xml`) : undefined;
  if (kept === undefined || draft === undefined) {
    throw new InvalidInputError('No such draft in this session. Build it again.', {
      code: 'INVALID_DRAFT',
      input: 'draft',
    });
  }
  return { bytes: kept.bytes, name: draft, draft };
}

/** Once in a session: what is in KSeF does not change, and KSeF limits downloads. */
async function download(desk: Desk, ksefNumber: string, signal: AbortSignal): Promise<FoundDocument> {
  const name = safeName(ksefNumber);
  const kept = desk.shelf.get(`${name}.xml`);
  if (kept !== undefined) return { bytes: kept.bytes, name, ksefNumber };
  const bytes = await (await desk.ksef()).invoice(ksefNumber, { signal });
  desk.shelf.keep({ name: `${name}.xml`, mimeType: 'application/xml', bytes });
  return { bytes, name, ksefNumber };
}
