export { type AesKey, aesDecryptStream, aesEncryptStream, decryptAes, encryptAes } from './aes.js';
export type { EciesVariant } from './encrypt-to.js';
export {
  type EncryptedForKsef,
  EncryptionService,
  type EncryptionServiceOptions,
} from './encryption-service.js';
export type { PreloadedKey, PublicKeyCertificate, PublicKeySource } from './public-key-source.js';
export { randomBytes, randomIv, randomKey } from './random.js';
export { type Sha256Stream, sha256Stream } from './sha256-stream.js';
