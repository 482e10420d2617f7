import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLines, wholeLinesSize } from '../../src/journal/read-lines.js';
import { collect } from '../support/ksef.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ksef-lines-'));
});
afterAll(() => rm(folder, { recursive: true }));

const chunk = 64 * 1024;

async function sizeOf(content: string): Promise<number> {
  const path = join(folder, 'size');
  await writeFile(path, content);
  const file = await open(path);
  try {
    return await wholeLinesSize(file);
  } finally {
    await file.close();
  }
}

describe('wholeLinesSize', () => {
  it.each([
    ['nothing', '', ''],
    ['one byte', '', 'x'],
    ['a line end alone', '\n', ''],
    ['a torn line longer than what is read at once', 'one\ntwo\n', 'x'.repeat(2 * chunk + 1)],
    ['a torn line as long as what is read at once', 'one\n', 'x'.repeat(chunk)],
    ['a long line that is whole', `${'x'.repeat(chunk)}\n`, ''],
    ['a line end that is the first byte read', `${'x'.repeat(9)}\n`, 'x'.repeat(chunk - 1)],
    ['no line end at all', '', 'x'.repeat(2 * chunk)],
  ])('ends behind the last whole line: %s', async (_, whole, torn) => {
    expect(await sizeOf(whole + torn)).toBe(whole.length);
  });
});

describe('readLines', () => {
  const read = async (content: string, size = content.length) => {
    const path = join(folder, 'lines');
    await writeFile(path, content);
    return collect(readLines(path, size));
  };

  it('gives lines of any length up to a mebibyte, empty ones too, and none behind the size', async () => {
    const lines = ['a', '', 'x'.repeat(3 * chunk), 'b'.repeat(chunk - 1), 'c', 'y'.repeat(1024 * 1024)];
    const whole = lines.map((line) => `${line}\n`).join('');
    expect(await read(`${whole}torn\nand more\n`, whole.length)).toEqual(lines);
    expect(await read(`${whole}\n\n`, whole.length)).toEqual(lines);
    expect(await read('torn\n', 0)).toEqual([]);
  });

  it('refuses an endless line', async () => {
    await expect(read(`${'x'.repeat(1024 * 1024 + chunk + 1)}\n`)).rejects.toMatchObject({
      code: 'JOURNAL_CORRUPT',
    });
  });
});
