import { describe, expect, it } from 'vitest';
import { invoiceValidator, type SendingDetails } from '../src/index.js';
import { invoice } from './support/invoice.js';

const attachment =
  '<Zalacznik><BlokDanych><MetaDane><ZKlucz>a</ZKlucz><ZWartosc>b</ZWartosc></MetaDane></BlokDanych></Zalacznik>';
const attached = invoice({ afterBody: attachment, date: '2026-02-02' });
const early = invoice({ date: '2026-02-02', afterNumber: '' });
const rulesOf = async (file: Uint8Array, sending: SendingDetails, validator = invoiceValidator()) =>
  (await validator.validate(file, sending)).issues.map(({ rule }) => rule);

describe('invoiceValidator', () => {
  it('knows that attachments go by batch, and technical corrections online', async () => {
    expect(await rulesOf(attached, { sentBy: 'online' })).toContain('ksef-attachment-online');
    expect(await rulesOf(attached, { sentBy: 'batch' })).not.toContain('ksef-attachment-online');
    const correction = { sentBy: 'online', offlineMode: true, isTechnicalCorrection: true } as const;
    expect(await rulesOf(attached, correction)).not.toContain('ksef-attachment-online');
  });

  it('warns of an earlier date unless the invoice was issued offline', async () => {
    expect(await rulesOf(early, { sentBy: 'online' })).toContain('law-counts-as-offline');
    expect(await rulesOf(early, { sentBy: 'online', offlineMode: true })).not.toContain(
      'law-counts-as-offline',
    );
  });

  it('keeps the severities that were asked for, offline too', async () => {
    const strict = invoiceValidator({ rules: { 'law-counts-as-offline': 'error' } });
    const { isValid } = await strict.validate(early, { sentBy: 'batch', offlineMode: true });
    expect(isValid).toBe(false);
    const silent = invoiceValidator({ rules: { 'law-counts-as-offline': 'off' } });
    expect(await rulesOf(early, { sentBy: 'batch' }, silent)).not.toContain('law-counts-as-offline');
  });

  it('runs the stages that were asked for', async () => {
    const bytesOnly = invoiceValidator({ stages: ['bytes'] });
    expect(await rulesOf(invoice({ total: '123,00' }), {}, bytesOnly)).toEqual([]);
  });

  it('stops with the signal', async () => {
    const stopped = AbortSignal.abort(new Error('enough'));
    await expect(invoiceValidator().validate(early, { signal: stopped })).rejects.toThrow('enough');
  });

  it.each([
    [{ stage: ['bytes'] }, 'stage'],
    [{ sentBy: 'online' }, 'sentBy'],
    [{ maxIssues: 0 }, 'maxIssues'],
  ])('refuses %j', (options, input) => {
    expect(() => invoiceValidator(options as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', input }),
    );
  });
});
