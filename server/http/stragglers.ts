import type { Server } from 'node:http';
import type { Socket } from 'node:net';

const GRACE_MS = 2_000;

/**
 * Returns a function that destroys open connections shortly after the server starts to close. Without it, Node waits half a minute for
 * clients whose network is gone.
 */
export function cutOffStragglers(server: Server): () => void {
  // `closeAllConnections` leaves out WebSockets.
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
