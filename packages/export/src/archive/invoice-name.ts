// Numbers of other forms than today's are KSeF's too; what could do harm as a part of a path is not.
const shape = /^[0-9A-Za-z][0-9A-Za-z-]{0,99}$/;
const extension = '.xml';

/** The KSeF number that a file of the package is named after; undefined for other files. */
export function invoiceName(fileName: string): string | undefined {
  const number = fileName.endsWith(extension) ? fileName.slice(0, -extension.length) : '';
  return isPlainNumber(number) ? number : undefined;
}

/** Whether the number is short and has letters, digits and dashes only, so that consumers can name a file after it. */
export function isPlainNumber(number: string): boolean {
  return shape.test(number);
}
