import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const folder = join(import.meta.dirname, '..');

it('works for twelve scaled minutes without a 429 or a failure, and draws what it held', async () => {
  const chart = join(folder, '../out/soak.svg');
  rmSync(chart, { force: true });
  const program = ['--expose-gc', '--import', 'tsx', 'soak/soak.ts', '--minutes', '12', '--scale', '60'];
  // Whether memory is flat is for the long run to say: so short a one is mostly its own beginning.
  const { stdout } = await promisify(execFile)(process.execPath, program, { cwd: folder }).catch(
    (error: { stdout: string }) => error,
  );
  const counts = JSON.parse(stdout.split('\n')[0] ?? '') as Record<string, number>;
  expect(counts).toMatchObject({ limited: 0, failed: 0 });
  expect(counts.batch).toBeGreaterThanOrEqual(200);
  // A machine that is busy with other things does fewer.
  expect(counts.online).toBeGreaterThan(10);
  expect(counts.received).toBeGreaterThan(10);
  expect(readFileSync(chart, 'utf8')).toMatch(/<polyline points="[\d.]+,[\d.]+ /);
}, 120_000);
