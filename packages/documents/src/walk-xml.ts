import { scanXml } from './xml/scan-xml.js';
import { trimXmlSpace } from './xml/white-space.js';
import type { ScannedElement } from './xml/xml-handler.js';

const longestName = 100;
const deepestPath = 10;

/**
 * What a walk reports. `path` holds local names from the root, e.g. `Faktura/Fa/P_1`. An element of a namespace that is
 * foreign to the document has `?` before its name, so it is never taken for one of the document's own.
 */
export interface XmlVisitor {
  open?(path: string, element: ScannedElement): void;
  /** An element ended; `text` is its own text, without XML white space at its ends. */
  close?(path: string, text: string): void;
}

/**
 * Walks through XML with the path of each element.
 *
 * @throws XmlProblem at the first fault
 */
export function walkXml(text: string, visitor: XmlVisitor): void {
  let own = '';
  const paths: string[] = [];
  const texts: string[] = [];
  scanXml(text, {
    open(element) {
      const above = paths.at(-1);
      if (above === undefined) own = element.uri;
      const isKnown = isOwn(element.uri, own) && element.local.length <= longestName;
      const name = isKnown ? element.local : `?${element.local.slice(0, longestName)}`;
      // Nothing that is looked for is deeper, and long paths of many elements would take long.
      const path = above === undefined ? name : paths.length < deepestPath ? `${above}/${name}` : '?';
      paths.push(path);
      texts.push('');
      visitor.open?.(path, element);
      return undefined;
    },
    text(part) {
      texts[texts.length - 1] += part;
    },
    close() {
      visitor.close?.(paths.pop() ?? '', trimXmlSpace(texts.pop() ?? ''));
    },
  });
}

// Of the Universal Business Language: the root has one namespace, what it is made of two others.
const ubl = 'urn:oasis:names:specification:ubl:schema:xsd:';
const ublComponents = [`${ubl}CommonAggregateComponents-2`, `${ubl}CommonBasicComponents-2`];

function isOwn(uri: string, own: string): boolean {
  return uri === own || (own.startsWith(ubl) && ublComponents.includes(uri));
}
