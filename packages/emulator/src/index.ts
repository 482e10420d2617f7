export type { EmulatorEvent } from './emulator-kernel.js';
export type { EmulatorOptions } from './emulator-options.js';
export type { Fault } from './faults.js';
export type { RotationMode } from './key-ring.js';
export { makeTestToken } from './make-test-token.js';
export type { RateLimitMode } from './rate-limits.js';
export type { SessionFaultKind } from './sessions/faults.js';
export type { SessionLimits } from './sessions/limits.js';
export { type Emulator, type EmulatorControl, startEmulator } from './start-emulator.js';
