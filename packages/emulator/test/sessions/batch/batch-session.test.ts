import { createHash } from 'node:crypto';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../../src/start-emulator.js';
import { onFreshEmulator } from '../../fresh-emulator.js';
import { accessToken, call, context } from '../../support.js';
import { attachment, invoiceXml } from '../support.js';
import { finalStatus, makeBatch, sendBatch, sha, tarGz, upload, zip } from './support.js';

let emulator: Emulator;
let bearer: string;
onFreshEmulator((fresh) => {
  ({ emulator, bearer } = fresh);
});

const numbered = (count: number, prefix = 'B') =>
  Array.from({ length: count }, (_, i) => ({
    name: `${prefix}${i + 1}.xml`,
    xml: invoiceXml(`${prefix}/${i + 1}`),
  }));
const get = async (path: string) => (await call(emulator, 'GET', path, { bearer })).body;
const open = (body: unknown) =>
  call(emulator, 'POST', '/sessions/batch', {
    bearer,
    body,
    headers: { 'x-error-format': 'problem-details' },
  });
const close = (reference: string) =>
  call(emulator, 'POST', `/sessions/batch/${reference}/close`, {
    bearer,
    headers: { 'x-error-format': 'problem-details' },
  });
const codeOf = (answer: { body: { errors?: { code: number }[] } }) => answer.body.errors?.[0]?.code;

