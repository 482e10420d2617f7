import {
  type Api,
  type CallOptions,
  listCollectiveIdentifierInvoices,
  listCollectiveIdentifiersOfInvoice,
  type Schemas,
} from '@ksef/api';
import { type CollectiveIdentifier, collectiveIdentifier } from '@ksef/core';
import { allContinuedPages } from '../call/index.js';

type Invoice = Schemas['CollectiveIdentifierInvoice'];

const clockSkewMs = 10 * 60_000;
const pausesMs = [0, 1_000, 2_000, 4_000];

/** After a lost response: the identifier that KSeF has created for exactly these invoices, if any. */
export async function findCreated(
  api: Api,
  invoices: readonly Invoice[],
  sentAt: number,
  call: CallOptions,
): Promise<CollectiveIdentifier | undefined> {
  for (const pauseMs of pausesMs) {
    if (pauseMs > 0) await api.clock.sleep(pauseMs, call.signal);
    for await (const one of ofInvoice(api, invoices[0]?.ksefNumber ?? '', call)) {
      if (Date.parse(one.dateCreated) < sentAt - clockSkewMs) break;
      const number = one.collectiveIdentifierNumber;
      if (one.createdInCurrentContext && (await isFor(api, number, invoices, call)))
        return collectiveIdentifier(number);
    }
  }
  return undefined;
}

/** Identifiers that contain an invoice, newest first. */
export function ofInvoice(api: Api, ksefNumber: string, call: CallOptions) {
  return allContinuedPages(async (continuationToken) => {
    const input = { ksefNumber, pageSize: 200, continuationToken };
    const page = await listCollectiveIdentifiersOfInvoice(api, input, call);
    return { items: page.collectiveIdentifiers, next: page.continuationToken };
  });
}

/** Invoices of at most ten identifiers. */
export function invoicesOf(api: Api, numbers: readonly string[], call: CallOptions) {
  return allContinuedPages(async (continuationToken) => {
    const body = { collectiveIdentifierNumbers: [...numbers] };
    const page = await listCollectiveIdentifierInvoices(
      api,
      { pageSize: 500, continuationToken, body },
      call,
    );
    return { items: page.invoices, next: page.continuationToken };
  });
}

async function isFor(
  api: Api,
  number: string,
  wanted: readonly Invoice[],
  call: CallOptions,
): Promise<boolean> {
  const left = new Set(wanted.map(asText));
  for await (const one of invoicesOf(api, [number], call)) if (!left.delete(asText(one))) return false;
  return left.size === 0;
}

function asText({ ksefNumber, payment, description }: Invoice): string {
  return JSON.stringify([ksefNumber, payment?.amount ?? '', payment?.currency ?? '', description ?? '']);
}
