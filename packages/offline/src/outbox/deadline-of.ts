import { polishDay } from '@ksef/core/internal';
import { offlineDeadline } from '../deadlines/index.js';
import type { Outage } from '../latarnia/index.js';
import type { IssuedEntry } from './outbox-entries.js';

type Issued = Pick<IssuedEntry, 'mode' | 'issueDate' | 'outage' | 'at'>;

/**
 * The last day on which an invoice may be sent, as far as the outages are known. Undefined while an outage lasts that
 * it depends on, and if it need not be sent at all.
 */
export function deadlineOf(
  { mode, issueDate, outage, at }: Issued,
  outages: ReadonlyMap<string, Outage>,
): string | undefined {
  if (mode === 'totalFailure') return undefined;
  const cause = outage === undefined ? undefined : outages.get(outage);
  const from = mode === 'offline24' ? issueDate : cause?.end && polishDay(Date.parse(cause.end));
  if (from === undefined) return undefined;
  const others = [...outages.values()].filter(({ id }) => id !== outage);
  const failures = others
    .filter(({ category }) => category === 'FAILURE')
    .map(({ start, end }) => {
      const announced = polishDay(Date.parse(start));
      // Latarnia's data is not validated by anyone: an end before the start counts as an end on the same day.
      const ended = end && polishDay(Math.max(Date.parse(start), Date.parse(end)));
      return { announced, ended };
    });
  const deadline = offlineDeadline({ mode, from, failures });
  const issuedOn = polishDay(Date.parse(at));
  const isLifted = others.some(({ category, start }) => {
    const announced = polishDay(Date.parse(start));
    return category === 'TOTAL_FAILURE' && announced >= issuedOn && announced <= (deadline ?? announced);
  });
  return isLifted ? undefined : deadline;
}
