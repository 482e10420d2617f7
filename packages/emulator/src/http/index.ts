export { checkKeyId } from './check-key-id.js';
export { checkOverrides } from './check-overrides.js';
export { type ContractOperation, contractOperations } from './contract-operations.js';
export { amountOf, choiceOf, instantOf, membersOf } from './control-input.js';
export { decryptKey, readEncryption, type SentEncryption } from './input/encryption.js';
export { eachInOnePass, inOnePass } from './input/in-one-pass.js';
export { ksefNumberParameter, readKsefNumber } from './input/ksef-number.js';
export { member, optionalNumber, wholeNumber } from './input/numbers.js';
export { pathParameter, requireReference } from './input/path-parameters.js';
export { invalidInput, malformed, missing, rangeFault, unreadable } from './input/problems.js';
export { filtersOf, identifierTest, isGiven } from './input/query-filters.js';
export {
  bytesOf,
  flagOf,
  hashOf,
  isMissing,
  listOf,
  objectOf,
  oneOf,
  sizeOf,
  stringOf,
  textOf,
} from './input/read-fields.js';
export { offsetPageOf } from './offset-paging.js';
export { continuationToken, pageOf, readPage } from './paging.js';
export { Problem } from './problem.js';
export { sendProblem, toProblem } from './send-problem.js';
export { sendXml } from './send-xml.js';
export { type StatusRecord, withDetails } from './status-record.js';
export { templateOf } from './template-of.js';
