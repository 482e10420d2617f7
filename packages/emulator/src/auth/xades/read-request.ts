import type { ContextIdentifier, ContextIdentifierType } from '@ksef/core';
import { contextIdentifier } from '@ksef/core';
import type { Element } from '@xmldom/xmldom';
import { type IpPolicy, ipForms, mostIps } from '../../access/index.js';
import { trimXml } from '../../xml/index.js';
import { childElements, plainText } from './dom.js';
import { schemaViolation } from './refusals.js';

/** What a login document asks for. */
export interface AuthTokenRequest {
  readonly challenge: string;
  readonly context: ContextIdentifier;
  readonly subjectIdentifierType: 'certificateSubject' | 'certificateFingerprint';
  readonly ipPolicy: IpPolicy | null;
}

const namespaces = ['http://ksef.mf.gov.pl/auth/token/2.0', 'http://ksef.mf.gov.pl/auth/token/2.1'];
const xsi = 'http://www.w3.org/2001/XMLSchema-instance';
const ipElements = [
  ['Ip4Address', 'ip4Addresses'],
  ['Ip4Range', 'ip4Ranges'],
  ['Ip4Mask', 'ip4Masks'],
] as const;

/** Reads AuthTokenRequest 2.0 or 2.1 by its schema. @throws Problem 21401 */
export function readRequest(root: Element): AuthTokenRequest {
  const namespace = root.namespaceURI ?? '';
  if (!namespaces.includes(namespace)) throw schemaViolation(`Nieznana przestrzeń nazw '${namespace}'.`);
  const [challenge, context, subject, policy, ...more] = partsOf(root, namespace);
  named(challenge, 'Challenge');
  named(context, 'ContextIdentifier');
  named(subject, 'SubjectIdentifierType');
  if (policy !== undefined) named(policy, 'AuthorizationPolicy');
  if (more[0] !== undefined) throw schemaViolation(`Nieoczekiwany element ${more[0].localName}.`);
  return {
    challenge: matchingText(challenge, /^\d{8}-CR-[A-F0-9]{10}-[A-F0-9]{10}-[A-F0-9]{2}$/),
    context: contextIn(context, namespace),
    subjectIdentifierType: matchingText(subject, /^certificate(Subject|Fingerprint)$/) as
      | 'certificateSubject'
      | 'certificateFingerprint',
    ipPolicy: policy === undefined ? null : ipPolicyIn(policy, namespace),
  };
}

function contextIn(element: Element, namespace: string): ContextIdentifier {
  const [choice, more] = partsOf(element, namespace);
  if (choice === undefined || more !== undefined)
    throw schemaViolation('ContextIdentifier musi zawierać dokładnie jeden identyfikator.');
  try {
    return contextIdentifier(choice.localName as ContextIdentifierType, plainText(choice));
  } catch {
    throw schemaViolation(`Wartość elementu ${choice.localName} jest nieprawidłowa.`);
  }
}

function ipPolicyIn(policy: Element, namespace: string): IpPolicy {
  const [allowed, more] = partsOf(policy, namespace);
  named(allowed, 'AllowedIps');
  if (more !== undefined) throw schemaViolation(`Nieoczekiwany element ${more.localName}.`);
  const parts = partsOf(allowed, namespace);
  const order = parts.map((part) => ipElements.findIndex(([name]) => name === part.localName));
  if (order.some((place, index) => place < 0 || place < (order[index - 1] ?? 0)))
    throw schemaViolation('AllowedIps: oczekiwana kolejność Ip4Address, Ip4Range, Ip4Mask.');
  return Object.fromEntries(
    ipElements.map(([name, member]) => {
      const values = parts
        .filter((part) => part.localName === name)
        .map((part) => matchingText(part, ipForms[member]));
      if (values.length > mostIps) throw schemaViolation(`Więcej niż ${mostIps} elementów ${name}.`);
      return [member, values];
    }),
  );
}

/** Child elements; the schema has no attributes, foreign elements or loose text here. */
function partsOf(element: Element, namespace: string): Element[] {
  for (const node of element.childNodes) {
    if (node.nodeType === node.TEXT_NODE && trimXml(node.nodeValue ?? '') !== '')
      throw schemaViolation(`Element ${element.localName} nie może zawierać tekstu.`);
  }
  if (
    [...element.attributes].some(
      ({ name, namespaceURI }) => !/^xmlns(:|$)/.test(name) && namespaceURI !== xsi,
    )
  )
    throw schemaViolation(`Element ${element.localName} nie może mieć atrybutów.`);
  const parts = childElements(element);
  const foreign = parts.find((part) => part.namespaceURI !== namespace);
  if (foreign !== undefined) throw schemaViolation(`Nieoczekiwany element ${foreign.localName}.`);
  return parts;
}

function named(element: Element | undefined, name: string): asserts element is Element {
  if (element?.localName !== name)
    throw schemaViolation(`Oczekiwano elementu ${name}, znaleziono ${element?.localName ?? 'koniec'}.`);
}

function matchingText(element: Element, pattern: RegExp): string {
  const value = trimXml(plainText(element)).replace(/[\t\n\r ]+/g, ' ');
  if (!pattern.test(value))
    throw schemaViolation(`Wartość elementu ${element.localName} jest nieprawidłowa.`);
  return value;
}
