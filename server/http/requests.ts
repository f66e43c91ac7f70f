import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import type { Express, Request } from 'express';
import proxyAddr from 'proxy-addr';
import type { z } from 'zod';
import { type FieldRefusal, refusalOfIssue } from '../../shared/errorReasons.ts';
import { AppError } from '../../shared/errors.ts';
import { type StaffAction, staffMay } from '../../shared/permissions.ts';
import type { StaffMember } from '../../shared/protocol/http.ts';
import { refuseNul } from '../../shared/protocol/refuseNul.ts';

export type StaffOf = (headers: Headers) => Promise<StaffMember | undefined>;

/** Returns the signed-in member. Throws `unauthenticated`, or `forbidden` if the role may not do `action`. */
export async function requireStaff(
  staffOf: StaffOf,
  headers: Headers,
  action: StaffAction,
): Promise<StaffMember> {
  const member = await staffOf(headers);
  if (!member) throw AppError.unauthenticated();
  if (!staffMay(action, member.role)) throw AppError.forbidden();
  return member;
}

/** Decodes input. Throws `invalid` with the problem of each field, such as `seats.0.displayName`. */
export function decodeInput<S extends z.ZodType>(schema: S, input: unknown): z.infer<S> {
  refuseNul(input);
  const decoded = schema.safeParse(input);
  if (decoded.success) return decoded.data;
  // Collects the problems in a Map, because a field can be called `__proto__`.
  const fields = new Map<string, FieldRefusal>();
  for (const issue of decoded.error.issues) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [''];
    for (const name of names) {
      const field = [...issue.path, name].map(String).filter(Boolean).join('.');
      if (!fields.has(field)) fields.set(field, refusalOfIssue(issue));
    }
  }
  const [field = ''] = fields.keys();
  throw new AppError('invalid', 'fields-invalid', {
    values: { fields: [...fields.keys()] },
    details: { field, fields: Object.fromEntries(fields) },
  });
}

export function addressGroupOf({ ip }: Request): string {
  return addressGroup(ip ?? '');
}

/** Returns the address group of a socket handshake, which isn't handled by express. */
export function handshakeAddressGroup(request: IncomingMessage, app: Express): string {
  return addressGroup(proxyAddr(request, app.get('trust proxy fn')));
}

/** Returns an IPv4 address, or the /64 network of an IPv6 address, because a household has a whole /64. */
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
