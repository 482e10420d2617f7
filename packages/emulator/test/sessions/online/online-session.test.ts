import { beforeEach, describe, expect, it } from 'vitest';
import { setSessionFault } from '../../../src/sessions/session-faults.js';
import { setSessionLimits } from '../../../src/sessions/session-limits.js';
import { invoiceXml, sha, startArea } from '../support.js';

let area: Awaited<ReturnType<typeof startArea>>;
beforeEach(async () => {
  area = await startArea();
});

describe('an online session', () => {
  it('takes an invoice, gives a KSeF number, closes and confirms by UPO', async () => {
    const session = await area.open();
    const xml = invoiceXml('FV & 1'.replace('&', '&amp;'));
    const invoice = await area.outcome(session, xml);
    expect(invoice).toMatchObject({
      status: { code: 200, description: 'Sukces' },
      invoicingMode: 'Online',
      ordinalNumber: 1,
    });
    expect(invoice.ksefNumber).toMatch(/^5265877635-20261124-[0-9A-F]{12}-[0-9A-F]{2}$/);
    expect((await area.close(session)).status).toBe(204);
    const { body } = await area.call('GET', `/sessions/${session}`);
    expect(body).toMatchObject({
      status: { code: 200 },
      invoiceCount: 1,
      successfulInvoiceCount: 1,
      failedInvoiceCount: null,
    });
    const failed = await area.call('GET', `/sessions/${session}/invoices/failed`);
    expect(failed.body).toEqual({ continuationToken: null });
    const page = body.upo.pages[0];
    expect(page.downloadUrl).toContain(`/_storage/upo/${page.referenceNumber}.xml`);
    for (const path of [
      `upo/${page.referenceNumber}`,
      `invoices/${invoice.referenceNumber}/upo`,
      `invoices/ksef/${invoice.ksefNumber}/upo`,
    ]) {
      const upo = await area.call('GET', `/sessions/${session}/${path}`);
      expect(upo.headers['x-ms-meta-hash']).toBe(sha(upo.bytes));
      expect(upo.bytes.toString()).toContain(`<SkrotDokumentu>${sha(Buffer.from(xml))}</SkrotDokumentu>`);
    }
    const download = await area.call('GET', `/invoices/ksef/${invoice.ksefNumber}`);
    expect(download.bytes.toString()).toBe(xml);
    expect(download.headers['x-ms-meta-hash']).toBe(sha(Buffer.from(xml)));
    expect(area.kernel.events().map(({ type }) => type)).toEqual([
      'session-opened',
      'invoice-accepted',
      'invoice-processed',
      'session-closed',
      'session-finished',
    ]);
  });

  it('processes only after the delay, and closing waits for it', async () => {
    area.kernel.setDelays({ processingMs: 1000 });
    const session = await area.open();
    expect((await area.outcome(session, invoiceXml('1'))).status.code).toBe(100);
    await area.close(session);
    expect((await area.call('GET', `/sessions/${session}`)).body.status.code).toBe(170);
    area.state.now += 1000;
    expect((await area.call('GET', `/sessions/${session}`)).body.status.code).toBe(200);
  });

  it('ends as 440 when nothing was sent and as 445 when nothing was good', async () => {
    const empty = await area.open();
    await area.close(empty);
    expect((await area.call('GET', `/sessions/${empty}`)).body.status).toMatchObject({
      code: 440,
      details: ['Nie przesłano faktur'],
    });
    const bad = await area.open();
    await area.send(bad, '<x/>');
    await area.close(bad);
    expect((await area.call('GET', `/sessions/${bad}`)).body).toMatchObject({
      status: { code: 445 },
      upo: null,
    });
  });

  it('closes itself after 12 hours', async () => {
    const session = await area.open();
    await area.send(session, invoiceXml('1'));
    area.state.now += 12 * 3_600_000;
    expect((await area.send(session, invoiceXml('2'))).body).toMatchObject({
      code: 21180,
      details: ['Status sesji 200 uniemożliwia wysyłkę faktur.'],
    });
  });

  it('opens with an undecryptable key, then turns 415 and refuses invoices', async () => {
    const opened = await area.call('POST', '/sessions/online', area.opening(undefined, new Uint8Array(7)));
    expect(opened.status).toBe(201);
    const session = opened.body.referenceNumber;
    expect((await area.send(session, invoiceXml('1'))).body).toMatchObject({
      code: 21180,
      details: ['Status sesji 415 uniemożliwia wysyłkę faktur.'],
    });
    expect((await area.call('GET', `/sessions/${session}`)).body.status.code).toBe(415);
  });

  it('cancels invoices under way with 405 when the session turns 415', async () => {
    area.kernel.setDelays({ processingMs: 1000 });
    setSessionFault(area.kernel, { kind: 'becomes415', times: 1 });
    const session = await area.open();
    const { referenceNumber } = await area.outcome(session, invoiceXml('1'));
    area.state.now += 1000;
    expect(
      (await area.call('GET', `/sessions/${session}/invoices/${referenceNumber}`)).body.status.code,
    ).toBe(405);
  });

  it('shows 21184 and a hanging close when told to', async () => {
    const session = await area.open();
    setSessionFault(area.kernel, { kind: 'unavailable21184', times: 1 });
    expect((await area.send(session, invoiceXml('1'))).body.code).toBe(21184);
    expect((await area.send(session, invoiceXml('1'))).body.code).toBe(21184);
    const next = await area.open();
    expect((await area.send(next, invoiceXml('1'))).status).toBe(202);
    setSessionFault(area.kernel, { kind: 'hangOnClose' });
    await area.close(next);
    expect((await area.call('GET', `/sessions/${next}`)).body.status.code).toBe(170);
    area.state.now += 12 * 3_600_000;
    expect((await area.call('GET', `/sessions/${next}`)).body.status.code).toBe(200);
  });

  it('refuses malformed requests with the codes of KSeF', async () => {
    const code = async (answer: Promise<{ body: { code: number } }>) => (await answer).body.code;
    expect(
      await code(
        area.call(
          'POST',
          '/sessions/online',
          area.opening({ systemCode: 'FA (9)', schemaVersion: '1', value: 'FA' }),
        ),
      ),
    ).toBe(21405);
    const session = await area.open();
    expect(await code(area.send('20261124-SO-0000000099-0000000000-00', invoiceXml('1')))).toBe(21173);
    expect(await code(area.send(session, invoiceXml('1'), { encryptedInvoiceSize: 3 }))).toBe(21402);
    expect(
      await code(area.send(session, invoiceXml('1'), { encryptedInvoiceHash: sha(new Uint8Array(1)) })),
    ).toBe(21403);
    expect(await code(area.send(session, invoiceXml('1'), { invoiceHash: 'x' }))).toBe(21405);
    setSessionLimits(area.kernel, { maxInvoices: 1 });
    await area.send(session, invoiceXml('1'));
    expect(await code(area.send(session, invoiceXml('2')))).toBe(21155);
    await area.close(session);
    expect(await code(area.close(session))).toBe(21180);
    expect(
      await code(area.call('GET', `/sessions/${session}/upo/20261124-EU-0000000099-0000000000-00`)),
    ).toBe(21178);
    expect(await code(area.call('GET', '/invoices/ksef/5265877635-20250826-0100001AF629-AF'))).toBe(21164);
    area.state.context = { type: 'Nip', value: '1111111111' };
    expect(await code(area.call('GET', `/sessions/${session}`))).toBe(21173);
    area.state.permissions = [];
    expect(await area.call('POST', '/sessions/online', area.opening())).toMatchObject({
      status: 403,
      body: { reasonCode: 'missing-permissions' },
    });
  });

  it('pages through invoices, failed invoices and sessions', async () => {
    const session = await area.open();
    for (let i = 0; i < 25; i++) await area.send(session, i % 2 === 0 ? invoiceXml(`${i}`) : '<bad');
    const walk = async (url: string, list: string) => {
      const sizes: number[] = [];
      let token: string | null = '';
      while (token !== null) {
        const { body }: { body: Record<string, never> } = await area.call(
          'GET',
          url,
          undefined,
          token === '' ? {} : { 'x-continuation-token': token },
        );
        sizes.push((body[list] as unknown[] | undefined)?.length ?? -1);
        token = body.continuationToken ?? null;
      }
      return sizes;
    };
    expect(await walk(`/sessions/${session}/invoices`, 'invoices')).toEqual([10, 10, 5]);
    expect(await walk(`/sessions/${session}/invoices/failed`, 'invoices')).toEqual([10, 2]);
    for (let i = 0; i < 10; i++) await area.open();
    expect(await walk('/sessions?sessionType=Online', 'sessions')).toEqual([10, 1]);
    expect(await walk('/sessions?sessionType=Online&statuses=Failed', 'sessions')).toEqual([0]);
    const bad = await area.call('GET', `/sessions/${session}/invoices`, undefined, {
      'x-continuation-token': 'zzz',
    });
    expect(bad.body.code).toBe(21418);
    expect((await area.call('GET', `/sessions/${session}/invoices?pageSize=5`)).body.code).toBe(21405);
  });
});
