export {
  type CreateKsefTokenOptions,
  createKsefToken,
  type KsefTokenRequest,
  type NewKsefToken,
} from './create-ksef-token.js';
export { type KsefTokens, ksefTokens } from './ksef-tokens.js';
export { type KsefTokenFilter, listKsefTokens } from './list-ksef-tokens.js';
export { revokeKsefToken } from './revoke-ksef-token.js';
export { type KsefToken, waitForKsefToken } from './wait-for-ksef-token.js';
