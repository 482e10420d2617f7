import type { Kernel, KeyUsage } from '../kernel/index.js';
import { Problem } from './problem.js';
/** Refuses a public key that is not the emulator's, or withdrawn. @throws Problem 21470 */
export function checkKeyId(
  { keys }: Pick<Kernel, 'keys'>,
  publicKeyId: string | null | undefined,
  usage: KeyUsage,
): void {
  if (typeof publicKeyId !== 'string' || keys.ring.accepts(publicKeyId, usage)) return;
  throw new Problem({
    status: 400,
    code: 21470,
    description: 'Przesłany identyfikator klucza jest nieznany lub wskazuje na wycofany klucz.',
    details: [`Klucz o identyfikatorze ${publicKeyId} nie jest wspierany.`],
  });
}
