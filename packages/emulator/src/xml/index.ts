export { trimXml } from './white-space.js';
export { readXmlText } from './xml-text.js';
export { contains, elementAt, elementsAt, isEmpty, parseXml, textOf, type XmlElement } from './xml-tree.js';
