import type { ErrorDetail, XmlDocument } from 'libxml2-wasm';

/** As many as anybody reads. */
const most = 20;
const longestValue = 200;

const constraints: Readonly<Record<string, string>> = {
  enumeration: 'Enumeration',
  fractionDigits: 'FractionDigits',
  length: 'Length',
  maxExclusive: 'MaxExclusive',
  maxInclusive: 'MaxInclusive',
  maxLength: 'MaxLength',
  minExclusive: 'MinExclusive',
  minInclusive: 'MinInclusive',
  minLength: 'MinLength',
  pattern: 'Pattern',
  totalDigits: 'TotalDigits',
};

// KSeF's details are what .NET says of a violation (source: CIRFMF/ksef-api, issues 281 and 495): libxml2 says the same
// in other words.

/** Words the violations that libxml2 found as KSeF does, each naming its element. */
export function describeViolations(details: readonly ErrorDetail[], document: XmlDocument): string[] {
  const described = new Set<string>();
  const withFacet = new Set<string | undefined>();
  for (const { message, xpath } of details) {
    const facet = between(message, "[facet '", "']");
    // After a facet libxml2 says once more that the value is not of its type.
    if (facet !== undefined) withFacet.add(placeOf(message, xpath));
    else if (message.includes('is not a valid value') && withFacet.has(placeOf(message, xpath))) continue;
    described.add(describe(message, facet, () => parentOf(document, xpath)));
    if (described.size === most) break;
  }
  return [...described];
}

function describe(message: string, facet: string | undefined, parent: () => string | undefined): string {
  const element = nameIn(message.slice("Element '".length, indexOrEnd(message, "'", "Element '".length)));
  const attribute = /^Element '[^']{1,400}', attribute '([^']{1,400})'/.exec(message)?.[1];
  const inside = quoted(element);
  const expected = expectedIn(message);
  const subject =
    attribute === undefined ? `${full(element)} element` : `'${nameIn(attribute).name}' attribute`;
  if (facet !== undefined) {
    const value = valueIn(message);
    const shown = value === undefined ? '' : ` The value '${shorten(value)}' is invalid -`;
    return `The ${subject} is invalid -${shown} The ${constraints[facet] ?? facet} constraint failed.`;
  }
  if (message.includes('This element is not expected')) {
    const within = parent();
    return within === undefined
      ? `The ${inside} element is not expected.${expected}`
      : `The element ${within} has invalid child element ${inside}.${expected}`;
  }
  if (message.includes('Missing child element'))
    return `The element ${inside} has incomplete content.${expected}`;
  if (message.includes('No matching global')) return `The ${full(element)} element is not declared.`;
  const named = between(message, "The attribute '", "'");
  if (named !== undefined) {
    const { name } = nameIn(named);
    return message.includes('required')
      ? `The required attribute '${name}' of the element ${inside} is missing.`
      : `The '${name}' attribute of the element ${inside} is not declared.`;
  }
  if (message.includes('fixed value')) return `The value of the ${subject} does not equal its fixed value.`;
  if (message.includes('Character content')) return `The element ${inside} cannot contain text.${expected}`;
  if (message.includes('Element content is not allowed'))
    return `The element ${inside} cannot contain child elements because its content model is text only.`;
  const value = between(message, "': '", "' is not a valid value");
  const type = between(message, "type '", "'");
  const datatype = type === undefined ? '' : ` according to its datatype ${full(nameIn(type))}`;
  return value === undefined
    ? `The ${subject} is invalid.`
    : `The ${subject} is invalid - The value '${shorten(value)}' is invalid${datatype}.`;
}

interface Name {
  readonly name: string;
  readonly namespace: string;
}

/** A name as libxml2 writes it: `{namespace}name`. */
function nameIn(text: string): Name {
  const end = text.startsWith('{') ? text.indexOf('}') : -1;
  return end === -1
    ? { name: text, namespace: '' }
    : { name: text.slice(end + 1), namespace: text.slice(1, end) };
}

function quoted({ name, namespace }: Name): string {
  return namespace === '' ? `'${name}'` : `'${name}' in namespace '${namespace}'`;
}

function full({ name, namespace }: Name): string {
  return namespace === '' ? `'${name}'` : `'${namespace}:${name}'`;
}

/** Names from `Expected is one of ( {namespace}A, {namespace}B ).` */
function expectedIn(message: string): string {
  const list = between(message, 'Expected is', ' ).');
  const names =
    list
      ?.slice(list.indexOf('( ') + 2)
      .split(', ')
      .map(nameIn) ?? [];
  const [first] = names;
  if (first === undefined) return '';
  const all = names.map(({ name }) => name).join(', ');
  return ` List of possible elements expected: ${quoted({ name: all, namespace: first.namespace })}.`;
}

function parentOf(document: XmlDocument, xpath: string | undefined): string | undefined {
  // libxml2 writes prefixes into its paths, and would need their definitions.
  const path = xpath?.replace(/\/([^/[\]]{1,200}:[^/[\]]{1,200})/g, "/*[name()='$1']");
  const parent = path === undefined ? undefined : document.get(path)?.parent;
  return parent ? quoted({ name: parent.name, namespace: parent.namespaceUri }) : undefined;
}

/** Element and attribute, which stand before the first colon outside quotes, at their place. */
function placeOf(message: string, xpath: string | undefined): string {
  return `${xpath} ${message.slice(0, indexOrEnd(message, "': ", 0))}`;
}

function valueIn(message: string): string | undefined {
  return between(message, "The value '", "' has") ?? between(message, "The value '", "' is");
}

function shorten(value: string): string {
  return value.length > longestValue ? `${value.slice(0, longestValue)}…` : value;
}

function between(text: string, start: string, end: string): string | undefined {
  const from = text.indexOf(start);
  const to = from === -1 ? -1 : text.indexOf(end, from + start.length);
  return to === -1 ? undefined : text.slice(from + start.length, to);
}

function indexOrEnd(text: string, sought: string, from: number): number {
  const at = text.indexOf(sought, from);
  return at === -1 ? text.length : at;
}
