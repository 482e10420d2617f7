/** Programs, the Debian packages that hold them, and what they are for. */
export const allTools: readonly {
  readonly command: string;
  readonly debianPackage: string;
  readonly suites: string;
}[];
/** The path of a program of the table; undefined when it is not installed. */
export function pathOf(command: string): string | undefined;
/** Whether all these programs are there; where KSEF_TOOLS_REQUIRED is set, a missing one is an error. */
export function hasTools(...commands: string[]): boolean;
/** The programs of the table that are not installed. */
export function missingTools(): {
  readonly command: string;
  readonly debianPackage: string;
  readonly suites: string;
}[];
