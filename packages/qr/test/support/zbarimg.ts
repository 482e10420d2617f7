import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'ksef-codes-'));
let files = 0;

/** What the codes in an image say, read by a decoder that others wrote. */
export async function decode(
  image: Uint8Array | string,
  format: 'png' | 'pgm' = 'png',
): Promise<readonly string[]> {
  const file = typeof image === 'string' ? image : join(folder, `${++files}.${format}`);
  if (typeof image !== 'string') writeFileSync(file, image);
  const { stdout } = await run('zbarimg', ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', file]);
  return stdout.trimEnd().split('\n').sort();
}
