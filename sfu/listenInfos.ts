import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import type { types } from 'mediasoup';
import type { MediaConfig } from './config.ts';

type Interfaces = Readonly<Record<string, NetworkInterfaceInfo[] | undefined>>;

/**
 * What the kernel keeps for a worker that is not running at the moment, as far as `net.core.rmem_max` allows. Its default of 208 KB holds some
 * hundred packets, which people in ten rooms send in 40 ms; the next ones are lost.
 */
const UDP_BUFFER_BYTES = 4 * 1024 * 1024;

/** An ICE candidate list is no longer than 32, and each address makes two. */
const ADDRESSES_MAX = 12;

/**
 * Where one worker listens. With an announced address that is a single socket a protocol; without one it is a socket for
 * every address of the machine, so that each becomes a candidate of its own: a browser on this machine, one in the same
 * network and one behind a second interface all find one that they reach. UDP comes first, as the first has priority.
 */
export function listenInfosOf(
  config: MediaConfig,
  workerIndex: number,
  interfaces: Interfaces = networkInterfaces(),
): types.TransportListenInfo[] {
  const port = config.portMin === 0 ? 0 : config.portMin + workerIndex;
  const { announcedAddress } = config;
  const sockets = announcedAddress
    ? [{ ip: config.listenIp, announcedAddress }]
    : addressesOf(config.listenIp, interfaces).map(ip => ({ ip }));
  const buffers = { recvBufferSize: UDP_BUFFER_BYTES, sendBufferSize: UDP_BUFFER_BYTES };
  return (['udp', 'tcp'] as const).flatMap(protocol =>
    sockets.map(socket => ({ protocol, ...socket, port, ...(protocol === 'udp' && buffers) })),
  );
}

function addressesOf(listenIp: string, interfaces: Interfaces): string[] {
  if (!isWildcard(listenIp)) return [listenIp];
  const usable = Object.values(interfaces)
    .flatMap(addresses => addresses ?? [])
    .filter(({ family, scopeid }) => family === 'IPv4' || (listenIp === '::' && !scopeid))
    .sort((a, b) => Number(a.internal) - Number(b.internal));
  const addresses = [...new Set(usable.map(({ address }) => address))];
  // Loopback sorts last, and it must survive the cut: it is what a browser on this very machine can always reach.
  return addresses.length <= ADDRESSES_MAX
    ? addresses
    : [...addresses.slice(0, ADDRESSES_MAX - 1), ...addresses.slice(-1)];
}

function isWildcard(ip: string): boolean {
  return ip === '0.0.0.0' || ip === '::';
}
