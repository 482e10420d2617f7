// Source: faktury/weryfikacja-faktury.md of the official guide (discouraged characters of XML 1.0). Those beyond the
// first plane are written by their halves: a search by characters takes three times as long.
const forbidden = new RegExp(
  '[\\0-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x84\\x86-\\x9F\\uFDD0-\\uFDEF\\uFFFE\\uFFFF]|' +
    '[\\uD83F\\uD87F\\uD8BF\\uD8FF\\uD93F\\uD97F\\uD9BF\\uD9FF\\uDA3F\\uDA7F\\uDABF\\uDAFF\\uDB3F\\uDB7F\\uDBBF\\uDBFF][\\uDFFE\\uDFFF]',
);

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of an XML file, or in `fault` what KSeF's rules for files forbid in it; `encoding` tells how it is written. */
export function readXmlText(
  bytes: Uint8Array,
): { readonly text: string } | { readonly fault: string; readonly encoding?: true } {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return { fault: 'Plik zawiera znacznik BOM.', encoding: true };
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { fault: 'Plik nie jest zakodowany w UTF-8.', encoding: true };
  }
  const declaration = /^<\?xml\s([^?]*)\?>/.exec(text);
  const encoding = /\bencoding\s{0,100}=\s{0,100}["']([^"']*)["']/.exec(declaration?.[1] ?? '')?.[1];
  if (encoding !== undefined && encoding.toUpperCase() !== 'UTF-8') {
    return { fault: `Prolog XML wskazuje kodowanie ${encoding} inne niż UTF-8.`, encoding: true };
  }
  if (/\bversion\s{0,100}=\s{0,100}["'](?!1\.0["'])/.test(declaration?.[1] ?? ''))
    return { fault: 'Dokument nie jest XML 1.0.' };
  const body = text.slice(declaration?.[0].length ?? 0);
  const markup = withoutTexts(body);
  if (/<!DOCTYPE|<!ENTITY/i.test(markup)) return { fault: 'Dokument zawiera definicję DTD.' };
  if (markup.includes('<?')) return { fault: 'Dokument zawiera instrukcję przetwarzania XML.' };
  if (forbidden.test(text) || characterReferences(markup).some((char) => forbidden.test(char))) {
    return { fault: 'Dokument zawiera niedozwolony lub niezalecany znak Unicode.' };
  }
  return { text: body };
}

/** Without comments and CDATA sections, where markup is text. Each character is looked at once, whatever is not closed. */
function withoutTexts(body: string): string {
  const kept: string[] = [];
  let from = 0;
  for (let at = body.indexOf('<!'); at !== -1; at = body.indexOf('<!', from)) {
    const [opening, closing] = body.startsWith('<!--', at)
      ? ['<!--', '-->']
      : body.startsWith('<![CDATA[', at)
        ? ['<![CDATA[', ']]>']
        : ['<!', undefined];
    const end = closing === undefined ? at : body.indexOf(closing, at + opening.length);
    if (end === -1) break;
    kept.push(body.slice(from, closing === undefined ? at + opening.length : at));
    from = end + (closing ?? opening).length;
  }
  kept.push(body.slice(from));
  return kept.join('');
}

function characterReferences(markup: string): string[] {
  if (!markup.includes('&#')) return [];
  return [...markup.matchAll(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi)].map(([, hex, decimal]) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\0';
  });
}
