import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { type Api, createApi, listPublicKeyCertificates } from '@ksef/api';
import {
  loginAuthenticator,
  loginWithToken,
  loginWithXades,
  refreshLogin,
  revokeCurrentSession,
  tokenAuthenticator,
} from '@ksef/auth';
import { logEvents } from '@ksef/client';
import { toContext } from '@ksef/core';
import { EncryptionService } from '@ksef/crypto';
import { type Emulator, type Fault, startEmulator } from '@ksef/emulator';
import { exportInvoices, fileCheckpoints, syncInvoices } from '@ksef/export';
import { openTelemetryObserver } from '@ksef/opentelemetry';
import {
  fileJournal,
  openSession,
  resumeSession,
  type SymmetricKeyEncryptor,
  sendInvoices,
} from '@ksef/sessions';
import { filePartStore, sendBatch } from '@ksef/sessions/batch';
import { privateKeyPem, signerFromPem, xadesSigner } from '@ksef/signing';
import { testPersonCertificate } from '@ksef/signing/testing';
import { TokenProvider } from '@ksef/token-provider';
import { memoryTelemetry } from '@ksef-tools/testing/telemetry';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { invoiceXml, seller } from '../src/invoice-xml.js';
import { leapingClock } from '../src/leaping-clock.mjs';
import { lookIntoFolder, type SeenFile } from '../src/look-into-folder.js';
import { Secrets } from '../src/secrets.js';
import { type SeenRequest, watchedFetch } from '../src/watched-fetch.js';

