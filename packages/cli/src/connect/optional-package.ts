import type { Call } from '../command/call.js';
import { CliError, exitCodes } from '../output/cli-error.js';

/** A package that is not installed with the command line. */
export async function optionalPackage<Package>(
  call: Call,
  name: string,
  load: () => Promise<Package>,
): Promise<Package> {
  try {
    return await load();
  } catch (cause) {
    throw new CliError(
      call.say({
        en: `This command needs a package of its own: npm install -g ${name}`,
        pl: `To polecenie wymaga osobnego pakietu: npm install -g ${name}`,
      }),
      { code: 'MISSING_PACKAGE', exitCode: exitCodes.usage, cause },
    );
  }
}
