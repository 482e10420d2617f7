export type { InvoiceInput, InvoiceResult, OnlineSession, SessionEvent } from '@ksef/sessions';
export {
  createKsef,
  type Ksef,
  type KsefCredentials,
  type KsefEvent,
  type KsefOptions,
  type KsefSendOptions,
} from './create-ksef.js';
