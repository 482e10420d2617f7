import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where the command keeps profiles, secrets, journals and its emulator: `KSEF_HOME`, else the folder for settings of this
 * system.
 */
export function homeFolder(env: NodeJS.ProcessEnv): string {
  if (env.KSEF_HOME) return env.KSEF_HOME;
  if (process.platform === 'win32' && env.APPDATA) return join(env.APPDATA, 'ksef');
  return join(env.XDG_CONFIG_HOME || join(env.HOME || homedir(), '.config'), 'ksef');
}
