export { EmulatorControl } from './control/emulator-control.js';
export type { EmulatorEvent } from './control/event-list.js';
export type { Fault, FaultKind } from './control/faults.js';
export type { RateLimitSetting } from './limits/rate-limits.js';
export { makeTestToken } from './make-test-token.js';
export type { RotationMode } from './security/encryption-keys.js';
export { type Emulator, type EmulatorOptions, startEmulator } from './start-emulator.js';
