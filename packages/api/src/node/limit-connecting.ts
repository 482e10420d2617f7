import type { ClientRequest } from 'node:http';

/** Ends the request when it has no connection after `ms`, in a way that tells that nothing was sent. */
export function limitConnecting(request: ClientRequest, secure: boolean, ms: number): void {
  request.once('socket', (socket) => {
    if (!socket.connecting) return;
    const timer = setTimeout(() => {
      const error = new Error(`no connection within ${ms} ms`);
      request.destroy(Object.assign(error, { code: 'ETIMEDOUT', syscall: 'connect' }));
    }, ms);
    const stop = () => clearTimeout(timer);
    socket.once(secure ? 'secureConnect' : 'connect', stop);
    socket.once('close', stop);
  });
}
