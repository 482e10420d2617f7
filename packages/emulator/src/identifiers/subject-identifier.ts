/** Who logs in, apart from the context. */
export interface SubjectIdentifier {
  readonly type: 'Nip' | 'Pesel' | 'Fingerprint' | 'PeppolId';
  readonly value: string;
}
