let known: RegExp | undefined;

function forbiddenCharacters(): RegExp {
  known ??= compileForbidden();
  return known;
}

// Source: faktury/weryfikacja-faktury.md of the official guide (discouraged characters of XML 1.0).
function compileForbidden(): RegExp {
  let lastOfPlanes = '';
  for (let plane = 1; plane <= 16; plane++) {
    lastOfPlanes += `\\u{${plane.toString(16)}FFFE}\\u{${plane.toString(16)}FFFF}`;
  }
  return new RegExp(
    `[\\0-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x84\\x86-\\x9F\\uFDD0-\\uFDEF\\uFFFE\\uFFFF${lastOfPlanes}]`,
    'u',
  );
}

/** The text of an XML file, or in `fault` what KSeF's rules for files forbid in it; `encoding` tells how it is written. */
export function readXmlText(
  bytes: Uint8Array,
): { readonly text: string } | { readonly fault: string; readonly encoding?: true } {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return { fault: 'Plik zawiera znacznik BOM.', encoding: true };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { fault: 'Plik nie jest zakodowany w UTF-8.', encoding: true };
  }
  const declaration = /^<\?xml\s([^?]*)\?>/.exec(text);
  const encoding = /\bencoding\s*=\s*["']([^"']*)["']/.exec(declaration?.[1] ?? '')?.[1];
  if (encoding !== undefined && encoding.toUpperCase() !== 'UTF-8') {
    return { fault: `Prolog XML wskazuje kodowanie ${encoding} inne niż UTF-8.`, encoding: true };
  }
  if (/\bversion\s*=\s*["'](?!1\.0["'])/.test(declaration?.[1] ?? ''))
    return { fault: 'Dokument nie jest XML 1.0.' };
  const body = text.slice(declaration?.[0].length ?? 0);
  const markup = body.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, '');
  if (/<!DOCTYPE|<!ENTITY/i.test(markup)) return { fault: 'Dokument zawiera definicję DTD.' };
  if (markup.includes('<?')) return { fault: 'Dokument zawiera instrukcję przetwarzania XML.' };
  const forbidden = forbiddenCharacters();
  if (forbidden.test(text) || characterReferences(markup).some((char) => forbidden.test(char))) {
    return { fault: 'Dokument zawiera niedozwolony lub niezalecany znak Unicode.' };
  }
  return { text: body };
}

function characterReferences(markup: string): string[] {
  return [...markup.matchAll(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi)].map(([, hex, decimal]) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\0';
  });
}
