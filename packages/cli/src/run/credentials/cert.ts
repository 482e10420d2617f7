import { join } from 'node:path';
import {
  type CertificateFilter,
  type CertificateListItem,
  type IssuedCertificate,
  issueCertificate,
  queryCertificates,
  renewCertificate,
  revokeCertificate,
} from '@ksef/certificates';
import type { Call } from '../../command/call.js';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';
import { askSecret, canAsk } from '../../profile/prompt-secret.js';

/** `ksef cert new`. */
export const newCertificate: Run = async (call) => {
  const name = call.arg(0);
  const folder = call.text('out') ?? '.';
  const passphrase = call.options.passphrase === false ? undefined : await keyPassphrase();
  const { ksef } = await openKsef(call, { login: 'signature' });
  const stateFile = join(folder, `${name.replace(/[^A-Za-z0-9._-]/g, '_')}.enrollment.json`);
  const issued = await issueCertificate(
    ksef.api,
    {
      name,
      type: call.text('type') === 'Offline' ? 'Offline' : 'Authentication',
      keyType: call.text('keyType') === 'RSA-2048' ? 'RSA-2048' : 'P-256',
      stateFile,
      passphrase,
    },
    { signal: call.signal },
  );
  await shown(call, issued, stateFile);
  return undefined;

  async function keyPassphrase(): Promise<string> {
    const given = call.around.env.KSEF_NEW_KEY_PASSPHRASE ?? call.around.env.KSEF_KEY_PASSPHRASE;
    if (given) return given;
    if (canAsk(call))
      return askSecret(call.say({ en: 'Passphrase for the new key', pl: 'Hasło do nowego klucza' }));
    throw call.usage({
      en: 'The new key needs a passphrase: set KSEF_NEW_KEY_PASSPHRASE, or give --no-passphrase.',
      pl: 'Nowy klucz wymaga hasła: ustaw KSEF_NEW_KEY_PASSPHRASE albo podaj --no-passphrase.',
    });
  }
};

/** `ksef cert renew`. */
export const renewCert: Run = async (call) => {
  const before = call.whole('before', 0);
  const { ksef, place } = await openKsef(call, { login: 'signature' });
  const login = place.login;
  const ownFile = login?.method.type === 'enrollment' ? login.method.stateFile : undefined;
  const stateFile = call.args[0] ?? ownFile;
  if (stateFile === undefined)
    throw call.usage({
      en: 'Which certificate? Name the .enrollment.json that "ksef cert new" has written.',
      pl: 'Który certyfikat? Podaj plik .enrollment.json zapisany przez „ksef cert new”.',
    });
  const { env } = call.around;
  const passphrase =
    (env.KSEF_NEW_KEY_PASSPHRASE ?? env.KSEF_KEY_PASSPHRASE) || (ownFile && login?.secret) || undefined;
  const renewBeforeMs = before === undefined ? undefined : before * 86_400_000;
  const { signal } = call;
  const renewed = await renewCertificate(ksef.api, { stateFile, passphrase, renewBeforeMs }, { signal });
  const { isRenewed, previousSerialNumber } = renewed;
  await shown(call, renewed, stateFile, { isRenewed, previousSerialNumber });
  return undefined;
};

/** A certificate and its files. */
export interface ShownCertificate
  extends Pick<
    IssuedCertificate,
    'serialNumber' | 'type' | 'validFrom' | 'validTo' | 'keyFile' | 'certificateFile'
  > {
  readonly stateFile: string;
}

function shown(
  call: Call,
  issued: IssuedCertificate,
  stateFile: string,
  more: { readonly isRenewed?: boolean; readonly previousSerialNumber?: string | undefined } = {},
): Promise<void> {
  const { serialNumber, type, validFrom, validTo, keyFile, certificateFile } = issued;
  const say = (en: string, pl: string) => call.say({ en, pl });
  const certificate: ShownCertificate = {
    serialNumber,
    type,
    validFrom,
    validTo,
    keyFile,
    certificateFile,
    stateFile,
  };
  return call.out.show({ ...certificate, ...more }, [
    [say('serial number', 'numer seryjny'), serialNumber],
    [say('valid', 'ważny'), `${validFrom} - ${validTo}`],
    [say('certificate', 'certyfikat'), certificateFile],
    [say('key', 'klucz'), keyFile],
    [say('both, for KSEF_CERTIFICATE', 'oba, dla KSEF_CERTIFICATE'), stateFile],
    [
      say('renewed', 'odnowiony'),
      more.isRenewed === undefined
        ? undefined
        : more.isRenewed
          ? say('yes', 'tak')
          : say('not yet', 'jeszcze nie'),
    ],
    [say('before it', 'poprzedni'), more.previousSerialNumber],
  ]);
}

/** `ksef cert list`. */
export const listCertificates: Run = async (call) => {
  const { ksef } = await openKsef(call);
  const status = call.text('status') as CertificateFilter['status'];
  const say = (en: string, pl: string) => call.say({ en, pl });
  await call.out.list<CertificateListItem>(
    [
      {
        title: say('serial number', 'numer seryjny'),
        value: ({ certificateSerialNumber }) => certificateSerialNumber,
      },
      { title: say('name', 'nazwa'), value: ({ name }) => name },
      { title: say('type', 'rodzaj'), value: ({ type }) => type },
      { title: say('status', 'status'), value: ({ status: is }) => is },
      { title: say('valid until', 'ważny do'), value: ({ validTo }) => validTo },
      { title: say('last used', 'ostatnio użyty'), value: ({ lastUseDate }) => lastUseDate },
    ],
    queryCertificates(ksef.api, status === undefined ? {} : { status }, { signal: call.signal }),
    { empty: say('No certificates.', 'Brak certyfikatów.') },
  );
  return undefined;
};

/** `ksef cert revoke`. */
export const revokeCert: Run = async (call) => {
  const serialNumber = call.arg(0);
  const reason = call.text('reason') as 'Unspecified' | 'Superseded' | 'KeyCompromise' | undefined;
  const { ksef } = await openKsef(call);
  await revokeCertificate(ksef.api, serialNumber, {
    signal: call.signal,
    ...(reason === undefined ? {} : { reason }),
  });
  await call.out.show({ serialNumber, isRevoked: true }, [
    [call.say({ en: 'revoked', pl: 'unieważniono' }), serialNumber],
  ]);
  return undefined;
};
