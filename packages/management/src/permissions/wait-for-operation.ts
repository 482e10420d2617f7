import { type Api, getPermissionOperationStatus } from '@ksef/api';
import { type KsefStatus, KsefStatusError, referenceNumber as toReference } from '@ksef/core';
import { waitUntil } from '@ksef/core/internal';
import { checkWaitOptions, polling, type WaitOptions } from '../call/index.js';

// Source: uprawnienia.md, statuses of operations.
const meanings: Readonly<Record<number, string>> = {
  400: 'KSeF refused it',
  410: 'the identifiers do not fit each other',
  420: 'your login may not do this',
  430: 'the context does not have the role or the permissions that this needs',
  440: 'these identifiers are not linked in a way that allows it',
  450: 'KSeF does not allow it for this identifier, or identifiers of this type',
  500: 'KSeF reported an unknown error. Try again later',
  550: 'KSeF cancelled it. Try again later',
};

/**
 * Waits, with growing pauses, until a grant or a revocation is carried out. KSeF keeps the status for 30 days.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_REFERENCE_NUMBER`
 * @throws KsefStatusError `PERMISSION_OPERATION_FAILED`; `WAIT_TIMEOUT`: call again to keep waiting
 * @throws KsefApiError when KSeF rejects it
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { waitForPermissionOperation } from '@ksef/management';
 *
 * declare const api: Api;
 * declare const referenceNumber: string; // of a WAIT_TIMEOUT
 *
 * await waitForPermissionOperation(api, referenceNumber, { waitTimeoutMs: 10 * 60_000 });
 * ```
 */
export async function waitForPermissionOperation(
  api: Api,
  referenceNumber: string,
  options: WaitOptions = {},
): Promise<void> {
  checkWaitOptions(options);
  const reference = toReference(referenceNumber);
  const { waitTimeoutMs = polling.defaultTimeoutMs, ...call } = options;
  const isDone = ({ status }: { readonly status: KsefStatus }) => {
    if (status.code >= 300) throw failed(status, reference);
    return status.code === 200;
  };
  await waitUntil(() => getPermissionOperationStatus(api, { referenceNumber: reference }, call), isDone, {
    ...polling,
    clock: api.clock,
    timeoutMs: waitTimeoutMs,
    signal: call.signal,
    onTimeout: (last) =>
      new KsefStatusError(
        `KSeF did not finish the operation ${reference} within ${waitTimeoutMs} ms. Call waitForPermissionOperation to keep waiting.`,
        {
          code: 'WAIT_TIMEOUT',
          status: last?.status ?? { code: 100, description: '' },
          referenceNumber: reference,
        },
      ),
  });
}

function failed(status: KsefStatus, referenceNumber: string): KsefStatusError {
  const meaning = meanings[status.code] ?? `status ${status.code}, ${status.description}`;
  const details = status.details?.length ? ` KSeF says: ${status.details.join('; ')}` : '';
  return new KsefStatusError(`Permissions stay as they were (${status.code}): ${meaning}.${details}`, {
    code: 'PERMISSION_OPERATION_FAILED',
    status,
    referenceNumber,
  });
}
