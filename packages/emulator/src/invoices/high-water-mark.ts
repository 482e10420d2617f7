import type { Kernel } from '../kernel/index.js';

interface MarkRecord {
  /** Keeps the mark at this instant. */
  readonly heldAt?: number | null;
  /** What the mark lags behind the clock. */
  readonly lagMs?: number;
  /** The latest mark that was given out. */
  readonly given?: number;
  /** How many of the next invoices turn up late, and how late. */
  readonly hiding?: { readonly count: number; readonly forMs: number };
}

/** Up to when everything is known to be stored; remembers that it was given out. */
export function highWaterMark(kernel: Kernel): number {
  const record = read(kernel);
  const mark = Math.min(kernel.now() - (record.lagMs ?? 0), record.heldAt ?? Number.POSITIVE_INFINITY);
  if (mark > (record.given ?? 0)) write(kernel, { given: mark });
  return mark;
}

/** The latest mark that was given out; 0 when none was. A clock that was set back forgets it. */
export function lastHighWaterMark(kernel: Kernel): number {
  const { given = 0 } = read(kernel);
  return given <= kernel.now() ? given : 0;
}

/** What was set for the mark: where it is held, and what it lags behind. */
export function highWaterMarkSettings(kernel: Kernel): {
  readonly heldAt: number | null;
  readonly lagMs: number;
} {
  const { heldAt = null, lagMs = 0 } = read(kernel);
  return { heldAt, lagMs };
}

/** Holds the mark at an instant, or lets it follow the clock again (`null`); `lagMs` is what it lags behind. */
export function setHighWaterMark(
  kernel: Kernel,
  mark: { readonly heldAt?: number | null; readonly lagMs?: number },
): void {
  write(kernel, mark);
}

/** The next `count` invoices turn up only `forMs` after their permanent storage, though the mark has passed it. */
export function hideNextInvoices(kernel: Kernel, count: number, forMs: number): void {
  write(kernel, { hiding: { count, forMs } });
}

/** For how long this invoice is to be hidden; counts it. */
export function takeHiding(kernel: Kernel): number {
  const { hiding } = read(kernel);
  if (hiding === undefined || hiding.count <= 0) return 0;
  write(kernel, { hiding: { ...hiding, count: hiding.count - 1 } });
  return hiding.forMs;
}

function read(kernel: Kernel): MarkRecord {
  return kernel.collection<MarkRecord>('receiving').get('mark') ?? {};
}

function write(kernel: Kernel, changes: MarkRecord): void {
  kernel.collection<MarkRecord>('receiving').set('mark', { ...read(kernel), ...changes });
}