describe('a batch session', () => {
  it.each([
    ['Zip', zip],
    ['TarGz', tarGz],
  ] as const)(
    'takes a %s package in parts and confirms every invoice by UPO',
    async (compressionType, make) => {
      const files = numbered(25);
      const reference = await sendBatch(emulator, bearer, await make(files), {
        parts: 3,
        file: { compressionType },
      });
      const session = await finalStatus(emulator, bearer, reference);
      expect(session).toMatchObject({
        status: { code: 200, description: 'Sesja wsadowa przetworzona pomyślnie' },
        invoiceCount: 25,
        successfulInvoiceCount: 25,
        failedInvoiceCount: 0,
      });
      const { invoices } = await get(`/sessions/${reference}/invoices?pageSize=100`);
      expect(invoices.map((one: { invoiceFileName: string }) => one.invoiceFileName)).toEqual(
        files.map((f) => f.name),
      );
      expect(invoices[7]).toMatchObject({
        ordinalNumber: 8,
        invoiceNumber: 'B/8',
        invoiceHash: sha(Buffer.from(files[7]?.xml ?? '')),
        invoicingDate: session.dateCreated,
        status: { code: 200 },
      });
      const upo = await (await fetch(session.upo.pages[0].downloadUrl)).text();
      expect(upo.match(/<Dokument>/g)).toHaveLength(25);
      expect(await get(`/invoices/ksef/${invoices[7].ksefNumber}`)).toBe(files[7]?.xml);
      expect((await get('/sessions?sessionType=Batch')).sessions).toMatchObject([
        { referenceNumber: reference },
      ]);
      expect((await get('/sessions?sessionType=Online')).sessions).toEqual([]);
    },
  );

  it('judges good and bad invoices one by one, names the original of a duplicate, and pages its UPO', async () => {
    emulator.control.setSessionLimits({ upoDocumentsPerPage: 4, maxInvoiceWithAttachmentBytes: 20_000 });
    await call(emulator, 'POST', '/testdata/attachment', { body: { nip: context.value } });
    const first = await sendBatch(emulator, bearer, await zip(numbered(1)));
    await finalStatus(emulator, bearer, first);
    const original = (await get(`/sessions/${first}/invoices`)).invoices[0];
    const reference = await sendBatch(
      emulator,
      bearer,
      await zip([
        ...numbered(6, 'C'),
        { name: 'duplicate.xml', xml: invoiceXml('B/1') },
        { name: 'broken.xml', xml: '<x' },
        { name: 'huge.xml', xml: 'x'.repeat(20_001) },
        { name: 'foreign.xml', xml: invoiceXml('1', { nip: '1111111111' }) },
        { name: 'attachment.xml', xml: invoiceXml('A', { extra: attachment }) },
      ]),
    );
    expect(await finalStatus(emulator, bearer, reference)).toMatchObject({
      status: { code: 200 },
      invoiceCount: 11,
      successfulInvoiceCount: 7,
      failedInvoiceCount: 4,
      upo: { pages: [{}, {}] },
    });
    const { invoices } = await get(`/sessions/${reference}/invoices/failed`);
    expect(
      invoices.map((one: { invoiceFileName: string; status: { code: number } }) => [
        one.invoiceFileName,
        one.status.code,
      ]),
    ).toEqual([
      ['duplicate.xml', 440],
      ['broken.xml', 450],
      ['huge.xml', 430],
      ['foreign.xml', 410],
    ]);
    expect(invoices[0].status.extensions).toEqual({
      originalKsefNumber: original.ksefNumber,
      originalSessionReferenceNumber: first,
    });
    const { upo } = await get(`/sessions/${reference}`);
    const texts = await Promise.all(
      upo.pages.map(async (page: { downloadUrl: string }) => (await fetch(page.downloadUrl)).text()),
    );
    expect(texts.map((text) => text.match(/<Dokument>/g).length)).toEqual([4, 3]);
  });

  it('stays at 150 while it is processed', async () => {
    emulator.control.setProcessingDelay(60_000);
    const reference = await sendBatch(emulator, bearer, await zip(numbered(1)));
    expect((await get(`/sessions/${reference}`)).status).toEqual({
      code: 150,
      description: 'Trwa przetwarzanie',
    });
    emulator.control.advanceClock(60_000);
    expect((await finalStatus(emulator, bearer, reference)).status.code).toBe(200);
  });

  it('ends with the status that says what is wrong with the package', async () => {
    const end = async (archive: Uint8Array, options: Parameters<typeof sendBatch>[3] = {}) =>
      finalStatus(emulator, bearer, await sendBatch(emulator, bearer, archive, options));
    const outcome = async (...sent: Parameters<typeof end>) => (await end(...sent)).status.code;
    const good = await zip(numbered(2));
    const other = sha(new Uint8Array(1));
    expect(await end(good, { file: { fileHash: other } })).toMatchObject({
      status: { code: 430, details: [expect.stringContaining(`zadeklarowanym skrótem: '${other}'`)] },
      invoiceCount: null,
      successfulInvoiceCount: null,
      failedInvoiceCount: null,
    });
    expect(await outcome(good, { file: { fileSize: 1 } })).toBe(430);
    expect(await outcome(Buffer.from('no archive'))).toBe(430);
    expect(await outcome(good, { file: { compressionType: 'TarGz' } })).toBe(430);
    expect(
      await outcome((await tarGz(numbered(3))).subarray(0, -20), { file: { compressionType: 'TarGz' } }),
    ).toBe(430);
    const damaged = Buffer.from(await zip([{ name: 'a.xml', xml: invoiceXml('1') }]));
    damaged[60] = (damaged[60] ?? 0) ^ 1;
    expect(await outcome(damaged)).toBe(430);
    emulator.control.setSessionLimits({ maxBatchPartBytes: good.length - 1 });
    expect(await outcome(good)).toBe(405);
    emulator.control.setSessionLimits(undefined);
    expect(await outcome(await zip([]))).toBe(440);
    expect(await outcome(await zip([{ name: 'a.xml', xml: '<x/>' }]))).toBe(445);
    expect(await outcome(await zip([numbered(1), numbered(1)].flat()))).toBe(500);
    emulator.control.setSessionLimits({ maxInvoices: 1 });
    expect(await end(good)).toMatchObject({
      status: { code: 420, details: [expect.stringContaining("paczce: '1'. Liczba faktur w paczce: '2'")] },
      invoiceCount: null,
    });
    expect(await outcome(await tarGz(numbered(2)), { file: { compressionType: 'TarGz' } })).toBe(420);
  });

  it('is 435 when a part cannot be decrypted, 415 when the key cannot be decrypted', async () => {
    const { request, encrypted } = await makeBatch(emulator, await zip(numbered(1)));
    // A wrong key would have a right padding once in 256 times; half a block never has.
    const half = (encrypted[0] ?? new Uint8Array()).subarray(0, -8);
    const fileParts = [{ ordinalNumber: 1, fileSize: half.length, fileHash: sha(half) }];
    const opened = await open({ ...request, batchFile: { ...request.batchFile, fileParts } });
    await upload(opened.body.partUploadRequests[0], half);
    expect((await close(opened.body.referenceNumber)).status).toBe(204);
    expect((await finalStatus(emulator, bearer, opened.body.referenceNumber)).status.code).toBe(435);

    const encryption = { ...request.encryption, encryptedSymmetricKey: Buffer.alloc(256).toString('base64') };
    const bad = await open({ ...request, encryption });
    expect(bad.status).toBe(201);
    // Parts are still taken: KSeF looks at the key of a batch after its closing.
    expect((await get(`/sessions/${bad.body.referenceNumber}`)).status.code).toBe(100);
    await upload(bad.body.partUploadRequests[0], encrypted[0] ?? new Uint8Array());
    expect((await close(bad.body.referenceNumber)).status).toBe(204);
    expect(await get(`/sessions/${bad.body.referenceNumber}`)).toMatchObject({
      status: { code: 415, details: [expect.stringContaining('klucza symetrycznego')] },
      invoiceCount: null,
    });
  });

  it('refuses a wrong opening by the codes of KSeF', async () => {
    const { request } = await makeBatch(emulator, await zip(numbered(1)));
    const { batchFile, encryption } = request;
    const [part] = batchFile.fileParts;
    const refused = async (changes: object) => codeOf(await open({ ...request, ...changes }));
    const file = (changes: object) => refused({ batchFile: { ...batchFile, ...changes } });
    expect(await file({ fileSize: 5_000_000_001 })).toBe(21405);
    expect(await file({ fileSize: 0 })).toBe(21405);
    expect(await file({ fileHash: 'abc' })).toBe(21405);
    expect(await file({ compressionType: 'Rar', fileSize: 0 })).toBe(21001);
    expect(await file({ fileSize: '1' })).toBe(21001);
    expect(await file({ fileSize: 1.5 })).toBe(21001);
    expect(await file({ fileParts: {} })).toBe(21001);
    expect(await file({ fileParts: [] })).toBe(21405);
    expect(await file({ fileParts: [{ ...part, ordinalNumber: 2 }] })).toBe(21405);
    expect(await file({ fileParts: [part, part] })).toBe(21405);
    expect(await file({ fileParts: [{ ...part, fileSize: 104_857_601 }] })).toBe(21157);
    const many = Array.from({ length: 51 }, (_, index) => ({ ...part, ordinalNumber: index + 1 }));
    expect(await file({ fileParts: many })).toBe(21161);
    expect(await refused({ offlineMode: 'yes' })).toBe(21001);
    expect(await refused({ encryption: 'x' })).toBe(21001);
    expect(await refused({ formCode: { systemCode: 'PEF (3)', schemaVersion: '2-1', value: 'PEF' } })).toBe(
      21405,
    );
    expect(await refused({ encryption: { ...encryption, initializationVector: 'AAAA' } })).toBe(21405);
    expect(await refused({ encryption: { ...encryption, publicKeyId: sha(new Uint8Array(1)) } })).toBe(21470);
  });

  it('leads uploads to where clients reach the storage', async () => {
    const server = createServer().listen(0);
    const { port } = server.address() as AddressInfo;
    server.close();
    const publicUrl = 'http://ksef.example:8080';
    const reached = await startEmulator({ port, publicUrl });
    try {
      const local = { ...reached, baseUrl: `http://127.0.0.1:${port}/v2` };
      const { request } = await makeBatch(local, await zip(numbered(1)));
      const opened = await call(local, 'POST', '/sessions/batch', {
        bearer: await accessToken(local),
        body: request,
      });
      expect(opened.body.partUploadRequests[0].url).toMatch(
        /^http:\/\/ksef\.example:8080\/_storage\/batch-parts\//,
      );
    } finally {
      await reached.close();
    }
  });

  it('names all that is wrong with an opening at once', async () => {
    const { request } = await makeBatch(emulator, await zip(numbered(1)));
    const { batchFile, encryption } = request;
    const wrong = {
      formCode: { systemCode: 'FA (3)' },
      batchFile: { ...batchFile, fileSize: 0, fileHash: 'abc', fileParts: [{ ordinalNumber: 0 }, {}] },
      encryption: { ...encryption, initializationVector: 'AAAA' },
    };
    const { errors } = (await open({ ...request, ...wrong })).body;
    expect(errors).toHaveLength(1);
    expect(errors[0].code).toBe(21405);
    expect(errors[0].details.map((detail: string) => detail.split("'")[1]).sort()).toEqual([
      'batchFile.fileHash',
      ...[0, 1].flatMap((index) =>
        ['fileHash', 'fileSize', 'ordinalNumber'].map((name) => `batchFile.fileParts[${index}].${name}`),
      ),
      'batchFile.fileSize',
      'encryption.initializationVector',
      'formCode.schemaVersion',
      'formCode.value',
    ]);
  });

  it('closes only when all parts are there in their sizes, and in time', async () => {
    const { request, encrypted } = await makeBatch(emulator, await zip(numbered(3)), { parts: 2 });
    const { referenceNumber, partUploadRequests } = (await open(request)).body;
    await upload(partUploadRequests[0], encrypted[0] ?? new Uint8Array());
    const missing = await close(referenceNumber);
    expect(missing.body.errors).toMatchObject([
      { code: 21205, details: ["Nie przesłano zadeklarowanej '2' części pliku."] },
    ]);
    await upload(partUploadRequests[1], new Uint8Array(3));
    expect(codeOf(await close(referenceNumber))).toBe(21157);
    await upload(partUploadRequests[1], encrypted[1] ?? new Uint8Array());
    expect((await close(referenceNumber)).status).toBe(204);
    expect(codeOf(await close(referenceNumber))).toBe(21180);

    const late = (await open(request)).body;
    emulator.control.advanceClock(2 * 20 * 60_000);
    bearer = await accessToken(emulator);
    expect((await get(`/sessions/${late.referenceNumber}`)).status).toMatchObject({
      code: 440,
      details: ['Przekroczono czas wysyłki'],
    });
    expect(codeOf(await close(late.referenceNumber))).toBe(21208);
    expect((await upload(late.partUploadRequests[0], new Uint8Array(1))).status).toBe(403);
  });
});

