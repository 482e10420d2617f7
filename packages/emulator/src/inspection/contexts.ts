import { type ContextIdentifier, contextKey } from '@ksef/core';
import { ksefTokensOf, loginsOf } from '../auth/index.js';
import type { Kernel } from '../kernel/index.js';
import { exportsOf } from '../receiving/index.js';
import type { SessionStore } from '../sessions/index.js';

/** A context in which something has happened. */
export interface EmulatorContext {
  readonly contextIdentifier: ContextIdentifier;
  readonly loginCount: number;
  readonly sessionCount: number;
  /** Invoices that it sent. */
  readonly invoiceCount: number;
  readonly exportCount: number;
  readonly tokenCount: number;
}

type Counts = { -readonly [Name in keyof EmulatorContext]: EmulatorContext[Name] };

/** All contexts with logins, sessions, exports or tokens, in the order of their identifiers. */
export function listContexts(kernel: Kernel, { sessions }: SessionStore): readonly EmulatorContext[] {
  const found = new Map<string, Counts>();
  const of = (context: ContextIdentifier): Counts => {
    const key = contextKey(context);
    const known = found.get(key) ?? {
      contextIdentifier: context,
      loginCount: 0,
      sessionCount: 0,
      invoiceCount: 0,
      exportCount: 0,
      tokenCount: 0,
    };
    found.set(key, known);
    return known;
  };
  for (const { context } of loginsOf(kernel).values()) of(context).loginCount++;
  for (const { context } of ksefTokensOf(kernel).values()) of(context).tokenCount++;
  for (const { context } of exportsOf(kernel).values()) of(context).exportCount++;
  for (const { context, invoiceCount } of sessions.values()) {
    const counts = of(context);
    counts.sessionCount++;
    counts.invoiceCount += invoiceCount;
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, counts]) => counts);
}
