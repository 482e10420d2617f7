import { InvalidInputError } from '@ksef/core';
import type { FormProblem } from '../problem.js';

// Without state between calls: each call decodes a whole document.
const strict = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Text of a document's UTF-8 bytes.
 *
 * @param onProblem - called for a byte-order mark and for broken UTF-8; without it they are thrown
 * @throws InvalidInputError `INVALID_ENCODING`
 */
export function decodeDocument(bytes: Uint8Array, onProblem?: (problem: FormProblem) => void): string {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (hasMark)
    report('The document begins with a byte-order mark. Save it as UTF-8 without BOM.', 1, 1, onProblem);
  const content = hasMark ? bytes.subarray(3) : bytes;
  try {
    return strict.decode(content);
  } catch {
    // Read again below, with U+FFFD for what is broken.
  }
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
  const before = text.slice(0, text.indexOf('\uFFFD')).split('\n');
  const column = (before.at(-1) ?? '').length + 1;
  report('The document is not valid UTF-8. Save it as UTF-8 without BOM.', before.length, column, onProblem);
  return text;
}

function report(
  message: string,
  line: number,
  column: number,
  onProblem?: (problem: FormProblem) => void,
): void {
  if (onProblem === undefined)
    throw new InvalidInputError(message, { code: 'INVALID_ENCODING', input: 'document' });
  onProblem({ kind: 'encoding', message, path: '', line, column });
}
