import { type ContextIdentifier, type ContextInput, toContext } from '@ksef/core';
import type { Callers } from '../access/index.js';
import { logInDirectly, mintToken } from '../auth/index.js';
import { authorityCertificate } from '../certificates/index.js';
import type { Fault, PlannedFault, PlannedFaults } from '../faults/index.js';
import { amountOf, choiceOf, instantOf, invalidInput } from '../http/index.js';
import { type EmulatorInspection, makeInspection } from '../inspection/index.js';
import {
  type EmulatorEvent,
  type EmulatorKernel,
  type EventFilter,
  type RotationMode,
  rotationModes,
} from '../kernel/index.js';
import { type LatarniaControl, makeLatarniaControl } from '../latarnia/index.js';
import { makePeppolControl, type PeppolControl } from '../peppol/index.js';
import { exportFaults, makeReceivingControl, type ReceivingControl } from '../receiving/index.js';
import type { RequestLog } from '../requests/index.js';
import { type SeedOptions, type SeedResult, seedInvoices } from '../seeding/index.js';
import {
  type SessionFaultKind,
  type SessionLimits,
  type SessionsArea,
  sessionFaultKinds,
  sessionFaults,
  setSessionFault,
  setSessionLimits,
} from '../sessions/index.js';

const firstInstant = 0;
const lastInstant = Date.UTC(9999, 11, 31);

/**
 * Moves the emulator's clock, keys, troubles and delays. Its HTTP twins stand under `/_emulator`. What it cannot do
 * anything with is refused by name: an error with `code` 21405 over HTTP and here.
 */
export interface EmulatorControl
  extends ReceivingControl,
    LatarniaControl,
    PeppolControl,
    EmulatorInspection {
  /** Milliseconds, forward or back. */
  advanceClock(ms: number): void;
  /** Sets the clock to an ISO 8601 instant, from which it continues. */
  setClock(iso: string): void;
  /**
   * `planned`: new keys beside the old; `emergency`: new keys only; `recertify`: same keys, new certificates. Requests
   * wait until it is done.
   */
  rotateKeys(mode: RotationMode | { readonly mode: RotationMode }): Promise<void>;
  /** Plans a trouble; gives its id. */
  addFault(fault: Fault): string;
  /** All faults planned since the last {@link clearFaults} or {@link reset}, and how often each struck. */
  faults(): readonly PlannedFault[];
  /**
   * Checks that every planned fault struck as often as it was to: a fault that never strikes looks like a client that
   * copes. One planned for an infinite number of times must have struck once.
   *
   * @throws Error that names those that did not
   */
  assertAllFaultsStruck(): void;
  /** Takes back all faults: of requests, sessions and exports. */
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
  /** Puts accepted invoices into the store as if they had come by batches; 100 000 take seconds. */
  seedInvoices(options: SeedOptions): SeedResult;
  /** Makes an active KSeF token, as strict emulators need. */
  mintToken(context: ContextInput): { referenceNumber: string; token: string };
  /** Logs in to a context at once; without `permissions` as its owner. */
  mintAccessToken(
    context: ContextInput,
    options?: { readonly permissions?: readonly string[] | undefined },
  ): AccessGrant;
  /** Certificate of the authority that issues KSeF certificates here, PEM. */
  authorityCertificate(): string;
  /** What happened, oldest first. */
  events(filter?: string | EventFilter): readonly EmulatorEvent[];
  /** Forgets everything but keys and clock. */
  reset(): void;
}

/** The tokens of a login, as KSeF gives them when they are redeemed. */
export interface AccessGrant {
  /** Of the login. */
  readonly referenceNumber: string;
  readonly contextIdentifier: ContextIdentifier;
  /** For `Authorization: Bearer …`. */
  readonly accessToken: { readonly token: string; readonly validUntil: string };
  readonly refreshToken: { readonly token: string; readonly validUntil: string };
}

/** What the control side works on. */
interface Controlled {
  readonly kernel: EmulatorKernel;
  readonly faults: PlannedFaults;
  readonly sessions: SessionsArea;
  readonly callers: Callers;
  readonly requests: RequestLog;
}

/** The control side of an emulator in this process. */
export function makeControl({ kernel, faults, sessions, callers, requests }: Controlled): EmulatorControl {
  const advanceClock = (ms: number) => {
    const to = kernel.now() + ms;
    if (typeof ms !== 'number' || !(to >= firstInstant && to <= lastInstant))
      throw invalidInput('advanceMs is a number of milliseconds that leads to a year from 1970 to 9999');
    kernel.advanceClock(Math.round(ms));
    kernel.catchUp();
  };
  const listFaults = () => [
    ...faults.list(),
    ...sessionFaults(kernel).list(),
    ...exportFaults(kernel).list(),
  ];
  return {
    advanceClock,
    setClock: (iso) => advanceClock(instantOf('setTo', iso) - kernel.now()),
    rotateKeys(mode) {
      const chosen = choiceOf('mode', typeof mode === 'string' ? mode : mode.mode, rotationModes);
      kernel.record('keys-rotated', { mode: chosen });
      return kernel.keys.rotate(chosen);
    },
    addFault: (fault) => faults.add(fault),
    faults: listFaults,
    assertAllFaultsStruck() {
      const waiting = listFaults().filter(
        ({ times, struck }) => struck < (Number.isFinite(times) ? times : 1),
      );
      if (waiting.length > 0)
        throw new Error(`Faults that did not strike: ${waiting.map(describe).join('; ')}`);
    },
    clearFaults() {
      faults.clear();
      sessionFaults(kernel).clear();
      exportFaults(kernel).clear();
    },
    breakSessions: (kind, times = 1) =>
      setSessionFault(kernel, {
        kind: choiceOf('kind', kind, sessionFaultKinds),
        times: amountOf('times', times),
      }),
    setProcessingDelay: (ms) => kernel.setDelays({ processingMs: amountOf('ms', ms) }),
    setAuthDelay: (ms) => kernel.setDelays({ authMs: amountOf('ms', ms) }),
    setTokenActivationDelay: (ms) => kernel.setDelays({ tokenActivationMs: amountOf('ms', ms) }),
    setSessionLimits: (limits) => setSessionLimits(kernel, limits),
    mintToken: (context) => mintToken(kernel, toContext(context)),
    mintAccessToken(context, { permissions } = {}) {
      if (
        permissions !== undefined &&
        !(Array.isArray(permissions) && permissions.every((one) => typeof one === 'string'))
      )
        throw invalidInput('permissions is a list of texts, such as InvoiceRead');
      return logInDirectly(kernel, callers, toContext(context), permissions);
    },
    authorityCertificate: () => authorityCertificate(kernel).toString(),
    events(filter) {
      kernel.catchUp();
      return kernel.events(typeof filter === 'string' ? { type: filter } : filter);
    },
    reset() {
      kernel.reset();
      sessions.reset();
      faults.clear();
      requests.clear();
    },
    ...makeReceivingControl(kernel),
    ...makeLatarniaControl(kernel),
    ...makePeppolControl(kernel),
    ...makeInspection(kernel, sessions.store, requests),
    seedInvoices: (options) => seedInvoices(kernel, sessions.store, options),
  };
}

function describe({ id, kind, method = 'any method', path, times, struck }: PlannedFault): string {
  const where = path === undefined ? '' : ` ${method} ${path}`;
  return `${id} (${kind}${where}) struck ${struck} of ${times} times`;
}
