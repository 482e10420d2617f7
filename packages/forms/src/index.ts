export {
  type AuthTokenRequest21,
  parseAuthTokenRequest21,
  writeAuthTokenRequest21,
} from './auth-token-request21.js';
export type { FormParser, Parsed, ParseOptions, Position } from './engine/create-parser.js';
export type { FormWriter, WriteOptions } from './engine/create-writer.js';
export { type FaRr1, parseFaRr1, writeFaRr1 } from './fa-rr1.js';
export { type Fa2, parseFa2, writeFa2 } from './fa2.js';
export { type Fa3, parseFa3, writeFa3 } from './fa3.js';
export { FormError } from './form-error.js';
export { type FormName, formOf } from './form-of.js';
export { type PefKor3, parsePefKor3, writePefKor3 } from './pef-kor3.js';
export { type Pef3, parsePef3, writePef3 } from './pef3.js';
export type { FormProblem, FormProblemKind } from './problem.js';
export { parseUpo43, type Upo43, writeUpo43 } from './upo43.js';
