import { DOMParser, type Element } from '@xmldom/xmldom';

export type XmlElement = Element;

/** The root element, or what the parser objects to. */
export function parseXml(text: string): XmlElement | string {
  try {
    const document = new DOMParser({
      onError: (_level, message) => {
        // U+FFFD is a legal character: the ministry's own templates have it.
        if (message.startsWith('Unicode replacement character')) return;
        throw new Error(message);
      },
    }).parseFromString(text, 'text/xml');
    return document.documentElement ?? 'brak elementu głównego.';
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
}

/** The elements at a path of local names below an element; in one namespace if it is given. */
export function elementsAt(root: XmlElement, path: string, namespace: string | undefined): XmlElement[] {
  let level = [root];
  for (const name of path.split('/')) {
    level = level.flatMap((parent) =>
      childrenOf(parent).filter(
        (child) => child.localName === name && (namespace === undefined || child.namespaceURI === namespace),
      ),
    );
  }
  return level;
}

export function childrenOf(parent: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
    if (node.nodeType === 1) found.push(node as XmlElement);
  }
  return found;
}

export function textOf(element: XmlElement | undefined): string {
  return (element?.textContent ?? '').trim();
}

/** Whether an element of this local name stands anywhere below. */
export function contains(root: XmlElement, localName: string): boolean {
  return root.getElementsByTagNameNS('*', localName).length > 0;
}
