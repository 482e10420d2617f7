import { InvalidInputError } from '@ksef/core';
import { quoted } from '@ksef/core/internal';

/**
 * The groups of a link's path, wherever it leads; the environment is not looked at.
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
