import { Problem } from '../problem.js';
import { invalidInput } from './problems.js';

type Reads = Readonly<Record<string, () => unknown>>;
type Results<R extends Reads> = { readonly [Name in keyof R]: ReturnType<R[Name]> };

/**
 * Reads all members, and refuses whatever is wrong with them by one 21405: KSeF's validator looks at a whole body before
 * it answers. What cannot be read at all (21001) comes before that.
 */
export function inOnePass<R extends Reads>(reads: R): Results<R> {
  const names = Object.keys(reads);
  const values = eachInOnePass(names, (name) => reads[name]?.());
  return Object.fromEntries(names.map((name, index) => [name, values[index]])) as Results<R>;
}

/** The same for the elements of a list. */
export function eachInOnePass<T, Result>(
  list: readonly T[],
  read: (one: T, index: number) => Result,
): readonly Result[] {
  const details: string[] = [];
  const values = list.flatMap((one, index) => {
    try {
      return [read(one, index)];
    } catch (error) {
      if (!(error instanceof Problem && error.code === 21405)) throw error;
      details.push(...error.details);
      return [];
    }
  });
  if (details.length > 0) throw invalidInput(...details);
  return values;
}
