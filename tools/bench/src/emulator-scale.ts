import type { ChildProcess } from 'node:child_process';
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { createKsef, type Ksef } from '@ksef/client';
import { customEnvironment, nip } from '@ksef/core';
import { makeTestToken } from '@ksef/emulator';
import type { EmulatorUsage } from './emulator-process.js';
import { type Figure, median } from './figure.js';
import { invoice, sellerNip } from './invoices.mjs';
import { message, seed, startEmulatorProcess } from './processes.js';

const few = 1_000;
const many = Number(process.env.KSEF_BENCH_EMULATOR_INVOICES ?? 100_000);
/** KSeF's largest packages have 1 000. */
const exportMb = Number(process.env.KSEF_BENCH_EMULATOR_EXPORT_MB ?? 200);
const runs = 7;
const buyerNip = '7811900008';

interface Store {
  readonly child: ChildProcess;
  readonly ksef: Ksef;
  readonly baseUrl: string;
  readonly bearer: string;
  readonly lastKsefNumber: string;
  readonly sessionReferenceNumbers: readonly string[];
  readonly seedSeconds: number;
}

/** What 100 000 stored invoices cost the emulator, against 1 000 in the same run. */
export async function benchEmulatorScale(): Promise<readonly Figure[]> {
  const small = await seeded(few);
  const large = await seeded(many);
  try {
    const figures = [
      compared('seeding, an invoice', (large.seedSeconds * 1000) / many, (small.seedSeconds * 1000) / few),
    ];
    for (const [what, ask] of Object.entries(questions))
      figures.push(compared(what, await typical(large, ask), await typical(small, ask)));
    const pages = Math.min(many, 10_000) / few;
    figures.push(
      compared(
        `receipt of ${pages * few} invoices, for each 1 000`,
        (await receipt(large)) / pages,
        await receipt(small),
      ),
      compared('CPU of an invoice sent online', await sendingMs(large), await sendingMs(small)),
      memory(`memory with ${many} invoices`, await usage(large)),
    );
    return [...figures, ...(await exporting())];
  } finally {
    small.child.kill();
    large.child.kill();
  }
}

const metadata =
  (more: object = {}, page = 0) =>
  (store: Store) =>
    ask(store, `/invoices/query/metadata?pageSize=250&pageOffset=${page}`, { ...everything(), ...more });

const everything = () => ({
  subjectType: 'Subject1',
  dateRange: { dateType: 'PermanentStorage', from: new Date(Date.now() - 86_400_000).toISOString() },
});

const questions: Readonly<Record<string, (store: Store) => Promise<unknown>>> = {
  'first page of metadata': metadata(),
  'last page of the first 1 000': metadata({}, 3),
  'query for one KSeF number': (store) => metadata({ ksefNumber: store.lastKsefNumber })(store),
  'query for an invoice number that is not there': metadata({ invoiceNumber: 'none' }),
  'query for amounts that few have': metadata({ amount: { type: 'Brutto', from: 1350, to: 1352 } }),
  'download of one invoice': (store) => ask(store, `/invoices/ksef/${store.lastKsefNumber}`),
};

async function seeded(count: number, sizeBytes?: number): Promise<Store> {
  const emulator = await startEmulatorProcess();
  const { child, baseUrl, qrUrl } = emulator;
  const start = performance.now();
  const invoices = (await seed(emulator, { count, sellerNip, buyerNip, sizeBytes })) as Store;
  const seedSeconds = (performance.now() - start) / 1000;
  const context = nip(sellerNip);
  const ksef = createKsef({
    environment: customEnvironment({ name: 'bench', apiUrl: baseUrl, qrUrl }),
    credentials: { ksefToken: makeTestToken(context) },
    context,
  });
  const { lastKsefNumber, sessionReferenceNumbers } = invoices;
  const bearer = await ksef.tokens.getToken({ type: 'Nip', value: context });
  return { child, ksef, baseUrl, bearer, lastKsefNumber, sessionReferenceNumbers, seedSeconds };
}

