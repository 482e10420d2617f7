import { MessageChannel, type MessagePort } from 'node:worker_threads';

let nowhere: MessagePort | undefined;
let possible = true;

/**
 * Frees unreferenced bytes at once: data sent to a closed port is freed. Left to the garbage collector, which counts
 * objects rather than their size, dead buffers pile up to 50 MB and more.
 */
export function discard(bytes: Uint8Array<ArrayBuffer>): void {
  // Small ones may share their memory with others.
  if (!possible || bytes.length === 0 || bytes.length !== bytes.buffer.byteLength) return;
  if (nowhere === undefined) {
    nowhere = new MessageChannel().port1;
    nowhere.close();
  }
  try {
    nowhere.postMessage(undefined, [bytes.buffer]);
  } catch {
    // Cloudflare Workers do not transfer buffers.
    possible = false;
  }
}
