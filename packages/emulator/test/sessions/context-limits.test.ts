import { expect, it } from 'vitest';
import { setContextLimits } from '../../src/limits/context-limits.js';
import { invoiceXml, sellerNip, startArea } from './support.js';

const kind = { maxInvoiceSizeInMB: 1, maxInvoiceWithAttachmentSizeInMB: 3, maxInvoices: 10_000 };

it('limits that a test set for a context count in its sessions of that kind, and in no others', async () => {
  const area = await startArea();
  const owner = { type: 'Nip', value: sellerNip } as const;
  const session = await area.open();

  setContextLimits(area.kernel, owner, { onlineSession: { ...kind, maxInvoiceSizeInMB: 0 } });
  expect((await area.outcome(session, invoiceXml('1'))).status.code).toBe(430);
  setContextLimits(area.kernel, owner, { batchSession: { ...kind, maxInvoiceSizeInMB: 0, maxInvoices: 0 } });
  expect((await area.outcome(session, invoiceXml('1'))).status.code).toBe(200);

  setContextLimits(area.kernel, owner, { onlineSession: { ...kind, maxInvoices: 2 } });
  expect(await area.send(session, invoiceXml('2'))).toMatchObject({ status: 400, body: { code: 21155 } });
  setContextLimits(area.kernel, { type: 'Nip', value: '1111111111' }, { onlineSession: kind });
  setContextLimits(area.kernel, owner, undefined);
  expect((await area.send(session, invoiceXml('2'))).status).toBe(202);
});