const formCode = { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' } as const;
const passphrase = 'canary-passphrase-7f1b';
const content = 'canary-of-invoices-93c2';
/** Of ZIP and of gzip, one character a byte. */
const archiveStarts = ['PK\u0003\u0004', '\u001f\u008b'];
const sealingKey = crypto.getRandomValues(new Uint8Array(32));

/** What one run hid, and what came out of it. */
let run: Evidence;
const total = {
  runs: 0,
  secrets: 0,
  links: 0,
  errors: 0,
  lines: 0,
  received: 0,
  spans: 0,
  stored: 0,
  requests: 0,
};
const kindsOfFiles = new Set<string>();
const leaks = new Set<string>();

const telemetry = memoryTelemetry();

let emulator: Emulator;
let folder: string;

class Evidence {
  /** Every run has its own. */
  readonly folder = join(folder, String(total.runs));
  readonly secrets = new Secrets();
  /** Permissions to fetch or upload: they stand in requests, and nowhere else. */
  readonly links = new Secrets();
  readonly invoices = new Secrets();
  readonly requests: SeenRequest[] = [];
  readonly errors: unknown[] = [];
  readonly printed: unknown[] = [];
  readonly files = new Map<string, SeenFile>();
  /** Whatever else came out, with where it came from. */
  readonly seen: { readonly where: string; readonly text: string }[] = [];
}

/** What one flow is given. */
interface World {
  readonly open: Api;
  readonly api: Api;
  readonly encryptor: SymmetricKeyEncryptor & EncryptionService;
  readonly token: string;
  readonly refreshToken: string;
  readonly clock: ReturnType<typeof leapingClock>;
  readonly onEvent: (event: { readonly type: string }) => void;
}

interface Flow {
  readonly name: string;
  readonly paths: readonly string[];
  /** Nothing fails meanwhile. */
  prepare?(world: World): Promise<void>;
  run(world: World): Promise<void>;
}

const flows: readonly Flow[] = [
  {
    name: 'login by token',
    paths: ['/auth/challenge', '/auth/ksef-token', '/auth/{referenceNumber}', '/auth/token/redeem'],
    async run({ open, encryptor, token }) {
      await loginWithToken(open, { context: seller, token, encryptor });
    },
  },
  {
    name: 'login by signature',
    paths: ['/auth/xades-signature'],
    async run({ open }) {
      const { certificatePem, privateKey } = await testPersonCertificate({ nip: seller });
      const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey));
      run.secrets.addBytes('a private key', pkcs8);
      const key = await privateKeyPem(privateKey, { passphrase });
      const damaged = key.replace(/^[A-Za-z]/m, '#');
      for (const wrong of [
        { certificate: certificatePem, key, passphrase: `${passphrase}-wrong` },
        { certificate: certificatePem, key: damaged, passphrase },
        { certificate: key, key, passphrase },
      ])
        await signerFromPem(wrong).then(
          () => expect.unreachable(),
          (error: unknown) => run.errors.push(error),
        );
      const signer = await signerFromPem({ certificate: certificatePem, key, passphrase });
      run.seen.push({ where: 'a signer', text: everything(signer) });
      await loginWithXades(open, { context: seller, signer: xadesSigner(signer) });
    },
  },
  {
    name: 'refresh',
    paths: ['/auth/token/refresh'],
    async run({ open, refreshToken }) {
      await refreshLogin(open, refreshToken);
    },
  },
  {
    name: 'tokens that are kept',
    paths: ['/auth/ksef-token', '/auth/token/refresh'],
    async run({ open, encryptor, token, clock, onEvent }) {
      const credentials = { token, encryptor };
      const tokens = new TokenProvider({
        environment: 'emulator',
        authenticator: loginAuthenticator({ api: open, credentials }),
        clock,
        onEvent,
      });
      await tokens.getToken(seller);
      await clock.sleep(20 * 60_000);
      await tokens.getToken(seller);
      run.seen.push({ where: 'a token provider', text: inspect(tokens, { depth: 9 }) });
    },
  },
  {
    name: 'sending online',
    paths: [
      '/sessions/online',
      '/sessions/online/{referenceNumber}/invoices',
      '/sessions/{referenceNumber}/invoices*',
    ],
    async run({ api, encryptor, onEvent }) {
      const options = {
        encryptor,
        onEvent,
        journal: fileJournal(join(run.folder, 'journal')),
        runId: 'online',
      };
      for await (const result of sendInvoices(api, someInvoices(), {
        ...options,
        withUpo: true,
        context: seller,
      })) {
        if (result.error !== undefined) run.errors.push(result.error);
        run.seen.push({
          where: 'a journaled result',
          text: JSON.stringify({ ...result, invoice: undefined }),
        });
      }
    },
  },
  {
    name: 'a session that is written down',
    paths: ['/sessions/online/{referenceNumber}/close'],
    async run({ api, encryptor, onEvent }) {
      const session = await openSession(api, { formCode, encryptor, onEvent, context: seller });
      const sealed = await session.seal(sealingKey);
      run.seen.push(
        { where: 'a sealed session', text: sealed },
        { where: 'a session', text: everything(session) },
      );
      run.seen.push({ where: 'a session as JSON', text: JSON.stringify(session) });
      const resumed = await resumeSession(api, sealed, sealingKey, { onEvent });
      await resumed.close();
    },
  },
  {
    name: 'sending a batch',
    paths: [
      '/sessions/batch',
      '/_storage/*',
      '/sessions/batch/{referenceNumber}/close',
      '/sessions/{referenceNumber}',
    ],
    async run({ api, encryptor, onEvent }) {
      const options = {
        encryptor,
        onEvent,
        sealingKey,
        context: seller,
        runId: 'batch',
        journal: fileJournal(join(run.folder, 'journal')),
        partStore: filePartStore(join(run.folder, 'parts')),
        limits: { maxInvoices: 2 },
      };
      for await (const { error } of sendBatch(api, someInvoices(), options))
        if (error !== undefined) run.errors.push(error);
    },
  },
  {
    name: 'an export',
    paths: ['/invoices/exports', '/invoices/exports/{referenceNumber}', '/_storage/*'],
    prepare: sendSome,
    async run({ api, encryptor, onEvent }) {
      const dateRange = { dateType: 'Invoicing', from: hourAgo() } as const;
      const options = { encryptor, onEvent, spoolFolder: join(run.folder, 'spool'), context: seller };
      for await (const received of exportInvoices(api, { subjectType: 'Subject1', dateRange }, options))
        countReceived(received);
    },
  },
  {
    name: 'following what is new',
    paths: ['/invoices/exports', '/_storage/*'],
    prepare: sendSome,
    async run({ api, encryptor, onEvent }) {
      const checkpointStore = fileCheckpoints(join(run.folder, 'checkpoints'));
      const options = {
        encryptor,
        onEvent,
        checkpointStore,
        spoolFolder: join(run.folder, 'spool'),
        context: seller,
      };
      for await (const received of syncInvoices(api, {
        ...options,
        subjectTypes: ['Subject1'],
        from: hourAgo(),
      }))
        countReceived(received);
    },
  },
  {
    name: 'logout',
    paths: ['/auth/sessions/current'],
    async run({ api }) {
      await revokeCurrentSession(api);
    },
  },
];

