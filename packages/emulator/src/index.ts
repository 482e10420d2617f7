export type { AccessGrant, EmulatorControl } from './control/index.js';
export type { Fault, PlannedFault } from './faults/index.js';
export type {
  CredentialFilter,
  EmulatorBatch,
  EmulatorCertificate,
  EmulatorContext,
  EmulatorExport,
  EmulatorInspection,
  EmulatorInvoice,
  EmulatorLogin,
  EmulatorPermission,
  EmulatorSession,
  EmulatorState,
  EmulatorToken,
  ExportFilter,
  ExportList,
  InvoiceFilter,
  InvoiceList,
  PageFilter,
  SessionFilter,
  SessionList,
} from './inspection/index.js';
export type {
  EmulatorEvent,
  EmulatorOptions,
  EventFilter,
  RateLimitMode,
  RotationMode,
} from './kernel/index.js';
export type { LatarniaBehaviour, OutageAnnouncement, OutageCategory } from './latarnia/index.js';
export { makeTestToken } from './make-test-token.js';
export type { PeppolProviderOptions } from './peppol/index.js';
export type { ExportFaultKind, ReceivingLimits } from './receiving/index.js';
export type { RecordedMessage, RecordedRequest } from './requests/index.js';
export {
  type SampleInvoiceOptions,
  type SeedOptions,
  type SeedResult,
  sampleInvoice,
} from './seeding/index.js';
export type { SessionFaultKind, SessionLimits } from './sessions/index.js';
export { type Emulator, startEmulator } from './start-emulator.js';
