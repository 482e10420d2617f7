import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('writes a bill of materials that names what a package brings', () => {
  const out = mkdtempSync(join(tmpdir(), 'ksef-sbom-'));
  execFileSync(process.execPath, [join(import.meta.dirname, '../sbom.mjs'), '--out', out, 'documents']);
  const { bomFormat, components } = JSON.parse(readFileSync(join(out, 'documents.cdx.json'), 'utf8')) as {
    bomFormat: string;
    components: { name: string }[];
  };
  expect(bomFormat).toBe('CycloneDX');
  expect(components.map(({ name }) => name).sort()).toEqual([
    '@ksef/core',
    '@ksef/documents',
    'saxes',
    'xmlchars',
  ]);
}, 120_000);
