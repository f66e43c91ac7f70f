import { z } from 'zod';
import { formatList, formatNumber, plural } from '../../shared/intl.ts';
import { ownZone } from '../../shared/time/zones.ts';
import { ACCOUNT_EMAILS } from './accountEmails.ts';
import { Appointment } from './appointment.ts';
import { CandidateChange, candidateChange } from './candidateChange.ts';
import { type EmailKind, email } from './emailKind.ts';
import {
  CanceledAppointment,
  ChangedAppointment,
  ComingAppointment,
  cancellation,
  change,
  DueRatings,
  invitation,
  ratingsDue,
  reminder,
  timeChoice,
} from './interviewEmails.ts';
import { aside, type Letter, list, signIn } from './letterParts.ts';
import {
  CanceledRounds,
  canceledRounds,
  InvitedRounds,
  invitationToRounds,
  MovedRounds,
  movedRounds,
} from './roundsEmail.ts';
import { longDay, shortTime } from './zonedTimes.ts';

const DueReport = z.object({ role: z.string(), promisedAt: z.number(), overdue: z.boolean() });
/** An interview in the evaluation queue. `promisedAt` is absent when no report was promised. */
/** Without a candidate for practice. The name is a code where names are hidden. */
const RaterReminder = z.object({
  url: z.url(),
  by: z.string(),
  role: z.string(),
  candidate: z.string().optional(),
});

const QueuedInterview = DueReport.partial({ promisedAt: true });

const MISSING = {
  ratings: 'ratings are missing',
  agreement: 'the evaluators have to agree',
  report: 'the report has to be written',
} as const;

