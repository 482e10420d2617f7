import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Starts the emulator's command with these options; returns its process and the addresses that it prints. */
export async function startEmulatorProcess(...options) {
  const cli = join(import.meta.dirname, '../../packages/emulator/dist/cli.js');
  const child = spawn(process.execPath, [cli, '--port', '0', ...options], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  return { child, ...JSON.parse(line) };
}
