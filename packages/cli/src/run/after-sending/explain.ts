import { type ExplainedStatus, explainStatus, type StatusSubject } from '@ksef/validation/status';
import type { Run } from '../../command/command-spec.js';
import { exitCodes } from '../../output/cli-error.js';

/** What is known of a code. */
export interface Explanation extends Pick<ExplainedStatus, 'code' | 'isKnown' | 'meaning' | 'advice'> {
  readonly subject: StatusSubject;
}

/** `ksef explain`: what a status or error code means, and what to do. */
export const explain: Run = async (call) => {
  const code = Number(call.arg(0));
  if (!Number.isInteger(code) || code < 100 || code > 99_999) {
    throw call.usage({
      en: `"${call.arg(0)}" is not a code of KSeF. Give a number such as 440.`,
      pl: `„${call.arg(0)}” nie jest kodem KSeF. Podaj liczbę, np. 440.`,
    });
  }
  const subject = (call.text('of') ?? (code < 1_000 ? 'invoice' : 'request')) as StatusSubject;
  const { meaning, advice, isKnown } = explainStatus({ code }, subject);
  const { language } = call;
  await call.out.show({ code, subject, isKnown, meaning, advice }, [
    [call.say({ en: 'code', pl: 'kod' }), code],
    [call.say({ en: 'meaning', pl: 'znaczenie' }), meaning[language]],
    [call.say({ en: 'what to do', pl: 'co zrobić' }), advice[language]],
  ]);
  return isKnown ? exitCodes.ok : exitCodes.refused;
};
