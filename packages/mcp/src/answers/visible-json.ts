// Characters that people do not see hide instructions from them; those with an angle bracket play the marks of a prompt.
const unseen = /[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Cf}\p{Zl}\p{Zp}\p{Co}<>]/gu;

/** JSON on one line in which every character can be seen: the others are escaped, so that the value stays the same. */
export function visibleJson(value: unknown): string {
  return (JSON.stringify(value) ?? 'null').replace(unseen, (character) =>
    Array.from({ length: character.length }, (_, index) => escaped(character.charCodeAt(index))).join(''),
  );
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
