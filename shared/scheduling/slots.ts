import { offsetMs, wallTimeAt } from '../time/zones.ts';
import type { Hours } from './hours.ts';

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Interviews start at full and half hours of the zone. */
export const STEP_MS = 30 * MINUTE_MS;

/** Time from `from` to before `until`, in epoch milliseconds. */
export interface Span {
  from: number;
  until: number;
}

/** A person whose time an interview takes. */
export interface Host {
  hours: Hours;
  /** Other interviews of this person. */
  busy: readonly Span[];
}

export interface SlotQuery {
  /** All of them take part. Without hosts, there are no slots. */
  hosts: readonly Host[];
  minutes: number;
  /** Zone in whose hours interviews start. */
  zone: string;
  now: number;
  /** Last start. */
  until: number;
}

/** Returns when the interview can start, in order. Each start suits all hosts. */
export function slotsOf({ hosts, minutes, zone, now, until }: SlotQuery): number[] {
  const lengthMs = minutes * MINUTE_MS;
  const earliest = now + Math.max(...hosts.map(({ hours }) => hours.noticeHours)) * HOUR_MS;
  const latest = Math.min(until, ...hosts.map(({ hours }) => now + hours.daysAhead * DAY_MS));
  if (hosts.length === 0 || earliest > latest) return [];
  const range = { from: earliest, until: latest + lengthMs };
  const free = hosts.map(host => freeTime(host, range)).reduce(shared);
  const full = hosts.map(fullDays);
  return free
    .flatMap(span => startsIn(span, lengthMs, zone))
    .filter(at => at >= earliest && at <= latest)
    .filter(at => full.every(isFull => !isFull(at)));
}

function freeTime({ hours, busy }: Host, range: Span): Span[] {
  const bufferMs = hours.bufferMinutes * MINUTE_MS;
  const taken = busy.map(({ from, until }) => ({ from: from - bufferMs, until: until + bufferMs }));
  return without(openTime(hours, range), joined(taken));
}

/** Returns a function that tells if the day of a time already has as many interviews as the host allows. */
function fullDays({ hours: { perDay, timeZone }, busy }: Host): (at: number) => boolean {
  if (perDay === 0) return () => false;
  const held = new Map<string, number>();
  for (const { from } of busy) held.set(dayOf(from, timeZone), (held.get(dayOf(from, timeZone)) ?? 0) + 1);
  return at => (held.get(dayOf(at, timeZone)) ?? 0) >= perDay;
}

function dayOf(at: number, zone: string): string {
  return wallTimeAt(zone, at).slice(0, 10);
}

function startsIn({ from, until }: Span, lengthMs: number, zone: string): number[] {
  const offset = offsetMs(zone, from);
  const starts: number[] = [];
  const first = Math.ceil((from + offset) / STEP_MS) * STEP_MS - offset;
  for (let at = first; at + lengthMs <= until; at += STEP_MS) starts.push(at);
  return starts;
}

/** Returns when the hours are, without overlaps. On days when the clocks change, tests each quarter of an hour. */
export function openTime(hours: Hours, range: Span): Span[] {
  const { timeZone } = hours;
  const firstDay = dayStart(range.from + offsetMs(timeZone, range.from)) - DAY_MS;
  const lastDay = dayStart(range.until + offsetMs(timeZone, range.until)) + DAY_MS;
  const open: Span[] = [];
  for (let day = firstDay; day <= lastDay; day += DAY_MS)
    for (const clock of clockHours(hours, day)) open.push(...instantsOf(clock, day, timeZone));
  return joined(open).flatMap(span => within(span, range) ?? []);
}

/** Returns the hours of a day as if its clocks showed UTC. */
function clockHours({ week, extra, off }: Hours, day: number): Span[] {
  const date = new Date(day).toISOString().slice(0, 10);
  const weekday = new Date(day).getUTCDay() || 7;
  const isOff = off.some(({ from, until }) => from <= date && date <= until);
  const hours = [
    ...(isOff ? [] : week.filter(one => one.day === weekday)),
    ...extra.filter(one => one.date === date),
  ];
  return hours.map(({ from, until }) => ({ from: day + from * MINUTE_MS, until: day + until * MINUTE_MS }));
}

function instantsOf(clock: Span, day: number, zone: string): Span[] {
  const before = offsetMs(zone, day - DAY_MS);
  const after = offsetMs(zone, day + 2 * DAY_MS);
  if (before === after) return [{ from: clock.from - before, until: clock.until - before }];
  const quarters: Span[] = [];
  const end = clock.until - Math.min(before, after);
  for (let at = clock.from - Math.max(before, after); at < end; at += QUARTER_MS) {
    const shown = at + offsetMs(zone, at);
    if (shown >= clock.from && shown < clock.until) quarters.push({ from: at, until: at + QUARTER_MS });
  }
  return quarters;
}

function dayStart(clock: number): number {
  return Math.floor(clock / DAY_MS) * DAY_MS;
}

/** Sorts spans, and joins those that touch. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && span.from <= last.until) last.until = Math.max(last.until, span.until);
    else result.push({ ...span });
  }
  return result;
}

function without(spans: readonly Span[], taken: readonly Span[]): Span[] {
  let rest = [...spans];
  for (const { from, until } of taken)
    rest = rest.flatMap(span => {
      if (until <= span.from || from >= span.until) return [span];
      return [
        { from: span.from, until: from },
        { from: until, until: span.until },
      ].filter(part => part.from < part.until);
    });
  return rest;
}

function shared(spans: readonly Span[], others: readonly Span[]): Span[] {
  return spans.flatMap(span => others.flatMap(other => within(span, other) ?? []));
}

function within(span: Span, range: Span): Span | undefined {
  const from = Math.max(span.from, range.from);
  const until = Math.min(span.until, range.until);
  return from < until ? { from, until } : undefined;
}
