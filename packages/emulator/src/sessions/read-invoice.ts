import { DOMParser, type Element } from '@xmldom/xmldom';
import type { FormLayout } from './forms.js';
import { readXmlText } from './xml-text.js';

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
}

const invoiceKinds = ['VAT', 'KOR', 'ZAL', 'ROZ', 'UPR', 'KOR_ZAL', 'KOR_ROZ', 'VAT_RR', 'KOR_VAT_RR'];

/** Reads an invoice of the declared form; `faults` is what is wrong with it, naming the element. */
export function readInvoiceFile(
  bytes: Uint8Array,
  layout: FormLayout,
): { readonly facts: InvoiceFacts } | { readonly faults: readonly string[] } {
  const file = readXmlText(bytes);
  if ('fault' in file) return { faults: [file.fault] };
  const root = parse(file.text);
  if (typeof root === 'string') return { faults: [`Dokument nie jest poprawnym XML: ${root}`] };
  const formFaults = checkForm(root, layout);
  if (formFaults.length > 0) return { faults: formFaults };

  const faults = layout.required.flatMap((path) => {
    const found = elementsAt(root, path, layout);
    if (found.length === 0) return [`Brak wymaganego elementu '${path}'.`];
    return found.some((element) => textOf(element) === '') ? [`Element '${path}' jest pusty.`] : [];
  });
  const value = (path: string) => textOf(elementsAt(root, path, layout)[0]);
  const sellerNip = value(layout.sellerNip).replace(/^PL/, '');
  if (faults.length === 0) {
    if (!isNip(sellerNip)) faults.push(`Element '${layout.sellerNip}' ma nieprawidłową wartość.`);
    if (!isDay(value(layout.issueDate)))
      faults.push(`Element '${layout.issueDate}' nie jest prawidłową datą.`);
    if (value(layout.invoiceNumber).length > 256)
      faults.push(`Element '${layout.invoiceNumber}' jest za długi.`);
    if (layout.rootName === 'Faktura' && !invoiceKinds.includes(value(layout.kind))) {
      faults.push(`Element '${layout.kind}' ma nieprawidłową wartość.`);
    }
  }
  if (faults.length > 0) return { faults };

  const partyNips = layout.parties.flatMap((path) =>
    elementsAt(root, path, layout).map((element) => textOf(element).replace(/^PL/, '')),
  );
  const internalIds = elementsAt(root, 'Podmiot3/DaneIdentyfikacyjne/IDWew', layout).map(textOf);
  const hasAttachment = elementsAt(root, 'Zalacznik', layout).length > 0;
  return {
    facts: {
      sellerNip,
      invoiceNumber: value(layout.invoiceNumber),
      issueDate: value(layout.issueDate),
      kind: value(layout.kind),
      partyNips: [sellerNip, ...partyNips.filter((nip) => isNip(nip))],
      checkedNips: [sellerNip, ...partyNips, ...internalIds.map((id) => id.slice(0, 10))],
      hasAttachment,
      carriesFiles:
        hasAttachment || root.getElementsByTagNameNS('*', 'EmbeddedDocumentBinaryObject').length > 0,
    },
  };
}

/** The root element, or what the parser objects to. */
function parse(text: string): Element | string {
  try {
    const document = new DOMParser({
      onError: (_level, message) => {
        // U+FFFD is a legal character: the ministry's own templates have it.
        if (message.startsWith('Unicode replacement character')) return;
        throw new Error(message);
      },
    }).parseFromString(text, 'text/xml');
    return document.documentElement ?? 'brak elementu głównego.';
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
}

function checkForm(root: Element, layout: FormLayout): string[] {
  if (root.localName !== layout.rootName || root.namespaceURI !== layout.namespace) {
    return [
      `Element główny '${root.localName}' z przestrzeni nazw '${root.namespaceURI ?? ''}' nie jest zgodny z zadeklarowanym schematem ${layout.form.systemCode}.`,
    ];
  }
  if (layout.rootName !== 'Faktura') return [];
  const code = elementsAt(root, 'Naglowek/KodFormularza', layout)[0];
  if (code === undefined) return ["Brak wymaganego elementu 'Naglowek/KodFormularza'."];
  const fits =
    textOf(code) === layout.form.value &&
    code.getAttribute('kodSystemowy') === layout.form.systemCode &&
    code.getAttribute('wersjaSchemy') === layout.form.schemaVersion;
  return fits
    ? []
    : [`Element 'Naglowek/KodFormularza' nie jest zgodny ze schematem ${layout.form.systemCode}.`];
}

function elementsAt(root: Element, path: string, layout: FormLayout): Element[] {
  let level = [root];
  for (const name of path.split('/')) {
    level = level.flatMap((parent) => children(parent).filter((child) => fits(child, name, layout)));
  }
  return level;
}

function fits(child: Element, name: string, layout: FormLayout): boolean {
  // UBL puts its parts into namespaces of their own.
  return (
    child.localName === name && (layout.rootName !== 'Faktura' || child.namespaceURI === layout.namespace)
  );
}

function children(parent: Element): Element[] {
  const found: Element[] = [];
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
    if (node.nodeType === 1) found.push(node as Element);
  }
  return found;
}

function textOf(element: Element | undefined): string {
  return (element?.textContent ?? '').trim();
}

function isNip(value: string): boolean {
  return /^[1-9](?:\d[1-9]|[1-9]\d)\d{7}$/.test(value);
}

function isDay(value: string): boolean {
  const time = Date.parse(`${value}T00:00:00Z`);
  return (
    /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(value)
  );
}
