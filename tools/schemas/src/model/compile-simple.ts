import type { XsdNode, XsdRoot } from '../xsd/read-xsd.js';
import type { Facets, Primitive, SimpleType } from './form-model.js';
import { isBuiltIn, type QName, resolveName, type SchemaSet } from './schema-set.js';

const numeric = { whiteSpace: 'collapse' } as const;

/** XML Schema's own types as far as the forms use them. */
const builtIn: Readonly<Record<string, readonly [Primitive, Facets]>> = {
  string: ['string', { whiteSpace: 'preserve' }],
  normalizedString: ['string', { whiteSpace: 'replace' }],
  token: ['string', { whiteSpace: 'collapse' }],
  language: ['language', numeric],
  anyURI: ['anyURI', numeric],
  base64Binary: ['base64Binary', numeric],
  boolean: ['boolean', numeric],
  date: ['date', numeric],
  dateTime: ['dateTime', numeric],
  time: ['time', numeric],
  gYear: ['gYear', numeric],
  decimal: ['decimal', numeric],
  integer: ['integer', numeric],
  nonNegativeInteger: ['integer', { ...numeric, minInclusive: '0' }],
  positiveInteger: ['integer', { ...numeric, minInclusive: '1' }],
  int: ['integer', { ...numeric, minInclusive: '-2147483648', maxInclusive: '2147483647' }],
  byte: ['integer', { ...numeric, minInclusive: '-128', maxInclusive: '127' }],
};

export function compileNamedSimple(name: QName, schemas: SchemaSet): SimpleType {
  if (isBuiltIn(name)) {
    const [base, facets] = builtIn[name.name] ?? [];
    if (base === undefined) throw new Error(`xs:${name.name} is not known here.`);
    return { kind: 'simple', base, ...facets };
  }
  const { node, file } = schemas.find('type', name);
  return { ...compileSimple(node, file, schemas), name: name.name };
}

export function compileSimple(node: XsdNode, file: XsdRoot, schemas: SchemaSet): SimpleType {
  const [derivation] = node.children;
  if (derivation?.name === 'union') {
    const union = derivation.children.map((member) => compileSimple(member, file, schemas));
    return { kind: 'simple', base: 'string', whiteSpace: 'preserve', union };
  }
  if (derivation?.name !== 'restriction') throw new Error(`${derivation?.name} is not known here.`);
  return restrict(derivation, file, schemas);
}

function restrict(node: XsdNode, file: XsdRoot, schemas: SchemaSet): SimpleType {
  const { base } = node.attributes;
  const inner = node.children.find(({ name }) => name === 'simpleType');
  const { name: _, ...inherited } =
    base !== undefined
      ? compileNamedSimple(resolveName(base, file), schemas)
      : compileSimple(inner ?? node, file, schemas);
  return withFacets(inherited, node);
}

const counted = new Set(['length', 'minLength', 'maxLength', 'totalDigits', 'fractionDigits']);

function withFacets(type: SimpleType, node: XsdNode): SimpleType {
  const facets: Record<string, unknown> = {};
  const patterns: string[] = [];
  const enumeration: string[] = [];
  for (const { name, attributes } of node.children) {
    const { value = '' } = attributes;
    if (name === 'pattern') patterns.push(value);
    else if (name === 'enumeration') enumeration.push(value);
    else if (name !== 'simpleType' && name !== 'attribute')
      facets[name] = counted.has(name) ? Number(value) : value;
  }
  if (patterns.length > 0) facets.patterns = [...(type.patterns ?? []), patterns];
  if (enumeration.length > 0) facets.enumeration = enumeration;
  return { ...type, ...facets };
}
