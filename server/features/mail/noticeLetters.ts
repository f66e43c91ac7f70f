import { z } from 'zod';
import type { Letter, LetterPart } from './letter.ts';

/** Something that is promised for a time. */
const Promised = z.object({ role: z.string(), promisedAt: z.number(), overdue: z.boolean() });
/** Something that may be promised for a time. */
const Due = Promised.partial({ promisedAt: true });

export const ReportMail = z.object({
  url: z.url(),
  role: z.string(),
  kind: z.enum(['practice', 'interview']),
  /** Whether it was read before. */
  updated: z.boolean(),
});

export const ExpiryMail = z.object({ url: z.url(), deletedAt: z.number() });

export const LatePromises = z.object({
  url: z.url(),
  /** The nearest first; `missing`: what has to be done before the candidate can read it. */
  reports: z.array(Promised.extend({ missing: z.enum(['ratings', 'agreement', 'report']) })).min(1),
  /** Further ones that are not named. */
  more: z.number().int().nonnegative(),
  /** Who has the least to rate at the moment, and how much that is. */
  free: z.array(z.object({ name: z.string(), held: z.number().int().nonnegative() })).default([]),
});

export const AssignedMail = z.object({
  url: z.url(),
  by: z.string(),
  role: z.string(),
  /** Present where the candidate was promised a report. */
  promisedAt: z.number().optional(),
});

export const Digest = z.object({
  url: z.url(),
  /** Its secret stands behind the `#` and becomes the last part of the path: servers of mail post there. */
  unsubscribe: z.url(),
  /** The receiver's own claims. */
  held: z.array(Due),
  /** What they could claim: how many there are, how many of them are new or overdue, and the nearest ones. */
  waiting: z.number().int().nonnegative(),
  /** Whether there may be more: then nothing else of them is counted. */
  more: z.boolean(),
  fresh: z.number().int().nonnegative(),
  overdue: z.number().int().nonnegative(),
  next: z.array(Due),
});

const MISSING = {
  ratings: 'ratings are missing',
  agreement: 'the evaluators have to agree',
  report: 'the report has to be written',
} as const;

export function writeExpiryMail({ url, deletedAt }: z.infer<typeof ExpiryMail>): Letter {
  const day = dayOf(deletedAt);
  return {
    subject: `Your practice page will be deleted on ${day}`,
    parts: [
      paragraph(
        `You haven’t opened your private practice page for a while. On ${day}, the page and everything on it are deleted permanently: recordings, answers, notes, and reports.`,
      ),
      paragraph('To keep it, open the page before then.'),
      { kind: 'action', label: 'Keep your practice page', address: url },
      paragraph(
        'Anyone who has this link can see your practice, so keep it to yourself. If you no longer need the page, there is nothing to do.',
      ),
      {
        kind: 'aside',
        text: 'If you did not practice with Vivavoce, your address was probably mistyped. You can ignore this message and delete it.',
      },
    ],
  };
}

export function writeReportMail({ url, role, kind, updated }: z.infer<typeof ReportMail>): Letter {
  const what = kind === 'practice' ? `your practice interview for ${role}` : `your interview for ${role}`;
  return {
    subject: updated ? 'Your report was updated' : 'Your report is ready',
    parts: [
      paragraph(
        updated
          ? `The report on ${what} has changed. Open it to read the new version.`
          : `People have looked at ${what} and written a report for you: what to keep, what to change, and what to do next.`,
      ),
      { kind: 'action', label: 'Read your report', address: url },
      paragraph(
        'This link is private. Anyone who has it can read the report, so keep it to yourself. To show the report to someone else, open it and choose “Share”.',
      ),
      paragraph(
        'It works for a year after the report was last published. Download the PDF to keep the report for longer.',
      ),
      ...(updated ? [paragraph('The link we sent before opens the new version, too.')] : []),
      {
        kind: 'aside',
        text: 'You receive this message because this address was given for the interview. If that was not you, you can ignore it and delete it.',
      },
    ],
  };
}

