import Big from 'big.js';

/** An amount as people write it: exact, with at least two decimals. */
export function decimal(amount: Big | string | number): string {
  const exact = new Big(amount).toFixed();
  return (exact.split('.')[1]?.length ?? 0) >= 2 ? exact : new Big(amount).toFixed(2);
}
