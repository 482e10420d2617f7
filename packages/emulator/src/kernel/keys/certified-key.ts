/** What the emulator needs a key of its own for. */
export type KeyPurpose = 'KsefTokenEncryption' | 'SymmetricKeyEncryption' | 'receipts' | 'authority';

/** A private key and the certificate that it signed for itself. */
export interface CertifiedKey {
  readonly privateKeyPem: string;
  /** DER in Base64. */
  readonly certificate: string;
}
