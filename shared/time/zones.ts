/** Times on the clocks of a zone. A wall time is a day and a time without a zone: "2026-03-29T02:30". */

const DAY_MS = 86_400_000;

/** When a wall time is, in epoch milliseconds. */
export type ZonedTime =
  | { kind: 'once'; at: number }
  /** The clocks skip this time. `wall` is later by as much as they skip, and is at `at`. */
  | { kind: 'gap'; wall: string; at: number }
  /** The clocks are put back, and show this time twice. */
  | { kind: 'fold'; earlier: number; later: number };

const formats = new Map<string, Intl.DateTimeFormat | undefined>();

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (!formats.has(zone)) formats.set(zone, newFormat(zone));
  return formats.get(zone);
}

function newFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  } catch {
    return undefined;
  }
}

/** True for an IANA name that this server or browser knows. False for an offset, which has no rules. */
export function isTimeZone(name: string): boolean {
  return /^[A-Za-z]/.test(name) && formatOf(name) !== undefined;
}

/** Returns the zone of this server or device. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Returns how far the zone's clocks are ahead of UTC. Throws `RangeError` for an unknown zone. */
export function offsetMs(zone: string, at: number): number {
  const format = formatOf(zone);
  if (!format) throw new RangeError(`Unknown time zone: ${zone}`);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
}

/** Returns what the zone's clocks show, in whole minutes. */
export function wallTimeAt(zone: string, at: number): string {
  return new Date(at + offsetMs(zone, at)).toISOString().slice(0, 16);
}

/** Returns when the zone's clocks show a time. Undefined for a text that isn't a wall time. */
export function zonedTime(zone: string, wall: string): ZonedTime | undefined {
  const clock = clockMs(wall);
  if (clock === undefined) return undefined;
  // Offsets around this time. All zones are less than a day away from UTC.
  const offsets = [-1, -0.5, 0, 0.5, 1].map(days => offsetMs(zone, clock + days * DAY_MS));
  const [earlier, later] = [...new Set(offsets)]
    .map(offset => clock - offset)
    .filter(at => at + offsetMs(zone, at) === clock)
    .toSorted((a, b) => a - b);
  if (earlier === undefined) {
    // Counts on with the clocks from before the change.
    const at = clock - (offsets[0] ?? 0);
    return { kind: 'gap', at, wall: wallTimeAt(zone, at) };
  }
  return later === undefined ? { kind: 'once', at: earlier } : { kind: 'fold', earlier, later };
}

/** Like `zonedTime`, but decides: a skipped time is later, and of two the first counts. */
export function instantAt(zone: string, wall: string): number | undefined {
  const time = zonedTime(zone, wall);
  return time?.kind === 'fold' ? time.earlier : time?.at;
}

/** Returns a wall time as if its clock showed UTC. */
function clockMs(wall: string): number | undefined {
  const numbers = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?$/
    .exec(wall)
    ?.slice(1)
    .map(Number);
  if (!numbers) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = numbers;
  const clock = Date.UTC(year, month - 1, day, hour, minute);
  const isReal = new Date(clock).toISOString().startsWith(wall.slice(0, 16));
  return isReal ? clock : undefined;
}
