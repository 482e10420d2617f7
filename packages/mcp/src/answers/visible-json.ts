// Invisible characters can hide instructions from people; angle brackets can imitate the markup of a prompt.
const unseen = /[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Cf}\p{Zl}\p{Zp}\p{Co}<>]/gu;

/** JSON on one line without invisible characters: they are escaped, so that the value stays the same. */
export function visibleJson(value: unknown): string {
  return (JSON.stringify(value) ?? 'null').replace(unseen, (character) =>
    Array.from({ length: character.length }, (_, index) => escaped(character.charCodeAt(index))).join(''),
  );
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
