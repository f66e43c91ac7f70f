// A bare socket.io server: the cost of any acknowledgement and any notice on this machine.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

const httpServer = createServer();
const io = new Server(httpServer, { serveClient: false });
io.on('connection', socket => {
  const { room } = socket.handshake.auth as { room?: string };
  if (room !== undefined) void socket.join(room);
  socket.on('echo', (frame: unknown, acknowledge: (reply: unknown) => void) =>
    acknowledge({ ok: true, result: frame }),
  );
  socket.on('tell', (frame: unknown, acknowledge: (reply: unknown) => void) => {
    if (room !== undefined) io.to(room).emit('notice', frame);
    acknowledge({ ok: true });
  });
});
httpServer.listen(0, '127.0.0.1', () => {
  console.log(`listening on ${(httpServer.address() as AddressInfo).port}`);
});
