import type { InvoiceInput } from '../invoice/index.js';
import { requiredMode } from './required-mode.js';

/** How a call of `send` decided. */
export interface ModeChosenEvent {
  readonly type: 'mode-chosen';
  /** `both`: some online, some by batch. */
  readonly way: 'online' | 'batch' | 'both';
  /** Why, in words. */
  readonly reason: string;
  /** How long online sending of what has been seen would have to wait for KSeF's limits, in milliseconds. */
  readonly onlineWaitMs: number;
}

/** What is known when a call of `send` has decided. */
export interface Choice {
  /** The first inputs: all of them when they are `few` enough to go online. */
  readonly seen: readonly InvoiceInput[];
  readonly few: boolean;
  /** The way of what may go either. */
  readonly usual: 'online' | 'batch';
  /** The same, as an earlier process chose it for this run. */
  readonly earlier: 'online' | 'batch' | undefined;
  /** Why no batch can be made here. */
  readonly noBatch: string | undefined;
  readonly onlineWaitMs: number;
}

/** The event that tells of a choice. */
export async function modeChosen(choice: Choice): Promise<ModeChosenEvent> {
  const { seen, few, usual, earlier, noBatch, onlineWaitMs } = choice;
  const needed = new Set(await Promise.all(seen.map(requiredMode)));
  const ways = new Set([...needed].map((way) => (way === 'any' ? usual : way)));
  const reasons = [earlier === undefined ? whyUsual(choice) : `this run was begun ${inWords[earlier]}`];
  if (noBatch !== undefined && !few) reasons.push(`no batch can be made: ${noBatch}`);
  if (noBatch !== undefined && needed.has('batch')) reasons.push(`attachments fail: ${noBatch}`);
  if (noBatch === undefined && ways.size > 1)
    reasons.push('PEF and corrections go online only, attachments by batch only');
  const possible = noBatch === undefined ? [...ways] : ['online' as const];
  const way = possible.length > 1 ? 'both' : (possible[0] ?? usual);
  return { type: 'mode-chosen', way, reason: `${reasons.join('; ')}.`, onlineWaitMs };
}

const inWords = { online: 'online', batch: 'by batch' } as const;

function whyUsual({ seen, few, onlineWaitMs }: Choice): string {
  return few
    ? `${seen.length} invoices wait ${onlineWaitMs / 1000} s at most for KSeF's limits online`
    : `more than ${seen.length - 1} invoices would have to wait too long for KSeF's limits online`;
}
