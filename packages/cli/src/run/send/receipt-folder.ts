import { inFolder, writeWhole } from '../../files/write-output.js';

/** A page of receipts, as batches give them. */
interface ReceiptPage {
  readonly bytes: Uint8Array;
  readonly document: {
    readonly sessionReferenceNumber: string;
    readonly page?: { readonly number: number } | undefined;
  };
}

/** The folder of `--upo`. */
export class ReceiptFolder {
  readonly #folder: string | undefined;

  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  get isWanted(): boolean {
    return this.#folder !== undefined;
  }

  /** Saves the receipt of one invoice; undefined if it has no receipt, or no receipts are requested. */
  async take(ksefNumber: string | undefined, upo: Uint8Array | undefined): Promise<string | undefined> {
    if (this.#folder === undefined || ksefNumber === undefined || upo === undefined) return undefined;
    const file = inFolder(this.#folder, `${ksefNumber}.upo.xml`);
    await writeWhole(file, upo);
    return file;
  }

  /** Saves a page of a batch. A page that comes again after a restart keeps its name. */
  readonly takePage = async ({ bytes, document }: ReceiptPage): Promise<void> => {
    if (this.#folder === undefined) return;
    const name = `${document.sessionReferenceNumber}-${document.page?.number ?? 1}.upo.xml`;
    await writeWhole(inFolder(this.#folder, name), bytes);
  };
}
