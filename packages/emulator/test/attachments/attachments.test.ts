import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../src/start-emulator.js';
import { onFreshEmulator } from '../fresh-emulator.js';
import { finalStatus, sendBatch, sha, zip } from '../sessions/batch/support.js';
import { sendOnline } from '../sessions/send-online.js';
import { attachment, invoiceXml } from '../sessions/support.js';
import { accessToken, call, context } from '../support.js';

const nip = context.value;
const attached = (number: string) => invoiceXml(number, { extra: attachment });

let emulator: Emulator;
let bearer: string;
onFreshEmulator((fresh) => {
  ({ emulator, bearer } = fresh);
});

const testdata = (path: string, body: unknown) => call(emulator, 'POST', `/testdata/${path}`, { body });
const status = async () => (await call(emulator, 'GET', '/permissions/attachments/status', { bearer })).body;

async function batchStatus(xml: string) {
  const reference = await sendBatch(emulator, bearer, await zip([{ name: 'a.xml', xml }]));
  const session = await finalStatus(emulator, bearer, reference);
  const { body } = await call(emulator, 'GET', `/sessions/${reference}/invoices`, { bearer });
  return { session: session.status.code, ...body.invoices[0].status };
}

describe('the consent to send attachments', () => {
  it('is not there at first, is given, and ends on the day that a revocation names', async () => {
    expect(await status()).toEqual({ isAttachmentAllowed: false, revokedDate: null });
    await testdata('attachment', { nip });
    expect(await status()).toEqual({ isAttachmentAllowed: true, revokedDate: null });
    await testdata('attachment/revoke', { nip, expectedEndDate: '2026-11-26' });
    expect(await status()).toEqual({
      isAttachmentAllowed: true,
      revokedDate: expect.stringMatching(/^2026-11-26T00:00:00/),
    });
    emulator.control.setClock('2026-11-26T00:00:00Z');
    bearer = await accessToken(emulator);
    expect((await status()).isAttachmentAllowed).toBe(false);
    await testdata('attachment', { nip });
    expect(await status()).toEqual({ isAttachmentAllowed: true, revokedDate: null });
  });

  it('ends at once without a date, and is one company’s', async () => {
    await testdata('attachment', { nip: '7352765225' });
    expect((await status()).isAttachmentAllowed).toBe(false);
    await testdata('attachment', { nip });
    await testdata('attachment/revoke', { nip });
    expect((await status()).isAttachmentAllowed).toBe(false);
    expect((await status()).revokedDate).not.toBeNull();
  });

  it.each([
    ['attachment', { nip: '123' }],
    ['attachment', {}],
    ['attachment/revoke', { nip, expectedEndDate: '2026-02-30' }],
    ['attachment/revoke', { nip, expectedEndDate: 5 }],
  ])('is refused with 21405: %s %o', async (path, body) => {
    const answer = await testdata(path, body);
    expect(answer.body.exception.exceptionDetailList[0].exceptionCode).toBe(21405);
  });

  it('lets invoices with attachments pass in batches, and nothing else does', async () => {
    expect(await batchStatus(attached('1'))).toEqual({
      session: 445,
      code: 410,
      description: 'Nieprawidłowy zakres uprawnień',
      details: [`Sprzedawca ${nip} nie posiada zgody do wysyłania faktur z załącznikami`],
    });
    expect((await batchStatus(invoiceXml('2'))).code).toBe(200);
    await testdata('attachment', { nip });
    expect((await batchStatus(attached('1'))).code).toBe(200);
    await testdata('attachment/revoke', { nip });
    expect((await batchStatus(attached('3'))).code).toBe(410);
  });

  it('does not open online sessions to attachments, but for technical corrections', async () => {
    await testdata('attachment', { nip });
    expect((await sendOnline(emulator, bearer, attached('1'))).code).toBe(415);
    const broken = attached('1').replace('<P_15>123.00</P_15>', '');
    expect((await sendOnline(emulator, bearer, broken, { offlineMode: true })).code).toBe(450);
    const correction = { offlineMode: true, hashOfCorrectedInvoice: sha(Buffer.from(broken)) };
    await testdata('attachment/revoke', { nip });
    expect((await sendOnline(emulator, bearer, attached('1'), correction)).code).toBe(410);
    await testdata('attachment', { nip });
    expect((await sendOnline(emulator, bearer, attached('1'), correction)).code).toBe(200);
  });
});
