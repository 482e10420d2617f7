import type { ComplexEntry, FormTable, ParticleEntry, ValueEntry } from '../../src/engine/form-table.js';
import { type RandomValue, randomValue } from './random-value.js';

/** Makes models of a form, all of them valid, from its table. */
export function modelMaker(table: FormTable): (random: () => number) => unknown {
  const values = new Map<number, RandomValue>();
  const pick = (type: number, random: () => number): string => {
    const known = values.get(type) ?? randomValue(table.types[type] as ValueEntry);
    values.set(type, known);
    return known(random);
  };

  const needed = depthsOf(table);
  const depthOf = (particle: ParticleEntry) => depthOfParticle(particle, needed);

  const fill = (
    particle: ParticleEntry,
    model: Record<string, unknown>,
    room: number,
    share: number,
    random: () => number,
  ): void => {
    const [kind] = particle;
    if (kind === 2) {
      model[particle[2] as string] = foreign(random);
      return;
    }
    if (typeof kind === 'string') {
      const [name, type, min = 1, max = 1, , fixed] = particle as FormTable['root'];
      const isWanted = min > 0 || ((needed[type] ?? 0) <= room && random() < share);
      if (!isWanted) return;
      if (max === 1) model[name] = fixed ?? make(type, room - 1, random);
      else {
        const count = Math.max(
          min,
          1 + Math.floor(random() * Math.min(max === 0 ? 3 : max, room > 3 ? 2 : 1)),
        );
        model[name] = Array.from({ length: count }, () => make(type, room - 1, random));
      }
      return;
    }
    const [, min, items] = particle as readonly [0 | 1, number, readonly ParticleEntry[]];
    if (min === 0 && random() > 0.6) return;
    if (kind === 0) for (const item of items) fill(item, model, room, share, random);
    else {
      const fitting = items.filter((item) => depthOf(item) <= Math.max(room, 0));
      const shallow = [...items].sort((one, other) => depthOf(one) - depthOf(other));
      const from = fitting.length === 0 ? shallow.slice(0, 1) : fitting;
      const chosen = from[Math.floor(random() * from.length)];
      if (chosen !== undefined) fill(chosen, model, room, share, random);
    }
  };

  const make = (type: number, room: number, random: () => number): unknown => {
    const entry = table.types[type] as ComplexEntry | ValueEntry;
    if ('base' in entry) return pick(type, random);
    const model: Record<string, unknown> = {};
    for (const [name, attribute, required, fixed] of entry.attributes ?? [])
      if (required === 1 || random() < 0.3) model[name] = fixed ?? pick(attribute, random);
    if (entry.text !== undefined) model.value = pick(entry.text, random);
    if (entry.content !== undefined)
      fill(entry.content, model, room, Math.min(0.6, 4 / optionalIn(entry.content)), random);
    return shuffled(model, random);
  };

  return (random) => make(table.root[1], 2 + Math.floor(random() * 5), random);
}

/** How many elements a content can have or not: of many only few are taken, or models would be huge. */
function optionalIn(particle: ParticleEntry): number {
  const [kind, second, third] = particle;
  if (kind === 2) return 0;
  if (typeof kind === 'string') return (third ?? 1) === 0 ? 1 : 0;
  return (third as readonly ParticleEntry[])
    .map(optionalIn)
    .reduce((sum, count) => sum + count, second as number);
}

/** How deep the smallest content of each type is: types may hold themselves. */
function depthsOf(table: FormTable): readonly number[] {
  const depths: number[] = table.types.map((type) =>
    'base' in type || type.content === undefined ? 0 : 1_000,
  );
  for (let changed = true; changed; ) {
    changed = false;
    for (const [number, type] of table.types.entries()) {
      if ('base' in type || type.content === undefined) continue;
      const depth = 1 + depthOfParticle(type.content, depths);
      if (depth < (depths[number] ?? 0)) {
        depths[number] = depth;
        changed = true;
      }
    }
  }
  return depths;
}

function depthOfParticle(particle: ParticleEntry, depths: readonly number[]): number {
  const [kind, second, third] = particle;
  if (kind === 2) return 0;
  if (typeof kind === 'string') return (third ?? 1) === 0 ? 0 : (depths[second as number] ?? 0);
  if (second === 0) return 0;
  const items = (third as readonly ParticleEntry[]).map((item) => depthOfParticle(item, depths));
  return kind === 0 ? Math.max(0, ...items) : Math.min(...items);
}

/** What an extension may hold that no schema knows. */
function foreign(random: () => number): unknown {
  const leaf = { children: [], line: 0, column: 0, text: random() < 0.5 ? '' : 'a & b', attributes: [] };
  const child = { ...leaf, name: 'b', prefix: random() < 0.5 ? 'x' : '', namespace: 'urn:x:foreign' };
  const attributes = [{ name: 'c', namespace: '', value: '<1>' }];
  return {
    ...leaf,
    name: 'a',
    prefix: 'x',
    namespace: 'urn:x:foreign',
    text: '',
    attributes,
    children: [child, child],
  };
}

/** Keys in any order: the writer knows that of the schema. */
function shuffled(model: Record<string, unknown>, random: () => number): Record<string, unknown> {
  const entries = Object.entries(model).map((entry) => [random(), entry] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => one - other).map(([, entry]) => entry));
}
