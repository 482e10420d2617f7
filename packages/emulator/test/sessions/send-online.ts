import { createCipheriv } from 'node:crypto';
import { type Address, call } from '../support.js';
import { makeKey, sha } from './batch/support.js';

/** Sends one invoice in an online session of its own; gives what KSeF says of it, with its KSeF number. */
export async function sendOnline(emulator: Address, bearer: string, xml: string, more: object = {}) {
  const path = await postInvoice(emulator, bearer, xml, more);
  const { body } = await call(emulator, 'GET', path, { bearer });
  return { code: body.status.code as number, ksefNumber: body.ksefNumber as string };
}

const fa3 = { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' };

/** Sends one invoice and asks nothing about it; gives the path of its status. */
export async function postInvoice(
  emulator: Address,
  bearer: string,
  xml: string,
  more: object = {},
  formCode: object = fa3,
) {
  const { key, iv, encryption } = await makeKey(emulator);
  const opened = await call(emulator, 'POST', '/sessions/online', {
    bearer,
    body: { formCode, encryption },
  });
  const plain = Buffer.from(xml);
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const content = Buffer.concat([cipher.update(plain), cipher.final()]);
  const path = `/sessions/${opened.body.referenceNumber}`;
  const sent = await call(
    emulator,
    'POST',
    path.replace('/sessions/', '/sessions/online/').concat('/invoices'),
    {
      bearer,
      body: {
        invoiceHash: sha(plain),
        invoiceSize: plain.length,
        encryptedInvoiceHash: sha(content),
        encryptedInvoiceSize: content.length,
        encryptedInvoiceContent: content.toString('base64'),
        ...more,
      },
    },
  );
  return `${path}/invoices/${sent.body.referenceNumber}`;
}
