import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXmlTree } from '@ksef/forms/xml';
import { invoiceHtml } from '@ksef/visualization';
import { invoicePdf } from '@ksef/visualization/pdf';
import { cpuMsSince, type Figure, median, perCpuSecond } from './figure.js';
import { evaluate } from './processes.js';

const rounds = 9;
const file = join(import.meta.dirname, '../../../examples/invoices/1-vat.xml');
const invoice = readFileSync(file);

/**
 * Pictures of an invoice of one page: how fast, how large, and in how much memory with 10 000 lines. Times are those of the
 * processor: what else the machine does counts less.
 */
export async function benchVisualization(): Promise<readonly Figure[]> {
  return [html(), await warmPdf(), coldPdf(), ...manyLines()];
}

function html(): Figure {
  const speeds = Array.from({ length: rounds }, () => [
    perCpuSecond(() => invoiceHtml(invoice)),
    perCpuSecond(() => readXmlTree(invoice)),
  ]);
  const measured = median(speeds.map(([own = Number.NaN]) => own));
  const base = median(speeds.map(([, other = Number.NaN]) => other));
  return {
    what: 'invoiceHtml, warm',
    measured: `${measured.toFixed(0)}/s`,
    baseline: `${base.toFixed(0)}/s (reading its XML, which is part of it)`,
    ratio: median(speeds.map(([own = Number.NaN, other = Number.NaN]) => own / other)),
    goal: 'at least 300/s',
  };
}

async function warmPdf(): Promise<Figure> {
  let size = 0;
  const durations: number[] = [];
  for (let round = 0; round < 40; round++) {
    const start = process.cpuUsage();
    size = (await invoicePdf(invoice)).length;
    durations.push(cpuMsSince(start));
  }
  const measured = median(durations.slice(10));
  return {
    what: `invoicePdf of one page, warm (${(size / 1000).toFixed(1)} kB, at most 60)`,
    measured: `${measured.toFixed(0)} ms`,
    baseline: '60 ms',
    ratio: measured / 60,
    goal: 'at most 1',
  };
}

/** Over a Node that only reads the file. */
function coldPdf(): Figure {
  const reading = `import { readFileSync } from 'node:fs'; const invoice = readFileSync(${JSON.stringify(file)});`;
  const making = `${reading} const { invoicePdf } = await import('@ksef/visualization/pdf'); await invoicePdf(invoice);`;
  const bare: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < rounds; round++) {
    bare.push(program(reading).cpuMs);
    ours.push(program(making).cpuMs);
  }
  const measured = median(ours) - median(bare);
  return {
    what: 'invoicePdf of one page, first in a process',
    measured: `${measured.toFixed(0)} ms`,
    baseline: `400 ms (bare Node here: ${median(bare).toFixed(0)} ms)`,
    ratio: measured / 400,
    goal: 'at most 1',
  };
}

const lineCount = 10_000;

function manyLines(): Figure[] {
  const input = `
    import { readFileSync } from 'node:fs';
    const text = readFileSync(${JSON.stringify(file)}, 'utf8');
    const [line] = /<FaWiersz>[^]*?<\\/FaWiersz>/.exec(text);
    const lines = Array.from({ length: ${lineCount} }, (_, index) => line.replace(/<NrWierszaFa>[^<]*/, '<NrWierszaFa>' + (index + 1)));
    const invoice = new TextEncoder().encode(text.replace(/<FaWiersz>[^]*<\\/FaWiersz>/, () => lines.join('')));`;
  const works = {
    HTML: `const { invoiceHtml } = await import('@ksef/visualization'); if (invoiceHtml(invoice).length < 1e6) throw new Error('short');`,
    PDF: `const { invoicePdf } = await import('@ksef/visualization/pdf'); if ((await invoicePdf(invoice)).length < 1e5) throw new Error('short');`,
    'PDF as a stream': `const { invoicePdfStream } = await import('@ksef/visualization/pdf'); let size = 0; for await (const { length } of invoicePdfStream(invoice)) size += length; if (size < 1e5) throw new Error('short');`,
  };
  return Object.entries(works).map(([what, work]) => {
    const { peakMb, cpuMs: duration } = program(`${input} ${work}`);
    return {
      what: `${what} of ${lineCount} lines, peak memory`,
      measured: `${peakMb.toFixed(0)} MB in ${(duration / 1000).toFixed(1)} s`,
      baseline: '512 MB',
      ratio: peakMb / 512,
      goal: 'at most 1',
    };
  });
}

function program(code: string): { cpuMs: number; peakMb: number } {
  const report =
    'const used = process.resourceUsage(); console.log(used.userCPUTime + used.systemCPUTime, used.maxRSS);';
  const [cpu = Number.NaN, peak = Number.NaN] = evaluate(`${code}; ${report}`).trim().split(' ').map(Number);
  return { cpuMs: cpu / 1000, peakMb: peak / 1000 };
}
