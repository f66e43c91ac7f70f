import { z } from 'zod';
import { reasonMessage } from '../errorReasons.ts';
import { LoopId } from '../ids.ts';
import { isTimeZone } from '../time/zones.ts';

/** Server time in epoch milliseconds. */
export const Timestamp = z.number().int().nonnegative();

/** How long ago an interview that is planned now may have started, for one that is entered while it takes place. */
const LATE_START_MS = 60 * 60_000;

export function isNewStart(at: number, now: number): boolean {
  return at >= now - LATE_START_MS;
}

/** Start of an interview that is about to be created. */
export const NewStart = Timestamp.refine(at => isNewStart(at, Date.now()), reasonMessage('time-passed')).meta(
  {
    examples: [Date.UTC(2090, 0, 1)],
  },
);

export const LIMITS = {
  title: 120,
  jobRole: 80,
  displayName: 80,
  email: 254,
  timeZone: 64,
  chatText: 2_000,
  helpText: 500,
  cancelNote: 500,
  seats: 40,
  pagesPerSeat: 6,
  pagesPerMember: 12,
  plannedMinutesMax: 480,
  rounds: 10,
  extendMinutesMax: 120,
  /** Maximum number of chat messages in a view. `chat.earlier` returns older messages. */
  chatMessagesKept: 100,
  /** Maximum number of chat characters in a view, which is at most 60 kB in UTF-8. */
  chatCharactersKept: 20_000,
} as const;

export const Title = z.string().trim().min(1).max(LIMITS.title);
export const JobRole = z.string().trim().min(1).max(LIMITS.jobRole);
export const DisplayName = z.string().trim().min(1).max(LIMITS.displayName);
export const ChatText = z.string().trim().min(1).max(LIMITS.chatText);
export const HelpText = z.string().trim().min(1).max(LIMITS.helpText);
export const ChangeNote = z.string().trim().min(1).max(LIMITS.cancelNote);
export const PlannedMinutes = z.number().int().min(5).max(LIMITS.plannedMinutesMax);
/** IANA name of a time zone. Use it for input only: what one runtime knows, another may not. */
export const TimeZone = z
  .string()
  .max(LIMITS.timeZone)
  .refine(isTimeZone, reasonMessage('field-unknown'))
  .meta({ examples: ['Europe/Berlin'] });
export const ExtendMinutes = z.number().int().min(1).max(LIMITS.extendMinutesMax);

export const Email = z.email(reasonMessage('email-incomplete')).max(LIMITS.email).toLowerCase();

/** Which round an interview is, of those that were created together for a candidate. */
export const LoopRound = z.strictObject({
  loopId: LoopId,
  /** Counts from 1. */
  number: z.number().int().positive(),
  of: z.number().int().positive(),
});
export type LoopRound = z.infer<typeof LoopRound>;
