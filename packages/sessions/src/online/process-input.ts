import type { Api, CallOptions } from '@ksef/api';
import { UnknownOutcomeError } from '@ksef/core';
import type { InvoiceDocument } from '@ksef/documents';
import type { Gate } from '../async/index.js';
import type { FailedResult, InvoiceInput, InvoiceResult } from '../invoice/index.js';
import { contentOf, documents, hashOf, toError } from '../invoice/index.js';
import { getInvoiceUpo } from '../receipts/index.js';
import { findByMetadata } from './find-by-metadata.js';
import { findEarlierSend } from './find-earlier-send.js';
import type { InvoiceStatusPoller } from './invoice-status-poller.js';
import { resultFromStatus } from './result-from-status.js';
import type { FinishedInvoice, InvoiceRecord } from './run/index.js';
import { isSessionGone, type SendingRun } from './run/index.js';
import type { SentInvoice } from './session/index.js';
import type { SessionPool } from './session-pool.js';

/** What all inputs share. */
export interface Sending {
  readonly api: Api;
  readonly pool: SessionPool;
  readonly poller: InvoiceStatusPoller;
  readonly gate: Gate;
  readonly run: SendingRun | undefined;
  readonly call: CallOptions;
  readonly upo: boolean;
  readonly checkDuplicates: boolean;
  /** KSeF numbers that inputs have got. */
  readonly numbers: Set<string>;
}

/** An input that has been read. */
interface Invoice {
  readonly input: InvoiceInput;
  readonly content: Uint8Array;
  readonly document: InvoiceDocument;
  readonly hash: string;
  readonly record: InvoiceRecord | undefined;
  /** Those that it left for, now or in an earlier process. */
  readonly sessions: Set<string>;
  /** Told what is known so far. */
  learn(known: Known): void;
}

/** What a result tells although its fate is not known. */
type Known = Partial<
  Pick<FailedResult, 'invoice' | 'invoiceHash' | 'sessionReferenceNumber' | 'referenceNumber'>
>;

// KSeF gave it up without judging it: the session had an error, an unknown error, or cancelled by the system.
const unjudged: readonly number[] = [405, 500, 550];
const mostTurns = 3;

/** Sends one input, for which the gate has been entered, and finds out its fate. Rejects only on abort. */
export async function processInput(
  sending: Sending,
  input: InvoiceInput,
  index: number,
): Promise<InvoiceResult> {
  const { call, run } = sending;
  const base = { index, name: input?.name };
  const pass = enteredOnce(sending.gate);
  let known: Known = {};
  const learn = (more: Known) => {
    known = { ...known, ...more };
  };
  try {
    const content = contentOf(input);
    const document = (await documents()).readInvoice(content);
    const hash = hashOf(content);
    learn({ invoice: document, invoiceHash: hash });
    const record = run?.recordOf(hash, { index, name: input.name });
    const pending = record?.pending;
    const sessions = new Set(pending && [...pending.earlierSessions, pending.session]);
    const invoice = { input, content, document, hash, record, sessions, learn };
    const finished = record?.finished ?? (await finish(sending, invoice, pass));
    if (record?.finished?.status === 'accepted') sending.numbers.add(record.finished.ksefNumber);
    return await withReceipt(sending, {
      ...base,
      ...known,
      invoice: document,
      invoiceHash: hash,
      ...finished,
    });
  } catch (error) {
    call.signal?.throwIfAborted();
    return { ...base, ...known, status: 'failed', error: toError(error) };
  } finally {
    pass.leave();
  }
}

/** Brings an input to its end, and records that. */
async function finish(sending: Sending, invoice: Invoice, pass: Pass): Promise<FinishedInvoice> {
  let finished: FinishedInvoice;
  try {
    finished = await sendUntilJudged(sending, invoice, pass);
  } catch (error) {
    // The session cannot tell; what KSeF has accepted is in the seller's metadata too.
    if (!(error instanceof UnknownOutcomeError) && !isSessionGone(error)) throw error;
    const elsewhere = await findAccepted(sending, invoice);
    if (elsewhere === undefined) throw error;
    finished = elsewhere;
    // Metadata do not say which session brought it.
    invoice.learn({ sessionReferenceNumber: undefined, referenceNumber: undefined });
  }
  finished = onlyOnce(sending, finished);
  await invoice.record?.finish(finished);
  return finished;
}

