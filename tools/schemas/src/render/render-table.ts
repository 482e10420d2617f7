// The table of a form that the engine of `@ksef/forms` interprets.
import type { FormModel, FormType, Particle, SimpleType } from '../model/form-model.js';
import { elementsOf, type TypeIndex } from './type-index.js';

export function renderTable(
  model: FormModel,
  index: TypeIndex,
  prefixes: Readonly<Record<string, string>>,
): string {
  const namespaces = namespacesOf(model, index);
  const entry = (particle: Particle): unknown => {
    if (particle.kind === 'any') return [2, particle.min, particle.name, particle.namespace];
    if (particle.kind !== 'element')
      return [particle.kind === 'sequence' ? 0 : 1, particle.min, particle.items.map(entry)];
    const { name, type, min, max, namespace, fixed } = particle;
    const all = [
      name,
      index.numberOf(type),
      min,
      max === Number.POSITIVE_INFINITY ? 0 : max,
      namespaces.indexOf(namespace),
      fixed,
    ];
    const defaults = [undefined, undefined, 1, 1, 0, undefined];
    while (all.at(-1) === defaults[all.length - 1]) all.pop();
    return all;
  };
  const renderType = (type: FormType): unknown => {
    if (type.kind === 'simple') return simple(type);
    return {
      ...(type.attributes.length === 0
        ? {}
        : {
            attributes: type.attributes.map(({ name, type: own, required, fixed }) => [
              name,
              index.numberOf(own),
              required ? 1 : 0,
              ...(fixed === undefined ? [] : [fixed]),
            ]),
          }),
      ...(type.text === undefined ? {} : { text: index.numberOf(type.text) }),
      ...(type.content === undefined ? {} : { content: entry(type.content) }),
    };
  };
  const types = index.types.map((type) => `    ${source(renderType(type))},`);
  return `{
  root: ${source(entry(model.root))},
  namespaces: ${source(namespaces.map((uri) => [uri, prefixes[uri] ?? '']))},
  types: [
${types.join('\n')}
  ],
}`;
}

function simple({ kind: _, name: __, enumeration, union, ...facets }: SimpleType): unknown {
  return {
    ...facets,
    // One string instead of hundreds: no value holds a bar.
    ...(enumeration === undefined ? {} : { enumeration: enumeration.join('|') }),
    ...(union === undefined ? {} : { union: union.map(simple) }),
  };
}

/** That of the root first: elements of it name none. */
function namespacesOf(model: FormModel, index: TypeIndex): readonly string[] {
  const found = new Set([model.root.namespace]);
  for (const type of index.types)
    if (type.kind === 'complex' && type.content !== undefined)
      for (const { namespace } of elementsOf(type.content)) found.add(namespace);
  return [...found];
}

/** As TypeScript, without quotes where names need none. */
function source(value: unknown): string {
  if (Array.isArray(value))
    return `[${value.map((item) => (item === undefined ? '' : source(item))).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, item]) => `${key}: ${source(item)}`)
    .join(', ')} }`;
}
