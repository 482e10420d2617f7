// What the schema says of a field, in words.
import type { SimpleType } from '../model/form-model.js';

export function factsOfValue(type: SimpleType): string {
  if (type.union !== undefined) return type.union.map(factsOfValue).join(' Or: ');
  const values = valuesOf(type);
  if (values !== '') return values;
  const facts = [kindOf(type), lengthOf(type), rangeOf(type)].filter((fact) => fact !== '');
  return `${facts.join(', ')}.${patternsOf(type)}`;
}

function kindOf({ base, totalDigits, fractionDigits }: SimpleType): string {
  switch (base) {
    case 'string':
      return 'Text';
    case 'date':
      return 'Date (`YYYY-MM-DD`)';
    case 'dateTime':
      return 'Date and time (`YYYY-MM-DDThh:mm:ssZ`)';
    case 'time':
      return 'Time (`hh:mm:ss`)';
    case 'gYear':
      return 'Year';
    case 'boolean':
      return '`true` or `false`';
    case 'base64Binary':
      return 'Base64';
    case 'anyURI':
      return 'URI';
    case 'language':
      return 'Code of a language';
    default: {
      const name = base === 'integer' || fractionDigits === 0 ? 'Integer' : 'Decimal';
      const digits = totalDigits === undefined ? '' : ` of up to ${count(totalDigits, 'digit')}`;
      const fraction = fractionDigits ? `, at most ${fractionDigits} after the point` : '';
      return name + digits + fraction;
    }
  }
}

function lengthOf({ length, minLength, maxLength }: SimpleType): string {
  if (length !== undefined || (minLength !== undefined && minLength === maxLength))
    return `exactly ${count(length ?? minLength ?? 0, 'character')}`;
  if (maxLength === undefined)
    return minLength === undefined ? '' : `at least ${count(minLength, 'character')}`;
  return minLength
    ? `${minLength} to ${count(maxLength, 'character')}`
    : `at most ${count(maxLength, 'character')}`;
}

function rangeOf({ minInclusive, maxInclusive, minExclusive, maxExclusive }: SimpleType): string {
  if (minInclusive !== undefined && maxInclusive !== undefined)
    return `from ${minInclusive} to ${maxInclusive}`;
  if (minInclusive !== undefined) return `at least ${minInclusive}`;
  if (minExclusive !== undefined) return `greater than ${minExclusive}`;
  if (maxInclusive !== undefined) return `at most ${maxInclusive}`;
  return maxExclusive === undefined ? '' : `less than ${maxExclusive}`;
}

function patternsOf({ base, patterns = [] }: SimpleType): string {
  // Those of numbers and dates repeat what was said; long ones say less than they take room.
  if (base !== 'string') return '';
  const short = patterns.flat().filter((pattern) => pattern.length <= 70);
  return short.length === 0 ? '' : ` Pattern: ${short.map(code).join(' or ')}.`;
}

function valuesOf({ enumeration = [] }: SimpleType): string {
  if (enumeration.length === 0) return '';
  // The type names them all.
  if (enumeration.length > 15) return `One of ${enumeration.length} codes.`;
  return enumeration.length === 1
    ? `Always ${code(enumeration[0] ?? '')}.`
    : `One of ${enumeration.map(code).join(', ')}.`;
}

function code(text: string): string {
  return `\`${text.replaceAll('*/', '*\\/').replaceAll('`', "'")}\``;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
