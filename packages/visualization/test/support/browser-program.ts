/** A program that makes HTML with nothing but what the web has, and leaves it in `html`. */
export const htmlProgram = `
  import { invoiceHtml } from './src/index.js';

  globalThis.html = (bytes, options) => invoiceHtml(bytes, options);
`;

/** A program that shows an invoice in a browser, and leaves it in `show`. */
export const showProgram = `
  import { invoiceHtml, upoHtml, metadataHtml } from './src/index.js';
  import { invoicePdf } from './src/pdf.js';

  const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const base64Of = (bytes) => {
    let text = '';
    for (let start = 0; start < bytes.length; start += 8192)
      text += String.fromCharCode(...bytes.subarray(start, start + 8192));
    return btoa(text);
  };
  globalThis.show = async ({ invoice, upo, options, fonts, createdAt }) => {
    const pdf = await invoicePdf(bytesOf(invoice), {
      ...options,
      createdAt: new Date(createdAt),
      fonts: { regular: bytesOf(fonts.regular), bold: bytesOf(fonts.bold) },
    });
    const archive = await invoicePdf(bytesOf(invoice), { archive: true }).then(() => 'made', ({ code }) => code);
    return JSON.stringify({
      archive,
      html: invoiceHtml(bytesOf(invoice), options),
      upo: upoHtml(bytesOf(upo)),
      list: metadataHtml([{ ksefNumber: options.ksefNumber, invoiceNumber: 'FV 1', issueDate: '2026-02-01' }]),
      pdf: base64Of(pdf),
    });
  };
`;

/** What {@link showProgram} gives, as JSON. */
export interface Shown {
  /** How an archive fails. */
  readonly archive: string;
  readonly html: string;
  readonly upo: string;
  readonly list: string;
  /** Base64. */
  readonly pdf: string;
}

/** Files of a page that runs the program itself. */
export function pageFiles(program: string, input: string): Record<string, string> {
  return {
    '/program.js': program,
    '/': page(`import('/program.js').then(() => show(${input}))`),
  };
}

/** Files of a page that runs the program in a worker. */
export function workerFiles(program: string, input: string): Record<string, string> {
  return {
    '/program.js': program,
    '/worker.js': `import '/program.js'; onmessage = ({ data }) => show(data).then(postMessage, (error) => { throw error; });`,
    '/': page(`new Promise((resolve, reject) => {
      const worker = new Worker('/worker.js', { type: 'module' });
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(${input});
    })`),
  };
}

/** What a page posted. */
export function shownIn(text: string): Shown {
  const shown: Shown | string = JSON.parse(text);
  if (typeof shown === 'string') throw new Error(shown);
  return shown;
}

function page(promise: string): string {
  const script = `${promise}
    .catch((error) => JSON.stringify(String(error.stack ?? error)))
    .then((body) => fetch('/result', { method: 'POST', body }));`;
  return `<!doctype html><meta charset="utf-8"><body><script>${script.replaceAll('<', '\\u003c')}</script></body>`;
}
