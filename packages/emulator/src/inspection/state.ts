import { ksefTokensOf, loginsOf } from '../auth/index.js';
import { certificatesOf } from '../certificates/index.js';
import { highWaterMarkSettings } from '../invoices/index.js';
import type { EmulatorKernel, RateLimitMode } from '../kernel/index.js';
import { permissionsOf } from '../permissions/index.js';
import { exportsOf, type ReceivingLimits, receivingLimits } from '../receiving/index.js';
import { type SessionLimits, type SessionStore, sessionLimits } from '../sessions/index.js';

/** The clock, how much there is, and every setting in force. */
export interface EmulatorState {
  /** By the emulator's clock. */
  readonly now: string;
  /** How far that is from its start's clock, in milliseconds. */
  readonly clockOffsetMs: number;
  readonly baseUrl: string;
  readonly qrUrl: string;
  /** `id` of the latest event. */
  readonly lastEventId: number;
  readonly loginCount: number;
  readonly sessionCount: number;
  readonly invoiceCount: number;
  readonly exportCount: number;
  readonly tokenCount: number;
  readonly certificateCount: number;
  readonly permissionCount: number;
  readonly settings: {
    readonly processingDelayMs: number;
    readonly authDelayMs: number;
    readonly tokenActivationDelayMs: number;
    readonly sessionLimits: SessionLimits;
    /** A limit that is infinite is left out. */
    readonly receivingLimits: Partial<ReceivingLimits>;
    readonly highWaterMark: { readonly heldAt: string | null; readonly lagMs: number };
  };
  /** What it was started with. */
  readonly options: {
    readonly strict: boolean;
    readonly permissions: 'owner' | 'checked';
    readonly schema: 'on' | 'off';
    readonly nipChecksums: 'header' | 'always';
    readonly rateLimits: RateLimitMode;
    readonly selfSigned: boolean;
    /** Whether a state folder keeps everything. */
    readonly keepsState: boolean;
  };
}

export function readState(kernel: EmulatorKernel, store: SessionStore): EmulatorState {
  const { options } = kernel;
  const { heldAt, lagMs } = highWaterMarkSettings(kernel);
  return {
    now: kernel.timestamp(),
    clockOffsetMs: kernel.clockOffsetMs(),
    baseUrl: `${kernel.origin()}/v2`,
    qrUrl: kernel.origin(),
    lastEventId: kernel.lastEventId(),
    loginCount: loginsOf(kernel).size,
    sessionCount: store.sessions.size,
    invoiceCount: store.invoices.size,
    exportCount: exportsOf(kernel).size,
    tokenCount: ksefTokensOf(kernel).size,
    certificateCount: certificatesOf(kernel).size,
    permissionCount: permissionsOf(kernel).size,
    settings: {
      processingDelayMs: kernel.processingDelayMs(),
      authDelayMs: kernel.authDelayMs(),
      tokenActivationDelayMs: kernel.tokenActivationDelayMs(),
      sessionLimits: sessionLimits(kernel),
      receivingLimits: finite(receivingLimits(kernel)),
      highWaterMark: { heldAt: heldAt === null ? null : kernel.timestamp(heldAt), lagMs },
    },
    options: {
      strict: options.strict ?? false,
      permissions: options.permissions ?? 'owner',
      schema: options.schema ?? 'on',
      nipChecksums: options.nipChecksums ?? 'header',
      rateLimits: options.rateLimits ?? 'off',
      selfSigned: options.selfSigned ?? true,
      keepsState: options.stateDir !== undefined,
    },
  };
}

/** JSON has no infinity. */
function finite(limits: ReceivingLimits): Partial<ReceivingLimits> {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => Number.isFinite(value)));
}
