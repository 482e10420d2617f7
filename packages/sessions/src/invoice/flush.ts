/** A marker among inputs: nothing may follow for a long time, so the due result must not wait for a full package. */
export const flush = Symbol('flush');

export type Flush = typeof flush;
