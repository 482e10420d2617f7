import { constants, type KeyObject, verify, X509Certificate } from 'node:crypto';
import type { ContextIdentifier } from '@ksef/core';
import { permissionsIn } from '../auth/index.js';
import { certificateStatus, certificatesOf } from '../certificates/index.js';
import { readContext } from '../identifiers/index.js';
import type { InvoiceRegister } from '../invoices/index.js';
import type { Kernel } from '../kernel/index.js';
import { authorizations } from '../permissions/index.js';
import { mayEnforce } from '../subjects/index.js';
import { acceptedInvoice, show } from './invoice-verdict.js';
import { BadLink, check, strictBase64Url, type Verdict, verdict } from './verdict.js';
import type { Words } from './words.js';

/** The parts of a KOD II link, and what was signed: host and path without scheme and without the signature. */
export interface CertificateLink {
  readonly contextType: string;
  readonly contextValue: string;
  readonly sellerNip: string;
  readonly serialNumber: string;
  readonly hash: string;
  readonly signature: string;
  readonly signedText: string;
}

const active: Words = {
  pl: 'Certyfikat istnieje. Certyfikat jest aktywny',
  en: 'The certificate exists and is active',
};
const unknown: Words = { pl: 'Nie ma takiego certyfikatu KSeF.', en: 'No such KSeF certificate.' };
const rightType: Words = {
  pl: 'Certyfikat służy do wystawiania faktur offline',
  en: 'The certificate is for invoices issued offline',
};
const inactive: Readonly<Record<string, string>> = {
  NotYetValid: 'Certyfikat nie jest jeszcze ważny.',
  Revoked: 'Certyfikat jest unieważniony.',
  Expired: 'Certyfikat wygasł.',
};

/** What KOD II leads to. @throws BadLink */
export function verifyCertificate(kernel: Kernel, invoices: InvoiceRegister, link: CertificateLink): Verdict {
  const context = readContext({ type: link.contextType, value: link.contextValue });
  if (context?.type !== link.contextType)
    throw new BadLink({
      pl: 'typ lub wartość kontekstu jest nieprawidłowa.',
      en: 'type or value of the context is wrong.',
    });
  if (!/^\d{10}$/.test(link.sellerNip))
    throw new BadLink({ pl: 'NIP nie ma dziesięciu cyfr.', en: 'the NIP is not ten digits.' });
  if (!/^[0-9A-F]{16}$/.test(link.serialNumber))
    throw new BadLink({
      pl: 'numer seryjny nie ma 16 cyfr szesnastkowych.',
      en: 'the serial number is not 16 hex digits.',
    });
  const signature = strictBase64Url(link.signature, { pl: 'Podpis', en: 'The signature' });
  const invoice = acceptedInvoice(invoices, link.hash);
  const shown = invoice === undefined ? null : show(invoice);
  const record = certificatesOf(kernel).get(link.serialNumber);
  if (record === undefined) return verdict('KOD II', [check('certificate', false, active, unknown)], shown);
  const now = kernel.now();
  const status = now < record.validFrom ? 'NotYetValid' : certificateStatus(record, now);
  const { publicKey } = new X509Certificate(Buffer.from(record.certificate, 'base64'));
  const permissions = permissionsIn(kernel, context, record.subjectIdentifier);
  const checks = [
    check('certificate', status === 'Active', active, {
      pl: inactive[status] ?? '',
      en: `The certificate is ${status}.`,
    }),
    check('certificateType', record.type === 'Offline', rightType, {
      pl: `Certyfikat jest typu ${record.type}, a nie Offline.`,
      en: `The certificate is of type ${record.type}.`,
    }),
    check(
      'signature',
      signedTexts(link).some((text) => holds(text, signature, publicKey)),
      { pl: 'Podpis wystawcy jest prawidłowy', en: 'The issuer’s signature is valid' },
      { pl: 'Podpis wystawcy jest nieprawidłowy.', en: 'The signature does not hold.' },
    ),
    check(
      'rights',
      permissions.includes('InvoiceWrite'),
      { pl: 'Wystawca posiada uprawnienia do wystawienia faktury', en: 'The issuer may issue invoices' },
      {
        pl: 'Właściciel certyfikatu nie może wystawiać faktur w tym kontekście.',
        en: 'The certificate’s subject may not issue in the context.',
      },
    ),
    check(
      'seller',
      mayIssue(kernel, context, link.sellerNip),
      {
        pl: 'Kontekst może wystawiać faktury tego sprzedawcy',
        en: 'The context may issue invoices of this seller',
      },
      {
        pl: 'Kontekst nie może wystawiać faktur tego sprzedawcy.',
        en: 'The context may not issue for this seller.',
      },
    ),
  ];
  return verdict('KOD II', checks, shown);
}

/** The Ministry's clients leave only `https://` out of what they sign, so that links of an emulator keep their scheme. */
function signedTexts({ signedText }: CertificateLink): string[] {
  return [signedText, `http://${signedText}`];
}

/** RSA-PSS with a salt of 32 bytes, or ECDSA P-256 as r||s or DER; SHA-256 for all. */
function holds(text: string, signature: Buffer, key: KeyObject): boolean {
  const bytes = Buffer.from(text);
  if (key.asymmetricKeyType === 'rsa') {
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    return verify('sha256', bytes, { key, padding, saltLength: 32 }, signature);
  }
  return (['ieee-p1363', 'der'] as const).some((dsaEncoding) =>
    verify('sha256', bytes, { key, dsaEncoding }, signature),
  );
}

/** Where permissions are checked: for its own NIP, for sellers who let it, and in enforcement. */
function mayIssue(kernel: Kernel, context: ContextIdentifier, sellerNip: string): boolean {
  return (
    kernel.options.permissions !== 'checked' ||
    context.value.slice(0, 10) === sellerNip ||
    authorizations(kernel, context, sellerNip).length > 0 ||
    mayEnforce(kernel, context)
  );
}
