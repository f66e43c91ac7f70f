import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/**
 * Below the range from which Linux assigns ports, so a free port stays free until it is used. Above 10080,
 * the highest port that `fetch` refuses.
 */
const FIRST = 10_081;
const END = 32_768;

/** Returns a port that is free for TCP and UDP. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, END);
    if (given.has(port)) continue;
    // Concurrent callers must not get the same port.
    given.add(port);
    if ((await tcpIsFree(port)) && (await udpIsFree(port))) return port;
  }
}

const given = new Set<number>();

function tcpIsFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function udpIsFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(false));
    socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)));
  });
}
