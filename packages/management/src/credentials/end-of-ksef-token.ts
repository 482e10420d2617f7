import type { KsefToken } from '../ksef-tokens/index.js';

// Source: the ministry's developers in ksef-api #834 (2026-09-10). Both days by Polish time. This is the earlier of the
// possible interpretations of the expiry.
const lastOfOldKind = Date.parse('2027-01-01T00:00:00+01:00');
const endOfOldKind = '2027-11-30T00:00:00+01:00';

/**
 * When a KSeF token expires, ISO 8601: the value from KSeF, or the rule for tokens created until 2026-12-31. Undefined
 * if neither applies.
 *
 * @example
 * ```ts
 * import { endOfKsefToken, type KsefToken } from '@ksef/management';
 *
 * declare const token: KsefToken; // of listKsefTokens
 *
 * console.log(endOfKsefToken(token) ?? 'unknown');
 * ```
 */
export function endOfKsefToken(token: Pick<KsefToken, 'dateCreated'>): string | undefined {
  // Announced for 2027; older contracts pass it through.
  const { validUntil } = token as { readonly validUntil?: unknown };
  if (typeof validUntil === 'string' && !Number.isNaN(Date.parse(validUntil))) return validUntil;
  return Date.parse(token.dateCreated) < lastOfOldKind ? endOfOldKind : undefined;
}
