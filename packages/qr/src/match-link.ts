import { InvalidInputError } from '@ksef/core';
import { quoted } from '@ksef/core/internal';

/**
 * The parts of a link's path, whatever its host. The environment is not checked.
 *
 * @throws InvalidInputError `INVALID_LINK`
 */
export function matchLink(link: string, kind: 'invoice' | 'certificate', parts: string): readonly string[] {
  const match = new RegExp(`^https?://([^/?#]+/(?:[^?#]*/)?${kind}/${parts})$`).exec(link);
  if (match !== null) return match.slice(1);
  throw new InvalidInputError(`Expected a link https://…/${kind}/…, not ${quoted(link)}.`, {
    code: 'INVALID_LINK',
    input: 'link',
  });
}
