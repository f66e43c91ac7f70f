import { z } from 'zod';
import { MessageWords } from '../../shared/messages/messages.ts';
import { SeatRole } from '../../shared/roles.ts';

/** An interview as one recipient knows it. Never has names of observers. Fields may be absent in earlier messages. */
export const Appointment = z.object({
  seat: SeatRole,
  /** Name of the organization. Empty if unknown. */
  company: z.string(),
  title: z.string(),
  jobRole: z.string(),
  at: z.number(),
  minutes: z.number(),
  /** Present if the interview is one of several rounds of a candidate. */
  round: z.object({ number: z.number().int(), of: z.number().int() }).optional(),
  /** IANA name of the organizer's zone. Times are written in it unless the recipient has another. */
  zone: z.string(),
  /** IANA name of the recipient's zone, if it's known. */
  ownZone: z.string().optional(),
  /** True when the virtual recruiter asks the questions. */
  recruiter: z.literal(true).optional(),
  window: z.object({ opensAt: z.number(), closesAt: z.number() }).optional(),
  /** Absent for candidates. */
  candidates: z.array(z.string()).optional(),
  /** Whom the candidate meets. Without the recipient. */
  interviewers: z.array(z.string()).optional(),
  /** True for the interviewer who opens the interview. */
  isLead: z.literal(true).optional(),
  /** Name of the lead. Only for other interviewers. */
  lead: z.string().optional(),
  /** True if the candidate chose the time. Absent for candidates. */
  chosen: z.literal(true).optional(),
  /** Absent for candidates and observers. Without the recipient. */
  evaluators: z.array(z.string()).optional(),
  /** True if there is nothing to rate yet. */
  withoutKit: z.literal(true).optional(),
  /** Name of the kit by which the recipient interviews or rates. */
  kit: z.string().optional(),
  /** Page of the interview in the console. Only for members who may see it. */
  pageUrl: z.url().optional(),
  /** Name of the member who invites. Absent for candidates. */
  organizer: z.string().optional(),
  /** Address for questions. */
  contact: z.string().optional(),
  phone: z.string().optional(),
  /** True if there is no time yet, and `at` is the last that the recipient can choose. */
  choose: z.literal(true).optional(),
  /** Last moment at which the recipient can move or cancel the interview at `scheduleUrl`. */
  changeableUntil: z.number().optional(),
  /** True if it is too late for the recipient to move or cancel the interview online. */
  tooLateToChange: z.literal(true).optional(),
  /** Address at which the recipient chooses the time. */
  scheduleUrl: z.url().optional(),
  /** Personal link. Absent if it can't be repeated. */
  url: z.url().optional(),
  /** The recipient's name. Absent in messages of earlier versions. */
  name: z.string().optional(),
  /** The organization's words, if it has changed the usual ones. */
  words: MessageWords.optional(),
  /** Id of the calendar entry, and the number of its version. */
  uid: z.string(),
  sequence: z.number().int(),
});
export type Appointment = z.infer<typeof Appointment>;
