import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listRules } from '../src/index.js';

const guide = readFileSync(join(import.meta.dirname, '../../../docs/guides/validation.md'), 'utf8');
const [, allRules = ''] = /\n## All rules\n([\s\S]*?)\n## /.exec(guide) ?? [];
const stages = { Bytes: 'bytes', Schema: 'schema', KSeF: 'ksef', Law: 'law' } as const;

describe('the guide "Is this invoice valid?"', () => {
  it.each(Object.entries(stages))('has every rule of the stage %s as it is in the code', (title, stage) => {
    const section = allRules.split(`### ${title}\n`)[1]?.split('###')[0] ?? '';
    const rows = section
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    expect(rows).toEqual(
      listRules()
        .filter((rule) => rule.stage === stage)
        .map(({ id, severity, name, source }) => [`\`${id}\``, severity, name.pl, name.en, source]),
    );
  });

  it('names no rule that is not there', () => {
    const ids = new Set(listRules().map(({ id }) => id));
    const named = guide.match(/`(?:bytes|schema|ksef|law)-[a-z-]+`/g) ?? [];
    expect(named.map((text) => text.slice(1, -1)).filter((id) => !ids.has(id))).toEqual([]);
  });

  it('lists every rule id that the code reports', () => {
    const sources = ['bytes/check-bytes.ts', 'schema/explain-violation.ts', 'unknown-form.ts'].map((file) =>
      readFileSync(join(import.meta.dirname, '../src', file), 'utf8'),
    );
    const reported = new Set(sources.join().match(/(?<=')(?:bytes|schema)-[a-z-]+(?=')/g));
    const reading = listRules().filter(({ stage }) => stage === 'bytes' || stage === 'schema');
    expect([...reported].sort()).toEqual(reading.map(({ id }) => id).sort());
  });
});
