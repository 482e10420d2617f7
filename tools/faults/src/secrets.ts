/** Things that must not come out, in the forms in which they could. */
export class Secrets {
  readonly #forms = new Map<string, string>();

  get size(): number {
    return this.#forms.size;
  }

  addText(name: string, text: string): void {
    if (text.length < 12) throw new Error(`${name} is too short to be told from chance`);
    this.#forms.set(text, name);
    this.#forms.set(encodeURIComponent(text), `${name}, in an address`);
    this.#forms.set(Buffer.from(text).toString('base64').replace(/=+$/, '').slice(0, -2), `${name}, Base64`);
    this.#forms.set(Buffer.from(text).toString('hex'), `${name}, hexadecimal`);
  }

  addBytes(name: string, bytes: Uint8Array): void {
    const buffer = Buffer.from(bytes);
    const text = (encoding: BufferEncoding) => buffer.toString(encoding).replace(/=+$/, '');
    this.#forms.set(text('base64'), `${name}, Base64`);
    this.#forms.set(text('base64url'), `${name}, Base64 for addresses`);
    this.#forms.set(text('hex'), `${name}, hexadecimal`);
    // As files hold it, and as programs print it.
    this.#forms.set(text('latin1'), `${name}, as it is`);
    this.#forms.set([...buffer.subarray(0, 12)].join(', '), `${name}, as numbers`);
    this.#forms.set(
      text('hex')
        .slice(0, 24)
        .replace(/..(?!$)/g, '$& '),
      `${name}, as a printed buffer`,
    );
  }

  /** The names of those that a text holds. */
  foundIn(text: string): string[] {
    // Long lists are printed in columns.
    const even = text.replace(/\s+/g, ' ');
    return [...this.#forms]
      .filter(([form]) => text.includes(form) || even.includes(form))
      .map(([, name]) => name);
  }
}
