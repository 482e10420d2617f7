import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError, exitCodes } from '../../output/cli-error.js';
import { writePrivateFile } from '../../profile/private-file.js';

const length = 32;

/** The key that seals the session keys in the journal: made once, readable by this user only. */
export async function sealingKey(home: string): Promise<Uint8Array> {
  const file = join(home, 'sealing.key');
  const known = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (known === undefined) {
    const key = randomBytes(length);
    await writePrivateFile(file, key);
    return key;
  }
  if (known.length === length) return known;
  throw new CliError(
    `${file} is corrupt: it should have ${length} bytes. Delete it; runs by batch cannot resume then.`,
    {
      code: 'INVALID_SEALING_KEY',
      exitCode: exitCodes.usage,
    },
  );
}
