// Every form with what reads and writes it.
import type { SchemaName } from '@ksef/schemas';
import type { FormParser } from '../../src/engine/create-parser.js';
import type { FormWriter } from '../../src/engine/create-writer.js';
import type { FormTable } from '../../src/engine/form-table.js';
import { table as authTokenRequest21 } from '../../src/generated/auth-token-request21-table.js';
import { table as faRr1 } from '../../src/generated/fa-rr1-table.js';
import { table as fa2 } from '../../src/generated/fa2-table.js';
import { table as fa3 } from '../../src/generated/fa3-table.js';
import { table as pefKor3 } from '../../src/generated/pef-kor3-table.js';
import { table as pef3 } from '../../src/generated/pef3-table.js';
import { table as upo43 } from '../../src/generated/upo43-table.js';
import * as forms from '../../src/index.js';

export interface TestedForm {
  readonly name: SchemaName;
  readonly table: FormTable;
  readonly parse: FormParser<unknown>;
  readonly write: FormWriter<never>;
}

export const allForms: readonly TestedForm[] = [
  { name: 'fa2', table: fa2, parse: forms.parseFa2, write: forms.writeFa2 },
  { name: 'fa3', table: fa3, parse: forms.parseFa3, write: forms.writeFa3 },
  { name: 'faRr1', table: faRr1, parse: forms.parseFaRr1, write: forms.writeFaRr1 },
  { name: 'pef3', table: pef3, parse: forms.parsePef3, write: forms.writePef3 },
  { name: 'pefKor3', table: pefKor3, parse: forms.parsePefKor3, write: forms.writePefKor3 },
  { name: 'upo43', table: upo43, parse: forms.parseUpo43, write: forms.writeUpo43 },
  {
    name: 'authTokenRequest21',
    table: authTokenRequest21,
    parse: forms.parseAuthTokenRequest21,
    write: forms.writeAuthTokenRequest21,
  },
];

export const utf8 = (text: string) => new TextEncoder().encode(text);

/** A model without the places that elements of other schemas keep. */
export function withoutPlaces(model: unknown): unknown {
  const text = JSON.stringify(model, (key, value: unknown) =>
    key === 'line' || key === 'column' ? undefined : value,
  );
  return JSON.parse(text);
}
