/** The exit codes of the command. */
export const exitCodes = {
  ok: 0,
  /** KSeF or a check rejected something, or a command could not do all of its work. */
  refused: 1,
  usage: 2,
  network: 3,
  login: 4,
  interrupted: 130,
} as const;

/** An error of the command itself, in the user's language. */
export class CliError extends Error {
  readonly code: string;
  readonly exitCode: number;

  constructor(message: string, options: { code: string; exitCode?: number; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'CliError';
    this.code = options.code;
    this.exitCode = options.exitCode ?? exitCodes.refused;
  }
}
