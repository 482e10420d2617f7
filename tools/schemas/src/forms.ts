// How the forms are called in `@ksef/forms`, and where they are more than their schema says.
import type { SchemaName } from '@ksef/schemas';
import type { FormModel, Group } from './model/form-model.js';
import type { QName } from './model/schema-set.js';

export interface Form {
  readonly schema: SchemaName;
  /** Of its files. */
  readonly file: string;
  /** Prefixes of the namespaces beyond the default. */
  readonly prefixes: Readonly<Record<string, string>>;
  /** Elements that are known where the schema takes any. */
  readonly extensions?: readonly QName[];
  /** Adapts the model to the documents that there are. */
  readonly adapt?: (model: FormModel) => FormModel;
}

const ubl = 'urn:oasis:names:specification:ubl:schema:xsd:';
const ublPrefixes = {
  [`${ubl}CommonAggregateComponents-2`]: 'cac',
  [`${ubl}CommonBasicComponents-2`]: 'cbc',
  [`${ubl}CommonExtensionComponents-2`]: 'ext',
  'urn:pl:extended:CommonAggregateComponents-2': 'cac-pl',
  'urn:pl:extended:CommonBasicComponents-2': 'cbc-pl',
};
const pef = {
  prefixes: ublPrefixes,
  extensions: [
    'AdditionalInvoiceDataNetto',
    'AdditionalInvoiceGrossData',
    'AdditionalAddressData',
    'UtilityConsumptionPoints',
    'InvoiceCorrection',
    'OriginalDocumentData',
    'CorrectedDocumentData',
    'OriginalInvoiceData',
  ].map((name) => ({ namespace: 'urn:pl:extended:CommonAggregateComponents-2', name })),
};

export const forms: readonly Form[] = [
  { schema: 'fa2', file: 'fa2', prefixes: {} },
  { schema: 'fa3', file: 'fa3', prefixes: {} },
  { schema: 'faRr1', file: 'fa-rr1', prefixes: {} },
  { schema: 'pef3', file: 'pef3', ...pef },
  { schema: 'pefKor3', file: 'pef-kor3', ...pef },
  { schema: 'upo43', file: 'upo43', prefixes: {}, adapt: receiptsAsTheyAre },
  { schema: 'authTokenRequest21', file: 'auth-token-request21', prefixes: {} },
];

/**
 * Receipts carry a signature that their schema does not have, and those of test environments name themselves in
 * `NazwaPodmiotuPrzyjmujacego`, which the schema fixes.
 */
function receiptsAsTheyAre(model: FormModel): FormModel {
  const { type } = model.root;
  if (type.kind !== 'complex' || type.content === undefined) throw new Error('The receipt has no content.');
  const signature = {
    kind: 'any',
    name: 'Signature',
    namespace: 'http://www.w3.org/2000/09/xmldsig#',
    min: 0,
  } as const;
  const items = type.content.items.map((item) => {
    if (item.kind !== 'element' || item.fixed === undefined) return item;
    const { fixed: _, ...open } = item;
    return open;
  });
  const content: Group = { ...type.content, items: [...items, signature] };
  return { root: { ...model.root, type: { ...type, content } } };
}
