/** An event of a KSeF client, as `onEvent` gets it. Types that are not known here are passed over. */
export interface ObservedEvent {
  readonly type: string;
}

/** The events that this package makes something of. */
export type KnownEvent =
  | RequestEnd
  | { readonly type: 'wait'; readonly operation: string; readonly waitMs: number; readonly reason: string }
  | { readonly type: 'login' | 'refresh'; readonly durationMs: number }
  | { readonly type: 'invoice-finished'; readonly status: string; readonly durationMs: number };

/** Whatever else says how long it took: sessions, invoices, batches, exports. */
export interface TimedEvent extends ObservedEvent {
  readonly durationMs: number;
}

export function isTimed(event: ObservedEvent): event is TimedEvent {
  return typeof (event as Partial<TimedEvent>).durationMs === 'number';
}

/** A request got its answer, or failed without one. */
export type RequestEnd = {
  readonly operation: string;
  readonly attempt: number;
  readonly durationMs: number;
} & (
  | { readonly type: 'response'; readonly status: number }
  | { readonly type: 'failure'; readonly reason: string }
);
