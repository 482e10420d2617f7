import { type Api, type CallOptions, getKsefToken } from '@ksef/api';
import { type ContextIdentifier, currentContext, ForbiddenError, toContext } from '@ksef/core';
import { ksefTokenReference } from '@ksef/core/internal';
import type { KsefCredentials } from './credentials.js';
import { type KsefTokenOfLogin, MissingPermissionError } from './missing-permission-error.js';

/**
 * The same client, with a more precise 403 for a missing permission: which permission is missing, which ones the login
 * has, and which KSeF token logged in. When that happens, the login in question asks KSeF for its token. If KSeF does
 * not return the token, the error contains the rest.
 */
export function explainForbidden(
  api: Api,
  credentials: KsefCredentials,
  bound?: ContextIdentifier | undefined,
): Api {
  const explained = async <Result>(running: Promise<Result>, options: CallOptions = {}): Promise<Result> => {
    try {
      return await running;
    } catch (error) {
      const facts = missingPermission(error);
      if (facts === undefined) throw error;
      const context =
        options.context === undefined ? (bound ?? currentContext()) : toContext(options.context);
      const ksefToken =
        context === undefined || options.bearer !== undefined
          ? undefined
          : await tokenOf(api, credentials, context, options.signal);
      throw toError(facts, context, ksefToken);
    }
  };
  return {
    ...api,
    request: (operation, input, options, answer) =>
      explained(api.request(operation, input, options, answer), options),
    download: (operation, input, options) => explained(api.download(operation, input, options), options),
    inContext: (context) => explainForbidden(api.inContext(context), credentials, toContext(context)),
    withPriority: (priority) => explainForbidden(api.withPriority(priority), credentials, bound),
  };
}

interface Facts {
  readonly error: ForbiddenError;
  readonly required: readonly string[];
  readonly present: readonly string[];
}

function missingPermission(error: unknown): Facts | undefined {
  if (!(error instanceof ForbiddenError) || error instanceof MissingPermissionError) return undefined;
  if (error.reasonCode !== 'missing-permissions') return undefined;
  const { requiredAnyOfPermissions, presentPermissions } = error.security ?? {};
  return { error, required: names(requiredAnyOfPermissions), present: names(presentPermissions) };
}

/** The KSeF token of a login. */
async function tokenOf(
  api: Api,
  credentials: KsefCredentials,
  context: ContextIdentifier,
  signal: AbortSignal | undefined,
): Promise<KsefTokenOfLogin | undefined> {
  if (!('ksefToken' in credentials)) return undefined;
  try {
    const { ksefToken } = credentials;
    const text = typeof ksefToken === 'function' ? await ksefToken(context) : ksefToken;
    const referenceNumber = ksefTokenReference(text);
    const found = await getKsefToken(api, { referenceNumber }, { context, signal });
    return {
      referenceNumber,
      description: found.description,
      author: found.authorIdentifier,
      permissions: found.requestedPermissions,
    };
  } catch {
    // Only some logins can read the token. The 403 matters more than the reason why the token cannot be read.
    return undefined;
  }
}

function toError(
  { error, present, required }: Facts,
  context: ContextIdentifier | undefined,
  ksefToken: KsefTokenOfLogin | undefined,
): MissingPermissionError {
  const where = context === undefined ? 'this context' : `the context ${context.type} ${context.value}`;
  const message = [
    `${error.operation} needs ${required.join(' or ') || 'a permission'} in ${where}.`,
    present.length === 0 ? 'The login has no permissions there.' : `The login has ${present.join(', ')}.`,
    ksefToken === undefined ? 'Have it granted, then log in again.' : aboutToken(ksefToken, required),
    `[HTTP ${error.status}]`,
  ].join(' ');
  const { cause: _, ...facts } = error;
  return new MissingPermissionError(message, {
    ...facts,
    cause: error,
    requiredPermissions: required,
    presentPermissions: present,
    ksefToken,
  });
}

function aboutToken(
  { author, description, permissions, referenceNumber: reference }: KsefTokenOfLogin,
  required: readonly string[],
): string {
  const whose = `It used the KSeF token ${reference} (${description}), which ${nameOf(author)} created for ${permissions.join(', ')}.`;
  return required.some((name) => permissions.includes(name))
    ? `${whose} A token has no permission that its author lacks in this context: have it granted to the author, or log in with a KSeF certificate.`
    : `${whose} A token cannot be changed: create another, or log in with a KSeF certificate.`;
}

/** A PESEL is personal data: the log contains only its last digits. */
function nameOf({ type, value }: KsefTokenOfLogin['author']): string {
  return type === 'Pesel' ? `the person whose PESEL ends in ${value.slice(-3)}` : `${type} ${value}`;
}

function names(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
