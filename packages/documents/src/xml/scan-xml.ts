import type { XmlHandler, XmlLimits } from './xml-handler.js';
import { XmlScanner } from './xml-scanner.js';

/**
 * Reads XML 1.0 with namespaces, strictly, without DTD and without entities of its own.
 *
 * @throws XmlProblem at the first thing that is wrong
 */
export function scanXml(text: string, handler: XmlHandler, limits: XmlLimits = {}): void {
  // Ends of lines count as one character before anything else is looked at.
  new XmlScanner(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text, handler, limits).scan();
}
