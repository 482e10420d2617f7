import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Kernel } from '../kernel/index.js';
import { Problem } from './problem.js';

/**
 * Keeps pages of other sites away from the control side, which has no password. A page cannot name the host that it
 * reaches (DNS rebinding), hide where it comes from, or send JSON to another site without being let: so hosts must be
 * this machine's or configured, origins the same, and bodies JSON.
 */
export function refuseForeignOrigins(app: FastifyInstance, kernel: Pick<Kernel, 'options' | 'origin'>): void {
  app.addHook('onRequest', (request, _reply, done) => {
    done(faultOf(request, kernel));
  });
}

function faultOf(
  { raw, method }: FastifyRequest,
  kernel: Pick<Kernel, 'options' | 'origin'>,
): Problem | undefined {
  const { host = '', origin: sentFrom, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = raw.headers;
  const { options } = kernel;
  const own = new URL(kernel.origin());
  const name = hostName(host);
  if (
    name === undefined ||
    !isKnownHost(name, [own.hostname, options.host ?? '', ...(options.allowedHosts ?? [])])
  )
    return refused(
      403,
      `The control side does not answer under the host name "${name ?? ''}". If it is this emulator's, start it with --allowed-host ${name ?? 'NAME'} (allowedHosts).`,
    );
  const isSame = sentFrom === undefined || sentFrom === own.origin || hostOf(sentFrom) === host.toLowerCase();
  // A link or an address that somebody opens may come from anywhere: it only shows.
  const isOpened = method === 'GET' && mode === 'navigate';
  const isForeign = site !== undefined && site !== 'same-origin' && site !== 'none';
  if (!isSame || (isForeign && !isOpened))
    return refused(403, 'The control side takes requests of its own page only, not of other origins.');
  const type = contentTypeOf(raw.rawHeaders);
  if (method !== 'GET' && type !== undefined && !/^application\/json\s*(;|$)/i.test(type))
    return refused(415, 'The control side takes JSON only: content-type application/json.');
  return undefined;
}

/** The name in a `Host` header, without the port. */
function hostName(host: string): string | undefined {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : undefined;
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/**
 * Host names under which nobody else can reach this machine. An IP address is not a host name: nobody can make it
 * resolve elsewhere.
 */
function isKnownHost(name: string, configured: readonly string[]): boolean {
  const isAddress = isIP(name.replace(/^\[|\]$/g, '')) !== 0;
  const isLocal = name === 'localhost' || name.endsWith('.localhost');
  return isAddress || isLocal || configured.some((one) => one.toLowerCase() === name);
}

/** As it was sent: it is taken off requests without a body. */
function contentTypeOf(rawHeaders: readonly string[]): string | undefined {
  const at = rawHeaders.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'content-type');
  return at < 0 ? undefined : rawHeaders[at + 1];
}

function refused(status: 403 | 415, description: string): Problem {
  return new Problem({ status, description });
}
