/** A program that some tests run, and the package that holds it: Debian's, or one of PyPI. */
export interface TestTool {
  readonly command: string;
  readonly debianPackage?: string;
  readonly pythonPackage?: string;
  readonly suites: string;
}
/** The programs, their packages, and what they are for. */
export const allTools: readonly TestTool[];
/** How to install a program of the table. */
export function installCommand(tool: TestTool): string;
/** The path of a program of the table; undefined when it is not installed. */
export function pathOf(command: string): string | undefined;
/** Whether all these programs are there; where KSEF_TOOLS_REQUIRED is set, a missing one is an error. */
export function hasTools(...commands: string[]): boolean;
/** The programs of the table that are not installed. */
export function missingTools(): TestTool[];