describe('the upload of a part', () => {
  it('takes exactly the request that was given, without a token', async () => {
    const { request, encrypted } = await makeBatch(emulator, await zip(numbered(1)));
    const { partUploadRequests } = (await open(request)).body;
    const [{ url, headers, method }] = partUploadRequests;
    const bytes = encrypted[0] ?? new Uint8Array();
    const put = async (changes: Partial<{ url: string; method: string; headers: Record<string, string> }>) =>
      (await upload({ ...partUploadRequests[0], ...changes }, bytes)).status;
    expect(method).toBe('PUT');
    expect(await put({ headers: { ...headers, authorization: `Bearer ${bearer}` } })).toBe(401);
    // Whatever it begins with, it is another then.
    const forged = url.replace(/signature=./, (text: string) =>
      text.endsWith('0') ? 'signature=1' : 'signature=0',
    );
    expect(await put({ url: forged })).toBe(403);
    expect(await put({ url: url.replace('batch-parts', 'batch_parts') })).toBe(403);
    expect((await fetch(url)).status).toBe(403);
    expect(await put({ method: 'POST' })).toBe(403);
    expect(await put({ headers: {} })).toBe(400);
    expect(await put({ headers: { 'x-ms-blob-type': 'PageBlob' } })).toBe(400);
    expect(await put({ headers: { ...headers, 'content-md5': 'x' } })).toBe(400);
    const md5 = createHash('md5').update(bytes).digest('base64');
    expect(await put({ headers: { ...headers, 'content-md5': md5 } })).toBe(201);
    const chunked = await fetch(url, {
      method,
      headers,
      body: new Blob([new Uint8Array(bytes)]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(chunked.status).toBe(411);
    expect(await put({})).toBe(201);
  });

  it('meets faults: lost though 201, another hash, cut, HTML in between', async () => {
    const archive = await zip(numbered(2));
    emulator.control.breakSessions('partLost');
    await expect(sendBatch(emulator, bearer, archive)).rejects.toThrow('21205');
    emulator.control.breakSessions('partCut');
    await expect(sendBatch(emulator, bearer, archive)).rejects.toThrow('21157');
    emulator.control.breakSessions('partDamaged');
    const damaged = await sendBatch(emulator, bearer, archive);
    expect((await finalStatus(emulator, bearer, damaged)).status.code).toBe(405);
    emulator.control.addFault({ kind: 'html', status: 200, method: 'PUT', path: '/_storage/*' });
    await expect(sendBatch(emulator, bearer, archive)).rejects.toThrow('Service unavailable');
    emulator.control.breakSessions('cancelledOnClose440');
    const cancelled = await sendBatch(emulator, bearer, archive);
    expect((await get(`/sessions/${cancelled}`)).status.code).toBe(440);
    emulator.control.breakSessions('batchFails500');
    const failed = await sendBatch(emulator, bearer, archive);
    expect((await get(`/sessions/${failed}`)).status.code).toBe(500);
  });
});
