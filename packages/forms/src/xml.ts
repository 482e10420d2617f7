export { trimXmlSpace } from '@ksef/documents/internal';
export type { FormProblem, FormProblemKind } from './problem.js';
export { elementAt } from './xml/element-at.js';
export { type LenientXmlTree, type ReadXmlOptions, readXmlTree } from './xml/read-xml-tree.js';
export type { XmlAttribute, XmlElement } from './xml/xml-element.js';
