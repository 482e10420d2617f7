/** An encrypted part in the store. */
export interface BatchPart {
  /** Its name in the store. */
  readonly name: string;
  /** Counted from 1. */
  readonly ordinalNumber: number;
  /** Bytes of the encrypted part. */
  readonly fileSize: number;
  /** SHA-256 of the encrypted part, Base64. */
  readonly fileHash: string;
}
