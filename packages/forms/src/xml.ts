export { trimXmlSpace } from '@ksef/documents/internal';
export { FormError } from './form-error.js';
export { type FormName, formOf } from './form-of.js';
export type { FormProblem, FormProblemKind } from './problem.js';
export { elementAt } from './xml/element-at.js';
export { type LenientXmlTree, type ReadXmlOptions, readXmlTree } from './xml/read-xml-tree.js';
export type { XmlAttribute, XmlElement } from './xml/xml-element.js';
