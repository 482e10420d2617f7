import { execFileSync } from 'node:child_process';
import { hasTools } from '@ksef-tools/testing';
import { describe, expect, it } from 'vitest';
import { buildInvoice } from '../src/index.js';
import { readInvoiceData } from '../src/read.js';
import { buildRrInvoice } from '../src/rr.js';
import { samples } from './support/samples.js';

/** A document's exclusive canonical XML without comments, and without the white space between elements. */
function canonical(xml: Uint8Array): string {
  const text = new TextDecoder()
    .decode(xml)
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/>\s+</g, '><');
  return execFileSync('xmllint', ['--exc-c14n', '-'], { input: text, encoding: 'utf8' }).replace(
    / xmlns:\w+="[^"]*"/g,
    '',
  );
}

// That with several Podmiot3 gives them two identifiers each, which the schema does not allow.
const templates = /fa-3(?!-pef|-with-multiple)/;

describe.skipIf(!hasTools('xmllint'))('data read from an official sample build an equal invoice', () => {
  it.each([...samples('fa3'), ...samples('templates', templates)])('$name', ({ bytes }) => {
    const { data } = readInvoiceData(bytes);
    const { xml } = buildInvoice(data);
    expect(canonical(xml)).toBe(canonical(bytes));
  });

  it.each(samples('templates', /fa-rr/))('$name', ({ bytes }) => {
    const read = readInvoiceData(bytes);
    if (read.form !== 'faRr1') throw new Error(`It is read as ${read.form}.`);
    expect(canonical(buildRrInvoice(read.rr).xml)).toBe(canonical(bytes));
  });
});
