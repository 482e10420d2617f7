import type { SchemaName } from '@ksef/schemas';
import type { Meaning } from '../render/render-types.js';
import { common } from './common.js';
import { fa } from './fa.js';
import { faRr } from './fa-rr.js';

type Meanings = Readonly<Record<string, string>>;

/** The most special first. */
const byForm: Readonly<Partial<Record<SchemaName, readonly Meanings[]>>> = {
  fa2: [fa, common],
  fa3: [fa, common],
  faRr1: [faRr, common],
};

/** What the fields of a form mean, as far as it is written down. */
export function meaningOf(form: SchemaName): Meaning {
  const all = byForm[form] ?? [];
  return (type, field) => {
    for (const key of [`${type}.${field}`, field])
      for (const meanings of all) if (meanings[key] !== undefined) return meanings[key];
    return undefined;
  };
}
