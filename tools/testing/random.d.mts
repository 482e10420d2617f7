/** Random numbers from 0 to below 1, the same for each seed. */
export function seededRandom(seed: number): () => number;

/** Random choices, the same for each seed. */
export function seededChoices(seed: number): Random;

/** Random choices that a seed repeats. */
export interface Random {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number, both ends included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
}
