const classes: Readonly<Record<string, readonly [alone: string, inside: string]>> = {
  d: ['\\p{Nd}', '\\p{Nd}'],
  s: ['[ \\t\\n\\r]', ' \\t\\n\\r'],
};

/**
 * The regular expression of an XML Schema pattern: it has to match all of the text, `^` and `$` have no meaning, digits
 * are those of all scripts, and `.` is any character but the ends of lines.
 */
export function compilePattern(pattern: string): RegExp {
  let source = '';
  let isInside = false;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === '\\') {
      const escaped = pattern.charAt(++at);
      source += classes[escaped]?.[isInside ? 1 : 0] ?? `\\${escaped}`;
    } else if (character === '[' || character === ']') {
      isInside = character === '[';
      source += character;
    } else if (isInside) source += character;
    else if (character === '.') source += '[^\\n\\r]';
    // Schemas of logins write anchors, which KSeF reads as such.
    else if (character === '^' || character === '$') source += '';
    else source += character;
  }
  return new RegExp(`^(?:${source})$`, 'u');
}
