import type { DateOrder } from '../../../shared/protocol/importRoutes.ts';

/** A day of the calendar, such as 2026-12-31. `order`: what a date with slashes shows about its order. */
export type ReadDate =
  | { kind: 'day'; day: string; rest: string; order?: DateOrder }
  | { kind: 'ambiguous' }
  /** An instant, from a date and time with an offset. */
  | { kind: 'instant'; at: number }
  | { kind: 'serial' }
  | { kind: 'unknown' };

const ISO = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:T|\s+|$)(.*)$/i;
const DOTS = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?:,?\s+|$)(.*)$/;
const SLASHES = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?:,?\s+|$)(.*)$/;
const OFFSET = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?\s?(Z|[+-]\d\d:?\d\d)$/i;

/** Reads a date. Dates with dots have the day first. Those with slashes need an order, unless it shows. */
export function readDate(text: string, order: DateOrder | undefined): ReadDate {
  const trimmed = text.trim();
  if (OFFSET.test(trimmed)) return instantOf(trimmed);
  if (/^\d{5}([.,]\d+)?$/.test(trimmed)) return { kind: 'serial' };
  const iso = ISO.exec(trimmed);
  if (iso) return dayOf(iso[1], iso[2], iso[3], iso[4]);
  const dots = DOTS.exec(trimmed);
  if (dots) return dayOf(dots[3], dots[2], dots[1], dots[4]);
  const slashes = SLASHES.exec(trimmed);
  if (!slashes) return { kind: 'unknown' };
  const [, first = '', second = '', year, rest] = slashes;
  // The same day in both orders.
  const same = Number(first) === Number(second);
  const shown = same ? undefined : shownOrder(Number(first), Number(second));
  const chosen = order ?? shown ?? (same ? 'dmy' : undefined);
  if (!chosen) return { kind: 'ambiguous' };
  const read = chosen === 'dmy' ? dayOf(year, second, first, rest) : dayOf(year, first, second, rest);
  return read.kind === 'day' && shown ? { ...read, order: shown } : read;
}

/** Returns the order that a date with slashes shows, because one number is too large for a month. */
export function orderShownBy(text: string): DateOrder | undefined {
  const [, first, second] = SLASHES.exec(text.trim()) ?? [];
  return first === undefined || second === undefined ? undefined : shownOrder(Number(first), Number(second));
}

function shownOrder(first: number, second: number): DateOrder | undefined {
  if (first > 12 && second <= 12) return 'dmy';
  return second > 12 && first <= 12 ? 'mdy' : undefined;
}

function instantOf(text: string): ReadDate {
  const iso = text
    .replace(' ', 'T')
    .replace(/\s/g, '')
    .replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  const at = Date.parse(iso.toUpperCase());
  return Number.isNaN(at) ? { kind: 'unknown' } : { kind: 'instant', at };
}

function dayOf(year = '', month = '', day = '', rest = ''): ReadDate {
  const full = year.length === 2 ? `20${year}` : year;
  const text = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${text}T00:00Z`);
  const isReal = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
  return isReal ? { kind: 'day', day: text, rest: rest.trim() } : { kind: 'unknown' };
}

const TIME = /^(\d{1,2})(?:[:.h](\d\d))?(?::\d\d(?:\.\d+)?)?\s*(am|pm|a\.m\.|p\.m\.|h|uhr)?$/i;

/** Returns a time like 14:30, or undefined. A number alone is no time, unless it has "am", "pm", or "h". */
export function readTime(text: string): string | undefined {
  const found = TIME.exec(text.trim());
  if (!found) return undefined;
  const [, hours = '', minutes, suffix = ''] = found;
  if (minutes === undefined && suffix === '') return undefined;
  const half = /^[ap]/i.test(suffix) ? suffix[0]?.toLowerCase() : undefined;
  const hour = Number(hours);
  if (half && (hour < 1 || hour > 12)) return undefined;
  const whole = half ? (hour % 12) + (half === 'p' ? 12 : 0) : hour;
  if (whole > 23 || Number(minutes ?? 0) > 59) return undefined;
  return `${String(whole).padStart(2, '0')}:${minutes ?? '00'}`;
}
