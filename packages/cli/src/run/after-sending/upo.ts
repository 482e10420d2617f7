import { getInvoiceUpo, sessionUpo } from '@ksef/sessions';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';
import { inFolder, isFolder, writeWhole } from '../../files/write-output.js';

/** A receipt that was saved. */
export interface SavedUpo {
  readonly file: string;
}

/** `ksef upo`: receipts of a session, or that of one invoice. */
export const upo: Run = async (call) => {
  const [session = '', invoice] = call.args;
  const out = call.text('out');
  const { ksef } = await openKsef(call);
  const { signal } = call;
  if (invoice !== undefined) {
    const name = /^\d{10}-/.test(invoice) ? { ksefNumber: invoice } : { referenceNumber: invoice };
    const { bytes } = await getInvoiceUpo(ksef.api, session, name, { signal });
    if (out === undefined) await call.out.write(bytes);
    else await saved((await isFolder(out)) ? inFolder(out, `${invoice}.upo.xml`) : out, bytes);
    return undefined;
  }
  for await (const { bytes, document } of sessionUpo(ksef.api, session, { signal })) {
    if (out === undefined) await call.out.write(bytes);
    else await saved(inFolder(out, `${session}-${document.page?.number ?? 1}.upo.xml`), bytes);
  }
  return undefined;

  async function saved(file: string, bytes: Uint8Array): Promise<void> {
    await writeWhole(file, bytes);
    const saved: SavedUpo = { file };
    await call.out.line(call.out.isJson ? JSON.stringify(saved) : file);
  }
};
