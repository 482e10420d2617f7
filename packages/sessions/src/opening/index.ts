export { openWithKey } from './open-with-key.js';
export { SessionKey } from './session-key.js';
export type { SymmetricKeyEncryptor } from './symmetric-key-encryptor.js';
export { warnOfForm } from './warn-of-form.js';
