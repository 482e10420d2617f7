/**
 * The XML reader below this package and `@ksef/forms`. No promise of stability: any release may change it. Read invoices
 * with `readInvoice`, or documents of any kind with `readXmlTree` of `@ksef/forms/xml`.
 *
 * @packageDocumentation
 */
export {
  type ForbiddenCharacter,
  findForbiddenCharacter,
  findForbiddenCharacters,
} from './xml/forbidden-characters.js';
export { scanXml } from './xml/scan-xml.js';
export { collapseXmlSpace, isXmlSpace, trimXmlSpace } from './xml/white-space.js';
export type { ScannedAttribute, ScannedElement, XmlHandler, XmlLimits } from './xml/xml-handler.js';
export { XmlProblem, type XmlProblemKind } from './xml/xml-problem.js';
