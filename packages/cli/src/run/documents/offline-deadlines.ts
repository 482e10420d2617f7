import { polishDay } from '@ksef/core/internal';
import { type OfflineMode, offlineDeadline } from '@ksef/offline/deadlines';
import type { Run } from '../../command/command-spec.js';
import { exitCodes } from '../../output/cli-error.js';

/** `ksef offline deadlines`. */
export const offlineDeadlines: Run = async (call) => {
  const mode = (call.text('mode') ?? 'offline24') as OfflineMode;
  const today = polishDay(Date.now());
  const from = call.text('from') ?? today;
  const deadline = offlineDeadline({ mode, from });
  const isLate = deadline !== undefined && deadline < today;
  const say = (en: string, pl: string) => call.say({ en, pl });
  await call.out.show({ mode, from, deadline, isLate }, [
    [say('mode', 'tryb'), mode],
    [say('from', 'od'), from],
    [say('until', 'do'), deadline],
  ]);
  return isLate ? exitCodes.refused : exitCodes.ok;
};
