import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import type { Express } from 'express';
import proxyAddr from 'proxy-addr';

/** The same address that express gives as `request.ip`, for requests that never reach the app: socket handshakes. */
export function clientAddressOf(request: IncomingMessage, app: Express): string {
  return proxyAddr(request, app.get('trust proxy fn'));
}

/**
 * Whom to count requests for: an IPv4 address, or the /64 network of an IPv6 address, because one household or attacker
 * owns all addresses in it.
 */
export function addressGroup(address: string): string {
  const plain = address.replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const filled =
    tail === undefined ? before : [...before, ...zeros(8 - before.length - after.length), ...after];
  const network = filled.slice(0, 4).map(group => group.replace(/^0+(?=.)/, ''));
  return `${network.join(':')}::/64`;
}

export function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/i.test(address);
}

function zeros(count: number): string[] {
  return Array.from({ length: Math.max(0, count) }, () => '0');
}
