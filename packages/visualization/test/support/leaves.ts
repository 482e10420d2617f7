import { readXmlTree, type XmlElement } from '@ksef/forms/xml';

/** A piece of text in a document, with its way from the root. */
export interface Leaf {
  readonly path: string;
  readonly text: string;
}

/** Every text leaf of a document. Files inside a document are not text, signatures are not shown. */
export function leavesOf(bytes: Uint8Array): Leaf[] {
  const leaves: Leaf[] = [];
  const { root } = readXmlTree(bytes, { lenient: true });
  collect(root, `/${root.name}`, leaves);
  return leaves;
}

const notText = ['EmbeddedDocumentBinaryObject', 'Signature'];

function collect(element: XmlElement, path: string, leaves: Leaf[]): void {
  if (notText.includes(element.name)) return;
  const text = element.text.trim();
  if (element.children.length === 0 && text !== '') leaves.push({ path, text });
  for (const child of element.children) collect(child, `${path}/${child.name}`, leaves);
}

// Written here once more: what a reader expects to see, apart from how the package makes it.
const meanings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  RodzajFaktury: {
    VAT: 'Faktura podstawowa',
    KOR: 'Faktura korygująca',
    ZAL: 'Faktura zaliczkowa',
    ROZ: 'Faktura rozliczeniowa',
    UPR: 'Faktura uproszczona',
    KOR_ZAL: 'Faktura korygująca fakturę zaliczkową',
    KOR_ROZ: 'Faktura korygująca fakturę rozliczeniową',
    VAT_RR: 'Faktura VAT RR',
  },
  FormaPlatnosci: { '1': 'Gotówka', '2': 'Karta', '3': 'Bon', '4': 'Czek', '5': 'Kredyt', '6': 'Przelew' },
  RodzajTransportu: { '3': 'Transport drogowy' },
  OpisLadunku: { '13': 'Paleta' },
  Rola: {
    '1': 'Faktor',
    '2': 'Odbiorca',
    '4': 'Dodatkowy nabywca',
    '5': 'Wystawca faktury',
    '6': 'Dokonujący płatności',
    '8': 'Jednostka samorządu terytorialnego – odbiorca',
    '10': 'Członek grupy VAT – odbiorca',
  },
  P_12: { '0 KR': '0% KR', '0 WDT': '0% WDT', '0 EX': '0% EX' },
  TypKorekty: {
    '1': 'W dacie ujęcia faktury pierwotnej',
    '2': 'W dacie wystawienia faktury korygującej',
    '3': 'W innej dacie',
  },
  ZnacznikZaplatyCzesciowej: { '1': 'Zapłacono w części', '2': 'Zapłacono w całości' },
  P_12_Procedura: { '4': 'Dostawa lub usługa poza terytorium kraju' },
  P_12Z_Procedura: { '7': 'Pozostała sprzedaż krajowa' },
  RolaPU: { '3': 'Przedstawiciel podatkowy' },
  StatusInfoPodatnika: { '2': 'W restrukturyzacji' },
  RachunekWlasnyBanku: {
    '1': 'Rozliczanie nabytych wierzytelności',
    '2': 'Pobieranie należności od nabywcy',
  },
  ChargeIndicator: { true: 'tak', false: 'nie' },
};

const countries = new Intl.DisplayNames('pl', { type: 'region' });

/** What of a leaf may be looked for in a Polish picture: any of these. White space does not count. */
export function shownAs({ path, text }: Leaf): string[] {
  const name = path.split('/').at(-1) ?? '';
  if (path.includes('/FakturaRR/') && name === 'FormaPlatnosci') return ['Przelew'];
  if (['KodKraju', 'IdentificationCode'].includes(name)) return [`${countries.of(text)} (${text})`];
  const meaning = meanings[name]?.[text];
  if (meaning !== undefined) return [meaning];
  if (
    /^(P_1[6-9]A?|P_19N|P_2[23]N?|P_42_5|P_PMarzy.*|JST|GV|FP|TP|Zaplacono|NrKSeFN?|BrakID|StanPrzed|RolaInna|ZaplataCzesciowa|PlatnoscInna|PodmiotPosredniczacy)$/.test(
      name,
    )
  ) {
    if (text === '1') return ['tak'];
    if (text === '2') return ['nie'];
  }
  const [, sign, whole, fraction] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) return [text];
  const exact = `${sign}${whole}${fraction === undefined ? '' : `,${fraction}`}`;
  return [text, exact, `${sign}${whole},${(fraction ?? '').padEnd(2, '0')}`];
}

/** Text without white space: lines are broken where the page needs it. */
export function packed(text: string): string {
  return text.replace(/\s+/g, '');
}