/** All kinds of emails. Their content is stored, so field names never change. */
const EMAILS = {
  'practice-link': email(
    z.object({ url: z.url(), role: z.string().optional(), deletedAt: z.number().optional() }),
    ({ url, role, deletedAt }, zone) => ({
      subject: role ? `${role}: your practice page` : 'Your practice page',
      parts: [
        role
          ? `Here’s the link to your private practice page for ${role}, as you requested.`
          : 'Here’s the link to your private practice page, as you requested.',
        'On this page you can watch your attempts, read the model answers, and practice again.',
        { kind: 'action', label: 'Open your practice page', address: url },
        'This link is the only key to your page. Anyone who has it can see your attempts, so keep it to yourself. If you lose it, we can’t recover it.',
        [
          ...(deletedAt === undefined
            ? []
            : [`If no one opens the page again, it’s deleted on ${longDay(deletedAt, zone)}.`]),
          'To delete it sooner, open it and choose “Delete page”, or the trash icon next to one attempt. This takes effect immediately and can’t be undone.',
        ].join(' '),
        aside(
          'If you didn’t ask for this message, your address was probably mistyped. Please ignore this message.',
        ),
      ],
    }),
  ),

  'practice-expiry': email(z.object({ url: z.url(), deletedAt: z.number() }), ({ url, deletedAt }, zone) => {
    const day = longDay(deletedAt, zone);
    return {
      subject: `Your practice page will be deleted on ${day}`,
      parts: [
        `You haven’t opened your private practice page for a while. On ${day}, the page and everything on it will be permanently deleted: recordings, answers, notes, and reports.`,
        'To keep it, open the page before then.',
        { kind: 'action', label: 'Keep your practice page', address: url },
        'Anyone who has this link can see your practice, so keep it to yourself. If you no longer need the page, you don’t have to do anything.',
        aside(
          'If you didn’t practice with us, your address was probably mistyped. Please ignore this message.',
        ),
      ],
    };
  }),

  'debrief-mention': email(
    z.object({ by: z.string(), role: z.string(), url: z.url() }),
    ({ by, role, url }) => ({
      subject: `${by} mentioned you in a debrief`,
      parts: [
        `${by} mentioned you in the debrief of an interview for ${role}.`,
        { kind: 'action', label: 'Open the interview', address: url },
        'If you rate this interview, lock your scorecard first. You can read the comments afterward.',
      ],
    }),
  ),

  report: email(
    z.object({
      url: z.url(),
      role: z.string(),
      kind: z.enum(['practice', 'interview']),
      /** True when candidates could read an earlier version. */
      updated: z.boolean(),
    }),
    ({ url, role, kind, updated }) => ({
      subject: updated ? 'Your report was updated' : 'Your report is ready',
      parts: [
        {
          practice: updated
            ? `The report on your practice interview for ${role} has changed. Open it to read the new version.`
            : `We’ve evaluated your practice interview for ${role}. Your report covers what to keep, what to change, and what to do next.`,
          interview: updated
            ? `The report on your interview for ${role} has changed. Open it to read the new version.`
            : `We’ve evaluated your interview for ${role}. Your report covers what to keep, what to change, and what to do next.`,
        }[kind],
        { kind: 'action', label: 'Read your report', address: url },
        'This link is private. Anyone who has it can read the report, so keep it to yourself. To show the report to someone else, open it and choose “Share”.',
        'The link works for a year after the report was last published. Download the PDF to keep the report longer.',
        ...(updated ? ['The link in our earlier message also opens the new version.'] : []),
        aside(
          'You’re receiving this because this address was given for the interview. If that wasn’t you, please ignore this message.',
        ),
      ],
    }),
  ),

  /** A message about interviews as an example, for the member who writes its words. `of`: the kind of the example. */
  'message-test': email(
    z.object({ of: z.string(), example: z.record(z.string(), z.unknown()) }),
    ({ of, example }, zone) => {
      const { subject, parts } = letterOf(of, example, zone) ?? { subject: 'a message', parts: [] };
      return {
        subject: `Test: ${subject}`,
        parts: [...parts, aside('You sent this test to yourself. Its link doesn’t work.')],
      };
    },
  ),

  'interview-invitation': email(Appointment, invitation),

  'interview-rounds': email(InvitedRounds, invitationToRounds),
  'interview-rounds-change': email(MovedRounds, movedRounds),
  'interview-rounds-cancellation': email(CanceledRounds, canceledRounds),
  'interview-time-choice': email(Appointment, timeChoice),
  'interview-change': email(ChangedAppointment, change),
  'interview-cancellation': email(CanceledAppointment, cancellation),
  'interview-reminder': email(ComingAppointment, reminder),
  'ratings-due': email(DueRatings, ratingsDue),

  'candidate-change': email(CandidateChange, candidateChange),

  'question-asked': email(z.object({ url: z.url(), role: z.string() }), ({ url, role }) => ({
    subject: `A candidate has a question about their report: ${role}`,
    parts: [
      `The candidate of an interview for ${role} asked a question about their report.`,
      'Read and answer it next to the report. The candidate gets your answer by email, if they left an address.',
      { kind: 'action', label: 'Read the question', address: url },
      signIn(url),
      aside('You’re receiving this because you worked on the report, or because you can publish it.'),
    ],
  })),

  'question-answered': email(z.object({ url: z.url(), role: z.string() }), ({ url, role }) => ({
    subject: 'Your question was answered',
    parts: [
      `You asked a question about the report on your interview for ${role}. The answer is in your report.`,
      { kind: 'action', label: 'Read the answer', address: url },
      'This link is private. Anyone who has it can read the report, so keep it to yourself.',
      aside(
        'You’re receiving this because this address was given for the interview. If that wasn’t you, please ignore this message.',
      ),
    ],
  })),

  ...ACCOUNT_EMAILS,
  assigned: email(
    z.object({ url: z.url(), by: z.string(), role: z.string(), promisedAt: z.number().optional() }),
    ({ url, by, role, promisedAt }, zone) => ({
      subject: `${by} assigned you an interview to rate`,
      parts: [
        promisedAt === undefined
          ? `${by} assigned you an interview for ${role} to rate.`
          : `${by} assigned you an interview for ${role} to rate. Its report is due ${shortTime(promisedAt, zone)}.`,
        'You have two hours, and longer while you work on it. After that, the interview returns to the queue.',
        {
          kind: 'action',
          label: url.endsWith('/evaluations') ? 'Open your evaluations' : 'Open the evaluation',
          address: url,
        },
        'You can return it at any time.',
        signIn(url),
      ],
    }),
  ),

  'compare-reminder': email(RaterReminder, ({ url, by, role, candidate }) => ({
    subject: `${by} asks you to compare your ratings: ${subjectOf(role, candidate)}`,
    parts: [
      `In ${interviewOf(role, candidate)}, your ratings and others’ are two points or more apart. The comparison waits for you.`,
      'Your part ends when you have revised or kept each answer where you’re far apart, or chosen “Keep my ratings”.',
      { kind: 'action', label: 'Open the ratings', address: url },
      ...(url.includes('/console/') ? [signIn(url)] : []),
      aside(`${by} sent this message. You get it at most once a day.`),
    ],
  })),

  'rate-reminder': email(RaterReminder, ({ url, by, role, candidate }) => ({
    subject: `${by} asks you to rate: ${subjectOf(role, candidate)}`,
    parts: [
      `Your ratings of ${interviewOf(role, candidate)} aren’t locked yet. The evaluation waits for you.`,
      { kind: 'action', label: 'Open your scorecard', address: url },
      ...(url.includes('/console/') ? [signIn(url)] : []),
      aside(`${by} sent this message. You get it at most once a day.`),
    ],
  })),

  'link-wanted': email(
    z.object({ url: z.url(), candidate: z.string(), role: z.string() }),
    ({ url, candidate, role }) => ({
      subject: `${candidate} asks for a new link to the interview for ${role}`,
      parts: [
        `${candidate} opened a link to the interview for ${role} that no longer works, and asks for a new one.`,
        'If the person should still take part, create a new link in the interview and send it.',
        { kind: 'action', label: 'Open the interview', address: url },
        signIn(url),
        aside('You’re receiving this because you can change this interview.'),
      ],
    }),
  ),

  'publish-asked': email(
    z.object({ url: z.url(), by: z.string(), role: z.string() }),
    ({ url, by, role }) => ({
      subject: `${by} asks you to publish a report`,
      parts: [
        `${by} finished a report on an interview for ${role} and asks an owner or organizer to publish it.`,
        'Read it first: the candidate gets it when you publish it. The queue shows who asked.',
        { kind: 'action', label: 'Open the queue', address: url },
        signIn(url),
      ],
    }),
  ),

  'late-promises': email(
    z.object({
      url: z.url(),
      /** The reports that are due first, in order. */
      reports: z.array(DueReport.extend({ missing: z.enum(['ratings', 'agreement', 'report']) })).min(1),
      /** Number of late reports that aren't in `reports`. */
      more: z.number().int().nonnegative(),
      free: z.array(z.object({ name: z.string(), held: z.number().int().nonnegative() })).default([]),
    }),
    ({ url, reports, more, free }, zone) => {
      const count = reports.length + more;
      const workloads = free.map(({ name, held }) =>
        held === 0 ? `${name} (no open evaluations)` : `${name} (${formatNumber(held)} open)`,
      );
      return {
        subject: plural(count, { one: 'A report may be late', other: '# reports may be late' }),
        parts: [
          plural(count, {
            one: 'This report is due soon and isn’t finished:',
            other: 'These reports are due soon and aren’t finished:',
          }),
          list(
            reports.map(report => `${dueLine(report, zone)} – ${MISSING[report.missing]}`),
            more,
          ),
          'In the queue you can see who is working on a report, and add a second evaluator.',
          ...(workloads.length > 0 ? [`Lightest workload: ${formatList(workloads)}.`] : []),
          { kind: 'action', label: 'Open the queue', address: url },
          signIn(url),
          aside('Owners and organizers receive this message at most once a day for each report.'),
        ],
      };
    },
  ),

  digest: email(
    z.object({
      url: z.url(),
      /** Has a secret after `#`. Mail programs post to a different address, with the secret in the path. */
      unsubscribe: z.url(),
      held: z.array(QueuedInterview),
      /** Number of interviews that the recipient can claim. */
      waiting: z.number().int().nonnegative(),
      /** True when more than `waiting` interviews wait. The next two numbers are then hidden. */
      more: z.boolean(),
      fresh: z.number().int().nonnegative(),
      overdue: z.number().int().nonnegative(),
      next: z.array(QueuedInterview),
    }),
    ({ url, unsubscribe, held, waiting, more, fresh, overdue, next }, zone) => ({
      subject:
        waiting === 0
          ? plural(held.length, { one: 'Finish rating # interview', other: 'Finish rating # interviews' })
          : more
            ? plural(waiting, {
                one: 'More than # interview waiting for evaluation',
                other: 'More than # interviews waiting for evaluation',
              })
            : plural(waiting, {
                one: '# interview waiting for evaluation',
                other: '# interviews waiting for evaluation',
              }),
      parts: [
        ...(held.length > 0
          ? [
              plural(held.length, {
                one: 'You’re rating # interview. If you don’t work on it for two hours, it returns to the queue. Your draft is kept.',
                other:
                  'You’re rating # interviews. Any that you don’t work on for two hours return to the queue. Your drafts are kept.',
              }),
              list(held.map(item => dueLine(item, zone))),
            ]
          : []),
        ...(waiting > 0
          ? [
              claimable(waiting, more ? 'more' : { fresh, overdue }),
              list(
                next.map(item => dueLine(item, zone)),
                more ? 0 : waiting - next.length,
              ),
            ]
          : []),
        { kind: 'action', label: 'Open the queue', address: url },
        signIn(url),
        aside('Sent at most once a day, and only when something is waiting for you.'),
      ],
      unsubscribe: {
        label: 'Unsubscribe from this daily message',
        address: unsubscribe.replace('#', '/'),
      },
    }),
  ),
} as const;

