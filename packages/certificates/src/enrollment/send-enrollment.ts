import type { Api, CallOptions } from '@ksef/api';
import { decodeBase64, KsefApiError, TransportError, UnknownOutcomeError } from '@ksef/core';
import { queryCertificates } from '../issued/query-certificates.js';
import { retrieveCertificates } from '../issued/retrieve-certificates.js';
import { enroll } from './enroll.js';
import type { EnrollmentState } from './enrollment-file.js';
import type { StoredKey } from './key-file.js';

/** The state of an enrolment after KSeF has accepted it. */
export type SentEnrollment = { readonly referenceNumber: string } | { readonly serialNumber: string };

const clockSkewMs = 10 * 60_000;
// About a minute in total: certificates are issued within seconds.
const pausesMs = [1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000];

/**
 * Sends the request of a state, and calls `save` before and after. After a lost response it first looks for the
 * certificate by its public key, and sends the request again only if KSeF did not issue one.
 */
export async function sendEnrollment(
  api: Api,
  state: EnrollmentState,
  key: StoredKey,
  save: (change: Partial<EnrollmentState>) => Promise<void>,
  call: CallOptions,
): Promise<SentEnrollment> {
  if (state.sentAt !== undefined) {
    const serialNumber = await findIssued(api, state, state.sentAt, key, call);
    if (serialNumber !== undefined) return { serialNumber };
  }
  const sentAt = api.clock.now();
  await save({ sentAt });
  try {
    const { csr, name, type } = state;
    const referenceNumber = await enroll(api, { name, type, csr: decodeBase64(csr) }, call);
    await save({ referenceNumber });
    return { referenceNumber };
  } catch (error) {
    // For an operation that is not safe to repeat, the transport throws these two only if it certainly was not carried
    // out.
    const isNotDone = error instanceof KsefApiError || error instanceof TransportError;
    if (isNotDone) await save({ sentAt: undefined });
    if (!(error instanceof UnknownOutcomeError)) throw error;
    const serialNumber = await findIssued(api, state, sentAt, key, call);
    // Nothing after a minute: the next call looks once more and then retries.
    if (serialNumber === undefined) throw error;
    return { serialNumber };
  }
}

async function findIssued(
  api: Api,
  { name, type }: EnrollmentState,
  sentAt: number,
  key: StoredKey,
  call: CallOptions,
): Promise<string | undefined> {
  for (const pauseMs of [0, ...pausesMs]) {
    if (pauseMs > 0) await api.clock.sleep(pauseMs, call.signal);
    const serials: string[] = [];
    for await (const item of queryCertificates(api, { name, type }, call)) {
      if (Date.parse(item.requestDate) < sentAt - clockSkewMs) break;
      serials.push(item.certificateSerialNumber);
    }
    const mine = (await retrieveCertificates(api, serials, call)).find((one) => key.fits(one.certificate));
    if (mine !== undefined) return mine.serialNumber;
  }
  return undefined;
}
