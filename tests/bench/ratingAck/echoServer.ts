// A socket.io server that answers and does nothing else: what any acknowledgement costs on this machine.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

const httpServer = createServer();
const io = new Server(httpServer, { serveClient: false });
io.on('connection', socket => {
  socket.on('echo', (frame: unknown, acknowledge: (reply: unknown) => void) =>
    acknowledge({ ok: true, result: frame }),
  );
});
httpServer.listen(0, '127.0.0.1', () => {
  console.log(`listening on ${(httpServer.address() as AddressInfo).port}`);
});