async function ask({ baseUrl, bearer }: Store, path: string, body?: object): Promise<Buffer> {
  const answer = await fetch(`${baseUrl}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status} ${await answer.text()}`);
  return Buffer.from(await answer.arrayBuffer());
}

const askJson = async (store: Store, path: string, body?: object) =>
  JSON.parse(String(await ask(store, path, body)));

async function typical(store: Store, question: (store: Store) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await milliseconds(() => question(store)));
  return median(times);
}

/** The receipt of the first session: made and signed when it is first asked for. */
async function receipt(store: Store): Promise<number> {
  const path = `/sessions/${store.sessionReferenceNumbers[0]}`;
  const [page] = (await askJson(store, path)).upo.pages;
  return milliseconds(() => ask(store, `${path}/upo/${page.referenceNumber}`));
}

async function sendingMs(store: Store): Promise<number> {
  const before = await usage(store);
  let accepted = 0;
  const source = Array.from({ length: 500 }, (_, index) => ({
    name: `${index}.xml`,
    content: invoice(index),
  }));
  for await (const { status } of store.ksef.sendInvoices(source, { concurrency: 8 }))
    if (status === 'accepted') accepted++;
  if (accepted !== source.length) throw new Error(`${accepted} of ${source.length} invoices were accepted`);
  return ((await usage(store)).cpuMs - before.cpuMs) / accepted;
}

/** One export as large as the most a package holds, against deflate, AES and two hashes of as many bytes. */
async function exporting(): Promise<readonly Figure[]> {
  const sizeBytes = 100_000;
  const store = await seeded((exportMb * 1e6) / sizeBytes, sizeBytes);
  try {
    const took = await milliseconds(async () => {
      const { referenceNumber } = await askJson(store, '/invoices/exports', {
        filters: everything(),
        encryption: await newKey(store),
      });
      while ((await askJson(store, `/invoices/exports/${referenceNumber}`)).status.code === 100)
        await new Promise((resolve) => setTimeout(resolve, 100));
    });
    const bare = await milliseconds(async () => bareWork(exportMb * 1e6, sizeBytes));
    return [
      {
        what: `export of ${exportMb} MB`,
        measured: `${((exportMb * 1000) / took).toFixed(0)} MB/s`,
        baseline: `${((exportMb * 1000) / bare).toFixed(0)} MB/s (deflate, AES and two hashes alone, one core)`,
        ratio: bare / took,
        goal: 'reported',
      },
      memory('memory after it', await usage(store)),
    ];
  } finally {
    store.child.kill();
  }
}

async function newKey({ ksef }: Store) {
  const { encrypted, publicKeyId } = await ksef.encryption.encryptSymmetricKey(randomBytes(32));
  return {
    encryptedSymmetricKey: Buffer.from(encrypted).toString('base64'),
    initializationVector: randomBytes(16).toString('base64'),
    publicKeyId,
  };
}

function bareWork(total: number, each: number): void {
  const file = Buffer.from(randomBytes((each * 3) / 4).toString('base64'));
  const cipher = createCipheriv('aes-256-cbc', randomBytes(32), randomBytes(16));
  const hashes = [createHash('sha256'), createHash('sha256')];
  for (let done = 0; done < total; done += each) {
    const packed = deflateRawSync(file);
    const encrypted = cipher.update(packed);
    hashes[0]?.update(packed);
    hashes[1]?.update(encrypted);
  }
}

async function usage({ child }: Store): Promise<EmulatorUsage> {
  child.send('usage');
  return message(child);
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const compared = (what: string, large: number, small: number): Figure => ({
  what,
  measured: `${large.toFixed(2)} ms of ${many}`,
  baseline: `${small.toFixed(2)} ms of ${few}`,
  ratio: large / small,
  goal: 'reported',
});

const memory = (what: string, { rssMb }: EmulatorUsage): Figure => ({
  what,
  measured: `${rssMb.toFixed(0)} MB`,
  baseline: '1000 MB',
  ratio: rssMb / 1000,
  goal: 'at most 1',
});
