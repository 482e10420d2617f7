import type { Attachment, AttachmentTable, KeyValue } from '../data/attachment.js';
import type { FormObject } from './field-map.js';

export function attachmentToForm({ blocks }: Attachment): FormObject {
  return {
    BlokDanych: blocks.map(({ heading, data, paragraphs, tables }) => ({
      ZNaglowek: heading,
      MetaDane: data.map(({ key, value }) => ({ ZKlucz: key, ZWartosc: value })),
      Tekst: paragraphs && { Akapit: paragraphs },
      Tabela: tables?.map(tableToForm),
    })),
  };
}

function tableToForm({ description, data, columns, rows, sums }: AttachmentTable): FormObject {
  return {
    TMetaDane: data?.map(({ key, value }) => ({ TKlucz: key, TWartosc: value })),
    Opis: description,
    TNaglowek: { Kol: columns.map(({ title, type }) => ({ Typ: type, NKom: { value: title } })) },
    Wiersz: rows.map((cells) => ({ WKom: cells })),
    Suma: sums && { SKom: sums },
  };
}

interface AttachmentForm {
  BlokDanych?: {
    ZNaglowek?: string;
    MetaDane?: { ZKlucz: string; ZWartosc: string }[];
    Tekst?: { Akapit?: string[] };
    Tabela?: TableForm[];
  }[];
}

interface TableForm {
  TMetaDane?: { TKlucz: string; TWartosc: string }[];
  Opis?: string;
  TNaglowek?: { Kol?: { Typ: AttachmentTable['columns'][number]['type']; NKom?: { value: string } }[] };
  Wiersz?: { WKom?: string[] }[];
  Suma?: { SKom?: string[] };
}

export function attachmentFromForm(object: object): Attachment {
  return {
    blocks: ((object as AttachmentForm).BlokDanych ?? []).map(({ ZNaglowek, MetaDane, Tekst, Tabela }) => ({
      ...(ZNaglowek === undefined ? {} : { heading: ZNaglowek }),
      data: (MetaDane ?? []).map(({ ZKlucz, ZWartosc }): KeyValue => ({ key: ZKlucz, value: ZWartosc })),
      ...(Tekst === undefined ? {} : { paragraphs: Tekst.Akapit ?? [] }),
      ...(Tabela === undefined ? {} : { tables: Tabela.map(tableFromForm) }),
    })),
  };
}

function tableFromForm({ TMetaDane, Opis, TNaglowek, Wiersz, Suma }: TableForm): AttachmentTable {
  return {
    ...(Opis === undefined ? {} : { description: Opis }),
    ...(TMetaDane === undefined
      ? {}
      : { data: TMetaDane.map(({ TKlucz, TWartosc }) => ({ key: TKlucz, value: TWartosc })) }),
    columns: (TNaglowek?.Kol ?? []).map(({ Typ, NKom }) => ({ title: NKom?.value ?? '', type: Typ })),
    rows: (Wiersz ?? []).map(({ WKom }) => WKom ?? []),
    ...(Suma === undefined ? {} : { sums: Suma.SKom ?? [] }),
  };
}
