import { isDay } from '../../calendar/index.js';
import {
  contains,
  elementAt,
  elementsAt,
  isEmpty,
  parseXml,
  readXmlText,
  textOf,
  type XmlElement,
} from '../../xml/index.js';
import type { FormLayout } from './form-layouts.js';
import { type InvoiceSummary, summarize } from './summarize-invoice.js';
/** What the emulator knows about an invoice file. */
export interface InvoiceFacts {
  readonly sellerNip: string;
  readonly invoiceNumber: string;
  readonly issueDate: string;
  readonly kind: string;
  /** The seller's first. */
  readonly partyNips: readonly string[];
  /** Digits of NIPs, and of those in internal identifiers, whose checksums may have to be right. */
  readonly checkedNips: readonly string[];
  /** `Zalacznik` of an FA form, which may not be sent online. */
  readonly hasAttachment: boolean;
  /** Anything attached: the larger size limit holds. */
  readonly carriesFiles: boolean;
  readonly summary: InvoiceSummary;
}

const invoiceKinds = ['VAT', 'KOR', 'ZAL', 'ROZ', 'UPR', 'KOR_ZAL', 'KOR_ROZ', 'VAT_RR', 'KOR_VAT_RR'];

type InvoiceReading = { readonly facts: InvoiceFacts } | { readonly faults: readonly string[] };

/** Reads an invoice of the declared form; `faults` is what is wrong with it, naming the element. */
export function readInvoiceFile(bytes: Uint8Array, layout: FormLayout): InvoiceReading {
  // Copied: V8 keeps the whole file for as long as anybody keeps a piece that was cut out of it.
  return JSON.parse(JSON.stringify(read(bytes, layout)));
}

function read(bytes: Uint8Array, layout: FormLayout): InvoiceReading {
  const file = readXmlText(bytes);
  if ('fault' in file) return { faults: [file.fault] };
  const root = parseXml(file.text);
  if (typeof root === 'string') return { faults: [`Dokument nie jest poprawnym XML: ${root}`] };
  const formFaults = checkForm(root, layout);
  if (formFaults.length > 0) return { faults: formFaults };

  // UBL puts its parts into namespaces of their own. The root's, which is the form's, is the same string as in the
  // elements below, which saves comparing letter by letter.
  const namespace = layout.rootName === 'Faktura' ? root.namespace : undefined;
  const find = (path: string) => elementsAt(root, path, namespace);
  const faults = layout.required.flatMap((path) => {
    const found = find(path);
    if (found.length === 0) return [`Brak wymaganego elementu '${path}'.`];
    return found.some(isEmpty) ? [`Element '${path}' jest pusty.`] : [];
  });
  const value = (path: string) => textOf(elementAt(root, path, namespace));
  const sellerNip = withoutPrefix(value(layout.sellerNip));
  const issueDate = value(layout.issueDate);
  if (faults.length === 0) {
    if (!isNip(sellerNip)) faults.push(`Element '${layout.sellerNip}' ma nieprawidłową wartość.`);
    if (!isDay(issueDate)) faults.push(`Element '${layout.issueDate}' nie jest prawidłową datą.`);
    if (value(layout.invoiceNumber).length > 256)
      faults.push(`Element '${layout.invoiceNumber}' jest za długi.`);
    if (layout.rootName === 'Faktura' && !invoiceKinds.includes(value(layout.kind))) {
      faults.push(`Element '${layout.kind}' ma nieprawidłową wartość.`);
    }
  }
  if (faults.length > 0) return { faults };

  const partyNips = layout.parties.flatMap((path) =>
    find(path).map((element) => withoutPrefix(textOf(element))),
  );
  const internalIds = find('Podmiot3/DaneIdentyfikacyjne/IDWew').map(textOf);
  const hasAttachment = elementAt(root, 'Zalacznik', namespace) !== undefined;
  const carriesFiles = hasAttachment || contains(root, 'EmbeddedDocumentBinaryObject');
  return {
    facts: {
      sellerNip,
      invoiceNumber: value(layout.invoiceNumber),
      issueDate,
      kind: value(layout.kind),
      partyNips: [sellerNip, ...partyNips.filter((nip) => isNip(nip))],
      checkedNips: [
        sellerNip,
        // A CompanyID of UBL may as well be a number of another country.
        ...partyNips.filter((nip) => layout.rootName === 'Faktura' || isNip(nip)),
        ...internalIds.map((id) => id.slice(0, 10)),
      ],
      hasAttachment,
      carriesFiles,
      summary: summarize(root, layout, carriesFiles),
    },
  };
}

function checkForm(root: XmlElement, layout: FormLayout): string[] {
  if (root.localName !== layout.rootName || root.namespace !== layout.namespace) {
    return [
      `Element główny '${root.localName}' z przestrzeni nazw '${root.namespace}' nie jest zgodny z zadeklarowanym schematem ${layout.form.systemCode}.`,
    ];
  }
  if (layout.rootName !== 'Faktura') return [];
  const code = elementAt(root, 'Naglowek/KodFormularza', layout.namespace);
  if (code === undefined) return ["Brak wymaganego elementu 'Naglowek/KodFormularza'."];
  const fits =
    textOf(code) === layout.form.value &&
    code.attributes.kodSystemowy?.value === layout.form.systemCode &&
    code.attributes.wersjaSchemy?.value === layout.form.schemaVersion;
  return fits
    ? []
    : [`Element 'Naglowek/KodFormularza' nie jest zgodny ze schematem ${layout.form.systemCode}.`];
}

function withoutPrefix(nip: string): string {
  return nip.startsWith('PL') ? nip.slice(2) : nip;
}

function isNip(value: string): boolean {
  return /^[1-9](?:\d[1-9]|[1-9]\d)\d{7}$/.test(value);
}
