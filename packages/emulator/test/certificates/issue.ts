import type { KeyObject } from 'node:crypto';
import type { Emulator } from '../../src/start-emulator.js';
import { type Answer, call } from '../support.js';
import { csr } from './csr.js';

/** A call with a bearer token that wants problem details. */
export async function ask(
  emulator: Emulator,
  method: string,
  path: string,
  bearer: string,
  body?: unknown,
): Promise<Answer> {
  const headers = { 'x-error-format': 'problem-details' };
  return call(emulator, method, path, { bearer, headers, ...(body === undefined ? {} : { body }) });
}

/** Enrols and gives key and certificate. */
export async function issueTo(
  emulator: Emulator,
  bearer: string,
  { type, privateKey, name = 'Nowy certyfikat' }: { type: string; privateKey: KeyObject; name?: string },
): Promise<{ serial: string; privateKey: KeyObject; certificate: Buffer }> {
  const data = (await ask(emulator, 'GET', '/certificates/enrollments/data', bearer)).body;
  const wish = { certificateName: name, certificateType: type, csr: csr(data, privateKey) };
  const enrolled = await ask(emulator, 'POST', '/certificates/enrollments', bearer, wish);
  const path = `/certificates/enrollments/${enrolled.body.referenceNumber}`;
  const { body } = await ask(emulator, 'GET', path, bearer);
  const serial: string = body.certificateSerialNumber;
  const wanted = { certificateSerialNumbers: [serial] };
  const found = await ask(emulator, 'POST', '/certificates/retrieve', bearer, wanted);
  return { serial, privateKey, certificate: Buffer.from(found.body.certificates[0].certificate, 'base64') };
}
