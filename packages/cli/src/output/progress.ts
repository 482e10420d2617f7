const everyMs = 100;
const barWidth = 24;

/** One line at the bottom of the terminal with the progress of long work. Does nothing if stderr is not a terminal. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #isShown: boolean;
  #isDrawn = false;
  #last = 0;

  constructor(stream: NodeJS.WriteStream, isWanted: boolean) {
    this.#stream = stream;
    this.#isShown = isWanted && stream.isTTY === true;
  }

  /** Shows a text; with numbers, a bar before it. */
  show(text: string, done?: number, total?: number): void {
    const now = Date.now();
    if (!this.#isShown || now - this.#last < everyMs) return;
    this.#last = now;
    const line = total === undefined || total === 0 ? text : `${bar((done ?? 0) / total)} ${text}`;
    const columns = this.#stream.columns || 80;
    this.#stream.write(`\r\u001B[2K${line.slice(0, columns - 1)}`);
    this.#isDrawn = true;
  }

  /** Removes the line, before other output. */
  clear(): void {
    if (!this.#isDrawn) return;
    this.#stream.write('\r\u001B[2K');
    this.#isDrawn = false;
    this.#last = 0;
  }
}

function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * barWidth);
  return `[${'#'.repeat(full)}${'-'.repeat(barWidth - full)}]`;
}
