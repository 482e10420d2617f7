import { type ChildProcess, fork } from 'node:child_process';

/** A process that does what its parent says. */
export interface WorkerProcess {
  /** Runs a function of the worker, and gives its result. */
  call<T>(name: string, input: unknown): Promise<T>;
  /** `kill -9`. */
  kill(): Promise<void>;
}

interface Answer {
  readonly id?: number;
  readonly ready?: boolean;
  readonly result?: unknown;
  readonly error?: string;
}

/** Starts a module as a process; resolves when it says that it is ready. */
export async function startProcess(module: URL, settings: unknown): Promise<WorkerProcess> {
  const child = fork(module, [JSON.stringify(settings)], { execArgv: [] });
  const waiting = new Map<number, (answer: Answer) => void>();
  let calls = 0;
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code, signal) => {
      const error = `The worker ended (${code ?? signal}).`;
      reject(new Error(error));
      for (const answer of waiting.values()) answer({ error });
    });
    child.on('message', (answer: Answer) => {
      if (answer.ready) resolve();
      else waiting.get(answer.id ?? 0)?.(answer);
    });
  });
  return {
    call: <T>(name: string, input: unknown) =>
      new Promise<T>((resolve, reject) => {
        const id = ++calls;
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id);
          if (error === undefined) resolve(result as T);
          else reject(new Error(error));
        });
        child.send({ id, name, input });
      }),
    kill: () => ended(child),
  };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
