import type { InvoiceInput } from '@ksef/client';
import type { Call } from '../../command/call.js';
import type { SendReport } from './send-report.js';

/** With `--check`, invoices with errors are not sent: the report lists them. */
export async function* checkedInputs(
  call: Call,
  source: AsyncIterable<InvoiceInput>,
  report: SendReport,
): AsyncGenerator<InvoiceInput> {
  if (!call.flag('check')) {
    yield* source;
    return;
  }
  const { validateInvoice } = await import('@ksef/validation');
  for await (const input of source) {
    const content =
      typeof input.content === 'string' ? new TextEncoder().encode(input.content) : input.content;
    const { isValid, issues } = await validateInvoice(content, { signal: call.signal });
    if (isValid) yield input;
    else
      await report.refuse(
        input.name ?? '',
        issues.filter(({ severity }) => severity === 'error').map(({ message }) => message[call.language]),
      );
  }
}
