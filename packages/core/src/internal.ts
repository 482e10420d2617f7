/**
 * Helpers shared by the `@ksef/*` packages. Not stable: any release may change them.
 *
 * @packageDocumentation
 */
export { checkKey } from './check-key.js';
export { ecdsaDerToRaw, ecdsaRawToDer } from './ecdsa-signature.js';
export { invalidFolder } from './errors/invalid-folder.js';
export { invalidOption } from './errors/invalid-option.js';
export { isPassing } from './errors/is-passing.js';
export { errorLabel, safeCause } from './errors/safe-cause.js';
export { growingWaits } from './growing-waits.js';
export { isBytes } from './is-bytes.js';
export { observed } from './observed.js';
export { onAbort } from './on-abort.js';
export { checkOptions, type OptionCheck, type OptionChecks } from './options/check-options.js';
export {
  anything,
  bytes,
  callback,
  expects,
  flag,
  isClock,
  isSignal,
  listOf,
  nested,
  numberFrom,
  numberOrInfinity,
  objectWith,
  oneOf,
  required,
  someText,
  text,
  wholeNumber,
} from './options/option-checks.js';
export { quoted, shortened } from './quoted.js';
export { importSealingKey, openSealed, seal } from './sealing.js';
export { steadyClock } from './steady-clock.js';
export { stopwatch } from './stopwatch.js';
export { storageName } from './storage-name.js';
export { untilAborted } from './until-aborted.js';
export { type WaitUntilOptions, waitUntil } from './wait-until.js';
