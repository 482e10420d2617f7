import { hasNipChecksum, lenientNip, type Nip } from '@ksef/core';

/** So many different NIPs with right checksums, belonging to nobody in particular. */
export function madeUpNips(count: number): readonly Nip[] {
  const nips: Nip[] = [];
  for (let candidate = 5_250_000_000; nips.length < count; candidate++) {
    if (hasNipChecksum(String(candidate))) nips.push(lenientNip(String(candidate)));
  }
  return nips;
}
