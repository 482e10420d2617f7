// One measurement in a process of its own, without a loader, so that its memory is the measured code's.
import { createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';

const [what = '', baseUrl = '', second = '', third = '', size = ''] = process.argv.slice(2);
const totalBytes = Number(size);
const buyer = '7811900008';

const work = {
  async ours() {
    const { createApi } = await import('@ksef/api');
    const { nodeFetch } = await import('@ksef/api/node');
    const { customEnvironment } = await import('@ksef/core');
    const { downloadExport } = await import('@ksef/export');
    const api = createApi({
      environment: customEnvironment({ name: 'bench', apiUrl: baseUrl, qrUrl: baseUrl }),
      accessToken: () => 'token',
      context: '5251230007',
      // As the client sends.
      fetch: nodeFetch,
    });
    const access = {
      referenceNumber: '20260201-EX-0000000001-0000000002-03',
      key: Buffer.from(second, 'base64'),
      iv: Buffer.from(third, 'base64'),
    };
    let bytes = 0;
    const sink = new Writable({
      write(chunk, _encoding, done) {
        bytes += chunk.length;
        done();
      },
    });
    return async () => {
      await downloadExport(api, access, sink);
      if (bytes !== totalBytes) throw new Error(`${bytes} bytes came instead of ${totalBytes}`);
    };
  },
  /** An export of the emulator's, as a whole; what it takes to make it is not measured. */
  async emulated() {
    const { loggedInClient } = await import('./logged-in-client.mjs');
    const { downloadExport, runExport } = await import('@ksef/export');
    const ksef = await loggedInClient(baseUrl, second, buyer, third);
    const from = new Date(Date.now() - 86_400_000).toISOString();
    const filters = { subjectType: 'Subject2', dateRange: { dateType: 'PermanentStorage', from } };
    const { handle } = await runExport(ksef.api, filters, { encryptor: ksef.encryption });
    return async () => {
      let bytes = 0;
      const sink = new WritableStream({
        write({ length }) {
          bytes += length;
        },
      });
      await downloadExport(ksef.api, handle, sink);
      return bytes;
    };
  },
  /** All invoices of the store, in as many exports as it takes. */
  async read() {
    const { loggedInClient } = await import('./logged-in-client.mjs');
    const ksef = await loggedInClient(baseUrl, second, buyer, third);
    const from = new Date(Date.now() - 86_400_000).toISOString();
    const dateRange = { dateType: 'PermanentStorage', from };
    return async () => {
      let count = 0;
      for await (const { content } of ksef.exportInvoices({ subjectType: 'Subject2', dateRange }))
        count += content.length > 0 ? 1 : 0;
      if (count !== Number(size)) throw new Error(`${count} invoices came instead of ${size}`);
    };
  },
  /** What fetch brings, used for nothing. */
  async fetch() {
    return async () => {
      const found = await (await fetch(`${baseUrl}/status`)).json();
      for (const { url } of found.package.parts) for await (const _chunk of (await fetch(url)).body);
    };
  },
  /** Decryption and one SHA-256 of as many bytes in memory. */
  async bare() {
    const chunk = randomBytes(1_048_576);
    return async () => {
      const decipher = createDecipheriv('aes-256-cbc', randomBytes(32), randomBytes(16));
      const hash = createHash('sha256');
      for (let done = 0; done < totalBytes; done += chunk.length) hash.update(decipher.update(chunk));
      hash.digest();
    };
  },
};

const run = await work[what]();
const cpu = process.cpuUsage();
const start = performance.now();
const bytes = await run();
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpu);
const result = {
  seconds,
  cpuSeconds: (user + system) / 1e6,
  peakMb: process.resourceUsage().maxRSS / 1024,
  bytes,
};
if (process.send) process.send(result);
else console.log(result);
