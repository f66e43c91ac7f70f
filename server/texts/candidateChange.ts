import { z } from 'zod';
import { formatList } from '../../shared/intl.ts';
import { aside, type Letter, list, noteOf, signIn } from './letterParts.ts';
import { longTime, shortTime } from './zonedTimes.ts';

/** What a candidate did with their link, for the member who created the interview. */
export const CandidateChange = z.object({
  /** The member's name. */
  name: z.string(),
  /** The candidate as the member may know them. */
  candidate: z.string(),
  role: z.string(),
  title: z.string(),
  minutes: z.number(),
  zone: z.string(),
  interviewers: z.array(z.string()),
  /** True if everyone who takes part is told by email. */
  othersTold: z.literal(true).optional(),
  canceled: z.literal(true).optional(),
  /** The time that was chosen or canceled. Absent if none was chosen before the candidate canceled. */
  at: z.number().optional(),
  /** The earlier time. Absent if the candidate chose for the first time. */
  before: z.number().optional(),
  note: z.string().optional(),
  url: z.url(),
});

export function candidateChange(content: z.infer<typeof CandidateChange>): Letter {
  const { name, candidate, role, title, minutes, zone, interviewers, othersTold, note, url } = content;
  const { at, before, canceled } = content;
  const did = canceled
    ? `${candidate} canceled the interview for ${role}`
    : before === undefined
      ? `${candidate} chose a time for the interview for ${role}`
      : `${candidate} moved the interview for ${role}`;
  return {
    subject: at === undefined ? did : `${did}: ${shortTime(at, zone)}`,
    heading: did,
    parts: [
      `Hello ${name},`,
      `${did}.`,
      ...noteOf(candidate, note),
      list([
        ...(at === undefined ? [] : [`${canceled ? 'It was planned for' : 'When'}: ${longTime(at, zone)}`]),
        ...(before === undefined ? [] : [`Before: ${longTime(before, zone)}`]),
        ...(canceled ? [] : [`How long: about ${minutes} minutes`]),
        `Title: ${title}`,
        ...(interviewers.length > 0 ? [`Interviewing: ${formatList(interviewers)}`] : []),
      ]),
      othersTold
        ? 'Everyone who takes part gets an email about it.'
        : 'No one else gets an email about it, because the emails of this interview are off. Tell the others yourself.',
      { kind: 'action', label: 'Open the interview', address: url },
      signIn(url),
      aside('You’re receiving this because you created this interview.'),
    ],
  };
}
