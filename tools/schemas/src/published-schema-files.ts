// The published files of a form, for programs that validate.
import { readFileSync } from 'node:fs';
import { publishedFolder, publishedForms } from './published-forms.js';
import { findSchemaFiles } from './strip-schemas.js';

/** All published files by their names, that of the form first: they find each other when they lie side by side. */
export function publishedSchemaFiles(form: string): [name: string, bytes: Uint8Array][] {
  const main = publishedForms.find(({ name }) => name === form);
  if (main === undefined) throw new Error(`Unknown form ${form}.`);
  const all = [...findSchemaFiles(publishedFolder)];
  all.sort(([one], [other]) => Number(other === main.file) - Number(one === main.file));
  return all.map(([name, path]) => {
    // They name others by places that lie elsewhere.
    const text = readFileSync(path, 'utf8').replace(
      /schemaLocation="[^"]*\/([^"/]+)"/g,
      'schemaLocation="$1"',
    );
    return [name, new TextEncoder().encode(text)];
  });
}
