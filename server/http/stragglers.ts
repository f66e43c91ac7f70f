import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** How long a stopping server waits for its clients to take their leave. */
const GRACE_MS = 2_000;

/**
 * Sees to it that a server which closes is closed soon: a client whose network is gone never answers, and node would wait
 * for it for half a minute and more. Returns what to call when the closing begins.
 */
export function cutOffStragglers(server: Server): () => void {
  // Node's own list leaves out connections that became WebSockets.
  const sockets = new Set<Socket>();
  server.on('connection', socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return () => {
    const cutOff = () => {
      for (const socket of sockets) socket.destroy();
    };
    setTimeout(cutOff, GRACE_MS).unref();
  };
}
