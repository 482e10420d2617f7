import { SaxesParser } from 'saxes';

/** A signed request has some sixty elements, six levels and a handful of attributes each. */
const deepestLevel = 100;
const mostElements = 2_000;
const mostAttributes = 50;

/** Reads a document once, without keeping anything of it. @throws Error when it is not well-formed or out of bounds */
export function checkBounds(text: string): void {
  const parser = new SaxesParser({ xmlns: true });
  let depth = 0;
  let elements = 0;
  let attributes = 0;
  parser.on('opentagstart', () => {
    attributes = 0;
    if (++elements > mostElements) throw new Error(`There are more than ${mostElements} elements.`);
    if (++depth > deepestLevel) throw new Error(`Elements are nested more than ${deepestLevel} deep.`);
  });
  parser.on('attribute', ({ name, prefix }) => {
    // The canonicaliser takes it for a declaration and leaves it out: nobody would have signed it.
    if (name.startsWith('xmlns') && name !== 'xmlns' && prefix !== 'xmlns')
      throw new Error(`An attribute must not be named ${name.slice(0, 40)}.`);
    if (++attributes > mostAttributes)
      throw new Error(`An element has more than ${mostAttributes} attributes.`);
  });
  parser.on('closetag', () => {
    depth--;
  });
  parser.write(text).close();
}
