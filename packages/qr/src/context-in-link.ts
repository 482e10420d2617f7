/** A context in the notation of links, `type/value`. Source: kody-qr.md and `ContextIdentifier` of the contract. */
export const contextInLink =
  'Nip/\\d{10}|InternalId/\\d{10}-\\d{5}|NipVatUe/\\d{10}-[A-Z]{2}[A-Z\\d+*]{2,12}|PeppolId/P[A-Z]{2}\\d{6}';
