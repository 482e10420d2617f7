import type { InvoiceResult } from '@ksef/client';
import type { Call } from '../../command/call.js';
import { exitCodes } from '../../output/cli-error.js';
import { exitCodeOf } from '../../output/exit-code-of.js';
import { type ErrorFacts, factsOf } from '../../output/report-error.js';
import type { Column } from '../../output/table.js';
import type { InputNames } from './input-names.js';
import type { ReceiptFolder } from './receipt-folder.js';

/** One result, for programs. */
export interface SentInvoice
  extends Partial<
    Pick<
      InvoiceResult,
      | 'index'
      | 'ksefNumber'
      | 'invoiceHash'
      | 'sameContent'
      | 'sessionReferenceNumber'
      | 'referenceNumber'
      | 'originalSessionReferenceNumber'
      | 'ksefStatus'
    >
  > {
  readonly name: string;
  readonly status: InvoiceResult['status'] | 'invalid';
  readonly invoiceNumber?: string | undefined;
  readonly upoFile?: string | undefined;
  readonly error?: ErrorFacts | undefined;
  readonly errors?: readonly string[];
}

/** One line of the report. */
interface Row {
  readonly name: string;
  readonly status: InvoiceResult['status'] | 'invalid';
  readonly invoiceNumber?: string | undefined;
  readonly ksefNumber?: string | undefined;
  readonly reason: string;
  readonly facts: SentInvoice;
}

/** Writes results as they come, and knows how the command ends. */
export class SendReport {
  /** Results so far. */
  count = 0;
  readonly #call: Call;
  readonly #codes = new Set<number>();
  readonly #refused: Row[] = [];

  constructor(call: Call) {
    this.#call = call;
  }

  /** Whether no result is left that a resumed run could change. */
  get isComplete(): boolean {
    return !this.#codes.has(exitCodes.network);
  }

  get exitCode(): number {
    if (this.#codes.has(exitCodes.refused)) return exitCodes.refused;
    return this.#codes.has(exitCodes.network) ? exitCodes.network : exitCodes.ok;
  }

  /** An invoice that was not sent, since it has errors. */
  async refuse(name: string, errors: readonly string[]): Promise<void> {
    this.#codes.add(exitCodes.refused);
    const facts: SentInvoice = { name, status: 'invalid', errors };
    this.#refused.push({ name, status: 'invalid', reason: errors[0] ?? '', facts });
  }

  /** Results, and between them the invoices that were refused before. */
  async write(
    results: AsyncIterable<InvoiceResult>,
    receipts: ReceiptFolder,
    names: InputNames,
  ): Promise<void> {
    await this.#call.out.list(this.#columns(), this.#rows(results, receipts, names), {
      jsonOf: ({ facts }) => facts,
    });
  }

  async *#rows(
    results: AsyncIterable<InvoiceResult>,
    receipts: ReceiptFolder,
    names: InputNames,
  ): AsyncGenerator<Row> {
    for await (const result of results) {
      yield* this.#refused.splice(0);
      this.count++;
      const upoFile = await receipts.take(result.ksefNumber, result.upo);
      yield this.#rowOf(result, names.take(result.index) ?? '', upoFile);
    }
    yield* this.#refused.splice(0);
  }

  #rowOf(result: InvoiceResult, name: string, upoFile: string | undefined): Row {
    const { index, status, ksefNumber, ksefStatus, error, sameContent, invoice, invoiceHash } = result;
    const { referenceNumber, sessionReferenceNumber, originalSessionReferenceNumber } = result;
    this.#codes.add(codeOf(result));
    const status_ = ksefStatus === undefined ? undefined : { ...ksefStatus };
    const facts: SentInvoice = {
      name,
      index,
      status,
      ksefNumber,
      invoiceNumber: invoice?.invoiceNumber,
      invoiceHash,
      sameContent,
      originalSessionReferenceNumber,
      sessionReferenceNumber,
      referenceNumber,
      ksefStatus: status_,
      upoFile,
      error: error === undefined ? undefined : factsOf(error),
    };
    const { code, description, details } = { details: [], ...status_ };
    const said =
      code === undefined || status === 'accepted' ? [] : [`${code} ${description}`, ...(details ?? [])];
    const reason = error?.message ?? (status === 'duplicate' && sameContent === true ? '' : said.join('; '));
    return { name, status, invoiceNumber: invoice?.invoiceNumber, ksefNumber, reason, facts };
  }

  #columns(): readonly Column<Row>[] {
    const say = (en: string, pl: string) => this.#call.say({ en, pl });
    const words = {
      accepted: say('accepted', 'przyjęta'),
      duplicate: say('duplicate', 'duplikat'),
      rejected: say('rejected', 'odrzucona'),
      failed: say('failed', 'błąd'),
      invalid: say('invalid', 'niepoprawna'),
    };
    return [
      { title: say('file', 'plik'), value: ({ name }) => name },
      { title: say('invoice', 'faktura'), value: ({ invoiceNumber }) => invoiceNumber },
      { title: say('status', 'status'), value: ({ status }) => words[status] },
      { title: say('KSeF number', 'numer KSeF'), value: ({ ksefNumber }) => ksefNumber },
      { title: say('why', 'powód'), value: ({ reason }) => reason },
    ];
  }
}

/** A duplicate with the same content has reached KSeF, which is what was asked for. */
function codeOf({ status, sameContent, error }: InvoiceResult): number {
  if (status === 'accepted' || (status === 'duplicate' && sameContent === true)) return exitCodes.ok;
  if (status !== 'failed') return exitCodes.refused;
  const code = exitCodeOf(error);
  return code === exitCodes.network ? code : exitCodes.refused;
}
