import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { issueCertificate } from '@ksef/certificates';
import type { Ksef } from '@ksef/client';
import { type ContextIdentifier, nipOfContext } from '@ksef/core';
import { readCertificate, type Signer, signerFromPem, xadesSigner } from '@ksef/signing';
import type { FleetSettings } from './settings.js';

/** A file of a company, certificate and key: in production from a store of secrets. */
function fileOf({ folder }: FleetSettings, context: ContextIdentifier, use = ''): string {
  return join(folder, 'certificates', `${nipOfContext(context)}${use}.pem`);
}

/** What logs in a company: read for every login, so that a renewed certificate is used from the next one on. */
export function loginSigner(settings: FleetSettings) {
  return async (context: ContextIdentifier) => xadesSigner(await storedSigner(settings, context));
}

async function storedSigner(
  settings: FleetSettings,
  context: ContextIdentifier,
  use?: '-offline',
): Promise<Signer> {
  const file = fileOf(settings, context, use);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && settings.environment.name === 'emulator') return firstSeal(file, context);
    throw error;
  });
  return signerFromPem({ certificate: text, key: text });
}

/** What signs the codes of invoices that a company issues offline: its KSeF certificate of type Offline. */
export function offlineSigner(settings: FleetSettings, context: ContextIdentifier): Promise<Signer> {
  return storedSigner(settings, context, '-offline');
}

/** The emulator accepts any seal. */
async function firstSeal(file: string, context: ContextIdentifier): Promise<string> {
  const { testSealCertificate } = await import('@ksef/signing/testing');
  const { certificatePem, privateKeyPem } = await testSealCertificate({ nip: nipOfContext(context) ?? '' });
  return save(file, `${certificatePem}\n${privateKeyPem}`);
}

/**
 * Has the next certificate issued when the one in use ends soon. The state file carries the month: run again after a crash it
 * continues the same enrolment, and run again later it finds the certificate that was issued.
 */
export function renewer(settings: FleetSettings, ksef: Ksef) {
  return async (context: ContextIdentifier, { signal }: { readonly signal: AbortSignal }): Promise<void> => {
    const now = new Date();
    const signer = await storedSigner(settings, context);
    const { validTo } = await readCertificate(signer.certificateChain[0] ?? new Uint8Array());
    if (Date.parse(validTo) - now.getTime() > settings.renewBeforeDays * 86_400_000) return;
    const name = `${nipOfContext(context)} ${now.toISOString().slice(0, 7)}`;
    const stateFile = join(settings.folder, 'enrolments', `${name.replace(' ', '-')}.json`);
    await mkdir(join(settings.folder, 'enrolments'), { recursive: true });
    const { api } = ksef.inContext(context);
    const issued = await issueCertificate(api, { name, type: 'Authentication', stateFile }, { signal });
    const key = await readFile(issued.keyFile, 'utf8');
    await save(fileOf(settings, context), `${issued.certificatePem}\n${key}`);
  };
}

async function save(file: string, text: string): Promise<string> {
  await mkdir(join(file, '..'), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, file);
  return text;
}
