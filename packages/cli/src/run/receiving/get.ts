import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';
import { inFolder, isFolder, writeWhole } from '../../files/write-output.js';

/** `ksef get`: invoices by their KSeF numbers. Hashes are checked on the way. */
export const get: Run = async (call) => {
  const numbers = call.args;
  const out = call.text('out');
  const isIntoFolder = out !== undefined && (numbers.length > 1 || (await isFolder(out)));
  const { ksef } = await openKsef(call);
  for (const number of numbers) {
    const bytes = await ksef.invoice(number, { signal: call.signal });
    if (out === undefined) {
      await call.out.write(bytes);
      continue;
    }
    const file = isIntoFolder ? inFolder(out, `${number}.xml`) : out;
    await writeWhole(file, bytes);
    await call.out.line(call.out.isJson ? JSON.stringify({ ksefNumber: number, file }) : file);
  }
  return undefined;
};
