import { readFile } from 'node:fs/promises';
import type { KsefCredentials } from '@ksef/client';
import type { ContextIdentifier } from '@ksef/core';
import type { Signer } from '@ksef/signing';
import type { Call } from '../command/call.js';
import { CliError, exitCodes } from '../output/cli-error.js';
import type { LoginWay, Place } from './place.js';

/**
 * What logs in at a place. The emulator takes any: a token by default, a seal of the context's NIP where a command needs
 * a signature.
 */
export async function credentialsOf(
  call: Call,
  place: Place,
  wanted: 'any' | 'signature' = 'any',
): Promise<KsefCredentials> {
  const { login } = place;
  if (login === undefined && place.environmentName === 'emulator')
    return wanted === 'any' ? emulatorToken() : emulatorSeal();
  if (login === undefined) throw noCredentials(call, place);
  if (login.method.type === 'token') {
    if (login.secret === undefined) throw noCredentials(call, place);
    if (wanted === 'signature') throw needsSignature(call);
    return { ksefToken: login.secret };
  }
  const { xadesSigner } = await import('@ksef/signing');
  return { signer: xadesSigner(await signerOf(call, login)) };
}

/** The key that signs, of any method but the token. */
export async function signerOf(call: Call, { method, secret }: LoginWay): Promise<Signer> {
  const signing = await import('@ksef/signing');
  const passphrase = secret;
  switch (method.type) {
    case 'certificate': {
      const [certificate, key] = await Promise.all([
        readFile(method.certificateFile),
        readFile(method.keyFile, 'utf8'),
      ]);
      return signing.signerFromPem({ certificate: pemOrDer(certificate), key, passphrase });
    }
    case 'enrollment': {
      const { readStoredCertificate } = await import('@ksef/certificates');
      return (await readStoredCertificate({ stateFile: method.stateFile, passphrase })).signer;
    }
    case 'pkcs12':
      return signing.signerFromPkcs12({ pkcs12: await readFile(method.file), passphrase });
    case 'command': {
      const { signWithCommand } = await import('./sign-with-command.js');
      const certificate = pemOrDer(await readFile(method.certificateFile));
      return signing.remoteSigner({
        certificate,
        sign: (bytes, { algorithm, signal }) => signWithCommand(method.command, bytes, { algorithm, signal }),
      });
    }
    default:
      throw needsSignature(call);
  }
}

/** Whether a file is one of `ksef cert new`, which names key and certificate. */
export function isEnrollment(file: string): boolean {
  return file.endsWith('.json');
}

/** A certificate file as its text if it is PEM, else as its bytes (DER). */
export function pemOrDer(bytes: Buffer): string | Uint8Array {
  return bytes.includes('-----BEGIN') ? bytes.toString('latin1') : bytes;
}

/** Any token of the right form logs in to an emulator that is not strict. */
function emulatorToken(): KsefCredentials {
  return {
    ksefToken: ({ type, value }) =>
      `20260101-EC-0000000000-0000000000-00|${type.charAt(0).toLowerCase()}${type.slice(1)}-${value}|${'0'.repeat(64)}`,
  };
}

async function emulatorSeal(): Promise<KsefCredentials> {
  const [{ xadesSigner, signerFromPem }, { testSealCertificate }] = await Promise.all([
    import('@ksef/signing'),
    import('@ksef/signing/testing'),
  ]);
  const nipOf = ({ value }: ContextIdentifier) => value.slice(0, 10);
  return {
    signer: async (context) => {
      const { certificatePem, privateKeyPem } = await testSealCertificate({ nip: nipOf(context) });
      return xadesSigner(await signerFromPem({ certificate: certificatePem, key: privateKeyPem }));
    },
  };
}

function noCredentials(call: Call, place: Place): CliError {
  return new CliError(
    call.say({
      en: `No credentials for ${place.environmentName}. Run "ksef login", or set KSEF_NIP and KSEF_TOKEN (or KSEF_CERTIFICATE and KSEF_KEY).`,
      pl: `Brak danych logowania do środowiska ${place.environmentName}. Uruchom „ksef login” albo ustaw KSEF_NIP i KSEF_TOKEN (lub KSEF_CERTIFICATE i KSEF_KEY).`,
    }),
    { code: 'NO_CREDENTIALS', exitCode: exitCodes.login },
  );
}

function needsSignature(call: Call): CliError {
  return new CliError(
    call.say({
      en: 'This command needs a login by certificate, signature or seal; a KSeF token is not enough.',
      pl: 'To polecenie wymaga logowania certyfikatem, podpisem lub pieczęcią; token KSeF nie wystarczy.',
    }),
    { code: 'NEEDS_SIGNATURE', exitCode: exitCodes.login },
  );
}
