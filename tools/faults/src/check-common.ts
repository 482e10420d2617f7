import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Emulator } from '@ksef/emulator';
import type { Outcome } from './run-schedule.js';
import type { Workplace } from './workplace.js';

/** Broken promises about errors: each that ends a sender has a code of ours. */
export function codelessErrors(errors: Outcome['errors']): string[] {
  return errors
    .filter(({ code }) => !/^[A-Z]+(_[A-Z]+)+$/.test(String(code)))
    .map(({ code, message }) => `a sender ended with an error without a code of ours: ${code} ${message}`);
}

/** Broken promises of whatever goes by batch: errors, KSeF's numbers against the results, parts that were left. */
export async function brokenCommonPromises(
  { control }: Emulator,
  { results, errors }: Outcome,
  { folder }: Workplace,
): Promise<string[]> {
  const broken = codelessErrors(errors);
  const judged = control.events('invoice-processed');
  const given = judged.flatMap(({ ksefNumber }) => (ksefNumber === null ? [] : [String(ksefNumber)])).sort();
  const told = results.flatMap(({ ksefNumber }) => ksefNumber ?? []).sort();
  if (JSON.stringify(given) !== JSON.stringify(told))
    broken.push(`KSeF gave ${given.join(', ')}, the results say ${told.join(', ')}`);
  const left = await readdir(join(folder, 'parts')).catch(() => []);
  if (left.length > 0) broken.push(`parts were left: ${left.join(', ')}`);
  return broken;
}
