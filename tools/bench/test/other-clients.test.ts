import { nip } from '@ksef/core';
import { type Emulator, makeTestToken, startEmulator } from '@ksef/emulator';
import { KsefClient } from 'ksef-client';
import { createZip, exportAndDownload, KSeFClient, openSendAndClose, uploadBatch } from 'ksef-client-ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { invoice, sellerNip } from '../src/invoices.mjs';

// Clients that others wrote are an independent reading of the protocol: they must run against the emulator unchanged.
describe('clients written by others', () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await startEmulator();
  });

  afterEach(async () => {
    await emulator.close();
  });

  it('ksef-client-ts logs in, sends invoices and gets the UPO of the session', async () => {
    const client = new KSeFClient({ baseUrl: new URL(emulator.baseUrl).origin, rateLimit: null });
    await client.crypto.init();
    await client.loginWithToken(makeTestToken(nip(sellerNip)), sellerNip);

    const upo = await openSendAndClose(client, [invoice(1), invoice(2)], {
      pollOptions: { intervalMs: 50, maxAttempts: 100 },
    });

    expect(upo).toMatchObject({ successfulInvoiceCount: 2 });
    const receipt = await fetch(upo.pages[0]?.downloadUrl ?? '');
    expect(receipt.status).toBe(200);
    expect(await receipt.text()).toContain('BENCH/2');
  });

  it('ksef-client-ts sends a batch, queries its metadata and exports it', async () => {
    const client = new KSeFClient({ baseUrl: new URL(emulator.baseUrl).origin, rateLimit: null });
    await client.crypto.init();
    await client.loginWithToken(makeTestToken(nip(sellerNip)), sellerNip);
    const pollOptions = { intervalMs: 50, maxAttempts: 200 };
    const from = new Date(Date.now() - 86_400_000).toISOString();

    const archive = await createZip(
      [1, 2, 3].map((index) => ({ fileName: `${index}.xml`, content: Buffer.from(invoice(index)) })),
    );
    const sent = await uploadBatch(client, archive, { pollOptions, maxPartSize: 1_000 });
    expect(sent.upo).toMatchObject({ successfulInvoiceCount: 3 });

    emulator.control.advanceClock(1_000);
    const filters = { subjectType: 'Subject1', dateRange: { dateType: 'PermanentStorage', from } } as const;
    const { invoices } = await client.invoices.queryInvoiceMetadata(filters, 0, 10);
    expect(invoices.map((one) => one.invoiceNumber)).toEqual(['BENCH/1', 'BENCH/2', 'BENCH/3']);

    const exported = await exportAndDownload(client, filters, { extract: true, pollOptions });
    expect([...exported.files.keys()].sort()).toEqual(
      ['_metadata.json', ...invoices.map((one) => `${one.ksefNumber}.xml`)].sort(),
    );
  });

  it('ksef-client logs in, sends an invoice and gets the UPO of the session', async () => {
    const client = await KsefClient.connect({
      baseUrl: emulator.baseUrl,
      token: makeTestToken(nip(sellerNip)),
      context: { type: 'Nip', value: sellerNip },
      pollIntervalMs: 50,
      maxAttempts: 100,
    });

    const session = await client.workflows.sessions.online.open({
      formCode: { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' },
    });
    await session.sendInvoice({ invoice: invoice(1) });
    await session.close();
    const upo = await session.waitForUpo({ pollIntervalMs: 50, maxAttempts: 100 });

    expect(String(upo)).toContain('BENCH/1');
  });

  it('ksef-client sends a batch, gets its UPO, queries metadata, and downloads and exports the invoices', async () => {
    const client = await KsefClient.connect({
      baseUrl: emulator.baseUrl,
      token: makeTestToken(nip(sellerNip)),
      context: { type: 'Nip', value: sellerNip },
      pollIntervalMs: 50,
      maxAttempts: 200,
    });
    const names = ['BENCH/1', 'BENCH/2', 'BENCH/3'];

    const batch = await client.workflows.sessions.batch.openUploadAndClose({
      formCode: { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' },
      invoices: [1, 2, 3].map((index) => ({ fileName: `${index}.xml`, invoice: invoice(index) })),
      maxPartSizeBytes: 1_000,
    });
    // Its own waiting takes 150, a batch being processed, for a failure.
    await expect.poll(async () => (await batch.status()).status.code, { timeout: 20_000 }).toBe(200);
    const upo = await batch.waitForUpo();
    for (const name of names) expect(upo).toContain(`<NumerFaktury>${name}</NumerFaktury>`);

    emulator.control.advanceClock(1_000);
    const dateRange = {
      dateType: 'PermanentStorage',
      from: new Date(Date.now() - 86_400_000).toISOString() as `${number}-${number}-${number}T${string}`,
    } as const;
    const filters = { subjectType: 'Subject1', dateRange } as const;
    const found = await client.invoices.queryInvoiceMetadata(filters, 0, 10);
    const listed = found.invoices as unknown as readonly { invoiceNumber: string; ksefNumber: string }[];
    expect(listed.map((one) => one.invoiceNumber)).toEqual(names);

    const { exports } = client.workflows;
    const { referenceNumber, encryptionData } = await exports.startExport({ filters });
    const status = await exports.waitForExport(referenceNumber, { pollIntervalMs: 50, maxAttempts: 200 });
    const { invoiceXmlFiles, metadataSummaries } = await exports.downloadAndProcessPackage(
      status,
      encryptionData,
      { verifyHashes: true },
    );
    expect(metadataSummaries).toHaveLength(3);
    expect(Object.keys(invoiceXmlFiles).sort()).toEqual(listed.map((one) => `${one.ksefNumber}.xml`).sort());
    expect(Object.values(invoiceXmlFiles).sort()).toEqual([1, 2, 3].map(invoice).sort());
  });
});
