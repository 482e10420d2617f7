import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

/** Writes a file of any length, line by line: whole or not at all. */
export async function writeLines(file: string, lines: AsyncIterable<string>): Promise<void> {
  const draft = `${file}.${randomBytes(4).toString('hex')}.part`;
  const handle = await open(draft, 'wx');
  try {
    let held = '';
    for await (const line of lines) {
      held += line;
      if (held.length < 65_536) continue;
      await handle.writeFile(held);
      held = '';
    }
    await handle.writeFile(held);
    await handle.close();
    await rename(draft, file);
  } catch (error) {
    await handle.close();
    await rm(draft, { force: true });
    throw error;
  }
}