const troubles: readonly Fault[] = [
  { kind: 'error', status: 403, description: 'no permission' },
  { kind: 'error', status: 500 },
  { kind: 'rateLimit', retryAfter: 1 },
  { kind: 'cutAfter' },
];

beforeAll(async () => {
  emulator = await startEmulator({ strict: true });
  folder = await mkdtemp(join(tmpdir(), 'ksef-secrets-'));
});

afterAll(async () => {
  await emulator.close();
  await rm(folder, { recursive: true });
});

function someInvoices() {
  return Array.from({ length: 3 }, (_, index) => ({
    name: `${index}.xml`,
    content: invoiceXml(`${total.runs}/${index}`).replace('<P_7>x', `<P_7>${content}`),
  }));
}

async function sendSome({ api, encryptor }: World): Promise<void> {
  for await (const { status } of sendBatch(api, someInvoices(), { encryptor }))
    expect(status).toBe('accepted');
}

function countReceived({ content: bytes }: { readonly content: Uint8Array | undefined }): void {
  if (new TextDecoder().decode(bytes).includes(content)) total.received++;
}

function hourAgo(): string {
  return new Date(Date.now() - 3_600_000).toISOString();
}

/** What a careless logger would print of a value, and more. */
function everything(value: unknown): string {
  const limits = { depth: 9, showHidden: true, getters: true, maxArrayLength: null, maxStringLength: null };
  return inspect(value, limits);
}

function lookAtFiles(): void {
  for (const file of lookIntoFolder(run.folder))
    run.files.set(`${file.path} ${file.mode} ${file.text}`, file);
}

async function makeWorld(): Promise<World> {
  const clock = leapingClock();
  const { token } = emulator.control.mintToken(seller);
  run.secrets.addText('a KSeF token', token);
  const log = logEvents(console);
  const observe = openTelemetryObserver({ ...telemetry, apiUrl: emulator.baseUrl });
  const onEvent = (event: { readonly type: string }) => {
    run.seen.push({ where: 'an event', text: `${JSON.stringify(event)} ${everything(event)}` });
    log(event);
    observe(event);
    lookAtFiles();
  };
  const fetch = watchedFetch(run.secrets, run.links, (request) => run.requests.push(request));
  const open = createApi({ environment: emulator.environment, clock, fetch, onEvent, timeoutMs: 20_000 });
  const encryptor = new EncryptionService({
    source: { listPublicKeys: (call) => listPublicKeyCertificates(open, {}, call) },
    clock,
  });
  const encrypt = encryptor.encryptSymmetricKey.bind(encryptor);
  encryptor.encryptSymmetricKey = (key, options) => {
    run.secrets.addBytes('the key of a session or an export', key);
    return encrypt(key, options);
  };
  const authenticator = tokenAuthenticator({ api: open, encryptor, token });
  const { accessToken, refreshToken } = await authenticator.login(toContext(seller), {});
  const api = open.withAccessToken(() => accessToken.token).inContext(seller);
  return { open, api, encryptor, token, refreshToken: refreshToken?.token ?? '', clock, onEvent };
}

async function runFlow(flow: Flow, fault?: Fault): Promise<void> {
  total.runs++;
  run = new Evidence();
  run.secrets.addText('the passphrase', passphrase);
  run.secrets.addBytes('the sealing key', sealingKey);
  run.invoices.addText('an invoice', content);
  await mkdir(join(run.folder, 'spool'), { recursive: true });
  emulator.control.reset();
  const world = await makeWorld();
  await flow.prepare?.(world);
  // Once is made up for; as often as this it is an error.
  if (fault !== undefined) emulator.control.addFault({ ...fault, times: 20 });
  await flow.run(world).catch((error: unknown) => {
    if (fault === undefined) throw error;
    run.errors.push(error);
  });
  lookAtFiles();
  await judge(`${flow.name}, ${fault?.kind ?? 'no trouble'} ${fault?.status ?? ''} ${fault?.path ?? ''}`);
  await rm(run.folder, { recursive: true });
}

