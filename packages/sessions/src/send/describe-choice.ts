import type { ModeChosenEvent } from '../events/index.js';
import type { InvoiceInput } from '../invoice/index.js';
import { requiredMode, type SendingMode } from './required-mode.js';

/** What is known when a call of `send` has chosen. */
export interface Choice {
  /** The first inputs: all of them when they are `few` enough to be sent online. */
  readonly seen: readonly InvoiceInput[];
  readonly few: boolean;
  /** For inputs that both modes accept. */
  readonly usual: SendingMode;
  /** The same, as an earlier process chose it for this run. */
  readonly earlier: SendingMode | undefined;
  /** Why batches cannot be built here. */
  readonly noBatch: string | undefined;
  readonly onlineWaitMs: number;
}

/** The event that reports the choice. */
export async function describeChoice(choice: Choice): Promise<ModeChosenEvent> {
  const { seen, few, usual, earlier, noBatch, onlineWaitMs } = choice;
  const required = new Set(await Promise.all(seen.map(requiredMode)));
  const modes = new Set([...required].map((mode) => (mode === 'any' ? usual : mode)));
  const reasons = [earlier === undefined ? whyUsual(choice) : `this run was begun ${inWords[earlier]}`];
  if (noBatch !== undefined && !few) reasons.push(`no batch can be made: ${noBatch}`);
  if (noBatch !== undefined && required.has('batch')) reasons.push(`attachments fail: ${noBatch}`);
  if (noBatch === undefined && modes.size > 1)
    reasons.push('PEF and corrections go online only, attachments by batch only');
  const possible = noBatch === undefined ? [...modes] : ['online' as const];
  const mode = possible.length > 1 ? 'both' : (possible[0] ?? usual);
  return { type: 'mode-chosen', mode, reason: `${reasons.join('; ')}.`, onlineWaitMs };
}

const inWords = { online: 'online', batch: 'by batch' } as const;

function whyUsual({ seen, few, onlineWaitMs }: Choice): string {
  return few
    ? `${seen.length} invoices wait ${onlineWaitMs / 1000} s at most for KSeF's limits online`
    : `more than ${seen.length - 1} invoices would have to wait too long for KSeF's limits online`;
}
