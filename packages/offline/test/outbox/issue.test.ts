import type { SessionJournal } from '@ksef/sessions';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLatarnia, openOutbox } from '../../src/index.js';
import { newJournal } from '../support/journals.js';
import { certificate, hastyClock, invoice, openBoth, startWorld, type World } from '../support/world.js';

let world: World;
let journal: SessionJournal;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(async () => {
  world.emulator.control.reset();
  journal = await newJournal();
});
afterAll(() => world.emulator.close());

describe('issue', () => {
  it('gives codes, label and deadline at once, while KSeF is away', async () => {
    world.ksefFails();
    const outbox = await openOutbox(world.options({ journal }));
    const issued = await outbox.issue({ name: 'order 17', content: invoice('A/1', '2026-04-03') });
    expect(issued).toMatchObject({
      status: 'offline',
      name: 'order 17',
      mode: 'offline24',
      issueDate: '2026-04-03',
      label: 'OFFLINE',
      sendBy: '2026-04-07',
      delivery: 'waiting',
    });
    expect(issued.invoiceLink).toMatch(/\/invoice\/5265877635\/03-04-2026\//);
    expect(issued.certificateLink).toMatch(/\/certificate\/Nip\//);
    await outbox.close();
  });

  it('issues the same file once, however often and by whichever process it is given', async () => {
    const first = await openOutbox(world.options({ journal }));
    const content = invoice('A/2');
    const [one, other] = await Promise.all([first.issue({ content }), first.issue({ content })]);
    expect(one).toEqual(other);
    await first.close();
    const next = await openOutbox(world.options({ journal }));
    expect(await next.issue({ content })).toEqual(one);
    expect(await next.find({ content })).toEqual(one);
    expect(await next.find({ content: invoice('A/3') })).toBeUndefined();
    expect([...next.invoices()]).toHaveLength(1);
    await next.close();
  });

  it('refuses a certificate that has expired, or not begun', async () => {
    const opened = async (more: object) =>
      openOutbox(world.options({ journal: await newJournal(), certificate: { ...certificate, ...more } }));
    const expired = await opened({ validTo: '2026-01-01T00:00:00Z' });
    await expect(expired.issue({ content: invoice('A/4') })).rejects.toMatchObject({
      code: 'CERTIFICATE_EXPIRED',
    });
    expect([...expired.invoices()]).toEqual([]);
    const early = await opened({ validFrom: '2098-01-01T00:00:00Z' });
    await expect(early.issue({ content: invoice('A/4') })).rejects.toMatchObject({
      code: 'CERTIFICATE_NOT_YET_VALID',
    });
    await expired.close();
    await early.close();
  });

  it('refuses a certificate that is known to be revoked, also after a restart', async () => {
    let status = 'Active';
    const outbox = await openOutbox(world.options({ journal, checkCertificate: async () => ({ status }) }));
    expect((await outbox.issue({ content: invoice('A/5') })).warnings).toEqual([
      expect.objectContaining({ code: 'certificate-unchecked' }),
    ]);
    await outbox.checkCertificate();
    expect((await outbox.issue({ content: invoice('A/6') })).warnings).toEqual([]);
    status = 'Revoked';
    await outbox.checkCertificate();
    await outbox.close();
    const next = await openOutbox(world.options({ journal }));
    await expect(next.issue({ content: invoice('A/7') })).rejects.toMatchObject({
      code: 'CERTIFICATE_REVOKED',
    });
    await next.close();
  });

  it('warns when the certificate was last checked long ago, or ends before the deadline', async () => {
    let now = Date.parse('2026-11-24T10:00:00Z');
    const clock = { ...hastyClock, now: () => now };
    const ending = { ...certificate, validTo: '2026-12-03T10:00:00Z' };
    const checkCertificate = async () => ({ status: 'Active' });
    const outbox = await openOutbox(world.options({ journal, clock, certificate: ending, checkCertificate }));
    await outbox.checkCertificate();
    expect((await outbox.issue({ content: invoice('A/8') })).warnings).toEqual([]);
    now += 8 * 86_400_000;
    const { warnings, sendBy } = await outbox.issue({ content: invoice('A/9', '2026-12-02') });
    expect(sendBy).toBe('2026-12-03');
    expect(warnings.map(({ code }) => code)).toEqual(['certificate-unchecked', 'certificate-ends-early']);
    await outbox.close();
  });

  it('refuses what is no invoice, attachments, wrong options, and everything once it is closed', async () => {
    const outbox = await openOutbox(world.options({ journal }));
    const content = invoice('A/11');
    const withAttachment = new TextDecoder()
      .decode(content)
      .replace('</Faktura>', '<Zalacznik><BlokDanych/></Zalacznik></Faktura>');
    const refused = (given: object, options?: object) =>
      expect(outbox.issue(given as never, options as never)).rejects;
    await refused({ content: 'nothing' }).toMatchObject({ name: 'InvalidInputError' });
    await refused({ content: 7 }).toMatchObject({ code: 'INVALID_OPTION', input: 'content' });
    await refused({ content: withAttachment }).toMatchObject({ code: 'ATTACHMENT_NEEDS_BATCH' });
    await refused({ content }, { mode: 'paper' }).toMatchObject({ code: 'INVALID_OPTION', input: 'mode' });
    await refused({ content }, { mode: 'emergency' }).toMatchObject({ input: 'mode' });
    await refused({ content }, { signal: AbortSignal.abort(new Error('enough')) }).toThrow('enough');
    await outbox.close();
    await refused({ content }).toMatchObject({ code: 'OUTBOX_CLOSED' });
  });
});

it('openOutbox refuses wrong options by name', async () => {
  await expect(openOutbox({ ...world.options({ journal }), sender: 7 } as never)).rejects.toMatchObject({
    code: 'INVALID_OPTION',
    input: 'sender',
  });
  await expect(openOutbox(world.options({ journal, certificate: {} as never }))).rejects.toMatchObject({
    input: 'certificate.serialNumber',
  });
});

it('an outbox without a key sends, and issues nothing', async () => {
  const tillsOutbox = await openOutbox(world.options({ journal }));
  await tillsOutbox.issue({ content: invoice('X/1') });
  await tillsOutbox.close();
  const both = await openBoth(world, journal, { codes: undefined, certificate: undefined });
  await expect(both.outbox.issue({ content: invoice('X/2') })).rejects.toMatchObject({
    code: 'INVALID_OPTION',
  });
  expect((await both.outbox.send(both.sender)).invoices[0]).toMatchObject({
    delivery: 'accepted',
    warnings: [],
  });
  await both.close();
});

describe('the mode of an invoice', () => {
  const latarnia = () => createLatarnia({ url: world.emulator.latarniaUrl });
  const away = () => ({
    answeredAt: undefined,
    failures: { count: 3, at: Date.now(), reason: 'HTTP 503' },
  });
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

  it.each([
    ['MAINTENANCE', 'offline'],
    ['FAILURE', 'emergency'],
  ] as const)('is, while KSeF is away and Latarnia says %s, %s', async (category, mode) => {
    world.emulator.control.announceOutage({ category, start: inHours(-1), end: inHours(1) });
    const outbox = await openOutbox(world.options({ journal, latarnia: latarnia(), answers: away() }));
    const issued = await outbox.issue({ content: invoice('M/1') });
    expect(issued.mode).toBe(mode);
    // Counted from the end that is announced.
    expect(issued.sendBy).toMatch(/^\d{4}-\d\d-\d\d$/);
    await outbox.close();
  });

  it('has no deadline while a failure lasts, and gets one with its end, in the next process too', async () => {
    const { control } = world.emulator;
    control.announceOutage({ category: 'FAILURE', start: inHours(-1) });
    const first = await openBoth(world, journal, { latarnia: latarnia(), answers: away() });
    const content = invoice('M/2');
    expect(await first.outbox.issue({ content })).toMatchObject({ mode: 'emergency', sendBy: undefined });
    await first.close();
    control.endOutage();
    world.ksefFails();
    const next = await openBoth(world, journal, { latarnia: latarnia() });
    const { reason, waitingCount } = await next.outbox.send(next.sender);
    expect(reason).toBeDefined();
    expect(waitingCount).toBe(1);
    expect((await next.outbox.find({ content }))?.sendBy).toMatch(/^\d{4}-\d\d-\d\d$/);
    await next.close();
  });

  it('is totalFailure only while KSeF is away: no codes, and nothing is sent later', async () => {
    world.emulator.control.announceOutage({ category: 'TOTAL_FAILURE', start: inHours(-1) });
    const both = await openBoth(world, journal, { latarnia: latarnia(), answers: away() });
    const issued = await both.outbox.issue({ content: invoice('M/3') });
    expect(issued).toMatchObject({ mode: 'totalFailure', delivery: 'notRequired', label: undefined });
    expect(issued.invoiceLink).toBeUndefined();
    expect(issued.sendBy).toBeUndefined();
    expect(await both.outbox.send(both.sender)).toEqual({
      invoices: [],
      waitingCount: 0,
      reason: undefined,
    });
    expect(world.accepted()).toBe(0);
    await both.close();
  });

  it('is offline24 when KSeF answers, whatever is announced', async () => {
    world.emulator.control.announceOutage({ category: 'TOTAL_FAILURE', start: inHours(-1) });
    const answers = { answeredAt: Date.now(), failures: undefined };
    const outbox = await openOutbox(world.options({ journal, latarnia: latarnia(), answers }));
    expect((await outbox.issue({ content: invoice('M/4') })).mode).toBe('offline24');
    await outbox.close();
  });

  it.each([
    { answers: 'html' },
    { status: 'TOTAL_FAILURE', messages: null },
    { status: 'FAILURE', messages: [] },
    { status: 'ON_STRIKE' },
  ] as const)('is offline24 when Latarnia is silent or lies: %j', async (behaviour) => {
    world.emulator.control.setLatarnia(behaviour);
    const outbox = await openOutbox(world.options({ journal, latarnia: latarnia(), answers: away() }));
    expect((await outbox.issue({ content: invoice('M/5') })).mode).toBe('offline24');
    await outbox.close();
  });

  it('may be told, with an outage that was announced elsewhere', async () => {
    const outbox = await openOutbox(world.options({ journal }));
    const outage = { id: 'BIP 7', category: 'FAILURE', start: '2026-11-20T08:00:00Z' } as const;
    await outbox.learnOutage(outage);
    const content = invoice('M/6');
    // It would have to go on still.
    expect(await outbox.issue({ content }, { mode: 'emergency' })).toMatchObject({ sendBy: undefined });
    await outbox.learnOutage({ ...outage, end: '2026-11-23T23:30:00Z' });
    // In Poland it ended on 24 November.
    expect((await outbox.find({ content }))?.sendBy).toBe('2026-12-03');
    await expect(outbox.learnOutage({ ...outage, end: '2020-01-01T00:00:00Z' })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
    });
    await outbox.close();
  });
});
