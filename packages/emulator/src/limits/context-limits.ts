import type { ContextIdentifier } from '@ksef/core';
import type { Kernel } from '../kernel/index.js';

export interface SessionKindLimits {
  readonly maxInvoiceSizeInMB: number;
  readonly maxInvoiceWithAttachmentSizeInMB: number;
  readonly maxInvoices: number;
}

/** Limits of a context, as `GET /limits/context` shows them. A megabyte is 1 000 000 bytes. */
export interface ContextLimits {
  readonly onlineSession: SessionKindLimits;
  readonly batchSession: SessionKindLimits;
  readonly collectiveIdentifier: { readonly maxInvoices: number };
}

const megabyte = 1_000_000;
// Source: limity/limity.md of the official guide.
const sessionDefaults: SessionKindLimits = {
  maxInvoiceSizeInMB: 1,
  maxInvoiceWithAttachmentSizeInMB: 3,
  maxInvoices: 10_000,
};
const defaults: ContextLimits = {
  onlineSession: sessionDefaults,
  batchSession: sessionDefaults,
  collectiveIdentifier: { maxInvoices: 500 },
};

export function contextLimits(kernel: Kernel, context: ContextIdentifier): ContextLimits {
  return { ...defaults, ...overrides(kernel).get(keyOf(context)) };
}

/** What a test set for sessions of one kind in a context, in bytes; nothing where it set nothing. */
export function overriddenSessionLimits(
  kernel: Kernel,
  context: ContextIdentifier,
  kind: 'onlineSession' | 'batchSession',
) {
  const set = overrides(kernel).get(keyOf(context))?.[kind];
  return (
    set && {
      maxInvoices: set.maxInvoices,
      maxInvoiceBytes: set.maxInvoiceSizeInMB * megabyte,
      maxInvoiceWithAttachmentBytes: set.maxInvoiceWithAttachmentSizeInMB * megabyte,
    }
  );
}

/** `undefined` goes back to the defaults. */
export function setContextLimits(
  kernel: Kernel,
  context: ContextIdentifier,
  limits: Partial<ContextLimits> | undefined,
): void {
  if (limits === undefined) overrides(kernel).delete(keyOf(context));
  else overrides(kernel).set(keyOf(context), limits);
}

function overrides(kernel: Kernel) {
  return kernel.collection<Partial<ContextLimits>>('context-limits');
}

function keyOf({ type, value }: ContextIdentifier): string {
  return `${type}:${value}`;
}