/** Searches everything that came out of the run. */
async function judge(what: string): Promise<void> {
  const { secrets, links, invoices, requests, errors, printed } = run;
  const leak = (where: string, names: Iterable<string>) => {
    for (const name of names) leaks.add(`${name} in ${where} (${what})`);
  };
  const ended = telemetry.spans();
  const texts = [
    ...run.seen,
    ...errors.map((error) => ({
      where: 'an error',
      text: `${String(error)} ${everything(error)} ${JSON.stringify(error)}`,
    })),
    { where: 'the console', text: everything(printed) },
    { where: 'a span', text: everything(ended.map((span) => ({ ...span, resource: undefined }))) },
    { where: 'the metrics', text: everything(await telemetry.metrics()) },
    ...[...run.files.values()].map(({ path, text }) => ({ where: path.replace(run.folder, ''), text })),
  ];
  for (const { where, text } of texts)
    for (const kind of [secrets, links, invoices]) leak(where, kind.foundIn(text));

  for (const { url, headers, body = '' } of requests) {
    for (const kind of [secrets, invoices]) {
      leak('an address', kind.foundIn(url.href));
      leak('the body of a request', kind.foundIn(body));
    }
    const isApi = url.href.startsWith(`${emulator.baseUrl}/`) && !url.pathname.includes('/_storage/');
    if (!isApi)
      leak(`headers for ${url.pathname.split('/')[1]}`, secrets.foundIn(JSON.stringify([...headers])));
    if (!isApi && headers.has('authorization')) leak(url.pathname, ['an Authorization header']);
  }
  for (const { path, mode, text } of run.files.values()) {
    kindsOfFiles.add(path.replace(run.folder, '').split('/')[1] ?? '');
    if (mode !== '600') leak(path.replace(run.folder, ''), [`mode ${mode}`]);
    if (archiveStarts.some((start) => text.startsWith(start))) leak(path, ['an archive in clear']);
  }

  total.secrets += secrets.size;
  total.links += links.size;
  total.errors += errors.length;
  total.lines += printed.length;
  total.spans += ended.length;
  total.requests += requests.filter(({ headers }) => headers.has('authorization')).length;
  total.stored += requests.filter(({ url }) => url.pathname.includes('/_storage/')).length;
  await telemetry.reset();
}

describe('whatever is done, and whatever fails', () => {
  it.each(flows)('no secret comes out: $name', { timeout: 300_000 }, async (flow) => {
    for (const level of ['debug', 'info', 'log', 'warn', 'error'] as const)
      vi.spyOn(console, level).mockImplementation((...line) => void run.printed.push(line));
    try {
      await runFlow(flow);
      for (const path of flow.paths)
        for (const trouble of troubles) await runFlow(flow, { ...trouble, path });
    } finally {
      vi.restoreAllMocks();
    }
    expect([...leaks]).toEqual([]);
  });

  it('there was something to be found, and it would have been', () => {
    const planted = new Secrets();
    planted.addText('text', 'a planted secret');
    planted.addBytes('bytes', sealingKey);
    const cause = new Error('b', { cause: { deep: [{ key: sealingKey }] } });
    expect(planted.foundIn(everything(new Error('a', { cause })))).toEqual(['bytes, as numbers']);
    expect(planted.foundIn(everything(Buffer.from(sealingKey)))).toEqual(['bytes, as a printed buffer']);
    expect(planted.foundIn(`x ${Buffer.from('a planted secret').toString('base64')}`)).toEqual([
      'text, Base64',
    ]);
    expect(planted.foundIn(JSON.stringify({ a: 'a planted secret' }))).toEqual(['text']);
    for (const [what, count] of Object.entries(total)) expect(count, what).toBeGreaterThan(20);
    expect([...kindsOfFiles]).toEqual(expect.arrayContaining(['checkpoints', 'journal', 'parts']));
  });
});
