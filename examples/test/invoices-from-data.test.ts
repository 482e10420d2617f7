import { expect, it } from 'vitest';
import { runProgram } from './run-program.js';

const number = /5251230007-\d{8}-[0-9A-F]{12}-[0-9A-F]{2}/;

it('shop-invoice builds an invoice from JSON, and KSeF accepts it', { timeout: 120_000 }, async () => {
  const stdout = await runProgram('shop-invoice.ts');
  expect(stdout).toContain('standard: net 2000.00, tax 460.00\nreduced2: net 40.00, tax 2.00\n');
  expect(stdout).toContain('total: 2502.00 PLN\n');
  expect(stdout).toMatch(new RegExp(`accepted: ${number.source}`));
});

it('correct-an-invoice corrects twice, until nothing is left', { timeout: 120_000 }, async () => {
  const stdout = await runProgram('correct-an-invoice.ts');
  const amounts = [...stdout.matchAll(/: (-?\d+\.\d\d) accepted /g)].map(([, amount]) => amount);
  expect(amounts).toEqual(['2502.00', '-1230.00', '-1272.00']);
  expect(stdout.match(new RegExp(number.source, 'g'))).toHaveLength(3);
});
