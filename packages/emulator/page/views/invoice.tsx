import { useEffect, useState } from 'preact/hooks';
import type { EmulatorInvoice } from '../../src/inspection/invoices.js';
import { controlPath, readText } from '../lib/control.js';
import { bytes, money, time } from '../lib/format.js';
import { useLive } from '../lib/live.js';
import { linkTo, type Route, replaceQuery } from '../lib/route.js';
import { CodeBlock } from '../ui/code-block.js';
import { Facts } from '../ui/facts.js';
import { ContextLink, Copied, SessionLink } from '../ui/links.js';
import { Status } from '../ui/status.js';
import { Waiting } from '../ui/table.js';
import { Tabs } from '../ui/tabs.js';

const tabs = [
  { name: 'picture', title: 'Invoice' },
  { name: 'xml', title: 'XML' },
  { name: 'receipt', title: 'Receipt (UPO)' },
  { name: 'receipt-xml', title: 'Receipt XML' },
];

export function InvoiceView({ route }: { readonly route: Route }) {
  const number = route.name ?? '';
  const invoice = useLive<EmulatorInvoice>(`/invoices/${encodeURIComponent(number)}`);
  const { value } = invoice;
  const tab = tabs.find(({ name }) => name === route.query.tab)?.name ?? 'picture';
  return (
    <>
      <p class="path">
        <a href={linkTo('invoices')}>Invoices</a>
      </p>
      <h1>{value?.invoiceNumber ?? 'Invoice'}</h1>
      <Waiting of={invoice} />
      {value && (
        <>
          <section class="card" aria-label="Facts">
            <InvoiceFacts invoice={value} />
          </section>
          <section class="card" aria-label="Documents">
            <Tabs
              label="Documents"
              tabs={tabs}
              chosen={tab}
              onChoose={(name) => replaceQuery(route, { tab: name === 'picture' ? undefined : name })}
            >
              <Document key={`${tab} ${value.status.code}`} tab={tab} invoice={value} />
            </Tabs>
          </section>
        </>
      )}
    </>
  );
}

function InvoiceFacts({ invoice }: { readonly invoice: EmulatorInvoice }) {
  const { seller, buyer, ksefNumber, invoiceLink } = invoice;
  return (
    <Facts
      rows={[
        ['Status', <Status key="status" status={invoice.status} isLong />],
        ['KSeF number', ksefNumber && <Copied key="number" text={ksefNumber} name="the KSeF number" />],
        ['Reference number', <Copied key="ref" text={invoice.referenceNumber} name="the reference number" />],
        ['Session', <SessionLink key="session" number={invoice.sessionReferenceNumber} />],
        ['Sent in', <ContextLink key="context" context={invoice.contextIdentifier} />],
        ['Seller', [seller.name, seller.nip].filter(Boolean).join(', ')],
        ['Buyer', [buyer.name, buyer.identifier].filter(Boolean).join(', ')],
        ['Gross', invoice.grossAmount !== null && money(invoice.grossAmount, invoice.currency)],
        ['Issued', invoice.issueDate],
        [
          'Form',
          invoice.systemCode &&
            `${invoice.systemCode}${invoice.invoicingMode ? `, ${invoice.invoicingMode.toLowerCase()}` : ''}`,
        ],
        ['Received', time(invoice.invoicingDate)],
        ['KSeF number given', invoice.acquisitionDate && time(invoice.acquisitionDate)],
        ['Stored', invoice.permanentStorageDate && time(invoice.permanentStorageDate)],
        ['File', `${invoice.invoiceFileName ?? ''} ${bytes(invoice.invoiceSize)}`.trim()],
        ['SHA-256', <Copied key="hash" text={invoice.invoiceHash} name="the hash" />],
        [
          'KOD I',
          invoiceLink && (
            <span class="copied" key="link">
              <a href={invoiceLink} target="_blank" rel="noreferrer">
                Verification page
              </a>
              <Copied text={invoiceLink} name="the link of KOD I" />
            </span>
          ),
        ],
      ]}
    />
  );
}

interface DocumentProps {
  readonly tab: string;
  readonly invoice: EmulatorInvoice;
}

function Document({ tab, invoice: { referenceNumber, status, invoiceNumber } }: DocumentProps) {
  const path = `/invoices/${referenceNumber}`;
  if (tab.startsWith('receipt') && status.code !== 200)
    return <p class="empty">Only accepted invoices have a receipt.</p>;
  switch (tab) {
    case 'xml':
      return <File path={`${path}/xml`} name="XML" />;
    case 'receipt':
      return <Frame path={`${path}/upo/html`} title={`Receipt of ${invoiceNumber}`} />;
    case 'receipt-xml':
      return <File path={`${path}/upo`} name="Receipt XML" />;
    default:
      return <Frame path={`${path}/html`} title={`Invoice ${invoiceNumber ?? referenceNumber}`} />;
  }
}

/** A page of its own, shown in this one; what cannot be shown is said in words. */
function Frame({ path, title }: { readonly path: string; readonly title: string }) {
  const [isThere, setThere] = useState<boolean>();
  useEffect(() => {
    const stop = new AbortController();
    readText(path, stop.signal).then(
      () => setThere(true),
      () => stop.signal.aborted || setThere(false),
    );
    return () => stop.abort();
  }, [path]);
  if (isThere === undefined) return <p class="empty">Loading …</p>;
  if (!isThere) return <p class="empty">This file cannot be shown as an invoice: see its XML.</p>;
  return (
    <>
      <iframe class="document" src={`${controlPath}${path}`} title={title} sandbox="allow-popups" />
      <p class="below">
        <a href={`${controlPath}${path}`} target="_blank" rel="noreferrer">
          Open in a window of its own
        </a>
      </p>
    </>
  );
}

const longestShown = 200_000;

function File({ path, name }: { readonly path: string; readonly name: string }) {
  const [text, setText] = useState<string>();
  const [fault, setFault] = useState<string>();
  useEffect(() => {
    const stop = new AbortController();
    readText(path, stop.signal).then(
      setText,
      (error: Error) => stop.signal.aborted || setFault(error.message),
    );
    return () => stop.abort();
  }, [path]);
  if (fault !== undefined) return <p class="empty">{fault}</p>;
  if (text === undefined) return <p class="empty">Loading …</p>;
  const isCut = text.length > longestShown;
  return (
    <>
      <CodeBlock name={name} text={isCut ? text.slice(0, longestShown) : indented(text)} />
      <p class="below">
        {isCut && 'Only its beginning is shown. '}
        <a href={`${controlPath}${path}`} target="_blank" rel="noreferrer">
          The file as it is
        </a>
      </p>
    </>
  );
}

/** Line breaks between elements, for files that have none. */
function indented(xml: string): string {
  if (xml.trim().split('\n').length > 5) return xml;
  let depth = 0;
  return xml
    .replace(/>\s*</g, '>\n<')
    .split('\n')
    .map((line) => {
      if (line.startsWith('</')) depth--;
      const text = '  '.repeat(Math.max(0, depth)) + line;
      const opens = /^<[^!?/][^>]*>/.test(line) && !/\/>$/.test(line) && !/<\/[^>]+>$/.test(line);
      if (opens) depth++;
      return text;
    })
    .join('\n');
}
