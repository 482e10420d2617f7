import type { ClientRequest } from 'node:http';

/**
 * Ends the request if it has no connection after `ms`, with an error that shows that nothing was sent. The returned
 * function reports whether there is a connection: until then nothing can have been sent.
 */
export function watchConnecting(request: ClientRequest, secure: boolean, ms: number): () => boolean {
  let isConnected = false;
  request.once('socket', (socket) => {
    isConnected = !socket.connecting;
    if (isConnected) return;
    const timer = setTimeout(() => {
      const error = new Error(`no connection within ${ms} ms`);
      request.destroy(Object.assign(error, { code: 'ETIMEDOUT', syscall: 'connect' }));
    }, ms);
    const stop = () => clearTimeout(timer);
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      isConnected = true;
      stop();
    });
    socket.once('close', stop);
  });
  return () => isConnected;
}
