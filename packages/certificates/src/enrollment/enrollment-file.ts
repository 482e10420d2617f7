import { randomBytes } from 'node:crypto';
import { link, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InvalidInputError, KsefError } from '@ksef/core';
import { makeFolder, replaceFile, syncFolder, writeNewFile } from '@ksef/core/internal/node';
import type { CertificateType } from '../certificate-types.js';

export { replaceFile };

/** The state file of one enrolment. Not a secret: the key is in a separate file. */
export interface EnrollmentState {
  readonly version: 1;
  readonly name: string;
  readonly type: CertificateType;
  /** Name of the private key's file (PEM), in the folder of the state file, so that the folder can be moved. */
  readonly keyFile: string;
  /** PKCS#10 in Base64. */
  readonly csr: string;
  /** Milliseconds since 1970: a request was sent. Only a reference number shows that KSeF accepted it. */
  readonly sentAt?: number | undefined;
  readonly referenceNumber?: string;
  readonly serialNumber?: string;
  /** Name of the certificate's file (PEM), in the folder of the state file. */
  readonly certificateFile?: string;
  /** The certificate that it replaced. */
  readonly previousSerialNumber?: string | undefined;
  /** KSeF's status code if it issued nothing. The next call starts over. */
  readonly failed?: number;
}

/** The state that an earlier call stored, or undefined. */
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
    // Falls through: this is not one of our state files.
  }
  throw new InvalidInputError(`${file} is not the state of an enrolment. Use another state file.`, {
    code: 'INVALID_STATE_FILE',
    input: 'stateFile',
  });
}

/** Writes the first state. @throws KsefError `ENROLLMENT_IN_USE` when another process was faster */
export async function createState(file: string, state: EnrollmentState): Promise<void> {
  const draft = `${file}.${mark()}.tmp`;
  await writeNewFile(draft, textOf(state));
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new KsefError(
      `Another process has started an enrolment with ${file}. Wait for it, then call again.`,
      {
        code: 'ENROLLMENT_IN_USE',
        cause: error,
      },
    );
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(folderOf(file));
}

/** Replaces the state atomically: a crash leaves the old one or the new one. */
export function writeState(file: string, state: EnrollmentState): Promise<void> {
  return replaceFile(file, textOf(state));
}

/**
 * Creates the folder of the state file if missing, accessible only to its owner. @throws InvalidInputError
 * `INVALID_FOLDER`
 */
export async function makeStateFolder(file: string): Promise<void> {
  await makeFolder(folderOf(file), { input: 'stateFile', use: 'the enrolment' });
}

/** Writes a new file with a unique name, and returns the name. When this resolves, the file is on the disk. */
export async function writeUniqueFile(prefix: string, suffix: string, content: string): Promise<string> {
  const file = `${prefix}${mark()}${suffix}`;
  await writeNewFile(file, content);
  await syncFolder(folderOf(file));
  return basename(file);
}

/** Path of a file beside the state file. */
export function beside(stateFile: string, name: string): string {
  return join(folderOf(stateFile), name);
}

function folderOf(file: string): string {
  return dirname(resolve(file));
}

function textOf(state: EnrollmentState): string {
  return JSON.stringify(state, null, 2);
}

function mark(): string {
  return randomBytes(4).toString('hex');
}
