import { z } from 'zod';
import type { InsightPeriod } from '../../../../shared/protocol/insightRoutes.ts';
import { startOfDay } from '../../../texts/times.ts';
import { dayStart, nextDay } from '../interviews/listAddress.ts';

export const PERIODS = ['30', '90', '365'] as const;
export type PeriodName = (typeof PERIODS)[number];
const USUAL: PeriodName = '90';

/** What the page shows. The page's address is the only place where it is stored. */
export interface InsightAddress {
  /** Undefined if days are chosen. */
  period: PeriodName | undefined;
  /** First and last day of a chosen period. */
  from?: string | undefined;
  to?: string | undefined;
  role?: string | undefined;
}

const Day = z.iso.date();

/** Reads the page's address. Ignores values that it doesn't know. */
export function insightAddressOf(search: URLSearchParams): InsightAddress {
  const day = (name: string) => Day.safeParse(search.get(name)).data;
  const [from, to, role] = [day('from'), day('to'), search.get('role') || undefined];
  const isSwapped = from !== undefined && to !== undefined && from > to;
  if ((from || to) && !isSwapped) return { period: undefined, from, to, role };
  return { period: PERIODS.find(period => period === search.get('period')) ?? USUAL, role };
}

export function insightSearchOf({ period, from, to, role }: InsightAddress): string {
  const given = { period: period === USUAL ? undefined : period, from, to, role };
  return new URLSearchParams(
    Object.entries(given).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  ).toString();
}

/** Returns the times of the reader's days. Stays the same all day, so that figures are requested once. */
export function insightPeriodOf({ period, from, to, role }: InsightAddress, now: number): InsightPeriod {
  const today = startOfDay(now);
  const last = to ? dayStart(to) : today;
  const first = period ? nextDay(today, 1 - Number(period)) : from ? dayStart(from) : 0;
  return { from: Math.max(0, first), to: nextDay(last), ...(role && { jobRole: role }) };
}
