import { describe, expectTypeOf, it } from 'vitest';
import type {
  getInvoice,
  listSessions,
  OpenOnlineSessionInput,
  Schemas,
  sendOnlineInvoice,
} from '../../src/generated/index.js';
import type { BinaryDocument } from '../../src/operation.js';

describe('the generated types', () => {
  it('take values of enums that are not known yet', () => {
    expectTypeOf<'Subject9'>().toExtend<Schemas['InvoiceQuerySubjectType']>();
    expectTypeOf<number>().not.toExtend<Schemas['InvoiceQuerySubjectType']>();
  });

  it('flatten path, query and headers into one input', () => {
    type ListInput = Parameters<typeof listSessions>[1];
    expectTypeOf<{ sessionType: 'Online'; pageSize: 10; continuationToken: 'c' }>().toExtend<ListInput>();
    expectTypeOf<Parameters<typeof sendOnlineInvoice>[1]>().toHaveProperty('referenceNumber');
    expectTypeOf<OpenOnlineSessionInput['body']>().toEqualTypeOf<Schemas['OpenOnlineSessionRequest']>();
  });

  it('answer bytes for documents and the named schema for the rest', () => {
    expectTypeOf<ReturnType<typeof getInvoice>>().toEqualTypeOf<Promise<BinaryDocument>>();
    expectTypeOf<ReturnType<typeof sendOnlineInvoice>>().toEqualTypeOf<
      Promise<Schemas['SendInvoiceResponse']>
    >();
  });

  it('carry hashes as text', () => {
    expectTypeOf<Schemas['SendInvoiceRequest']['invoiceHash']>().toEqualTypeOf<string>();
  });
});
