import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { explainStatus } from '../src/status.js';

const contract = readFileSync(new URL('../../../openapi/ksef.json', import.meta.url), 'utf8');

it('explains every exception code that the contract names', () => {
  const lists = [...contract.matchAll(/"x-error-codes": \[([^\]]*)\]/g)].map(([, list = '']) => list);
  const codes = [...new Set(lists.flatMap((list) => list.split(',').map(Number)))];
  expect(codes.length).toBeGreaterThan(40);
  expect(codes.filter((code) => !explainStatus({ code }, 'request').isKnown)).toEqual([]);
});

it('keeps exception codes and statuses apart', () => {
  expect(explainStatus({ code: 21405 }).isKnown).toBe(false);
  expect(explainStatus({ code: 440 }, 'request').isKnown).toBe(false);
  expect(explainStatus({ code: 440 }).meaning.pl).toContain('uplikat');
});
