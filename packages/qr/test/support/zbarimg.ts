import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'ksef-codes-'));
let files = 0;

/** What the codes in an image say, read by a decoder that others wrote. */
export async function decode(png: Uint8Array | string): Promise<readonly string[]> {
  const file = typeof png === 'string' ? png : join(folder, `${++files}.png`);
  if (typeof png !== 'string') writeFileSync(file, png);
  const { stdout } = await run('zbarimg', ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', file]);
  return stdout.trimEnd().split('\n').sort();
}
