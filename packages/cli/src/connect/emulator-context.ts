import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContextIdentifier } from '@ksef/core';
import { homeFolder } from '../profile/home.js';
import { writePrivateFile } from '../profile/private-file.js';
import { contextText, readContext } from './read-context.js';

/** The NIP of an example company. */
const exampleNip = '5265877635';

/** The context of the last command with the emulator, so that sent invoices are found again without `--nip`. */
export async function lastEmulatorContext(env: NodeJS.ProcessEnv): Promise<ContextIdentifier> {
  const text = await readFile(fileOf(env), 'utf8').catch(() => exampleNip);
  try {
    return readContext(text, 'emulator');
  } catch {
    return readContext(exampleNip, 'emulator');
  }
}

/** Remembers the context of this command. */
export async function rememberEmulatorContext(
  env: NodeJS.ProcessEnv,
  context: ContextIdentifier,
): Promise<void> {
  await writePrivateFile(fileOf(env), contextText(context));
}

function fileOf(env: NodeJS.ProcessEnv): string {
  return join(homeFolder(env), 'emulator-context');
}
