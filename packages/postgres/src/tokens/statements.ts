import { micros } from '../lock/statements.js';

/** SQL of a table of tokens. Each statement is one atomic step. */
export interface TokenStatements {
  readonly load: string;
  readonly save: string;
  readonly saveUnfenced: string;
  readonly remove: string;
}

export function tokenStatements(table: string): TokenStatements {
  const nextFence = `greatest(${table}.fence + 1, ${micros})`;
  return {
    load: `SELECT tokens::text AS json FROM ${table} WHERE key = $1 AND tokens IS NOT NULL`,
    save: `INSERT INTO ${table} (key, tokens, saved, fence) VALUES ($1, $2, $3, $3)
      ON CONFLICT (key) DO UPDATE SET tokens = $2, saved = $3 WHERE ${table}.saved <= $3`,
    saveUnfenced: `INSERT INTO ${table} (key, tokens, saved, fence) VALUES ($1, $2, ${micros}, ${micros})
      ON CONFLICT (key) DO UPDATE SET tokens = $2, saved = ${nextFence}, fence = ${nextFence}`,
    remove: `INSERT INTO ${table} (key, saved, fence) VALUES ($1, ${micros}, ${micros})
      ON CONFLICT (key) DO UPDATE SET tokens = NULL, saved = ${nextFence}, fence = ${nextFence}`,
  };
}
