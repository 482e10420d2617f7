import type { KsefStatus } from '@ksef/core';

/** The original of a duplicate (440), as far as KSeF reports it. */
export interface OriginalOfDuplicate {
  readonly ksefNumber: string | undefined;
  readonly originalSessionReferenceNumber: string | undefined;
}

const number = /\b\d{10}-\d{8}-[0-9A-F]{6}-?[0-9A-F]{6}-[0-9A-F]{2}\b/;
const session = /\b\d{8}-S[OB]-[0-9A-F]{10}-[0-9A-F]{10}-[0-9A-F]{2}\b/;

/** Read from `extensions`, or if they are empty, from the sentence in `details` (ksef-api#300). */
export function originalOfDuplicate({ extensions, details }: KsefStatus): OriginalOfDuplicate {
  const words = details?.join(' ') ?? '';
  const stated = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  return {
    ksefNumber: stated(extensions?.originalKsefNumber) ?? number.exec(words)?.[0],
    originalSessionReferenceNumber:
      stated(extensions?.originalSessionReferenceNumber) ?? session.exec(words)?.[0],
  };
}
