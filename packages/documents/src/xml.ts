/**
 * The XML reader below this package and `@ksef/forms`. Its functions may change in any minor version: read invoices
 * with
 * `readInvoice`, or documents of any kind with `readXmlTree` of `@ksef/forms/xml`.
 *
 * @packageDocumentation
 */
export {
  type ForbiddenCharacter,
  findForbiddenCharacter,
  findForbiddenCharacters,
} from './xml/forbidden-characters.js';
export {
  type ScannedAttribute,
  type ScannedElement,
  scanXml,
  type XmlHandler,
  type XmlLimits,
} from './xml/scan-xml.js';
export { collapseXmlSpace, isXmlSpace, trimXmlSpace } from './xml/white-space.js';
export { XmlProblem, type XmlProblemKind } from './xml/xml-problem.js';
