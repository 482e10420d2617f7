import { environments, sha256 } from '@ksef/core';
import { certificateLink, invoiceLink } from '@ksef/qr';
import { type QrImageOptions, qrPng, qrSvg } from '@ksef/qr/image';
import { build } from 'esbuild';
import QRCode from 'qrcode';
import { type Figure, median } from './figure.js';
import { invoice, sellerNip } from './invoices.mjs';

const moduleSize = 5;
const rounds = 5;

/** Images of both codes a second, with label, against npm's `qrcode`, which draws none; and what a browser loads. */
export async function benchQr(): Promise<readonly Figure[]> {
  const invoiceHash = await sha256(new TextEncoder().encode(invoice(1)));
  const environment = environments.prd;
  const kod1 = invoiceLink({ environment, sellerNip, issueDate: '2026-02-02', invoiceHash });
  // Only the length of the signature matters here: that of RSA-2048, the longest code there is.
  const signer = {
    certificateSerialNumber: '01F20A5D352AE590',
    sign: async () => new Uint8Array(256).fill(0xa7),
  };
  const kod2 = await certificateLink({ environment, sellerNip, invoiceHash, signer });
  return [
    ...(await benchCode('KOD I', kod1, { label: `${sellerNip}-20260202-0C0E85F0A000-4A`, moduleSize })),
    ...(await benchCode('KOD II with RSA', kod2, { label: 'CERTYFIKAT', moduleSize })),
    await size('links alone', ['@ksef/qr'], 4_000),
    await size('links, signers, images', ['@ksef/qr', '@ksef/qr/certificate', '@ksef/qr/image'], 30_000),
  ];
}

async function benchCode(code: string, link: string, options: QrImageOptions): Promise<readonly Figure[]> {
  const theirs = { errorCorrectionLevel: 'M', scale: moduleSize } as const;
  return [
    await compare(
      `${code} as SVG`,
      () => qrSvg(link, options),
      () => QRCode.toString(link, { ...theirs, type: 'svg' }),
    ),
    await compare(
      `${code} as PNG`,
      () => qrPng(link, options),
      () => QRCode.toBuffer(link, theirs),
    ),
  ];
}

/** Both in turns, so that whatever else the machine does slows both. */
async function compare(what: string, ours: () => unknown, theirs: () => unknown): Promise<Figure> {
  const speeds: [number, number][] = [];
  for (let round = 0; round < rounds; round++) speeds.push([await perSecond(ours), await perSecond(theirs)]);
  const measured = median(speeds.map(([own]) => own));
  const base = median(speeds.map(([, other]) => other));
  return {
    what,
    measured: `${measured.toFixed(0)}/s`,
    baseline: `${base.toFixed(0)}/s (qrcode 1.5.4)`,
    ratio: measured / base,
    goal: 'at least 1',
  };
}

async function perSecond(make: () => unknown): Promise<number> {
  const start = performance.now();
  let made = 0;
  for (; performance.now() - start < 200; made++) await make();
  return (made * 1000) / (performance.now() - start);
}

/** Everything that these entries need, minified. */
async function size(what: string, entries: readonly string[], limit: number): Promise<Figure> {
  const imports = entries.map((entry, index) => `import * as e${index} from '${entry}';`).join('');
  const uses = entries.map((_, index) => `e${index}`).join(',');
  const { outputFiles } = await build({
    stdin: { contents: `${imports}globalThis.use=[${uses}]`, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    logLevel: 'error',
  });
  const bytes = outputFiles[0]?.contents.byteLength ?? Number.NaN;
  return {
    what: `bundle of ${what}`,
    measured: `${bytes} B`,
    baseline: `the limit of ${limit} B`,
    ratio: bytes / limit,
    goal: 'at most 1',
  };
}
