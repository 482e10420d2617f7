import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * Installs packages of PyPI into an environment of their own; returns the path of a program in it. Python is `python3`, or
 * what the variable PYTHON says.
 */
export function pythonEnvironment(folder, packages) {
  const program = (name) => join(folder, process.platform === 'win32' ? 'Scripts' : 'bin', name);
  run(process.env.PYTHON ?? 'python3', '-m', 'venv', folder);
  run(program('python'), '-m', 'pip', 'install', '--quiet', ...packages);
  return program;
}

/** Runs a program that has to succeed. */
export function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed.`, { cause: error });
}
