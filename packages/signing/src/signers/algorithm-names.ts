/** Hashes that KSeF takes everywhere; SHA-1 is never made. */
export type HashName = 'SHA-256' | 'SHA-384' | 'SHA-512';

/** Curves that KSeF takes, by their WebCrypto names. */
export type CurveName = 'P-256' | 'P-384' | 'P-521';
