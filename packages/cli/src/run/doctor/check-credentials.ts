import { ownPermissions } from '@ksef/management';
import type { Call } from '../../command/call.js';
import { openKsefAt } from '../../connect/open-ksef.js';
import type { Place } from '../../connect/place.js';
import { exitCodes } from '../../output/cli-error.js';
import { exitCodeOf } from '../../output/exit-code-of.js';
import { textOf } from '../../output/report-error.js';
import type { Finding } from './finding.js';

/** Logs in, and asks what that allows. */
export async function* checkCredentials(call: Call, place: Place): AsyncGenerator<Finding> {
  try {
    const { ksef, place: opened } = await openKsefAt(call, place);
    const by = { signal: call.signal };
    // A login that is kept would prove nothing.
    await ksef.tokens.forceLogin(opened.context, by);
    yield { check: 'login', state: 'ok', text: place.login?.method.type ?? 'token' };
    const { names } = await ownPermissions(ksef.api, opened.context, by);
    yield {
      check: 'permissions',
      state: names.length > 0 ? 'ok' : 'warning',
      text: names.join(', ') || call.say({ en: 'none are listed', pl: 'żadne nie są wypisane' }),
    };
  } catch (error) {
    const code = exitCodeOf(error);
    const exitCode = code === exitCodes.refused ? exitCodes.login : code;
    yield { check: 'login', state: 'failed', text: textOf(error), exitCode };
  }
}
