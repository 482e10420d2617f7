import { describe, expect, it } from 'vitest';
import { fa3Schema } from '../src/fa3.js';
import { loadSchema, schemaNames } from '../src/index.js';

describe('loadSchema', () => {
  it.each(schemaNames)('loads %s with every file that its files name', async (name) => {
    const { root, namespace, files } = await loadSchema(name);
    expect(files[0]?.namespace).toBe(namespace);
    expect(files[0]?.text).toContain(`element name="${root}"`);
    const named = files.flatMap(({ text }) =>
      [...text.matchAll(/schemaLocation="([^"]*)"/g)].map((match) => match[1]),
    );
    expect(new Set([files[0]?.name, ...named])).toEqual(new Set(files.map((file) => file.name)));
    for (const file of files) expect(file.text).toContain(`targetNamespace="${file.namespace}"`);
  });

  it('gives what the entry of the form gives', async () => {
    expect(await loadSchema('fa3')).toBe(fa3Schema);
  });
});
