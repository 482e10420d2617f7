import { type Colors, colorsFor, wantsColor } from './colors.js';
import { printable } from './printable.js';
import { Progress } from './progress.js';
import { type Column, tableLines } from './table.js';

/** Where output goes, and how. */
export interface OutputOptions {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
  readonly isJson: boolean;
  readonly isVerbose: boolean;
  readonly isQuiet: boolean;
  /** False: as NO_COLOR. */
  readonly isColored: boolean;
}

/** Results go to stdout, as tables or JSON; everything else goes to stderr. */
export class Output {
  readonly isJson: boolean;
  readonly isVerbose: boolean;
  readonly colors: Colors;
  readonly progress: Progress;
  readonly #options: OutputOptions;

  constructor(options: OutputOptions) {
    this.#options = options;
    this.isJson = options.isJson;
    this.isVerbose = options.isVerbose;
    this.colors = colorsFor(options.isColored && wantsColor(options.stdout, options.env));
    this.progress = new Progress(options.stderr, !options.isQuiet && !options.isVerbose);
  }

  get isTerminal(): boolean {
    return this.#options.stdout.isTTY === true;
  }

  /** A list: a table, or one JSON object a line. `jsonOf` says what of a row JSON shows; default all. */
  async list<Row>(
    columns: readonly Column<Row>[],
    rows: AsyncIterable<Row> | Iterable<Row>,
    options: { readonly empty?: string; readonly jsonOf?: (row: Row) => unknown } = {},
  ): Promise<void> {
    const { empty, jsonOf = (row) => row } = options;
    let count = 0;
    const lines = this.isJson ? jsonLines(rows, jsonOf) : tableLines(columns, rows, this.colors.bold);
    for await (const text of lines) {
      count++;
      await this.line(text);
    }
    if (count === 0 && empty !== undefined && !this.isJson) this.note(empty);
  }

  /** One thing: lines of names and values, or one JSON object. */
  async show(value: unknown, fields: readonly (readonly [name: string, value: unknown])[]): Promise<void> {
    if (this.isJson) return this.line(JSON.stringify(value));
    const shown = fields.filter(([, field]) => field !== undefined && field !== null && field !== '');
    const width = Math.max(...shown.map(([name]) => name.length));
    for (const [name, field] of shown)
      await this.line(`${this.colors.bold(name.padEnd(width))}  ${printable(String(field))}`);
  }

  /** A line of results. */
  line(text: string): Promise<void> {
    return this.write(`${text}\n`);
  }

  /** Bytes or text of results, e.g. an invoice. Waits while the reader is slow. */
  async write(content: string | Uint8Array): Promise<void> {
    this.progress.clear();
    const { stdout } = this.#options;
    if (stdout.write(content)) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        stdout.off('drain', done);
        stdout.off('close', done);
        stdout.off('error', done);
        resolve();
      };
      stdout.on('drain', done);
      stdout.on('close', done);
      stdout.on('error', done);
    });
  }

  /** Something for the user's eyes only. */
  note(text: string): void {
    if (!this.#options.isQuiet) this.#err(text);
  }

  /** Something that the user should act on. */
  warn(text: string): void {
    this.#err(this.#errColors.yellow(text));
  }

  /** Why the command ended badly: one line, or one JSON object. */
  fail(text: string, facts: Readonly<Record<string, unknown>>): void {
    if (this.isJson) this.#err(JSON.stringify({ error: facts }));
    else this.#err(this.#errColors.red(text));
  }

  /** What happens, with `--verbose`. */
  trace(text: string): void {
    if (this.isVerbose) this.#err(this.#errColors.dim(text));
  }

  get #errColors(): Colors {
    const { stderr, env, isColored } = this.#options;
    return colorsFor(isColored && wantsColor(stderr, env));
  }

  #err(text: string): void {
    this.progress.clear();
    this.#options.stderr.write(`${text}\n`);
  }
}

async function* jsonLines<Row>(
  rows: AsyncIterable<Row> | Iterable<Row>,
  jsonOf: (row: Row) => unknown,
): AsyncGenerator<string, void> {
  for await (const row of rows) yield JSON.stringify(jsonOf(row));
}
