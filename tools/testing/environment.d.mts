/** What results depend on beside our files, one line each: Node, the system; with `tools` also programs, settings, data. */
export function environmentOf(options: { readonly tools: boolean }): string[];
