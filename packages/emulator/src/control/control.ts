import { type ContextInput, toContext } from '@ksef/core';
import { mintToken } from '../auth/ksef-tokens.js';
import { authorityCertificate } from '../certificates/authority.js';
import type { EmulatorKernel } from '../emulator-kernel.js';
import type { EmulatorEvent } from '../event-log.js';
import type { Fault, Faults } from '../faults.js';
import { invalidInput } from '../input/problems.js';
import { type RotationMode, rotationModes } from '../keys/key-ring.js';
import { makeReceivingControl, type ReceivingControl } from '../receiving/control.js';
import type { ReceivingArea } from '../receiving/register.js';
import { type SessionFaultKind, sessionFaultKinds, setSessionFault } from '../sessions/faults.js';
import { type SessionLimits, setSessionLimits } from '../sessions/limits.js';
import type { SessionsArea } from '../sessions/register.js';
import { amountOf, instantOf, oneOf } from './check-input.js';

const firstInstant = 0;
const lastInstant = Date.UTC(9999, 11, 31);

/**
 * Moves the emulator's clock, keys, troubles and delays. Its HTTP twins stand under `/_emulator`. What it cannot do
 * anything with is refused by name: an error with `code` 21405 over HTTP and here.
 */
export interface EmulatorControl extends ReceivingControl {
  /** Milliseconds, forward or back. */
  advanceClock(ms: number): void;
  /** Sets the clock to an ISO 8601 instant, from which it goes on. */
  setClock(iso: string): void;
  /**
   * `planned`: new keys beside the old; `emergency`: new keys only; `recertify`: same keys, new certificates. Requests
   * wait until it is done.
   */
  rotateKeys(mode: RotationMode | { readonly mode: RotationMode }): Promise<void>;
  /** Plans a trouble; gives its id. */
  addFault(fault: Fault): string;
  clearFaults(): void;
  /** Plans a trouble of the next `times` sessions (1 unless given). */
  breakSessions(kind: SessionFaultKind, times?: number): void;
  /** Milliseconds an invoice is processed. */
  setProcessingDelay(ms: number): void;
  /** Milliseconds a login stays at status 100. */
  setAuthDelay(ms: number): void;
  /** Milliseconds a new KSeF token stays pending. */
  setTokenActivationDelay(ms: number): void;
  /** Overrides some limits of sessions; `undefined` goes back to the real ones. */
  setSessionLimits(limits: Partial<SessionLimits> | undefined): void;
  /** Makes an active KSeF token, as strict emulators need. */
  mintToken(context: ContextInput): { referenceNumber: string; token: string };
  /** Certificate of the authority that issues KSeF certificates here, PEM. */
  authorityCertificate(): string;
  /** What happened, oldest first. */
  events(filter?: string | { readonly type?: string }): readonly EmulatorEvent[];
  /** Forgets everything but keys and clock. */
  reset(): void;
}

/** The control side of an emulator in this process. */
export function makeControl(
  kernel: EmulatorKernel,
  faults: Faults,
  sessions: SessionsArea,
  receiving: ReceivingArea,
): EmulatorControl {
  const advanceClock = (ms: number) => {
    const to = kernel.now() + ms;
    if (typeof ms !== 'number' || !(to >= firstInstant && to <= lastInstant))
      throw invalidInput('advanceMs is a number of milliseconds that leads to a year from 1970 to 9999');
    kernel.advanceClock(Math.round(ms));
    sessions.settle();
    receiving.settle();
  };
  return {
    advanceClock,
    setClock: (iso) => advanceClock(instantOf('setTo', iso) - kernel.now()),
    rotateKeys(mode) {
      const chosen = oneOf('mode', typeof mode === 'string' ? mode : mode.mode, rotationModes);
      kernel.record('keys-rotated', { mode: chosen });
      return kernel.keys.rotate(chosen);
    },
    addFault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    breakSessions: (kind, times = 1) =>
      setSessionFault(kernel, {
        kind: oneOf('kind', kind, sessionFaultKinds),
        times: amountOf('times', times),
      }),
    setProcessingDelay: (ms) => kernel.setDelays({ processingMs: amountOf('ms', ms) }),
    setAuthDelay: (ms) => kernel.setDelays({ authMs: amountOf('ms', ms) }),
    setTokenActivationDelay: (ms) => kernel.setDelays({ tokenActivationMs: amountOf('ms', ms) }),
    setSessionLimits: (limits) => setSessionLimits(kernel, limits),
    mintToken: (context) => mintToken(kernel, toContext(context)),
    authorityCertificate: () => authorityCertificate(kernel).toString(),
    events: (filter) => kernel.events(typeof filter === 'string' ? filter : filter?.type),
    reset() {
      kernel.reset();
      sessions.reset();
      faults.clear();
    },
    ...makeReceivingControl(sessions.area),
  };
}
