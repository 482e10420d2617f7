import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findDrift } from '../src/diff.js';
import { publishedFolder } from '../src/published-forms.js';

describe.skipIf(!existsSync(publishedFolder))('schemas:diff', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ksef-drift-'));
  cpSync(publishedFolder, folder, { recursive: true });
  afterAll(() => rmSync(folder, { recursive: true }));

  const edit = (file: string, from: string | RegExp, to: string) => {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    const edited = text.replace(from, to);
    expect(edited).not.toBe(text);
    writeFileSync(path, edited);
    return () => writeFileSync(path, text);
  };

  it('reports nothing of what ours were made from, whatever the annotations say', async () => {
    const restore = edit('upo/upo-v4-3.xsd', 'Numer identyfikacyjny NIP', 'another text');
    expect(await findDrift(folder)).toEqual([]);
    restore();
  });

  it('reports a changed facet, a new element, one that is gone, and another order', async () => {
    const restore = [
      edit('upo/upo-v4-3.xsd', '<xsd:maxLength value="44"/>', '<xsd:maxLength value="88"/>'),
      edit(
        'auth/schemat_auth_v2-1.xsd',
        /<xsd:element name="Ip4Mask"/,
        '<xsd:element name="Ip6Address" type="xsd:token"/>$&',
      ),
      edit('FA/bazowe/KodyKrajow_v10-0E.xsd', 'value="AF"', 'value="ZZ"'),
      edit(
        'FA/schemat_FA(3)_v1-0E.xsd',
        /name="P_13_8"([\s\S]*?)name="P_13_9"/,
        'name="P_13_9"$1name="P_13_8"',
      ),
    ];
    const drift = await findDrift(folder);
    expect(drift).toContain(
      'upo-v4-3.xsd: TSkrotDokumentu simpleType/restriction/maxLength was value=44, is value=88',
    );
    expect(drift.filter((line) => /Ip6Address element is new: type=xsd:token$/.test(line))).toHaveLength(1);
    expect(drift.filter((line) => /^KodyKrajow.*"ZZ" enumeration is new/.test(line))).toHaveLength(1);
    expect(drift.filter((line) => /^KodyKrajow.*"AF" enumeration is gone/.test(line))).toHaveLength(1);
    expect(drift).toContain('schemat_FA(3)_v1-0E.xsd: the order of its declarations changed');
    expect(drift).toHaveLength(5);
    for (const back of restore) back();
  });

  it('reports a form that is gone and one that is new', async () => {
    rmSync(join(folder, 'RR'), { recursive: true });
    writeFileSync(join(folder, 'schemat_FA(4)_v1-0E.xsd'), '<x/>');
    const drift = await findDrift(folder);
    expect(drift).toContain('schemat_FA_RR(1)_v1-1E.xsd: gone from the published schemas');
    expect(drift.filter((line) => /FA\(4\).*a form that is not known here/.test(line))).toHaveLength(1);
  });

  it('ends with 1 when there is drift, with 2 without a folder', () => {
    const run = (...args: string[]) => {
      try {
        return execFileSync(process.execPath, ['--import', 'tsx', 'src/diff.ts', ...args], {
          stdio: 'pipe',
        }).toString();
      } catch (error) {
        return (error as { status: number }).status;
      }
    };
    expect(run(publishedFolder)).toBe('No drift.\n');
    expect(run(folder)).toBe(1);
    expect(run()).toBe(2);
  });
});
