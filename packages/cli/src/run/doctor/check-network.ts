import type { Call } from '../../command/call.js';
import type { Place } from '../../connect/place.js';
import { exitCodes } from '../../output/cli-error.js';
import type { Finding } from './finding.js';

const answersWithinMs = 15_000;
/** KSeF rejects signatures and challenges if the clocks differ much more. */
const tolerableMs = 30_000;

/** Reachability with TLS, and the clock by the server's `Date`. */
export async function* checkNetwork(call: Call, place: Place): AsyncGenerator<Finding> {
  const check = 'network';
  const url = `${place.environment.apiUrl}/security/public-key-certificates`;
  const started = Date.now();
  let response: Response;
  try {
    const signal = AbortSignal.any([call.signal, AbortSignal.timeout(answersWithinMs)]);
    response = await fetch(url, { signal });
    await response.arrayBuffer();
  } catch (error) {
    yield { check, state: 'failed', text: `${url}: ${reasonOf(error)}`, exitCode: exitCodes.network };
    return;
  }
  const tookMs = Date.now() - started;
  if (!response.ok) {
    const exitCode = exitCodes.network;
    yield { check, state: 'failed', text: `${url}: HTTP ${response.status}`, exitCode };
    return;
  }
  const isSafe = url.startsWith('https:');
  yield { check, state: 'ok', text: `${isSafe ? 'TLS, ' : ''}${tookMs} ms` };
  const date = Date.parse(response.headers.get('date') ?? '');
  if (Number.isNaN(date)) return;
  const skewMs = Date.now() - tookMs / 2 - date;
  const isRight = Math.abs(skewMs) <= tolerableMs;
  const seconds = Math.round(skewMs / 1_000);
  yield {
    check: 'clock',
    state: isRight ? 'ok' : 'warning',
    text: isRight
      ? call.say({ en: `${seconds} s off`, pl: `różnica ${seconds} s` })
      : call.say({
          en: `${seconds} s off: synchronise the clock of this machine, or KSeF refuses logins`,
          pl: `różnica ${seconds} s: zsynchronizuj zegar tego komputera, inaczej KSeF odrzuci logowanie`,
        }),
  };
}

/** `fetch failed` is not informative; its cause names the host, the certificate or the proxy. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
}
