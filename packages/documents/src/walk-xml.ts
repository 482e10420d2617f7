import { type ScannedElement, scanXml } from './xml/scan-xml.js';
import { trimXmlSpace } from './xml/white-space.js';

/** Called during a walk. `path` holds local names from the root, e.g. `Faktura/Fa/P_1`. */
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
  const paths: string[] = [];
  const texts: string[] = [];
  scanXml(text, {
    open(element) {
      const above = paths.at(-1);
      const path = above === undefined ? element.local : `${above}/${element.local}`;
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
