import { type ContextIdentifier, contextIdentifier } from '@ksef/core';
import { invalidInput, Problem } from '../../http/index.js';
import { readContext } from '../../identifiers/index.js';
import { invoiceStates, sessionTypes } from '../../inspection/index.js';
import type { EmulatorControl } from '../control.js';
import type { ControlCall, ControlOperation } from '../operation.js';
import { count, described, flag, listOf, named, object, oneOf, type Schema, text } from '../schema.js';

const pages: Readonly<Record<string, Schema>> = {
  pageOffset: described(count, 'Counted from 0. Default 0.'),
  pageSize: described({ type: 'integer', minimum: 1, maximum: 500 }, 'Default 50.'),
};
const ofContext: Readonly<Record<string, Schema>> = {
  context: described(text, 'Whose: a NIP, or type and value with a colon, as InternalId:5265877635-12345.'),
  ...pages,
};

/** What the emulator holds. Lists come in pages, the latest first. */
export function reading(control: EmulatorControl): readonly ControlOperation[] {
  return [
    {
      name: 'readState',
      method: 'GET',
      path: '/state',
      summary: 'Reads the clock, how much there is, and every setting in force.',
      answer: named('State'),
      run: () => control.state(),
    },
    {
      name: 'listContexts',
      method: 'GET',
      path: '/contexts',
      summary: 'Lists the contexts in which something has happened.',
      answer: listOf(named('Context')),
      run: () => control.contexts(),
    },
    list('logins', 'Login', ofContext, 'Lists logins.', (filter) => control.logins(filter)),
    list(
      'sessions',
      'Session',
      { ...ofContext, sessionType: oneOf(...sessionTypes) },
      'Lists sessions.',
      (filter) => control.sessions(filter),
    ),
    {
      name: 'readSession',
      method: 'GET',
      path: '/sessions/{referenceNumber}',
      summary: 'Reads one session.',
      answer: named('Session'),
      run: ({ parameters }) => there('session', control.session(parameters.referenceNumber ?? '')),
    },
    {
      name: 'readSessionReceipt',
      method: 'GET',
      path: '/sessions/{referenceNumber}/upo/{upoReferenceNumber}',
      summary: 'Gives one page of the receipt (UPO) of a session.',
      answer: 'application/xml',
      run: async ({ parameters: { referenceNumber = '', upoReferenceNumber = '' } }) =>
        there('receipt', await control.sessionReceipt(referenceNumber, upoReferenceNumber)),
    },
    list(
      'invoices',
      'Invoice',
      {
        ...ofContext,
        sessionReferenceNumber: text,
        status: oneOf(...invoiceStates),
        text: described(text, 'Part of a number, a hash, a name or a NIP.'),
      },
      'Lists invoices that were sent; of a context also those in which it is a party.',
      (filter) => control.invoices(filter),
    ),
    {
      name: 'readInvoice',
      method: 'GET',
      path: '/invoices/{number}',
      summary: 'Reads one invoice by its reference number or KSeF number.',
      answer: named('Invoice'),
      run: ({ parameters }) => there('invoice', control.invoice(parameters.number ?? '')),
    },
    {
      name: 'readInvoiceXml',
      method: 'GET',
      path: '/invoices/{number}/xml',
      summary: 'Gives the file of an invoice, decrypted.',
      answer: 'application/xml',
      run: ({ parameters }) => there('invoice', control.invoiceXml(parameters.number ?? '')),
    },
    {
      name: 'readInvoiceReceipt',
      method: 'GET',
      path: '/invoices/{number}/upo',
      summary: 'Gives the receipt (UPO) of an accepted invoice.',
      answer: 'application/xml',
      run: async ({ parameters }) => there('receipt', await control.invoiceReceipt(parameters.number ?? '')),
    },
    {
      name: 'showInvoice',
      method: 'GET',
      path: '/invoices/{number}/html',
      summary: 'Shows an invoice as people read it.',
      answer: 'text/html',
      run: async ({ parameters, reply }) =>
        shown(reply, there('invoice to show', await control.invoiceHtml(parameters.number ?? ''))),
    },
    {
      name: 'showInvoiceReceipt',
      method: 'GET',
      path: '/invoices/{number}/upo/html',
      summary: 'Shows the receipt (UPO) of an accepted invoice.',
      answer: 'text/html',
      run: async ({ parameters, reply }) =>
        shown(reply, there('receipt', await control.invoiceReceiptHtml(parameters.number ?? ''))),
    },
    list('exports', 'Export', ofContext, 'Lists exports.', (filter) => control.exports(filter)),
    {
      name: 'readExport',
      method: 'GET',
      path: '/exports/{referenceNumber}',
      summary: 'Reads one export.',
      answer: named('Export'),
      run: ({ parameters }) => there('export', control.export(parameters.referenceNumber ?? '')),
    },
    list('tokens', 'Token', ofContext, 'Lists KSeF tokens, without their secrets.', (filter) =>
      control.tokens(filter),
    ),
    list('certificates', 'Certificate', pages, 'Lists KSeF certificates.', (filter) =>
      control.certificates(filter),
    ),
    list('permissions', 'Permission', ofContext, 'Lists permissions that were granted.', (filter) =>
      control.permissions(filter),
    ),
    {
      name: 'readRequest',
      method: 'GET',
      path: '/requests/{id}',
      summary: 'Reads one of the latest 1 000 requests with its response; secrets are hidden.',
      answer: named('Request'),
      run: ({ parameters }) => there('request', control.request(Number(parameters.id))),
    },
  ];
}

type Filter = Parameters<EmulatorControl['invoices']>[0] & Parameters<EmulatorControl['sessions']>[0];

function list(
  member: string,
  schema: string,
  query: Readonly<Record<string, Schema>>,
  summary: string,
  find: (filter: Filter) => unknown,
): ControlOperation {
  const singular = member.slice(0, -1);
  return {
    name: `list${member.charAt(0).toUpperCase()}${member.slice(1)}`,
    method: 'GET',
    path: `/${member}`,
    summary,
    query,
    answer: object({ [member]: listOf(named(schema)), [`${singular}Count`]: count, hasMore: flag }),
    run: (call) => find(filterOf(call)),
  };
}

function filterOf({ query: { context, ...filter } }: ControlCall): Filter {
  return context === undefined ? filter : { ...filter, context: contextIn(String(context)) };
}

/** `5265877635` or `InternalId:5265877635-12345`. */
function contextIn(given: string): ContextIdentifier {
  if (/^[1-9]\d{9}$/.test(given)) return contextIdentifier('Nip', given);
  const [, type, value] = /^(\w+):(.+)$/.exec(given) ?? [];
  const context = readContext({ type, value });
  if (context === undefined)
    throw invalidInput('context is a NIP, or type and value with a colon, as InternalId:5265877635-12345');
  return context;
}

function there<T>(what: string, found: T | undefined): T {
  if (found === undefined) throw new Problem({ status: 404, description: `There is no such ${what}.` });
  return found;
}

/** Whatever a file says, it only shows. */
function shown(reply: ControlCall['reply'], html: string): string {
  reply.header(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox allow-popups",
  );
  return html;
}
