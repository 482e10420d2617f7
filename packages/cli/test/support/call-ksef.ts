import { Readable, Writable } from 'node:stream';
import { runCli } from '../../src/run-cli.js';
import { newFolder, type Ran } from './run-ksef.js';

export interface CallOptions {
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly stdin?: string | undefined;
  /** Ends the command as soon as it has printed something. */
  readonly untilOutput?: boolean | undefined;
}

/** Runs a command within the test, which takes a fraction of the time of a process. */
export async function callKsef(args: readonly string[], options: CallOptions = {}): Promise<Ran> {
  const stop = new AbortController();
  const stdout = collector(() => options.untilOutput === true && stop.abort());
  const stderr = collector();
  const code = await runCli({
    argv: args,
    version: '0.0.0',
    variables: { HOME: newFolder(), LANG: 'C', KSEF_KEYCHAIN: 'off', ...options.env },
    stdin: Readable.from([Buffer.from(options.stdin ?? '')]) as NodeJS.ReadStream,
    stdout: stdout.stream as NodeJS.WriteStream,
    stderr: stderr.stream as NodeJS.WriteStream,
    signal: stop.signal,
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function collector(onWrite: () => void = () => undefined) {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      onWrite();
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}
