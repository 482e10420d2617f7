import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs with a file in a folder of its own, which is removed afterwards. */
export function withFile<T>(
  name: string,
  content: Uint8Array | string,
  run: (file: string, folder: string) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'ksef-view-'));
  try {
    const file = join(folder, name);
    writeFileSync(file, content);
    return run(file, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The text of a PDF, in the order in which it was written. */
export function textOfPdf(pdf: Uint8Array): string {
  return withFile('a.pdf', pdf, (file) =>
    execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' }),
  );
}

/** What poppler says about a PDF: `Tagged`, `Pages`, `PDF version` … */
export function infoOfPdf(pdf: Uint8Array): Record<string, string> {
  const text = withFile('a.pdf', pdf, (file) => execFileSync('pdfinfo', [file], { encoding: 'utf8' }));
  return Object.fromEntries(text.split('\n').map((line) => line.split(/:\s+/, 2)));
}

/** The fonts of a PDF, a line each. */
export function fontsOfPdf(pdf: Uint8Array): string[] {
  const text = withFile('a.pdf', pdf, (file) => execFileSync('pdffonts', [file], { encoding: 'utf8' }));
  return text.trim().split('\n').slice(2);
}

/** The structure that a PDF is tagged with. */
export function structureOfPdf(pdf: Uint8Array): string {
  return withFile('a.pdf', pdf, (file) => execFileSync('pdfinfo', ['-struct', file], { encoding: 'utf8' }));
}

/** The files inside a PDF, by name. */
export function filesInPdf(pdf: Uint8Array): Record<string, Buffer> {
  return withFile('a.pdf', pdf, (file, folder) => {
    const out = mkdtempSync(join(folder, 'out-'));
    execFileSync('pdfdetach', ['-saveall', '-o', out, file]);
    return Object.fromEntries(readdirSync(out).map((name) => [name, readFileSync(join(out, name))]));
  });
}

/** What the QR codes on a PDF's pages say, as zbar reads them from a picture. */
export function codesOfPdf(pdf: Uint8Array): string[] {
  return withFile('a.pdf', pdf, (file, folder) => {
    execFileSync('pdftoppm', ['-r', '150', '-png', file, join(folder, 'page')]);
    const pages = readdirSync(folder).filter((name) => name.endsWith('.png'));
    return pages.flatMap((name) => readCodes(join(folder, name)));
  });
}

/** What the QR codes of a picture say. */
export function readCodes(picture: string): string[] {
  try {
    const text = execFileSync('zbarimg', ['--raw', '-q', picture], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return text
      .trim()
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return []; // 4: no code on this page
  }
}
