import type { CallOptions, Operation, OperationInput } from '../operation.js';
import { emitWarnings } from '../response/emit-warnings.js';
import { type Hide, hiding } from '../response/hide.js';
import { readApiError } from '../response/read-api-error.js';
import type { BodyReader } from '../response/read-body.js';
import { refuseHtml } from '../response/refuse-html.js';
import type { ApiSettings } from '../settings/api-settings.js';
import { hookMisuse, sendWithKy } from '../transport/send-with-ky.js';
import { describeCall } from './describe-call.js';
import { describeRequest } from './describe-request.js';
import { getToken } from './get-token.js';
import { headerText } from './header-text.js';
import { waitAfter429 } from './wait-after-429.js';
import { waitForPause } from './wait-for-pause.js';

/** Sends one operation, handles KSeF's limits and failures, and reads the response. */
export async function callOperation<T>(
  settings: ApiSettings,
  operation: Operation,
  input: OperationInput,
  options: CallOptions,
  reader: BodyReader<T>,
): Promise<T> {
  const { bearer, timeoutMs, signal } = options;
  const { name, context, admission, pauseKey } = describeCall(settings, operation, options);
  const request = describeRequest(settings, operation, input);
  const { clock, emit } = settings;
  const { method, safeToRepeat } = operation;
  let deadline = clock.now() + settings.overallTimeoutMs;
  let token: string | undefined;
  let tokenWasRefused = false;

  const freshToken = async () => {
    token = bearer ?? (await getToken(settings, name, context, signal, deadline));
    if (token !== undefined) headerText('accessToken', token);
  };

  const hide: Hide = (text) => hiding(token)(text);

  return sendWithKy<T>(settings, {
    name,
    request,
    safeToRepeat,
    signal,
    streams: reader.streams,
    hide,
    async prepare() {
      await waitForPause(settings, name, pauseKey, signal, deadline);
      await freshToken();
      const before = clock.now();
      await settings.rateLimiter?.admit(admission, { signal });
      const waitMs = clock.now() - before;
      // A limiter's wait is planned, not a failure: it does not count against the time allowed for failures.
      deadline += waitMs;
      if (waitMs > 0) emit({ type: 'wait', operation: name, waitMs, reason: 'queue' });
      if (waitMs > 1_000) await freshToken();
    },
    outgoing({ url, headers, init }) {
      if (!url.startsWith(settings.apiUrl)) {
        throw hookMisuse();
      }
      // The body comes from the request itself: reading it back from ky would cost more than everything else. An
      // authorization header that a hook has set is removed: hooks do not decide who is logged in.
      delete headers.authorization;
      if (token) headers.authorization = `Bearer ${token}`;
      return {
        url,
        init: { ...init, method, headers, body: request.body as BodyInit | null },
        timeoutMs: Math.min(timeoutMs ?? settings.timeoutMs, Math.max(0, deadline - clock.now())),
      };
    },
    async read(response) {
      emitWarnings(settings, name, response, hide);
      if (response.status !== 429) settings.pauses.taken(pauseKey);
      if (!response.ok) return readApiError(name, response, clock.now(), hide);
      refuseHtml(response);
      return reader.read(operation, response);
    },
    async refused(error, attempt, waitMs) {
      if (error.status === 401 && context && token && !tokenWasRefused) {
        // KSeF did not process the request, so any request may be repeated with a better token.
        tokenWasRefused = true;
        emit({ type: 'token-rejected', operation: name });
        await settings.accessToken?.rejected?.(context, token);
        return 0;
      }
      return error.status === 429 ? waitAfter429(settings, pauseKey, admission, error, attempt) : waitMs;
    },
    deadline: () => deadline,
  });
}
