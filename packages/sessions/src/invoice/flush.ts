/** Among inputs: nothing may come after it for long, and the result that is due must not wait for a full package. */
export const flush = Symbol('flush');

export type Flush = typeof flush;