export type MailKind = keyof typeof EMAILS;
export const MAIL_KINDS = Object.keys(EMAILS) as MailKind[];
export type ContentOf<K extends MailKind> = z.infer<(typeof EMAILS)[K]['content']>;

/** Returns the email, or undefined if another release stored a kind or content unknown here. */
export function letterOf(
  kind: string,
  content: Readonly<Record<string, unknown>>,
  zone = ownZone(),
): Letter | undefined {
  if (!Object.hasOwn(EMAILS, kind)) return undefined;
  const { content: shape, write } = EMAILS[kind as MailKind] as EmailKind<unknown>;
  const decoded = shape.safeParse(content);
  return decoded.success ? write(decoded.data, zone) : undefined;
}

/** Returns the subject that staff see in the outbox for emails to people who practice. */
export function hiddenSubject(kind: string): string {
  return kind === 'practice-link' ? 'Link to a practice page' : 'Message about a practice interview';
}

function claimable(waiting: number, counts: 'more' | { fresh: number; overdue: number }): string {
  if (counts === 'more')
    return plural(waiting, {
      one: 'More than # interview can be claimed. Due first:',
      other: 'More than # interviews can be claimed. Due first:',
    });
  const { fresh, overdue } = counts;
  return [
    plural(waiting, { one: '# interview can be claimed.', other: '# interviews can be claimed.' }),
    ...(fresh > 0
      ? [
          plural(fresh, {
            one: '# is new since the last message.',
            other: '# are new since the last message.',
          }),
        ]
      : []),
    ...(overdue > 0 ? [plural(overdue, { one: '# is overdue.', other: '# are overdue.' })] : []),
    'Due first:',
  ].join(' ');
}

function dueLine({ role, promisedAt, overdue }: z.infer<typeof QueuedInterview>, zone: string): string {
  if (promisedAt === undefined) return role;
  const time = shortTime(promisedAt, zone);
  return overdue ? `${role}: was due ${time}` : `${role}: due ${time}`;
}

function interviewOf(role: string, candidate: string | undefined): string {
  return candidate ? `the interview with ${candidate} for ${role}` : `an interview for ${role}`;
}

function subjectOf(role: string, candidate: string | undefined): string {
  return candidate ? `${candidate}, ${role}` : role;
}
