import { InvalidInputError } from '@ksef/core';

/**
 * Rejects values that are no source of inputs. Bytes and text are iterable too, but by bytes and characters.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 */
export function checkSource(source: unknown): void {
  const given = source as (AsyncIterable<unknown> & Iterable<unknown>) | null | undefined;
  const isIterable =
    typeof given === 'object' &&
    (typeof given?.[Symbol.asyncIterator] === 'function' || typeof given?.[Symbol.iterator] === 'function');
  if (isIterable && !ArrayBuffer.isView(source)) return;
  const kind = typeof given === 'object' && given !== null ? given.constructor?.name : typeof given;
  throw new InvalidInputError(
    `Invoices come from an iterable of { content, name }, such as [{ content }], not from ${given === null ? 'null' : kind}. A single invoice is bytes (Uint8Array) or text.`,
    { code: 'INVALID_OPTION', input: 'source' },
  );
}
