import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Call } from '../../command/call.js';
import { isEnrollment, signerOf } from '../../connect/credentials-of.js';
import type { LoginWay } from '../../connect/place.js';
import type { LoginMethod } from '../../profile/profile.js';
import { askChoice, askHidden, askText } from './ask.js';

const fileQuestion = (en: string, pl: string, option: string) => ({ text: { en, pl }, option });

/** How the profile logs in, with the secret: from options, variables or answers. */
export async function methodAndSecret(call: Call, environment: string): Promise<LoginWay> {
  const type = call.text('method') ?? impliedMethod(call) ?? (await askMethod(call, environment));
  if (type === 'token') return { method: { type }, secret: await tokenSecret(call) };
  const method = await keyMethod(call, type);
  if (method.type === 'command') return { method, secret: undefined };
  const way = { method, secret: await keySecret(call, method) };
  await signerOf(call, way); // reports a wrong file or passphrase now
  return way;
}

function impliedMethod(call: Call): string | undefined {
  const { env } = call.around;
  if (call.text('pkcs12') !== undefined) return 'pkcs12';
  if (call.text('signCommand') !== undefined) return 'command';
  if (call.text('certificate') !== undefined) return 'certificate';
  return call.text('token') !== undefined || env.KSEF_TOKEN ? 'token' : undefined;
}

function askMethod(call: Call, environment: string): Promise<string> {
  const say = (en: string, pl: string) => call.say({ en, pl });
  const text = { en: `How do you log in to ${environment}?`, pl: `Jak się logujesz (${environment})?` };
  return askChoice(call, { text, option: '--method' }, [
    {
      value: 'certificate',
      label: say(
        'KSeF certificate or seal: certificate and key files',
        'certyfikat KSeF lub pieczęć: pliki certyfikatu i klucza',
      ),
    },
    {
      value: 'pkcs12',
      label: say(
        'certificate or seal in one file (.p12, .pfx)',
        'certyfikat lub pieczęć w jednym pliku (.p12, .pfx)',
      ),
    },
    { value: 'token', label: say('KSeF token', 'token KSeF') },
    {
      value: 'command',
      label: say(
        'a program that signs with a key elsewhere',
        'program podpisujący kluczem trzymanym gdzie indziej',
      ),
    },
  ]);
}

async function tokenSecret(call: Call): Promise<string> {
  const argument = call.text('token');
  if (argument !== undefined) {
    call.out.warn(
      call.say({
        en: 'Warning: a secret given as an argument stays in the history of your shell. Use KSEF_TOKEN, or let yourself be asked.',
        pl: 'Uwaga: sekret podany jako argument zostaje w historii powłoki. Użyj KSEF_TOKEN albo odpowiedz na pytanie.',
      }),
    );
  }
  return (
    argument ??
    (call.around.env.KSEF_TOKEN ||
      (await askHidden(call, { text: { en: 'KSeF token', pl: 'Token KSeF' }, option: 'KSEF_TOKEN' })))
  );
}

async function keyMethod(call: Call, type: string): Promise<Exclude<LoginMethod, { type: 'token' }>> {
  if (type === 'pkcs12') {
    const question = fileQuestion(
      'File with certificate and key (.p12, .pfx)',
      'Plik z certyfikatem i kluczem (.p12, .pfx)',
      '--pkcs12',
    );
    return { type, file: resolve(call.text('pkcs12') ?? (await askText(call, question))) };
  }
  const certificateQuestion = fileQuestion(
    'Certificate file (PEM)',
    'Plik certyfikatu (PEM)',
    '--certificate',
  );
  const certificateFile = resolve(call.text('certificate') ?? (await askText(call, certificateQuestion)));
  if (type === 'command') {
    const question = fileQuestion(
      'Command that signs stdin',
      'Polecenie podpisujące stdin',
      '--sign-command',
    );
    return { type, certificateFile, command: call.text('signCommand') ?? (await askText(call, question)) };
  }
  if (isEnrollment(certificateFile)) return { type: 'enrollment', stateFile: certificateFile };
  const keyQuestion = fileQuestion('Key file (PEM)', 'Plik klucza (PEM)', '--key');
  const keyFile = resolve(call.text('key') ?? (await askText(call, keyQuestion)));
  return { type: 'certificate', certificateFile, keyFile };
}

/** The passphrase of the key; undefined for keys without one. */
async function keySecret(
  call: Call,
  method: Extract<LoginMethod, { type: 'certificate' | 'enrollment' | 'pkcs12' }>,
): Promise<string | undefined> {
  const given = call.around.env.KSEF_KEY_PASSPHRASE;
  if (given) return given;
  if (method.type === 'enrollment' && !(await isEncrypted(method.stateFile))) return undefined;
  if (method.type === 'certificate' && !(await readFile(method.keyFile, 'latin1')).includes('ENCRYPTED'))
    return undefined;
  return askHidden(call, {
    text: { en: 'Passphrase of the key', pl: 'Hasło do klucza' },
    option: 'KSEF_KEY_PASSPHRASE',
  });
}

async function isEncrypted(stateFile: string): Promise<boolean> {
  const { readStoredCertificate } = await import('@ksef/certificates');
  return readStoredCertificate({ stateFile }).then(
    () => false,
    (error: { code?: unknown }) => error.code === 'PASSPHRASE_REQUIRED',
  );
}
