import type { SignatureError } from '@ksef/core';
import { scanXml, XmlProblem } from '@ksef/documents/internal';
import { invalidXml } from './invalid-xml.js';

// Far above any login or receipt that is verified here. This limits a document that is parsed before it is trusted.
const mostCharacters = 1_000_000;
const limits = { maxDepth: 100, maxElements: 50_000, maxAttributes: 50 };
// Canonicalisation searches everything below a declaration for its uses.
const mostDeclarations = 500;
const plainPrefix = /^[A-Za-z_][\w.-]*$/;

/**
 * Checks the text of a document before it is parsed into a DOM: well-formed by a strict parser, small, not deep, and
 * without names that the canonicalisation of xmldsigjs misinterprets.
 *
 * @throws SignatureError `INVALID_XML`
 */
export function checkXmlText(text: string): void {
  if (text.length > mostCharacters) throw invalidXml(`it is larger than ${mostCharacters} characters`);
  // Encoding it as UTF-8 would change the text.
  if (/\p{Surrogate}/u.test(text)) throw invalidXml('it has half a character (a lone surrogate)');
  let declarations = 0;
  try {
    scanXml(
      text,
      {
        open({ attributes, prefix }) {
          checkPrefix(prefix);
          for (const { local, prefix: attributePrefix } of Object.values(attributes)) {
            checkPrefix(attributePrefix);
            const isDeclaration = attributePrefix === 'xmlns' || local === 'xmlns';
            if (attributePrefix === 'xmlns') checkPrefix(local);
            if (isDeclaration && ++declarations > mostDeclarations)
              throw invalidXml(`it declares more than ${mostDeclarations} namespaces`);
          }
          return undefined;
        },
        text(part) {
          if (/\p{Surrogate}/u.test(part)) throw invalidXml('it has half a character (a lone surrogate)');
        },
      },
      limits,
    );
  } catch (error) {
    throw error instanceof XmlProblem ? problem(error) : error;
  }
}

/** The library looks for `xmlns:` anywhere in an attribute's name, and cuts prefixes at non-ASCII letters. */
function checkPrefix(prefix: string): void {
  if (prefix === '' || prefix === 'xmlns') return;
  if (!plainPrefix.test(prefix) || prefix.endsWith('xmlns'))
    throw invalidXml('it has an unusual namespace prefix');
}

function problem({ kind, message }: XmlProblem): SignatureError {
  return invalidXml(kind === 'malformed' ? `it is not well-formed (${message})` : message);
}
