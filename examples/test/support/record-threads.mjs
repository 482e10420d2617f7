// Loaded before a program: keeps the files that its threads run.
import { syncBuiltinESMExports } from 'node:module';
import threads from 'node:worker_threads';

globalThis.threadFiles = [];
threads.Worker = class extends threads.Worker {
  constructor(program, options) {
    super(program, options);
    if (options?.eval !== true) globalThis.threadFiles.push(String(program));
  }
};
syncBuiltinESMExports();
