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
const [before = '', after = ''] = template.split(/<P_2>[^<]*<\/P_2>/);

const words = (
  'lina kotwica grot fok bom ster kadłub pompa żagiel relinga szot blok kabestan boja maszt knaga wanta odbijacz ' +
  'polerowanie montaż naprawa przegląd transport dostawa wymiana szkolenie impregnacja lakier żywica mata śruba uszczelka'
).split(' ');

// Deflate looks back 32 kB: the same noise in each large invoice is as good as another, and costs no memory.
const noise = `<!-- ${randomBytes(Math.max(0, sizeBytes - 10_000) / 2).toString('hex')} -->`;
const endings = Array.from({ length: 61 }, (_, kind) => endingOf(kind));

/** What follows an invoice's number: more lines until the size is reached; large invoices are mostly noise. */
function endingOf(kind) {
  if (sizeBytes > 10_000) return `${after}${noise}`;
  let lines = '';
  for (let number = 2; before.length + lines.length + after.length < sizeBytes - 200; number++)
    lines += lineOf(number, kind * 331 + number * 17);
  return after.replace('</FaWiersz>', `</FaWiersz>${lines}`);
}

/** Words as they stand on invoices: the ministry's samples deflate to 0.4 of their size, and so do these. */
function text(seed) {
  const picked = [1, 7, 13, 29].map((step) => words[(seed * step + (seed >> 3)) % words.length]);
  return `${picked.join(' ')} ${((seed * 7_919) % 0xfffff).toString(36).toUpperCase()}`;
}

function lineOf(number, seed) {
  const priceGrosze = 1_000 + ((seed * 7_919) % 90_000);
  const net = (priceGrosze * (1 + (seed % 9))) / 100;
  return `
    <FaWiersz>
      <NrWierszaFa>${number}</NrWierszaFa>
      <UU_ID>${(seed * 2_654_435_761).toString(16)}-${(seed * 40_503).toString(36)}</UU_ID>
      <P_7>${text(seed)}</P_7>
      <Indeks>${text(seed * 3 + 1)}</Indeks>
      <GTIN>${5_900_000_000_000 + ((seed * 1_299_709) % 99_999_999)}</GTIN>
      <P_8A>szt.</P_8A>
      <P_8B>${1 + (seed % 9)}</P_8B>
      <P_9A>${(priceGrosze / 100).toFixed(2)}</P_9A>
      <P_11>${net.toFixed(2)}</P_11>
      <P_12>23</P_12>
    </FaWiersz>`;
}

/** An invoice of about `sizeBytes`, as compressible as a real one. */
function invoice(index) {
  return Buffer.from(`${before}<P_2>BENCH/${index}</P_2>${endings[index % endings.length]}`);
}

function* invoices() {
  for (let index = 0; index < count; index++) yield { name: `${index}.xml`, content: invoice(index) };
}

const work = {
  async ours(folder) {
    const { buildBatch, filePartStore } = await import('@ksef/sessions/batch');
    return async () => void (await buildBatch(invoices(), { partStore: filePartStore(folder) }));
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
        await buildBatch(next, { partStore: filePartStore(folder) });
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
