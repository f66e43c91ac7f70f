import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** A port that nobody uses for TCP or UDP right now. */
export async function freePort(): Promise<number> {
  for (;;) {
    const tcp = createServer().listen(0, '127.0.0.1');
    await once(tcp, 'listening');
    const { port } = tcp.address() as AddressInfo;
    const free = await udpIsFree(port);
    tcp.close();
    await once(tcp, 'close');
    if (free && !given.has(port)) {
      // Somebody asking at the same moment must not get the same one.
      given.add(port);
      return port;
    }
  }
}

const given = new Set<number>();

function udpIsFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(false));
    socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)));
  });
}
