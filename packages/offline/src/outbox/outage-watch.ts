import { polishDay } from '@ksef/core/internal';
import { type Outage, outageIsOn, outagesOf } from '../latarnia/index.js';
import { type KsefState, type KsefVerdict, ksefState } from '../state/index.js';
import type { IssueMode } from './issued-invoice.js';
import type { OutboxLedger } from './outbox-ledger.js';

const modes: Partial<Record<KsefState, IssueMode>> = {
  maintenance: 'offline',
  failure: 'emergency',
  totalFailure: 'totalFailure',
};
const categories: Partial<Record<IssueMode, Outage['category']>> = {
  offline: 'MAINTENANCE',
  emergency: 'FAILURE',
  totalFailure: 'TOTAL_FAILURE',
};
const freshMs = 60_000;
const messagesEveryMs = 5 * 60_000;

/** Watches KSeF and the announcements, and records what deadlines depend on. */
export class OutageWatch {
  readonly #ledger: OutboxLedger;
  #verdict: { readonly verdict: KsefVerdict; readonly at: number } | undefined;
  #asking: Promise<KsefVerdict> | undefined;
  #messagesAt: number | undefined;

  constructor(ledger: OutboxLedger) {
    this.#ledger = ledger;
  }

  /** The mode in which an invoice is issued now, and the outage behind it. */
  async modeNow(signal: AbortSignal | undefined): Promise<{ mode: IssueMode; outage: string | undefined }> {
    if (this.#ledger.options.latarnia === undefined) return { mode: 'offline24', outage: undefined };
    const { state } = await this.#ask(signal);
    const mode = modes[state] ?? 'offline24';
    const outage = this.outageFor(mode);
    // A mode without a known outage has no end to count from.
    return outage === undefined ? { mode: 'offline24', outage } : { mode, outage };
  }

  /** The ongoing announced outage that determines the mode. */
  outageFor(mode: IssueMode): string | undefined {
    const category = categories[mode];
    const now = this.#ledger.clock.now();
    const going = [...this.#ledger.book.outages.values()].filter(
      (one) => one.category === category && outageIsOn(one, now),
    );
    return going.at(-1)?.id;
  }

  /** Reads what was announced and what has ended, at most every five minutes. Fails on abort only. */
  async refresh(signal: AbortSignal | undefined): Promise<void> {
    const { latarnia } = this.#ledger.options;
    const now = this.#ledger.clock.now();
    const last = this.#messagesAt;
    if (latarnia === undefined || (last !== undefined && Math.abs(now - last) < messagesEveryMs)) return;
    this.#messagesAt = now;
    const { status } = await latarnia.status({ signal });
    const messages = await latarnia.messages({ signal }).catch(() => {
      signal?.throwIfAborted();
      return undefined;
    });
    if (messages === undefined || status === 'unknown') return;
    for (const outage of outagesOf(messages)) await this.learn(outage);
    for (const outage of this.#ledger.book.outages.values()) {
      if (outage.end !== undefined) continue;
      if (outage.category === status) await this.#seen(outage);
      // It is over, but its end was not announced: the deadline counts from when it was last seen.
      else if (status === 'AVAILABLE') {
        const end = new Date(
          this.#ledger.book.outagesSeenAt.get(outage.id) ?? Date.parse(outage.start),
        ).toISOString();
        await this.learn({ ...outage, end });
      }
    }
  }

  /** Records changes of an outage. */
  async learn(outage: Outage): Promise<void> {
    const known = this.#ledger.book.outages.get(outage.id);
    if (known !== undefined && known.start === outage.start && (outage.end ?? known.end) === known.end)
      return;
    const learned = { ...outage, end: outage.end ?? known?.end };
    await this.#ledger.write({ type: 'outage-seen', outage: learned, at: this.#ledger.timestamp() });
  }

  async #ask(signal: AbortSignal | undefined): Promise<KsefVerdict> {
    const known = this.#verdict;
    if (known !== undefined && Math.abs(this.#ledger.clock.now() - known.at) < freshMs) return known.verdict;
    this.#asking ??= this.#askNow().finally(() => {
      this.#asking = undefined;
    });
    const verdict = await this.#asking;
    signal?.throwIfAborted();
    return verdict;
  }

  async #askNow(): Promise<KsefVerdict> {
    const { answers, probe, latarnia } = this.#ledger.options;
    const verdict = await ksefState({ answers, probe, latarnia, clock: this.#ledger.clock });
    for (const outage of verdict.outages) {
      await this.learn(outage);
      await this.#seen(outage);
    }
    this.#verdict = { verdict, at: this.#ledger.clock.now() };
    return verdict;
  }

  async #seen(outage: Outage): Promise<void> {
    const now = this.#ledger.clock.now();
    const before = this.#ledger.book.outagesSeenAt.get(outage.id);
    this.#ledger.book.outagesSeenAt.set(outage.id, now);
    // Deadlines are counted in days: one line a day is enough for the next process.
    if (before !== undefined && polishDay(before) === polishDay(now)) return;
    await this.#ledger.write({ type: 'outage-seen', outage, at: new Date(now).toISOString() });
  }
}
