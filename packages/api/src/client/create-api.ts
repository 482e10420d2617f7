import { callOperation } from '../call/call-operation.js';
import { callPresigned } from '../call/call-presigned.js';
import type { AnswerShape, CallOptions, Operation, OperationInput } from '../operation.js';
import { openBody, wholeBody } from '../response/read-body.js';
import type { ApiOptions } from '../settings/api-options.js';
import type { ApiSettings } from '../settings/api-settings.js';
import { asContext } from '../settings/as-context.js';
import { readOptions, toTokenSource } from '../settings/read-options.js';
import type { Api } from './api.js';

/**
 * Creates the client that operations run on.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_CONTEXT`
 * @example
 * ```ts
 * import { createApi, listPublicKeyCertificates } from '@ksef/api';
 * import { environments } from '@ksef/core';
 *
 * const api = createApi({ environment: environments.test });
 * const keys = await listPublicKeyCertificates(api);
 * ```
 */
export function createApi(options: ApiOptions): Api {
  return bind(readOptions(options));
}

function bind(settings: ApiSettings): Api {
  return {
    environment: settings.environment,
    clock: settings.clock,
    request: <T>(operation: Operation, input: OperationInput, options?: CallOptions, answer?: AnswerShape) =>
      callOperation(settings, operation, input, { ...options }, wholeBody(answer)) as Promise<T>,
    download: (operation, input, options) =>
      callOperation(settings, operation, input, { ...options }, openBody),
    presigned: (request) => callPresigned(settings, request),
    inContext: (context) => bind({ ...settings, context: asContext(context) }),
    withAccessToken: (source) => bind({ ...settings, accessToken: toTokenSource(source) }),
    withPriority: (priority) => bind({ ...settings, priority }),
  };
}
