import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const dist = join(import.meta.dirname, '../dist');

async function bundle(program: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: dist },
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

describe('a bundle', () => {
  it.each(['./index.js', './fa3.js'])(
    'of a program that reads FA(3) from %s carries no other form',
    async (entry) => {
      const code = await bundle(`import { parseFa3 } from '${entry}'; console.log(parseFa3);`);
      expect(code).toContain('"FaWiersz"');
      expect(code).not.toContain('"AccountingSupplierParty"');
      expect(code).not.toContain('"FakturaRRWiersz"');
      expect(code).not.toContain('exclude each other');
      expect(code.length).toBeLessThan(90_000);
    },
  );

  it('of a program that asks for the form carries none', async () => {
    const code = await bundle(`import { formOf } from './index.js'; console.log(formOf);`);
    expect(code).not.toContain('"FaWiersz"');
  });

  it('of a program that writes FA(3) carries no XML parser', async () => {
    const code = await bundle(`import { writeFa3 } from './index.js'; console.log(writeFa3);`);
    expect(code).toContain('exclude each other');
    expect(code.length).toBeLessThan(60_000);
  });
});
