import { InvalidInputError } from '@ksef/core';
import { withOffset } from '@ksef/core/internal';

/**
 * A day as its first or last moment in Poland; a moment as it is.
 *
 * @throws InvalidInputError `INVALID_INPUT`
 */
export function polishMoment(text: string, input: string, edge: 'start' | 'end'): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const isReal = !Number.isNaN(Date.parse(text)) && (!isDay || new Date(text).toISOString().startsWith(text));
  if (!(isDay || isMoment) || !isReal) {
    throw new InvalidInputError(`${input} must be a day such as 2026-02-01, or a moment with its offset.`, {
      code: 'INVALID_INPUT',
      input,
    });
  }
  return isDay ? withOffset(`${text}T${edge === 'end' ? '23:59:59.999' : '00:00:00'}`) : text;
}
