/** Hashes that KSeF accepts everywhere. SHA-1 is never used for signing. */
export type HashName = 'SHA-256' | 'SHA-384' | 'SHA-512';

/** Curves that KSeF accepts, by their WebCrypto names. */
export type CurveName = 'P-256' | 'P-384' | 'P-521';
