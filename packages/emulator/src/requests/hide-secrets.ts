const hidden = '(hidden)';
const longestText = 2_000;
const mostItems = 50;
const mostMembers = 100;
const deepest = 8;

const secretName = /(token|key|secret|password|passphrase|signature)$/i;
/** Names that end so and hold nothing secret. */
const publicName = /^(continuationToken|publicKey)$/i;

/**
 * A copy of parsed JSON for people: texts under names of secrets hidden, links without their signature, long texts and
 * lists cut.
 */
export function hideSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return hideInText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '…';
  if (Array.isArray(value)) {
    const items = value.slice(0, mostItems).map((one) => hideSecrets(one, depth + 1));
    return value.length > mostItems ? [...items, `… ${value.length - mostItems} more`] : items;
  }
  const members = Object.entries(value).slice(0, mostMembers);
  return Object.fromEntries(
    members.map(([name, one]) => [
      name,
      typeof one === 'string' && isSecret(name) ? hidden : hideSecrets(one, depth + 1),
    ]),
  );
}

/** The same for a text that is not JSON, or a value in it. */
export function hideInText(text: string, longest = longestText): string {
  const short =
    text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters in all)` : text;
  return short
    .replace(/([?&]signature=)[^&\s"'<]+/gi, `$1${hidden}`)
    .replace(/[\w.-]+/g, (word) => (isJwt(word) ? hidden : word))
    .replace(/\|[0-9a-f]{64}\b/gi, `|${hidden}`);
}

/** Headers by their names, those that let somebody in without their value. */
export function hideInHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([, value]) => value !== undefined)
      .slice(0, mostMembers)
      .map(([name, value]) => {
        const text = Array.isArray(value) ? value.join(', ') : String(value);
        if (name === 'authorization') return [name, `${/^\w+ /.exec(text)?.[0] ?? ''}${hidden}`];
        return [name, /cookie/.test(name) ? hidden : hideInText(text)];
      }),
  );
}

function isSecret(name: string): boolean {
  return secretName.test(name) && !publicName.test(name);
}

/** An access or refresh token, wherever it stands. */
function isJwt(word: string): boolean {
  return word.startsWith('eyJ') && word.split('.').length === 3;
}
