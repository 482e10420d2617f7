import type { Leaf, Particle } from './compile-form.js';

/** The first child in a wrong position, or what is missing at the end. */
export interface Mismatch {
  /** Index of the child; undefined if there are too few. */
  readonly at: number | undefined;
  /** What the form requires there. */
  readonly expected: readonly Leaf[];
}

/**
 * Compares the children of an element with the content that its type has. Schemas are deterministic: the next child says
 * which way to go.
 *
 * @param children - what each child is; undefined for those that the type does not have at all, which are passed over
 */
export function matchContent(
  content: Particle,
  children: readonly (Leaf | undefined)[],
): Mismatch | undefined {
  const state: Matching = { children, at: 0 };
  pass(state);
  return match(content, state) ?? (state.at < children.length ? fail(state, []) : undefined);
}

interface Matching {
  readonly children: readonly (Leaf | undefined)[];
  at: number;
}

function match(particle: Particle, state: Matching): Mismatch | undefined {
  if (particle.kind === 'element' || particle.kind === 'any') return matchLeaf(particle, state);
  const next = state.children[state.at];
  if (next === undefined || !particle.first.has(next))
    return particle.canBeEmpty ? undefined : fail(state, [...particle.first]);
  if (particle.kind === 'choice') {
    const branch = particle.items.find((item) => startsWith(item, next));
    return branch === undefined ? fail(state, [...particle.first]) : match(branch, state);
  }
  for (const item of particle.items) {
    const mismatch = match(item, state);
    if (mismatch !== undefined) return mismatch;
  }
  return undefined;
}

function matchLeaf(leaf: Leaf, state: Matching): Mismatch | undefined {
  const max = leaf.kind === 'any' ? 1 : leaf.max;
  let count = 0;
  while (count < max && state.children[state.at] === leaf) {
    count++;
    state.at++;
    pass(state);
  }
  return count < leaf.min ? fail(state, [leaf]) : undefined;
}

/** Skips children that the type does not have. */
function pass(state: Matching): void {
  while (state.at < state.children.length && state.children[state.at] === undefined) state.at++;
}

function fail({ at, children }: Matching, expected: readonly Leaf[]): Mismatch {
  return { at: at < children.length ? at : undefined, expected };
}

function startsWith(particle: Particle, leaf: Leaf): boolean {
  return particle.kind === 'element' || particle.kind === 'any'
    ? particle === leaf
    : particle.first.has(leaf);
}

/** What can stand in a group, for a message: the names, or the names that begin it. */
export function namesOf(leaves: readonly Leaf[]): string {
  const names = [...new Set(leaves.map(({ name }) => name))];
  return names.length > 6 ? `${names.slice(0, 6).join(', ')} …` : names.join(', ');
}
