import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { formCodes, isSameForm } from '@ksef/core';
import type { InvoiceDocument, ReadInvoiceOptions } from '@ksef/documents';
import { contentOf, type Flush, flush, type InvoiceInput, toError } from '../../invoice/index.js';
import type { BufferPool } from './buffer-pool.js';
import { type ExaminedInput, examineInput, type ReadFile } from './examine-input.js';
import { FileGroup, filesIn } from './file-group.js';
import type { ReadInvoices, WorkThreads } from './work-threads.js';

/** An input, and either its parsed contents or the reason why it is rejected. */
export type Examined = { readonly input: InvoiceInput } & (
  | { readonly examined: ExaminedInput }
  | { readonly error: Error }
);

/** Dependencies of reading ahead. */
export interface ExamineOptions {
  readonly threads: WorkThreads;
  readonly pool: BufferPool;
  readonly limits: ReadInvoiceOptions;
}

interface Group {
  readonly inputs: InvoiceInput[];
  readonly files: FileGroup;
}

/** A group that threads may be reading. */
interface Reading {
  readonly inputs: readonly InvoiceInput[];
  readonly lengths: readonly number[];
  /** Undefined when this thread reads it. */
  readonly read: Promise<ReadInvoices | undefined>;
}

// Fewer bytes are read sooner than a thread starts.
const worthThread = 64 * 1024;

/**
 * Examines inputs in groups on threads, a few groups ahead of the consumer, and yields them in order. Reading is most
 * of a client's work and would block its process. An input's `examined.content` is valid until the next input is
 * requested.
 */
export async function* examineAhead(
  source: AsyncIterable<InvoiceInput | Flush>,
  options: ExamineOptions,
): AsyncGenerator<Examined | Flush, void> {
  const { threads, pool } = options;
  const reader = readerUrl();
  const newGroup = (): Group => ({ inputs: [], files: new FileGroup(pool) });
  const ahead: Reading[] = [];
  let group = newGroup();
  for await (const input of source) {
    if (input === flush) {
      ahead.push(begin(group, reader, options));
      group = newGroup();
      for (const reading of ahead.splice(0)) yield* examinedOf(reading, options);
      yield flush;
      continue;
    }
    const file = fileOf(input);
    if (!group.files.hasRoomFor(file.length)) {
      ahead.push(begin(group, reader, options));
      group = newGroup();
      if (ahead.length > threads.most) yield* examinedOf(ahead.shift() as Reading, options);
    }
    group.inputs.push(input);
    group.files.add(file);
  }
  ahead.push(begin(group, reader, options));
  for (const reading of ahead) yield* examinedOf(reading, options);
}

/** An input that is not a file at all is rejected in its turn. */
function fileOf(input: InvoiceInput): Uint8Array {
  try {
    return contentOf(input);
  } catch {
    return new Uint8Array(0);
  }
}

function begin({ inputs, files }: Group, reader: string | undefined, options: ExamineOptions): Reading {
  const { threads, pool, limits } = options;
  const { contents, lengths } = files;
  if (reader === undefined || contents.length < worthThread) {
    pool.give(contents);
    return { inputs, lengths, read: Promise.resolve(undefined) };
  }
  // If a thread dies or cannot load the reader, this thread does the work.
  const read = threads.run('read', { contents, lengths, reader, limits }).catch(() => undefined);
  return { inputs, lengths, read };
}

async function* examinedOf(
  { inputs, lengths, read }: Reading,
  { pool, limits }: ExamineOptions,
): AsyncGenerator<Examined, void> {
  const answer = await read;
  const files = answer && filesIn(answer.contents, lengths);
  for (const [index, input] of inputs.entries()) {
    const invoice = answer?.documents[index];
    const known =
      invoice &&
      ({
        content: files?.[index] as Uint8Array,
        invoice: withKnownForm(invoice),
        invoiceHash: answer?.hashes[index] as string,
      } satisfies ReadFile);
    yield examine(input, limits, known);
  }
  if (answer !== undefined) pool.give(answer.contents);
}

function examine(input: InvoiceInput, limits: ReadInvoiceOptions, known: ReadFile | undefined): Examined {
  try {
    return { input, examined: examineInput(input, limits, known) };
  } catch (error) {
    return { input, error: toError(error) };
  }
}

/** A thread returns copies: the form is replaced by the shared form object. */
function withKnownForm(invoice: InvoiceDocument): InvoiceDocument {
  const formCode = Object.values(formCodes).find((known) => isSameForm(known, invoice.formCode));
  return formCode === undefined ? invoice : { ...invoice, formCode };
}

/**
 * Where threads find the reader. Undefined in an application that was bundled without its packages, and where packages
 * run from their TypeScript sources, which threads cannot load. Then this thread reads.
 */
function readerUrl(): string | undefined {
  try {
    const path = createRequire(import.meta.url).resolve('@ksef/documents');
    return path.endsWith('.ts') ? undefined : pathToFileURL(path).href;
  } catch {
    return undefined;
  }
}
