#!/usr/bin/env node
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type EmulatorOptions, publicOrigin, type RateLimitMode } from './kernel/index.js';

const help = `ksef-emulator [options]: KSeF on this machine, until Ctrl-C

  --port 8080                     0 for any free one
  --host 127.0.0.1                address to listen at
  --public-url http://ksef:8080   where clients reach it, if not there: in containers, behind proxies
  --allowed-host NAME             further host name for the page and the control side; may be repeated
  --state FOLDER                  keeps everything across restarts; by default it is forgotten
  --strict                        knows only KSeF tokens made through the API or the control side
  --permissions owner|checked     owner: every login by certificate owns the context
  --no-self-signed                refuses certificates of unknown issuers
  --trusted-certificate FILE      an issuer to trust, PEM or DER; may be repeated
  --processing-delay MS           how long an invoice or an enrolment is processed
  --auth-delay MS                 how long a login stays in progress
  --nip-checksums header|always  header: checked in sessions that ask for it, as on TEST
  --schema on|off                 off: does not validate invoices by their schemas
  --rate-limits off|contract|N    KSeF's limits of requests, or N times as many
  --version
  -h, --help

The first line on stdout is JSON with baseUrl, for clients, controlUrl, qrUrl of the codes' links, and
latarniaUrl; the log goes to stderr.
`;

/** An error of the system, as `listen` gives it. */
interface ListenError extends NodeJS.ErrnoException {
  readonly port?: number;
}

/** What was asked for on the command line cannot be. */
class UsageError extends Error {}

main().catch((error: ListenError) => {
  if (error instanceof UsageError) endWith(2, `${error.message}. See ksef-emulator --help.`);
  else endWith(1, whyNotStarted(error));
});

/** Windows loses what is written to a pipe right before the end. */
function endWith(code: number, why: string): void {
  process.stderr.write(`${why}\n`, () => process.exit(code));
}

function whyNotStarted(error: ListenError): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${error.port} is in use. Choose another with --port, or 0 for any free one.`;
    case 'EACCES':
      return `Port ${error.port} is not allowed to you. Choose one above 1023 with --port.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'This machine has no such address. Choose another with --host.';
    default:
      return error.message;
  }
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options === undefined) return;
  // Only now: help, and what is wrong with an option, need none of it.
  const { launchEmulator } = await import('./start-emulator.js');
  const { emulator, ready } = await launchEmulator(options);
  const { baseUrl, controlUrl, qrUrl, latarniaUrl } = emulator;
  // Anyone who started it may read the first line and close the rest.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  options.log?.(`In a browser: ${qrUrl}`);
  process.stdout.write(`${JSON.stringify({ baseUrl, controlUrl, qrUrl, latarniaUrl })}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void emulator.close().then(() => process.exit(0)));
  }
  await ready;
}

function readOptions(): EmulatorOptions | undefined {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        'public-url': { type: 'string' },
        'allowed-host': { type: 'string', multiple: true },
        state: { type: 'string' },
        strict: { type: 'boolean' },
        'processing-delay': { type: 'string' },
        'auth-delay': { type: 'string' },
        'rate-limits': { type: 'string' },
        'no-self-signed': { type: 'boolean' },
        'trusted-certificate': { type: 'string', multiple: true },
        permissions: { type: 'string' },
        schema: { type: 'string' },
        'nip-checksums': { type: 'string' },
        // The name of earlier versions.
        rights: { type: 'string' },
        version: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) {
      process.stdout.write(help);
      return undefined;
    }
    if (values.version === true) {
      process.stdout.write(`${version()}\n`);
      return undefined;
    }
    return {
      port: number('--port', values.port ?? '8080', 65_535),
      processingDelayMs: number('--processing-delay', values['processing-delay'] ?? '0'),
      authDelayMs: number('--auth-delay', values['auth-delay'] ?? '0'),
      rateLimits: rateLimits(values['rate-limits'] ?? 'off'),
      strict: values.strict ?? false,
      selfSigned: values['no-self-signed'] !== true,
      allowedHosts: (values['allowed-host'] ?? []).map((name) => filled('--allowed-host', name)),
      trustedCertificates: (values['trusted-certificate'] ?? []).map(certificateIn),
      permissions: oneOf('--permissions', values.permissions ?? values.rights ?? 'owner', [
        'owner',
        'checked',
      ]),
      schema: oneOf('--schema', values.schema ?? 'on', ['on', 'off']),
      nipChecksums: oneOf('--nip-checksums', values['nip-checksums'] ?? 'header', ['header', 'always']),
      log: (line) => process.stderr.write(`${line}\n`),
      ...(values.host === undefined ? {} : { host: filled('--host', values.host) }),
      ...(values['public-url'] === undefined ? {} : { publicUrl: publicUrlIn(values['public-url']) }),
      ...(values.state === undefined ? {} : { stateDir: filled('--state', values.state) }),
    };
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new UsageError(reason?.replace(/\.$/, ''));
  }
}

function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

function number(option: string, text: string, most = Number.MAX_SAFE_INTEGER): number {
  if (!/^\d+$/.test(text) || Number(text) > most)
    throw new RangeError(`${option} is a whole number up to ${most}, not '${text}'.`);
  return Number(text);
}

/** An empty host would be all of this machine's addresses: such comes of variables that are not set. */
function filled(option: string, text: string): string {
  if (text === '') throw new RangeError(`${option} is empty.`);
  return text;
}

function publicUrlIn(text: string): string {
  try {
    return publicOrigin(text);
  } catch {
    throw new RangeError(`--public-url is an origin such as http://ksef:8080, not '${text}'.`);
  }
}

function certificateIn(file: string): Buffer {
  const bytes = readFileSync(file);
  try {
    new X509Certificate(bytes);
  } catch {
    throw new TypeError(`${file} is not a certificate. --trusted-certificate needs one as PEM or DER.`);
  }
  return bytes;
}

function oneOf<const T extends string>(option: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new RangeError(`${option} is ${allowed.join(' or ')}, not '${text}'.`);
  return found;
}

function rateLimits(text: string): RateLimitMode {
  if (text === 'off' || text === 'contract') return text;
  const scale = Number(text);
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY))
    throw new RangeError(`--rate-limits is off, contract or a positive number, not '${text}'.`);
  return { scale };
}
