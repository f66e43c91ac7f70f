import { z } from 'zod';
import { Timestamp } from './fields.ts';

const HOUR_MS = 60 * 60_000;

/** How the candidate chooses the time of an interview. */
export const Scheduling = z.strictObject({
  /** Latest start that can be chosen. */
  until: Timestamp,
  /** The candidate can move or cancel the interview until this many hours before it starts. */
  changeHours: z.number().int().nonnegative(),
});
export type Scheduling = z.infer<typeof Scheduling>;

/** `open` until there is a time. Until then, the interview's `scheduledAt` is `until`. */
export type SchedulingState = Readonly<Scheduling> & { readonly open: boolean };

/** Returns the last moment at which the candidate can move or cancel an interview that has a time. */
export function changeableUntil(
  { changeHours }: Pick<Scheduling, 'changeHours'>,
  scheduledAt: number,
): number {
  return scheduledAt - changeHours * HOUR_MS;
}
