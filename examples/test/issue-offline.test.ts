import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runProgram } from './run-program.js';

it('issue-offline makes both codes before it sends, and labels KOD I with the KSeF number afterwards', {
  timeout: 120_000,
}, async () => {
  const out = mkdtempSync(join(tmpdir(), 'ksef-codes-'));
  const stdout = await runProgram('issue-offline.ts', { OUT_DIR: out });
  expect(stdout).toMatch(/KOD I: http:\/\/127\.0\.0\.1:\d+\/invoice\/5251230007\/02-02-2026\/[\w-]{43}\n/);
  expect(stdout).toMatch(
    /KOD II: http:.*\/certificate\/Nip\/5251230007\/5251230007\/[0-9A-F]{16}\/[\w-]{43}\/[\w-]{86}\n/,
  );
  expect(stdout).toContain('Send it by 2026-02-03\n');
  const number = /accepted: (5251230007-\d{8}-[0-9A-F]{12}-[0-9A-F]{2})/.exec(stdout)?.[1];
  expect(readFileSync(join(out, 'kod-1.svg'), 'utf8')).toContain(`aria-label="QR ${number}"`);
  expect(existsSync(join(out, 'kod-2.png'))).toBe(true);
});
