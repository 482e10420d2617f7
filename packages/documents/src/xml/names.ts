// Names of XML 1.0, fifth edition, and of Namespaces in XML 1.0.

/** 0: not of a name; 1: within a name only; 2: at its start too. By code, of ASCII. */
const kinds = /* @__PURE__ */ Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_:]/.test(character)) return 2;
  return /[-.0-9]/.test(character) ? 1 : 0;
});

const start =
  'A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F' +
  '\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const whole = /* @__PURE__ */ new RegExp(
  `^[:${start}][-.0-9:\\u00B7\\u0300-\\u036F\\u203F\\u2040${start}]*$`,
  'u',
);

/** Where a name that begins at `from` ends; `from` itself if there is none. */
export function endOfName(text: string, from: number): number {
  let at = from;
  let isPlain = true;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 128) isPlain = false;
    else if (kinds[code] === 0) break;
  }
  if (at === from || kinds[text.charCodeAt(from)] === 1) return from;
  return isPlain || whole.test(text.slice(from, at)) ? at : from;
}

/** A name as Namespaces in XML has them. */
export interface QName {
  /** Empty without one. */
  readonly prefix: string;
  readonly local: string;
}

/** The parts of a name with at most one colon; undefined for other names. */
export function splitName(name: string): QName | undefined {
  const colon = name.indexOf(':');
  if (colon < 0) return { prefix: '', local: name };
  const local = name.slice(colon + 1);
  if (colon === 0 || local.includes(':') || endOfName(local, 0) !== local.length || local === '')
    return undefined;
  return { prefix: name.slice(0, colon), local };
}
