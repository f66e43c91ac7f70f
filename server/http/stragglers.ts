import type { Server } from 'node:http';
import type { Socket } from 'node:net';

const GRACE_MS = 2_000;

/** Returns a function that closes all connections after `GRACE_MS`. Node waits longer for dead clients. */
export function cutOffStragglers(server: Server): () => void {
  // Collects connections in a set, because `closeAllConnections` leaves out WebSockets.
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
