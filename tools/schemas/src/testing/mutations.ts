// Documents that are nearly right: what a program with a mistake would send.
import { seededRandom } from '@ksef-tools/testing/random';

/** A damaged document, and what was done to it. */
export interface Mutation {
  readonly text: string;
  readonly what: string;
}

/** Texts that are right somewhere, wrong elsewhere, or at an edge. */
const texts = [
  '',
  ' ',
  'x',
  '0',
  '1',
  '2',
  '3',
  '-1',
  '+1',
  '01',
  '99',
  '23',
  'oo',
  'np I',
  'zw',
  'PL',
  'XX',
  'EUR',
  'PLN',
  'VAT',
  'KOR',
  '123,45',
  '123.4',
  '123.45',
  '123.456',
  '.5',
  '5.',
  '-0.00',
  '1e3',
  'INF',
  'NaN',
  '12345678901234567890.12',
  '0.123456789',
  '100',
  '100.01',
  '2026-02-01',
  '2026-02-30',
  '2026-2-1',
  '1899-12-31',
  '2051-01-01',
  '2026-02-01Z',
  '2026-02-01T10:00:00',
  '2026-02-01T24:00:00Z',
  '2026-02-01T10:00:00.123+02:00',
  '2026-02-01T25:00:00Z',
  '10:00:00Z',
  'true',
  'TRUE',
  '5265877635',
  '0123456789',
  '52658776350',
  'PL5265877635',
  'a@b',
  '@',
  ' 1 ',
  '1\n',
  'a  b',
  '\tx',
  'ą'.repeat(50),
  '𝄞'.repeat(256),
  'x'.repeat(256),
  'x'.repeat(257),
  'y'.repeat(512),
  'z'.repeat(513),
  'x'.repeat(3501),
  'AAAA',
  '=',
  'AAA=',
  'https://example.com/a b',
  '12345678901234567890123456',
  '5265877635-20260201-0123456789AB-CD',
] as const;

const tag = /<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;

interface Piece {
  readonly start: number;
  end: number;
  readonly name: string;
  readonly depth: number;
  isLeaf: boolean;
}

/** Damages a document in `count` ways, the same for each seed; each document has one to three damages. */
export function mutations(text: string, count: number, seed: number): readonly Mutation[] {
  const random = seededRandom(seed);
  // An attachment of megabytes takes time and says nothing.
  const short = text.replace(/>[A-Za-z0-9+/=\s]{2000,}</g, '>QUJD<');
  return Array.from({ length: count }, () => {
    const done: string[] = [];
    let damaged = short;
    for (let times = 1 + Math.floor(random() * random() * 3); times > 0; times--) {
      const { text: next, what } = mutate(damaged, random);
      damaged = next;
      done.push(what);
    }
    return { text: damaged, what: done.join(', ') };
  });
}

function mutate(text: string, random: () => number): Mutation {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const pieces = piecesOf(text).filter(({ depth }) => depth > 0);
  const leaves = pieces.filter(({ isLeaf }) => isLeaf);
  const piece = pick(pieces);
  const whole = text.slice(piece.start, piece.end);
  const replaced = (by: string, what: string, { start, end } = piece): Mutation => ({
    text: text.slice(0, start) + by + text.slice(end),
    what: `${what} ${piece.name}`,
  });
  const kind = random();
  if (kind < 0.1) return replaced('', 'no');
  if (kind < 0.18) return replaced(whole + whole, 'twice');
  if (kind < 0.26)
    return replaced(pick(pieces.map((other) => text.slice(other.start, other.end))), 'another for');
  if (kind < 0.34)
    return replaced(whole + pick(leaves.map((other) => text.slice(other.start, other.end))), 'another after');
  if (kind < 0.4) return replaced(whole.replaceAll(piece.name, pick(pieces).name), 'renamed');
  if (kind < 0.44)
    return replaced(whole.replace(/^<[^\s/>]+(?![^>]* unknown=)/, '$& unknown="1"'), 'attribute for');
  if (kind < 0.5) return replaced(whole.replace(/\s[\w:]+="[^"]*"/, ''), 'less attributes for');
  if (kind < 0.54)
    return replaced(whole.replace(/="[^"]*"/, `="${escapeXml(pick(texts))}"`), 'other attribute for');
  if (kind < 0.57) return replaced(whole.replace(/>/, `>${escapeXml(pick(texts))}`), 'text into');
  if (kind < 0.62) return swap(text, pieces, pick);
  const leaf = pick(leaves);
  const content = text.slice(leaf.start, leaf.end);
  const value = pick(texts);
  return {
    text:
      text.slice(0, leaf.start) +
      content.replace(/>[^<]*</, () => `>${escapeXml(value)}<`) +
      text.slice(leaf.end),
    what: `${leaf.name} = ${value.slice(0, 30)}`,
  };
}

function swap(text: string, pieces: readonly Piece[], pick: <T>(from: readonly T[]) => T): Mutation {
  const one = pick(pieces);
  const next = pieces.find(({ start, depth }) => start >= one.end && depth === one.depth);
  if (next === undefined) return { text, what: 'nothing' };
  const between = text.slice(one.end, next.start);
  const swapped = text.slice(next.start, next.end) + between + text.slice(one.start, one.end);
  if (between.includes('<')) return { text, what: 'nothing' };
  return {
    text: text.slice(0, one.start) + swapped + text.slice(next.end),
    what: `swapped ${one.name}, ${next.name}`,
  };
}

function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const open: Piece[] = [];
  for (const match of text.matchAll(tag)) {
    const end = match.index + match[0].length;
    if (match[1] === '/') {
      const piece = open.pop();
      if (piece !== undefined) piece.end = end;
      continue;
    }
    const piece: Piece = { start: match.index, end, name: match[2] ?? '', depth: open.length, isLeaf: true };
    pieces.push(piece);
    const above = open.at(-1);
    if (above !== undefined) above.isLeaf = false;
    if (match[4] !== '/') open.push(piece);
  }
  return pieces;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
