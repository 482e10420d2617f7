import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InvalidInputError, invalidFolder, KsefError } from '@ksef/core';
import type { CertificateType } from './certificate-types.js';
import { toDisk } from './to-disk.js';

/** What the state file says of one enrolment. No secret: the key is in a file of its own. */
export interface EnrollmentState {
  readonly version: 1;
  readonly name: string;
  readonly type: CertificateType;
  /** Name of the private key's file (PEM), beside the state file: the folder may move. */
  readonly keyFile: string;
  /** PKCS#10 in Base64. */
  readonly csr: string;
  /** Milliseconds since 1970: a request was sent; whether KSeF took it is known by the reference number. */
  readonly sentAt?: number | undefined;
  readonly referenceNumber?: string;
  readonly serialNumber?: string;
  /** Name of the certificate's file (PEM), beside the state file. */
  readonly certificateFile?: string;
  /** KSeF's status code when it issued nothing; the next call begins anew. */
  readonly failed?: number;
}

/** The state of an earlier call; undefined when there was none. */
export async function readState(file: string): Promise<EnrollmentState | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const state = JSON.parse(text) as EnrollmentState;
    if (state.version === 1 && typeof state.keyFile === 'string' && typeof state.csr === 'string')
      return state;
  } catch {
    // Falls through: it is no state of ours.
  }
  throw new InvalidInputError(`${file} is not the state of an enrolment. Name another state file.`, {
    code: 'INVALID_STATE_FILE',
    input: 'stateFile',
  });
}

/** Writes the first state. @throws KsefError `ENROLLMENT_IN_USE` when another process was faster */
export async function createState(file: string, state: EnrollmentState): Promise<void> {
  const draft = await writeDraft(file, JSON.stringify(state, null, 2));
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new KsefError(
      `Another process has begun an enrolment with ${file}. Wait for it, then call again.`,
      {
        code: 'ENROLLMENT_IN_USE',
        cause: error,
      },
    );
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(file);
}

/** Replaces a file as a whole; a crash leaves the old content or the new one. */
export async function replaceFile(file: string, content: string): Promise<void> {
  await rename(await writeDraft(file, content), file);
  await syncFolder(file);
}

/** The folder that the state file stands in, for its owner only where it is new. @throws InvalidInputError `INVALID_FOLDER` */
export async function makeFolder(file: string): Promise<void> {
  const folder = dirname(resolve(file));
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw invalidFolder('stateFile', folder, 'the enrolment', cause);
  });
}

/** A new file of mode 0600 with a name that nothing else has; on the disk when this has resolved. Gives the name. */
export async function writeNewFile(prefix: string, suffix: string, content: string): Promise<string> {
  const file = `${prefix}${randomBytes(4).toString('hex')}${suffix}`;
  await writeWhole(file, content);
  await syncFolder(file);
  return basename(file);
}

/** Path of a file that stands beside the state file. */
export function beside(stateFile: string, name: string): string {
  return join(dirname(resolve(stateFile)), name);
}

async function writeDraft(file: string, content: string): Promise<string> {
  const draft = `${file}.${randomBytes(4).toString('hex')}.new`;
  await writeWhole(draft, content);
  return draft;
}

async function writeWhole(file: string, content: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await toDisk(handle);
  } finally {
    await handle.close();
  }
}

/** A file's name must outlive a power cut too. Windows cannot sync folders, and needs it not. */
async function syncFolder(file: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(dirname(resolve(file)), 'r');
  try {
    await toDisk(folder);
  } finally {
    await folder.close();
  }
}
