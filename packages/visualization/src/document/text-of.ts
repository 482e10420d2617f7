import { trimXmlSpace, type XmlElement } from '@ksef/forms/xml';

/** An element's own text without the white space around it; empty where there is no element. */
export function textOf(element: XmlElement | undefined): string {
  return element === undefined ? '' : trimXmlSpace(element.text);
}

/** The same text in both languages: data, not words of ours. */
export function asIs(text: string): readonly [pl: string, en: string] {
  return [text, text];
}
