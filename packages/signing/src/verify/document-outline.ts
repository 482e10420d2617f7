import { scanXml, XmlProblem } from '@ksef/documents/internal';
import type { Element } from '@xmldom/xmldom';
import { invalidXml } from './invalid-xml.js';
import type { SignedXmlDocument } from './parse-signed-xml.js';

// Canonical forms repeat the declarations that an element inherits from its ancestors.
const limits = { maxDepth: 100, maxElements: 50_000, maxAttributes: 600 };

/**
 * Checks that a canonical form, which is what gets digested, has the same content as the document: the same elements,
 * attributes and texts when a strict parser reads both. This way nothing counts as signed because of how the DOM or the
 * canonicalisation interprets it.
 *
 * @throws SignatureError `INVALID_XML`
 */
export function checkSaysTheSame(
  { root, text }: SignedXmlDocument,
  part: { readonly element: Element; readonly without?: Element | undefined },
  canonical: string,
): void {
  const elements = [root, ...root.getElementsByTagName('*')];
  const without = part.without === undefined ? -1 : elements.indexOf(part.without);
  if (outline(text, elements.indexOf(part.element), without) !== outline(canonical, 0, -1))
    throw invalidXml('its canonical form, which is digested, says something else');
}

/** The content of an element, for comparison. Both positions are numbers of elements in document order. */
function outline(text: string, from: number, without: number): string {
  const said: string[] = [];
  let index = -1;
  let depth = 0;
  let skipped = 0;
  const open = (element: Parameters<Parameters<typeof scanXml>[1]['open']>[0]) => {
    index++;
    if (skipped > 0 || index === without) skipped++;
    else if (depth > 0 || index === from) {
      depth++;
      const attributes = Object.values(element.attributes)
        .filter(({ local, prefix }) => prefix !== 'xmlns' && !(prefix === '' && local === 'xmlns'))
        .map(({ local, uri, value }) => `\0@${uri}\0${local}=${value}`);
      said.push(`\0<${element.prefix}:${element.local}\0${element.uri}`, ...attributes.sort());
      said.push('\0');
    }
    return undefined;
  };
  const close = () => {
    if (skipped > 0) skipped--;
    else if (depth > 0) {
      depth--;
      said.push('\0>');
    }
  };
  const addText = (part: string) => {
    if (depth > 0 && skipped === 0) said.push(part);
  };
  try {
    scanXml(text, { open, close, text: addText }, limits);
  } catch (error) {
    if (!(error instanceof XmlProblem)) throw error;
    throw invalidXml('its canonical form is not well-formed', error);
  }
  return said.join('');
}
