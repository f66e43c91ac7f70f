import { z } from 'zod';
import { formatList, LANGUAGE } from '../../shared/intl.ts';
import {
  blockOf,
  filledIn,
  type MessageKind,
  MessageWords,
  paragraphsOf,
} from '../../shared/messages/messages.ts';
import { usualWords } from '../../shared/messages/usualMessages.ts';
import { SeatRole } from '../../shared/roles.ts';
import { aside, type Letter, type LetterPart, list } from './letterParts.ts';

/** An interview as one recipient knows it. Never has names of evaluators or observers. */
export const Appointment = z.object({
  seat: SeatRole,
  /** Name of the organization. Empty if unknown. */
  company: z.string(),
  title: z.string(),
  jobRole: z.string(),
  at: z.number(),
  minutes: z.number(),
  /** IANA name of the zone in which times are written. */
  zone: z.string(),
  /** True when the virtual recruiter asks the questions. */
  recruiter: z.literal(true).optional(),
  window: z.object({ opensAt: z.number(), closesAt: z.number() }).optional(),
  /** Absent for candidates. */
  candidates: z.array(z.string()).optional(),
  /** Address for questions. */
  contact: z.string().optional(),
  /** True if there is no time yet, and `at` is the last that the recipient can choose. */
  choose: z.literal(true).optional(),
  /** Last moment at which the recipient can move or cancel the interview at `scheduleUrl`. */
  changeableUntil: z.number().optional(),
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

/** Shown in previews before the first interview. */
export const EXAMPLE = {
  title: 'Backend developer, first round',
  jobRole: 'Backend developer',
  minutes: 45,
  inMs: 72 * 60 * 60_000,
  names: {
    candidate: 'Ada Lovelace',
    interviewer: 'Grace Hopper',
    evaluator: 'Barbara Liskov',
    observer: 'Alan Turing',
  },
} as const;

export const ChangedAppointment = Appointment.extend({
  /** What the recipient was told before. */
  before: z.object({
    title: z.string(),
    jobRole: z.string(),
    at: z.number(),
    minutes: z.number(),
    /** Absent if it isn't known. */
    zone: z.string().optional(),
  }),
  /** True when the earlier link no longer works. */
  newLink: z.boolean(),
});

export const CanceledAppointment = Appointment.extend({
  /** True when the interview takes place without the recipient. */
  withoutRecipient: z.boolean(),
});

export const ComingAppointment = Appointment.extend({ in: z.enum(['24h', '1h']) });

export const DueRatings = Appointment.extend({
  /** When ratings close. Absent if they don't. */
  until: z.number().optional(),
});

export function invitation(content: Appointment): Letter {
  return {
    ...written('invitation', content, {
      details: [facts(content)],
      link: link(content),
      preparation: preparation(content),
      help: end(content),
    }),
    calendar: entry(content, 'REQUEST'),
  };
}

/** Asks the candidate to choose a time. Has no calendar entry, because there is nothing to enter yet. */
export function timeChoice(content: Appointment): Letter {
  const { at, minutes, zone, recruiter, scheduleUrl, contact } = content;
  return written('timeChoice', content, {
    details: [
      list([
        `How long: about ${minutes} minutes`,
        recruiter
          ? 'Where: by video, in your browser. A virtual recruiter asks the questions.'
          : 'Where: by video, in your browser. You don’t need an account or an app.',
        `Latest time you can choose: ${longTime(at, zone)}`,
      ]),
    ],
    link: scheduleUrl
      ? [
          { kind: 'action', label: 'Choose a time', address: scheduleUrl },
          'The page shows the times in your own time zone. After you choose, you get an email with the details and a calendar entry.',
          'This link is only for you. Anyone who has it can choose in your name, so don’t forward it.',
        ]
      : ['Use the link in your earlier invitation. It still works.'],
    help: [
      contact
        ? `If no time suits you, or if you need anything to take part, such as more time or written answers, write to ${contact}.`
        : 'If no time suits you, or if you need anything to take part, tell the person who invited you.',
      ...(contact ? [] : [aside('If this message isn’t for you, please ignore it.')]),
    ],
  });
}

export function change(content: z.infer<typeof ChangedAppointment>): Letter {
  const { before, newLink, at, minutes, zone, jobRole, title } = content;
  const isMoved = before.at !== at;
  const isInOtherZone = before.zone !== undefined && before.zone !== zone;
  const changes = [
    ...(isMoved ? [`New time: ${longTime(at, zone)}. It was ${longTime(before.at, zone)}.`] : []),
    ...(isInOtherZone && !isMoved
      ? [`Times are now given in another time zone: ${longTime(at, zone)}.`]
      : []),
    ...(before.minutes !== minutes
      ? [`New length: ${minutes} minutes. It was ${before.minutes} minutes.`]
      : []),
    ...(before.jobRole !== jobRole ? [`New role: ${jobRole}. It was ${before.jobRole}.`] : []),
    ...(before.title !== title ? [`New title: ${title}.`] : []),
    ...(newLink ? ['You have a new link. The earlier one no longer works.'] : []),
  ];
  return {
    ...written(
      'change',
      content,
      {
        changes: changes.length > 0 ? [list(changes)] : [],
        details: [facts(content)],
        link: link(content),
        help: end(content),
      },
      { what: isMoved ? 'Moved' : 'Changed' },
    ),
    calendar: entry(content, 'REQUEST'),
  };
}

export function cancellation(content: z.infer<typeof CanceledAppointment>): Letter {
  const { at, zone, withoutRecipient, contact, choose } = content;
  if (choose) return canceledChoice(content);
  const when = longTime(at, zone);
  return {
    ...written('cancellation', content, {
      notice: [
        withoutRecipient
          ? `Your invitation to ${subjectOf(content)} on ${when} was canceled. Your link no longer works.`
          : `${capitalized(subjectOf(content))} on ${when} was canceled.`,
      ],
      help: [
        contact
          ? `You don’t have to do anything. If you have questions, write to ${contact}.`
          : 'You don’t have to do anything.',
      ],
    }),
    calendar: entry(content, 'CANCEL'),
  };
}

/** Tells a candidate who hasn't chosen a time that there is nothing to choose anymore. */
function canceledChoice({ jobRole, contact }: Appointment): Letter {
  return {
    subject: `Canceled: your interview for ${jobRole}`,
    parts: [
      `Your interview for ${jobRole} was canceled. You no longer have to choose a time.`,
      ...(contact ? [`If you have questions, write to ${contact}.`] : []),
    ],
  };
}

export function reminder(content: z.infer<typeof ComingAppointment>): Letter {
  const isLast = content.in === '1h';
  return written(isLast ? 'lastReminder' : 'reminder', content, {
    details: [facts(content)],
    link: link(content),
    ...(!isLast && { preparation: preparation(content) }),
    help: end(content),
  });
}

/** Writes a message with the organization's words, or with the usual ones. */
function written(
  kind: MessageKind,
  content: Appointment,
  blocks: Readonly<Record<string, readonly LetterPart[]>>,
  more: Readonly<Record<string, string>> = {},
): Pick<Letter, 'subject' | 'parts'> {
  const { subject, text } = content.words ?? usualWords({ kind, seat: content.seat });
  const values = { ...valuesOf(content), ...more };
  return {
    subject: filledIn(subject, values),
    parts: paragraphsOf(text).flatMap(paragraph => {
      const block = blockOf(paragraph);
      return (block !== undefined && blocks[block]) || [filledIn(paragraph, values)];
    }),
  };
}

function valuesOf(content: Appointment): Record<string, string> {
  const { name, company, jobRole, title, at, zone, minutes, contact, candidates = [] } = content;
  return {
    name: name ?? '',
    company: company || 'The organizer',
    role: jobRole,
    interview: subjectOf(content),
    when: shortTime(at, zone),
    minutes: `${minutes}`,
    contact: contact ?? (company || 'the person who invited you'),
    title,
    candidate: formatList(candidates) || 'the candidate',
  };
}

export function ratingsDue(content: z.infer<typeof DueRatings>): Letter {
  const { jobRole, at, zone, until, candidates = [] } = content;
  const who = candidates.length > 0 ? ` with ${formatList(candidates)}` : '';
  return {
    subject: `Your ratings are due: interview for ${jobRole}`,
    parts: [
      `The interview${who} for ${jobRole} on ${longTime(at, zone)} is over, and your ratings aren’t locked yet.`,
      'Rate while it’s fresh in your memory. The ratings can be compared once everyone has locked theirs.',
      ...link(content, 'Open your scorecard'),
      ...(until === undefined ? [] : [aside(`You can rate until ${longTime(until, zone)}.`)]),
    ],
  };
}

function subjectOf({ seat, jobRole }: Appointment): string {
  return seat === 'candidate' ? `your interview for ${jobRole}` : `the interview for ${jobRole}`;
}

function facts({
  seat,
  title,
  at,
  minutes,
  zone,
  recruiter,
  window,
  candidates = [],
}: Appointment): LetterPart {
  const isCandidate = seat === 'candidate';
  return list([
    `When: ${longTime(at, zone)}`,
    `How long: about ${minutes} minutes`,
    ...(window
      ? [
          `${isCandidate ? 'You' : 'The candidate'} can start between ${longTime(window.opensAt, zone)} and ${longTime(window.closesAt, zone)}.`,
        ]
      : []),
    ...(isCandidate ? [] : [`Title: ${title}`]),
    ...(candidates.length > 0 ? [`Candidate: ${formatList(candidates)}`] : []),
    recruiter
      ? 'Where: by video, in your browser. A virtual recruiter asks the questions.'
      : 'Where: by video, in your browser. You don’t need an account or an app.',
  ]);
}

function link(
  { seat, url }: Appointment,
  label = seat === 'candidate' ? 'Open your interview' : 'Open the interview',
): LetterPart[] {
  if (!url) return ['Use the link in your invitation. It still works.'];
  return [
    {
      kind: 'action',
      label,
      address: url,
    },
    'This link is only for you. Anyone who has it can join in your name, so don’t forward it.',
  ];
}

function preparation({ seat, contact, recruiter }: Appointment): string[] {
  if (seat !== 'candidate')
    return seat === 'interviewer'
      ? ['You can open the link ahead of time to check your camera and microphone.']
      : ['You can open the link ahead of time. You don’t need a camera or a microphone.'];
  return [
    ...(recruiter
      ? [
          'The virtual recruiter follows a script and doesn’t evaluate you. People listen to your answers and evaluate them.',
        ]
      : []),
    'Check your camera and microphone ahead of time: open the link now, or whenever you like. Nothing starts until you choose “Join”.',
    'On the day, find a quiet place with a good connection. A phone works, too. Have headphones ready if you have some.',
    contact
      ? `If you need anything to take part, such as more time or written answers, write to ${contact}.`
      : 'If you need anything to take part, such as more time or written answers, tell the person who invited you.',
  ];
}

function end({ seat, contact, zone, scheduleUrl, changeableUntil }: Appointment): LetterPart[] {
  return [
    ...(scheduleUrl && changeableUntil !== undefined
      ? [
          aside(`You can move or cancel the interview until ${longTime(changeableUntil, zone)}:`, {
            label: 'Move or cancel',
            address: scheduleUrl,
          }),
        ]
      : []),
    ...(contact && seat !== 'candidate' ? [aside(`If you can’t make it, write to ${contact}.`)] : []),
    ...(contact && seat === 'candidate'
      ? [aside(`If the time doesn’t suit you, or if this message isn’t for you, write to ${contact}.`)]
      : []),
    ...(contact ? [] : [aside('If this message isn’t for you, please ignore it.')]),
  ];
}

function entry(content: Appointment, method: 'REQUEST' | 'CANCEL'): NonNullable<Letter['calendar']> {
  const { uid, sequence, at, minutes, zone, jobRole, seat, title, company, url } = content;
  return {
    ...{ method, uid, sequence, start: at, minutes, zone },
    summary:
      seat === 'candidate' ? `Interview for ${jobRole}${company && `, ${company}`}` : `Interview: ${title}`,
    // In the description, because some calendars show no other field with links.
    ...(url && method === 'REQUEST' && { description: `Join by video: ${url}`, location: url }),
  };
}

function shortTime(at: number, zone: string): string {
  return new Date(at).toLocaleString(LANGUAGE, {
    timeZone: zone,
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
}

/** Formats a time with the zone's name and its offset, because not everyone knows the names of zones. */
function longTime(at: number, zone: string): string {
  const date = new Date(at);
  const offset = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(date)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const text = date.toLocaleString(LANGUAGE, {
    timeZone: zone,
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'long',
  });
  return `${text} (${offset})`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
