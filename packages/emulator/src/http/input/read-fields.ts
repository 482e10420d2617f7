import { invalidInput, missing, unreadable } from './problems.js';
/** An object: 21405 without one, 21001 for something else. */
export function objectOf(name: string, value: unknown): Record<string, unknown> {
  if (isMissing(value)) throw missing(name);
  if (typeof value !== 'object' || Array.isArray(value)) throw unreadable(name);
  return value as Record<string, unknown>;
}

/** A filled string. */
export function stringOf(name: string, value: unknown): string {
  if (isMissing(value) || value === '') throw missing(name);
  if (typeof value !== 'string') throw unreadable(name);
  return value;
}

/** A string of so many characters. */
export function textOf(name: string, value: unknown, shortest: number, longest: number): string {
  const text = stringOf(name, value);
  if (text.length < shortest || text.length > longest)
    throw invalidInput(`'${name}' musi mieć od ${shortest} do ${longest} znaków.`);
  return text;
}

/** One of the allowed words. */
export function oneOf<T extends string>(name: string, value: unknown, allowed: readonly T[]): T {
  if (isMissing(value)) throw missing(name);
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw unreadable(name);
  return found;
}

/** A filled list. */
export function listOf(name: string, value: unknown): readonly unknown[] {
  if (isMissing(value)) throw missing(name);
  if (!Array.isArray(value)) throw unreadable(name);
  if (value.length === 0) throw missing(name);
  return value;
}

/** `true` or `false`; `false` where it is left out. */
export function flagOf(name: string, value: unknown): boolean {
  if (isMissing(value)) return false;
  if (typeof value !== 'boolean') throw unreadable(name);
  return value;
}

/** A positive whole number. */
export function sizeOf(name: string, value: unknown): number {
  if (isMissing(value)) throw missing(name);
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw unreadable(name);
  if (value < 1) throw invalidInput(`'${name}' musi być liczbą całkowitą większą od 0.`);
  return value;
}

/** Bytes in strict Base64; `length` in bytes where it is fixed. */
export function bytesOf(name: string, value: unknown, length?: number): Uint8Array {
  const text = stringOf(name, value);
  const bytes = Buffer.from(text, 'base64');
  if (!isStrictBase64(text, bytes)) throw invalidInput(`'${name}' nie jest prawidłowym ciągiem Base64.`);
  if (length !== undefined && bytes.length !== length)
    throw invalidInput(`'${name}' musi mieć długość ${length} bajtów.`);
  return bytes;
}

/** A SHA-256 in Base64 as text. */
export function hashOf(name: string, value: unknown): string {
  bytesOf(name, value, 32);
  return String(value);
}

export function isMissing(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

/** Whether these bytes are written in no other way: nothing skipped, no alphabet for addresses, unused bits zero. */
function isStrictBase64(text: string, bytes: Buffer): boolean {
  const whole = bytes.length - (bytes.length % 3);
  return (
    text.length === Math.ceil(bytes.length / 3) * 4 &&
    !text.includes('-') &&
    !text.includes('_') &&
    text.endsWith(bytes.toString('base64', whole))
  );
}
