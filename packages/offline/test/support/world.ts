import { createKsef, type Ksef, type SessionJournal } from '@ksef/client';
import { type Clock, nip, systemClock } from '@ksef/core';
import { type Emulator, makeTestToken, sampleInvoice, startEmulator } from '@ksef/emulator';
import { offlineLinksOf } from '@ksef/qr/invoice';
import { signerFromPem } from '@ksef/signing';
import { testPersonCertificate } from '@ksef/signing/testing';
import {
  type OfflineCertificate,
  type OutboxEvent,
  type OutboxOptions,
  openOutbox,
} from '../../src/index.js';

export const seller = nip('5265877635');
export const certificate: OfflineCertificate = {
  serialNumber: '0123456789ABCDEF',
  validTo: '2099-12-31T23:00:00Z',
};

/** Pauses are cut short: tests wait for events, not for time. */
export const hastyClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 10), signal),
};

/** An emulator, and what a till needs to issue offline there. */
export interface World {
  readonly emulator: Emulator;
  /** A new client. */
  client(clock?: Clock): Ksef;
  options(more: Partial<OutboxOptions> & Pick<OutboxOptions, 'journal'>): OutboxOptions;
  /** KSeF answers nothing until faults are cleared. */
  ksefFails(): void;
  /** How many invoices KSeF has accepted. */
  accepted(): number;
}

/** @param clock of KSeF; default the machine's */
export async function startWorld(clock: Pick<Clock, 'now'> = Date): Promise<World> {
  const emulator = await startEmulator({ clock });
  const { environment, control } = emulator;
  const { certificatePem, privateKeyPem } = await testPersonCertificate({ nip: seller });
  const signer = await signerFromPem({ certificate: certificatePem, key: privateKeyPem });
  return {
    emulator,
    client: (clock = hastyClock) =>
      createKsef({
        environment,
        credentials: { ksefToken: makeTestToken },
        context: seller,
        clock,
        rateLimiter: false,
        timeoutMs: 10_000,
      }),
    options: (more) => ({
      runId: 'offline',
      codes: (file) => offlineLinksOf(file, { environment, signer }),
      certificate,
      clock: hastyClock,
      ...more,
    }),
    ksefFails: () => {
      control.addFault({ kind: 'html', status: 503, times: 1_000_000 });
    },
    accepted: () =>
      control.events('invoice-processed').filter(({ ksefNumber }) => ksefNumber !== null).length,
  };
}

export const invoice = (invoiceNumber: string, issueDate = '2026-11-24') =>
  sampleInvoice({ sellerNip: seller, invoiceNumber, issueDate });

/** The same invoice with a mistake that only the schema finds. */
export function spoiled(file: Uint8Array): Uint8Array {
  return new TextEncoder().encode(
    new TextDecoder().decode(file).replace('<KodWaluty>PLN</KodWaluty>', '<KodWaluty>ZZZ9</KodWaluty>'),
  );
}

/** An outbox with what it tells, and a sender with the same journal. */
export async function openBoth(world: World, journal: SessionJournal, more: Partial<OutboxOptions> = {}) {
  const events: OutboxEvent[] = [];
  const onEvent = (event: OutboxEvent) => {
    events.push(event);
  };
  const outbox = await openOutbox(world.options({ journal, onEvent, ...more }));
  const opening = world.client(more.clock).openSender({ journal, runId: 'online', withUpo: false });
  const sender = await opening.catch(async (error: unknown) => {
    await outbox.close();
    throw error;
  });
  return {
    outbox,
    sender,
    events,
    told: (type: OutboxEvent['type']) => events.filter((event) => event.type === type),
    async close() {
      await outbox.close();
      await sender.close();
    },
  };
}
