import type { XsdNode, XsdRoot } from './xsd/read-xsd.js';

/** What a schema file says, by place: `Faktura/Fa/P_2 element` to `type=tns:TZnakowy minOccurs=0`. */
export function factsOf(root: XsdRoot): ReadonlyMap<string, string> {
  const facts = new Map<string, string>();
  add(facts, root, '');
  return facts;
}

/** Groups without a name have no place of their own, but their kind and number. */
function add(facts: Map<string, string>, node: XsdNode, above: string): void {
  const { name = '', ref = '', value = '', ...rest } = node.attributes;
  const isFacet = node.name === 'enumeration' || node.name === 'pattern';
  const own = name || ref || (isFacet ? JSON.stringify(value) : '');
  let place = [above, own === '' ? node.name : `${own} ${node.name}`].filter(Boolean).join('/');
  for (let count = 2; facts.has(place); count++) place = place.replace(/(\[\d+\])?$/, `[${count}]`);
  const said = isFacet ? rest : { ...rest, ...(value === '' ? {} : { value }) };
  const fact = Object.entries(said).map(([key, text]) => `${key}=${text}`);
  facts.set(place, fact.length === 0 ? 'there' : fact.join(' '));
  for (const child of node.children) add(facts, child, node.name === 'schema' ? '' : place);
}
