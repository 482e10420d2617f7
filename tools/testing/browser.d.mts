/** Everything that a program needs, in one file, as a bundler would make it for the web. */
export function bundle(program: string, format?: 'esm' | 'iife'): Promise<string>;
/** Opens a page in headless Chromium, without any network, and gives back its document once nothing more happens. */
export function dumpDom(html: string): Promise<string>;
/** A picture of a page, as the path of a PNG file. */
export function screenshot(
  html: string,
  width: number,
  height: number,
  flags?: readonly string[],
): Promise<string>;
/**
 * Serves files on loopback, opens `/` in Chromium, and gives back what the page posts to `/result`. However long its work
 * takes: the page says when it is done.
 */
export function resultOfPage(files: Readonly<Record<string, string>>, timeoutMs?: number): Promise<string>;
/** A page as it is printed, as the path of a PDF file. */
export function printToPdf(html: string): Promise<string>;
