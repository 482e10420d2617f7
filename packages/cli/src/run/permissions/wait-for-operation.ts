import { getPermissionOperationStatus, type Schemas } from '@ksef/api';
import type { Ksef } from '@ksef/client';
import type { Call } from '../../command/call.js';
import { CliError } from '../../output/cli-error.js';

const longestWaitMs = 120_000;
const pauseMs = 1_000;

/** Waits until KSeF has granted or revoked, and says so. */
export async function waitForOperation(
  call: Call,
  ksef: Ksef,
  referenceNumber: Schemas['ReferenceNumber'],
): Promise<undefined> {
  const end = Date.now() + longestWaitMs;
  for (;;) {
    const { status } = await getPermissionOperationStatus(
      ksef.api,
      { referenceNumber },
      { signal: call.signal },
    );
    if (status.code === 200) {
      await call.out.show({ referenceNumber, status }, [
        [call.say({ en: 'done', pl: 'wykonano' }), `${status.code} ${status.description}`],
      ]);
      return undefined;
    }
    const said = [`${status.code} ${status.description}`, ...(status.details ?? [])].join('; ');
    if (status.code >= 400) throw new CliError(said, { code: 'OPERATION_FAILED' });
    if (Date.now() >= end) {
      throw new CliError(
        call.say({
          en: `KSeF is still working on it (${said}). Its reference number is ${referenceNumber}.`,
          pl: `KSeF nadal nad tym pracuje (${said}). Numer referencyjny: ${referenceNumber}.`,
        }),
        { code: 'WAIT_TIMEOUT', exitCode: 3 },
      );
    }
    await pause(pauseMs, call.signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(Object.assign(new Error('Interrupted'), { name: 'AbortError' }));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
