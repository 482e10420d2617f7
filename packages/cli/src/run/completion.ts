import type { Run } from '../command/command-spec.js';
import { bashCompletion } from '../completion/bash.js';
import { completables } from '../completion/describe-commands.js';
import { fishCompletion } from '../completion/fish.js';
import { powershellCompletion } from '../completion/powershell.js';
import { zshCompletion } from '../completion/zsh.js';

const shells = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  powershell: powershellCompletion,
};

/** `ksef completion`. */
export const completion: Run = async (call) => {
  const shell = call.arg(0);
  if (!Object.hasOwn(shells, shell)) {
    throw call.usage({
      en: `Unknown shell "${shell}". Use bash, zsh, fish or powershell.`,
      pl: `Nieznana powłoka „${shell}”. Użyj bash, zsh, fish albo powershell.`,
    });
  }
  const make = shells[shell as keyof typeof shells];
  await call.out.write(make(completables(call.around.commands, call.language)));
  return undefined;
};
