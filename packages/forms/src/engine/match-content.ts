import type { Leaf, Particle } from './compile-form.js';

/** The first child that does not stand where the form wants it, or what is missing at the end. */
export interface Mismatch {
  /** Index of the child; undefined if there are too few. */
  readonly at: number | undefined;
  /** What the form wants there. */
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
  let at = 0;
  const skip = () => {
    while (at < children.length && children[at] === undefined) at++;
  };
  const fail = (expected: readonly Leaf[]): Mismatch => ({
    at: at < children.length ? at : undefined,
    expected,
  });

  const match = (particle: Particle): Mismatch | undefined => {
    if (particle.kind === 'element' || particle.kind === 'any') {
      const max = particle.kind === 'any' ? 1 : particle.max;
      let count = 0;
      while (count < max && children[at] === particle) {
        at++;
        count++;
        skip();
      }
      return count < particle.min ? fail([particle]) : undefined;
    }
    const next = children[at];
    if (next === undefined || !particle.first.has(next))
      return particle.canBeEmpty ? undefined : fail([...particle.first]);
    if (particle.kind === 'choice') {
      const branch = particle.items.find((item) => startsWith(item, next));
      return branch === undefined ? fail([...particle.first]) : match(branch);
    }
    for (const item of particle.items) {
      const mismatch = match(item);
      if (mismatch !== undefined) return mismatch;
    }
    return undefined;
  };

  skip();
  const mismatch = match(content);
  if (mismatch !== undefined) return mismatch;
  return at < children.length ? fail([]) : undefined;
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
