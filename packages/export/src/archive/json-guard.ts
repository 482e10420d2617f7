/** Limits for JSON from outside, which a parser would build in memory however deep and however fragmented it is. */
export interface JsonLimits {
  /** Nesting depth of objects and arrays. */
  readonly maxDepth: number;
  /** Brackets, colons and commas since the last call of `progress`. */
  readonly maxTokens: number;
}

/** Watches JSON on its way to a parser, in pieces of any length. Costs about a nanosecond a byte. */
export class JsonGuard {
  readonly #limits: JsonLimits;
  #depth = 0;
  #tokens = 0;
  #inString = false;
  #isEscaped = false;

  constructor(limits: JsonLimits) {
    this.#limits = limits;
  }

  /** Why the piece must not be parsed; undefined when it may. */
  check(bytes: Uint8Array): string | undefined {
    const { maxDepth, maxTokens } = this.#limits;
    for (let at = this.#skipString(bytes, 0); at < bytes.length; at++) {
      switch (bytes[at]) {
        case 0x22: // "
          this.#inString = true;
          at = this.#skipString(bytes, at + 1) - 1;
          break;
        case 0x5b: // [
        case 0x7b: // {
          this.#tokens++;
          if (++this.#depth > maxDepth) return `is nested deeper than ${maxDepth} levels`;
          break;
        case 0x5d: // ]
        case 0x7d: // }
          this.#depth--;
          break;
        case 0x2c: // ,
        case 0x3a: // :
          this.#tokens++;
          break;
      }
      if (this.#tokens > maxTokens) return `has more than ${maxTokens} values in one entry`;
    }
    return undefined;
  }

  /** The parser no longer holds what was counted so far. */
  progress(): void {
    this.#tokens = 0;
  }

  /** Where the string ends, if one is open here. It may continue in the next piece. */
  #skipString(bytes: Uint8Array, start: number): number {
    let at = start;
    for (; this.#inString && at < bytes.length; at++) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (bytes[at] === 0x5c) this.#isEscaped = true;
      else if (bytes[at] === 0x22) this.#inString = false;
    }
    return at;
  }
}
