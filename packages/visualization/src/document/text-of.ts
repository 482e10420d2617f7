import { trimXmlSpace, type XmlElement } from '@ksef/forms/xml';

/** An element's own text without surrounding white space; empty if the element is missing. */
export function textOf(element: XmlElement | undefined): string {
  return element === undefined ? '' : trimXmlSpace(element.text);
}

/** The same text in both languages: data, not our wording. */
export function asIs(text: string): readonly [pl: string, en: string] {
  return [text, text];
}
