import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newFolder, program } from './support/run-ksef.js';

const folder = newFolder();
const meter = join(folder, 'meter.cjs');
const reading = join(folder, 'reading');

/** Processor time of a program in milliseconds, the least of several runs: other work on the machine lengthens the rest. */
function leastMs(args: readonly string[]): number {
  const env = { PATH: process.env.PATH, HOME: folder };
  const runs = Array.from({ length: 5 }, () => {
    const { status } = spawnSync(process.execPath, ['--require', meter, ...args], { env, stdio: 'ignore' });
    expect(status).toBe(0);
    return Number(readFileSync(reading, 'utf8'));
  });
  return Math.min(...runs);
}

it('shows help within 150 ms more than bare Node takes', { timeout: 60_000 }, () => {
  writeFileSync(
    meter,
    `process.on('exit', () => {
      const { user, system } = process.cpuUsage();
      require('node:fs').writeFileSync(${JSON.stringify(reading)}, String((user + system) / 1000));
    });`,
  );
  const bare = leastMs(['-e', '0']);
  const help = leastMs([program, '--help']);
  expect(help - bare).toBeLessThan(150);
});
