import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import { getEngine, setEngine } from 'pkijs';
import { Application } from 'xadesjs';
import { getNodeDependency, setNodeDependencies } from 'xml-core';
import { normalizeLineEndings } from '../verify/line-endings.js';

/**
 * Gives xmldsigjs and xml-core their global dependencies: WebCrypto, and in Node a DOM. Values that someone else in the
 * process has set stay, and pkijs keeps its engine, which `Application.setEngine` would replace.
 */
export function setUpXmlLibraries(): void {
  if (!isSet(() => Application.crypto)) {
    const engine = getEngine();
    // Our own object: the library writes a name into the one it receives.
    const { subtle } = crypto;
    const getRandomValues = crypto.getRandomValues.bind(crypto);
    Application.setEngine('webcrypto', { subtle, getRandomValues } as Crypto);
    if (engine.crypto !== null) setEngine(engine.name, engine.crypto);
  }
  for (const [name, dependency] of Object.entries({ DOMParser: XmlParser, XMLSerializer })) {
    if (!isSet(() => getNodeDependency(name as 'DOMParser'))) setNodeDependencies({ [name]: dependency });
  }
}

/** xmldom's, with the line breaks of XML 1.0. */
class XmlParser extends DOMParser {
  constructor() {
    super({ normalizeLineEndings });
  }
}

/** Both libraries throw if a dependency is not set. */
function isSet(read: () => unknown): boolean {
  try {
    return read() !== undefined;
  } catch {
    return false;
  }
}
