import {
  type ContextIdentifier,
  contextKey,
  currentContext,
  InvalidInputError,
  MissingContextError,
} from '@ksef/core';
import type { CallOptions, Operation } from '../operation.js';
import type { AdmissionRequest } from '../rate-limiter.js';
import type { ApiSettings } from '../settings/api-settings.js';
import { asContext } from '../settings/as-context.js';

/** One call of an operation. All its attempts share it. */
export interface Call {
  /** Method and path template. */
  readonly name: string;
  readonly context: ContextIdentifier | undefined;
  readonly admission: AdmissionRequest;
  /** The limit group. */
  readonly pauseKey: string;
}

/**
 * The context of a call, and the limit group it counts in.
 *
 * @throws MissingContextError
 * @throws InvalidInputError `INVALID_CONTEXT`, `MISSING_TOKEN_SOURCE`
 */
export function describeCall(settings: ApiSettings, operation: Operation, options: CallOptions): Call {
  const { bearer } = options;
  const given = options.context === undefined ? undefined : asContext(options.context);
  let context: ContextIdentifier | undefined;
  if (operation.bearer && bearer === undefined) {
    context = given ?? settings.context ?? currentContext();
    if (!context) throw new MissingContextError(operation.id);
    if (!settings.accessToken) {
      throw new InvalidInputError(`${operation.id} needs a token. Give createApi an accessToken.`, {
        code: 'MISSING_TOKEN_SOURCE',
        input: 'accessToken',
      });
    }
  }
  // In the group `other`, each operation counts separately.
  const group = !operation.group || operation.group === 'other' ? operation.id : operation.group;
  return {
    name: `${operation.method} ${operation.path}`,
    context,
    admission: {
      environment: settings.environment.name,
      // KSeF counts a request with its own bearer token under that token's context.
      context: context ?? given,
      group,
      limits: operation.limits ?? {},
      operation: operation.id,
      priority: options.priority ?? settings.priority,
    },
    pauseKey: `${group} ${context ? contextKey(context) : (bearer ?? '')}`,
  };
}
