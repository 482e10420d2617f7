import type { AnswerShape } from '../operation.js';

/** Where a value violates the shape; undefined if it does not. Fields that the shape does not name may be anything. */
export function findMisfit(value: unknown, shape: AnswerShape, place: string): string | undefined {
  if (typeof shape === 'string') return typeof value === shape ? undefined : place;
  const isList = Array.isArray(shape);
  if (!value || typeof value !== 'object' || isList !== Array.isArray(value)) return place;
  for (const name of Object.keys(isList ? value : shape)) {
    const within = (shape as Record<string, AnswerShape>)[isList ? 0 : name] ?? {};
    const misfit = findMisfit((value as Record<string, unknown>)[name], within, `${place}.${name}`);
    if (misfit) return misfit;
  }
  return undefined;
}
