import { randomFillSync } from 'node:crypto';

// Random bytes cost a call each: one call gives many.
const stock = Buffer.alloc(4096);
let used = stock.length;

/** So many random bytes in upper-case hexadecimal. */
export function randomHex(bytes: number): string {
  if (used + bytes > stock.length) {
    randomFillSync(stock);
    used = 0;
  }
  used += bytes;
  return stock.toString('hex', used - bytes, used).toUpperCase();
}