async function sendUntilJudged(sending: Sending, invoice: Invoice, pass: Pass): Promise<FinishedInvoice> {
  const { api, pool, poller, run, call, checkDuplicates } = sending;
  for (let turn = 1; ; turn++) {
    if (turn > 1) await pass.enter();
    let sent: SentInvoice;
    try {
      sent = (turn === 1 ? await findEarlier(sending, invoice) : undefined) ?? (await send(sending, invoice));
    } finally {
      pass.leave();
    }
    const { sends: _, ...facts } = sent;
    invoice.learn(facts);
    await invoice.record?.taken(sent);
    const judged = await poller.of(sent);
    if (unjudged.includes(judged.status.code) && turn < mostTurns) {
      const reason = `${judged.status.code} ${judged.status.description}`;
      await pool.leave(invoice.document.formCode, sent.sessionReferenceNumber, reason);
      continue;
    }
    return resultFromStatus(api, sent, judged, {
      call,
      checkDuplicates,
      sessions: invoice.sessions,
      isOthers: (session, reference) =>
        pool.hasSent(session, reference) || (run?.history.hasReference(reference) ?? false),
    });
  }
}

function send({ pool, call }: Sending, invoice: Invoice): Promise<SentInvoice> {
  const { offlineMode, hashOfCorrectedInvoice } = invoice.input;
  const options = { ...call, offlineMode, hashOfCorrectedInvoice };
  return pool.send(invoice.document, invoice.content, options, async (session) => {
    await invoice.record?.leaving(session);
    invoice.sessions.add(session);
    invoice.learn({ sessionReferenceNumber: session });
  });
}

/** One number for one input: of several with the same bytes, the others are duplicates. */
function onlyOnce({ numbers }: Sending, finished: FinishedInvoice): FinishedInvoice {
  if (finished.status !== 'accepted') return finished;
  const { ksefNumber } = finished;
  if (numbers.has(ksefNumber)) return { ...finished, status: 'duplicate', sameContent: true };
  numbers.add(ksefNumber);
  return finished;
}

/** What an earlier process's send of this input became; undefined when it has to be sent. */
async function findEarlier(sending: Sending, invoice: Invoice): Promise<SentInvoice | undefined> {
  const { run, api, call } = sending;
  const pending = invoice.record?.pending;
  if (run === undefined || pending === undefined) return undefined;
  invoice.learn({ sessionReferenceNumber: pending.session });
  return findEarlierSend(api, run, pending, call);
}

async function findAccepted({ api, call }: Sending, invoice: Invoice): Promise<FinishedInvoice | undefined> {
  try {
    const found = await findByMetadata(api, invoice.document, invoice.hash, invoice.sessions, call);
    return found && { status: 'accepted', ksefNumber: found.ksefNumber };
  } catch {
    call.signal?.throwIfAborted();
    return undefined;
  }
}

/** With the receipt of an accepted invoice, when it is asked for. */
async function withReceipt({ api, call, upo }: Sending, result: InvoiceResult): Promise<InvoiceResult> {
  const { sessionReferenceNumber, invoiceHash } = result;
  if (!upo || result.status !== 'accepted' || sessionReferenceNumber === undefined) return result;
  try {
    const options = { ...call, invoiceHash };
    const { bytes } = await getInvoiceUpo(api, sessionReferenceNumber, result, options);
    return { ...result, upo: bytes };
  } catch (error) {
    call.signal?.throwIfAborted();
    // KSeF's judgement stands: nobody must send an accepted invoice again.
    return { ...result, error: toError(error) };
  }
}

type Pass = ReturnType<typeof enteredOnce>;

/** A place inside the gate that can be given back only when it is held. */
function enteredOnce(gate: Gate) {
  let inside = true;
  return {
    async enter() {
      await gate.enter();
      inside = true;
    },
    leave() {
      if (!inside) return;
      inside = false;
      gate.leave();
    },
  };
}
