/**
 * Helpers shared by the `@ksef/*` packages. Not stable: any release may change them.
 *
 * @packageDocumentation
 */

export { bytesWithin } from './encoding/bytes-within.js';
export { ecdsaDerToRaw, ecdsaRawToDer } from './encoding/ecdsa-signature.js';
export { fillTemplate } from './encoding/fill-template.js';
export { isBytes } from './encoding/is-bytes.js';
export { joinBytes } from './encoding/join-bytes.js';
export { invalidFolder } from './errors/invalid-folder.js';
export { invalidOption } from './errors/invalid-option.js';
export { isPassing } from './errors/is-passing.js';
export { messageOf } from './errors/message-of.js';
export { errorLabel, safeCause } from './errors/safe-cause.js';
export { ksefTokenReference } from './identifiers/ksef-token-reference.js';
export { observed } from './observed.js';
export { checkOptions, type OptionCheck, type OptionChecks, pickOptions } from './options/check-options.js';
export { nearestName } from './options/nearest-name.js';
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
export { checkKey } from './sealing/check-key.js';
export { importSealingKey, openSealed, seal } from './sealing/sealing.js';
export { storageAnswer } from './storage/storage-answer.js';
export { storageName } from './storage/storage-name.js';
export { growingWaits } from './time/growing-waits.js';
export { parseInstant, toMs, withOffset } from './time/instant.js';
export { onAbort } from './time/on-abort.js';
export { endOfPolishDay, polishDay } from './time/polish-day.js';
export { steadyClock } from './time/steady-clock.js';
export { stopwatch } from './time/stopwatch.js';
export { untilAborted } from './time/until-aborted.js';
export { type WaitUntilOptions, waitUntil } from './time/wait-until.js';
