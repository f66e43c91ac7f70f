import { createHash } from 'node:crypto';
import type { Actor } from '../../shared/interview/events.ts';

/** SHA-256 over name and params with sorted keys, hex: tells a repeated command from a different one under the same id. */
export function fingerprintOf(name: string, params: unknown): string {
  return createHash('sha256')
    .update(`${name}\n${JSON.stringify(params, sortKeys)}`)
    .digest('hex');
}

export function actorKeyOf(actor: Actor): string {
  switch (actor.type) {
    case 'seat':
      return `seat:${actor.seatId}`;
    case 'staff':
      return `staff:${actor.userId}`;
    case 'system':
      return 'system';
  }
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
