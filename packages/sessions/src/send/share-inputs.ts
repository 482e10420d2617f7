import type { InvoiceInput } from '../invoice/index.js';
import { type Branches, endInputs } from './branch.js';
import { requiredMode, type SendingMode } from './required-mode.js';

/** Passes each input to the branch of its mode, as long as they are taken. */
export async function shareInputs(
  inputs: AsyncIterable<InvoiceInput>,
  usual: SendingMode,
  branches: Branches,
): Promise<void> {
  try {
    let count = 0;
    for await (const input of inputs) {
      const required = await requiredMode(input);
      const branch = branches[required === 'any' ? usual : required];
      if (!(await branch.give(count++, input))) return;
    }
  } finally {
    endInputs(branches);
  }
}
