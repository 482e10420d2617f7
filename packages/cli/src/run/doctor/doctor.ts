import { messageOf } from '@ksef/core/internal';
import type { Call } from '../../command/call.js';
import type { Run } from '../../command/command-spec.js';
import { findPlace } from '../../connect/find-place.js';
import type { Place } from '../../connect/place.js';
import { exitCodes } from '../../output/cli-error.js';
import { exitCodeOf } from '../../output/exit-code-of.js';
import { checkCredentials } from './check-credentials.js';
import { checkNetwork } from './check-network.js';
import { checkProgram } from './check-program.js';
import { checkTexts, type Finding } from './finding.js';

/** `ksef doctor`: finds out why KSeF cannot be used from here. */
export const doctor: Run = async (call) => {
  let exitCode: number = exitCodes.ok;
  const findings = async function* (): AsyncGenerator<Finding> {
    for await (const finding of check(call)) {
      if (finding.state === 'failed' && exitCode === exitCodes.ok)
        exitCode = finding.exitCode ?? exitCodes.refused;
      yield finding;
    }
  };
  const { green, red, yellow } = call.out.colors;
  const marks = { ok: green('ok'), warning: yellow('!'), failed: red('x') };
  if (call.out.isJson) {
    for await (const finding of findings()) await call.out.line(JSON.stringify(finding));
    return exitCode;
  }
  for await (const { state, check: what, text } of findings())
    await call.out.line(`${marks[state].padEnd(2)} ${call.say(checkTexts[what])}: ${text}`);
  return exitCode;
};

async function* check(call: Call): AsyncGenerator<Finding> {
  yield* checkProgram(call);
  let place: Place;
  try {
    place = await findPlace(call);
  } catch (error) {
    const text = messageOf(error);
    yield {
      check: 'profile',
      state: 'failed',
      text,
      exitCode: exitCodeOf(error),
    };
    return;
  }
  const { apiUrl } = place.environment;
  yield {
    check: 'profile',
    state: 'ok',
    text: `${place.profile ?? '-'}, ${place.environmentName} (${apiUrl}), ${place.context?.value ?? '-'}`,
  };
  let isReachable = true;
  for await (const finding of checkNetwork(call, place)) {
    isReachable &&= finding.state !== 'failed';
    yield finding;
  }
  if (isReachable) yield* checkCredentials(call, place);
}
