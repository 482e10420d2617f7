import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { OfflineCertificate } from '@ksef/offline';
import type { CertificateSigner } from '@ksef/qr/certificate';
import type { Call } from '../../command/call.js';
import { pemOrDer } from '../../connect/credentials-of.js';
import { unreadable } from '../../files/read-inputs.js';

/** The key of the Offline certificate, from `--certificate` and `--key`, or their variables. */
export async function offlineKey(
  call: Call,
): Promise<{ readonly signer: CertificateSigner; readonly certificate: OfflineCertificate }> {
  const { env } = call.around;
  const certificateFile = call.text('certificate') ?? (env.KSEF_OFFLINE_CERTIFICATE || undefined);
  if (certificateFile === undefined)
    throw call.usage({
      en: 'Which certificate signs the codes? Give --certificate and --key, of a KSeF certificate of type Offline.',
      pl: 'Który certyfikat podpisuje kody? Podaj --certificate i --key certyfikatu KSeF typu Offline.',
    });
  const keyFile = call.text('key') ?? (env.KSEF_OFFLINE_KEY || certificateFile);
  const [bytes, key] = await Promise.all([read(call, certificateFile), read(call, keyFile)]);
  const { signerFromPem } = await import('@ksef/signing');
  const passphrase = env.KSEF_KEY_PASSPHRASE || undefined;
  // With an RSA key KSeF wants PSS in the code.
  const signer = await signerFromPem(
    { certificate: pemOrDer(bytes), key: key.toString('utf8'), passphrase },
    { rsaPadding: 'pss' },
  );
  const { serialNumber, validFrom, validTo } = new X509Certificate(signer.certificateChain[0] ?? bytes);
  return { signer, certificate: { serialNumber, validFrom: iso(validFrom), validTo: iso(validTo) } };
}

async function read(call: Call, file: string): Promise<Buffer> {
  return readFile(file).catch((cause) => {
    throw unreadable(call, file, cause);
  });
}

function iso(date: string): string {
  return new Date(date).toISOString();
}
