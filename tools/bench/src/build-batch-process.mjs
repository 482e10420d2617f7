// One measurement in a process of its own, without a loader, so that its memory is the measured code's.
import { createCipheriv, randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';

const [what = '', countText = '', bytesText = ''] = process.argv.slice(2);
const count = Number(countText);
const sizeBytes = Number(bytesText);
const template = readFileSync(new URL('../../../examples/invoices/1-vat.xml', import.meta.url), 'utf8');
const [head = '', tail = ''] = template.split(/<P_2>[^<]*<\/P_2>/);

// Deflate looks back 32 kB: the same noise in each large invoice is as good as another, and costs no memory.
const noise = randomBytes(Math.max(0, sizeBytes - 10_000) / 2).toString('hex');

/** An invoice of about `sizeBytes`, as compressible as a real one; large ones are mostly noise. */
function invoice(index) {
  const text = `${head}<P_2>BENCH/${index}</P_2>${tail}`;
  const missing = sizeBytes - text.length - 9;
  if (missing <= 0) return Buffer.from(text);
  const filling = noise === '' ? words(index, missing) : noise;
  return Buffer.from(`${text}<!-- ${filling} -->`);
}

function words(index, length) {
  let text = '';
  for (let word = 1; text.length < length; word++)
    text += `Pozycja ${(index * 31 + word * 17) % 9973} netto `;
  return text.slice(0, length);
}

function* invoices() {
  for (let index = 0; index < count; index++) yield { name: `${index}.xml`, content: invoice(index) };
}

const work = {
  async ours(folder) {
    const { buildBatch, filePartStore } = await import('@ksef/sessions/batch');
    return async () => void (await buildBatch(invoices(), { store: filePartStore(folder) }));
  },
  /** As many packages as KSeF's limit asks for, one after the other. */
  async packages(folder) {
    const { buildBatch, filePartStore } = await import('@ksef/sessions/batch');
    const source = invoices();
    return async () => {
      for (let done = 0; done < count; done += 10_000) {
        const next = (function* () {
          for (let one = 0; one < 10_000 && done + one < count; one++) yield source.next().value;
        })();
        await buildBatch(next, { store: filePartStore(folder) });
      }
    };
  },
  async peer() {
    const { BatchFileBuilder, createZip } = await import('ksef-client-ts');
    return async () => {
      const entries = Array.from(invoices(), ({ name, content }) => ({ fileName: name, content }));
      const key = randomBytes(32);
      const iv = randomBytes(16);
      BatchFileBuilder.build(await createZip(entries), (part) => {
        const cipher = createCipheriv('aes-256-cbc', key, iv);
        return Buffer.concat([cipher.update(part), cipher.final()]);
      });
    };
  },
  async deflate() {
    return async () => {
      for (const { content } of invoices()) deflateRawSync(content, { level: 6, chunkSize: 4096 });
    };
  },
};

const folder = await mkdtemp(join(tmpdir(), 'ksef-bench-'));
const run = await work[what](folder);
const cpu = process.cpuUsage();
const start = performance.now();
await run();
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpu);
rmSync(folder, { recursive: true });
process.send?.({
  seconds,
  cpuSeconds: (user + system) / 1e6,
  peakMb: process.resourceUsage().maxRSS / 1024,
});
