import { maybe, number, oneOf, output, text } from '../../json/json-fields.js';
import { checkTexts, type Finding } from './finding.js';

export const doctorJson = [
  output<Finding>('lines', {
    check: oneOf(Object.keys(checkTexts), 'what was checked', 'co sprawdzono'),
    state: oneOf(['ok', 'warning', 'failed'], 'result', 'wynik'),
    text: text('the result in words', 'wynik słowami'),
    exitCode: maybe(number('how the command ends when this failed', 'kod wyjścia, gdy się nie powiodło')),
  }),
];
