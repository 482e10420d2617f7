export {
  type CheckCredentialsOptions,
  type CredentialReport,
  type CredentialState,
  checkCredentials,
} from './check-credentials.js';
export {
  type CheckOwnCredentialsOptions,
  type Credentials,
  type CredentialsClient,
  credentials,
  type WatchCredentialsOptions,
} from './credentials.js';
export { endOfKsefToken } from './end-of-ksef-token.js';
