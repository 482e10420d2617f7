const deepest = 64;
const mostTokens = 500_000;

/**
 * Parses JSON from outside. Its depth and the number of its values are counted first: a few megabytes of brackets would
 * take gigabytes.
 *
 * @throws SyntaxError when it is not JSON, or out of bounds
 */
export function parseJson(text: string): unknown {
  checkBounds(text);
  return JSON.parse(text);
}

function checkBounds(text: string): void {
  let depth = 0;
  let tokens = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        at = endOfString(text, at);
        break;
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > deepest) throw new SyntaxError(`JSON is nested more than ${deepest} deep.`);
        tokens++;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
        break;
      case 0x2c: // ,
        tokens++;
        break;
    }
    if (tokens > mostTokens) throw new SyntaxError(`JSON has more than ${mostTokens} values.`);
  }
}

/** Where the string that begins at a place ends: at its quotation mark, or where the text does. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

/** Whether an odd number of backslashes stands before a place. */
function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === 0x5c) before--;
  return (at - before) % 2 === 0;
}
