import { ecdsaDerToRaw } from '@ksef/core/internal';

export { ecdsaRawToDer as toDer } from '@ksef/core/internal';

const coordinateBytes = 32;

/**
 * A P-256 signature as r and s side by side (IEEE P1363), from the same format or from DER; undefined if it is neither.
 */
export function toP1363(signature: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  if (signature.length === 2 * coordinateBytes) return new Uint8Array(signature);
  return ecdsaDerToRaw(signature, coordinateBytes);
}