export function writeLatePromises({ url, reports, more, free }: z.infer<typeof LatePromises>): Letter {
  const count = reports.length + more;
  const people = free.map(
    ({ name, held }) => `${name} (${held === 0 ? 'nothing' : interviews(held)} in hand)`,
  );
  return {
    subject: count === 1 ? 'A report may be late' : `${count} reports may be late`,
    parts: [
      paragraph('Less than a quarter of the promised time is left, and there is still something to do:'),
      list(
        reports.map(report => `${whenOf(report)} – ${MISSING[report.missing]}`),
        more,
      ),
      paragraph(
        people.length > 0
          ? `In the queue you can see who is working on it, and give it to a second evaluator. The least to do have ${new Intl.ListFormat('en-US').format(people)}.`
          : 'In the queue you can see who is working on it, and add a second evaluator.',
      ),
      { kind: 'action', label: 'Open the queue', address: url },
      {
        kind: 'aside',
        text: 'Owners and organizers receive this message at most once a day for each report.',
      },
    ],
  };
}

export function writeAssignedMail({ url, by, role, promisedAt }: z.infer<typeof AssignedMail>): Letter {
  return {
    subject: `${by} asks you to rate an interview`,
    parts: [
      paragraph(
        `${by} has given you an interview for ${role} to rate.${promisedAt === undefined ? '' : ` Its report is promised for ${timeOf(promisedAt)}.`}`,
      ),
      paragraph(
        'It is yours for two hours, and longer while you work on it. After that it goes back to the queue.',
      ),
      { kind: 'action', label: 'Open your evaluations', address: url },
      { kind: 'aside', text: 'You can hand it back at any time.' },
    ],
  };
}

export function writeDigest(digest: z.infer<typeof Digest>): Letter {
  const { url, unsubscribe, held, waiting, more, fresh, overdue, next } = digest;
  const count = `${more ? 'More than ' : ''}${interviews(waiting)}`;
  const parts = [
    ...(fresh > 0 ? [`${fresh} new since the last message`] : []),
    ...(overdue > 0 ? [`${overdue} overdue`] : []),
  ];
  const detail = more || parts.length === 0 ? '' : ` (${parts.join(', ')})`;
  return {
    subject: waiting > 0 ? `${count} waiting for evaluation` : `${interviews(held.length)} to finish rating`,
    parts: [
      ...(held.length > 0
        ? [
            paragraph(
              `You are rating ${interviews(held.length)}. What you don’t work on for two hours goes back to the queue; your draft is kept.`,
            ),
            list(held.map(whenOf)),
          ]
        : []),
      ...(waiting > 0
        ? [
            paragraph(`${count} can be claimed${detail}. Due first:`),
            list(next.map(whenOf), more ? 0 : waiting - next.length),
          ]
        : []),
      { kind: 'action', label: 'Open the queue', address: url },
      { kind: 'aside', text: 'Sent at most once a day, and only when something is waiting for you.' },
    ],
    unsubscribe: { label: 'Unsubscribe from this daily message', address: unsubscribe.replace('#', '/') },
  };
}

function whenOf({ role, promisedAt, overdue }: z.infer<typeof Due>): string {
  if (promisedAt === undefined) return role;
  return `${role}: ${overdue ? 'was promised for' : 'promised for'} ${timeOf(promisedAt)}`;
}

function dayOf(at: number): string {
  return new Intl.DateTimeFormat('en-US', { month: 'long', day: 'numeric', year: 'numeric' }).format(at);
}

/** In the server's zone, which is named. */
function timeOf(at: number): string {
  return new Intl.DateTimeFormat('en-US', {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(at);
}

function interviews(count: number): string {
  return count === 1 ? '1 interview' : `${count} interviews`;
}

function paragraph(text: string): LetterPart {
  return { kind: 'paragraph', text };
}

function list(items: string[], more = 0): LetterPart {
  return { kind: 'list', items: more > 0 ? [...items, `and ${more} more`] : items };
}
