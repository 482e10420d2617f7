#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { runCli } from './run-cli.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

const stop = new AbortController();
const interrupt = () => {
  if (stop.signal.aborted) process.exit(130); // the second time, at once
  stop.abort();
};
process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
// The reader of a pipe, e.g. head, has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') stop.abort(error);
});

void runCli({ argv: process.argv.slice(2), version, signal: stop.signal }).then((code) => {
  process.exitCode = isEndOfPipe(stop.signal.reason) ? 0 : code;
});

function isEndOfPipe(reason: unknown): boolean {
  return reason instanceof Error && 'code' in reason && reason.code === 'EPIPE';
}
