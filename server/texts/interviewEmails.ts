import { z } from 'zod';
import { formatList } from '../../shared/intl.ts';
import {
  blockOf,
  filledIn,
  type MessageKind,
  type MessageWords,
  paragraphsOf,
} from '../../shared/messages/messages.ts';
import { usualWords } from '../../shared/messages/usualMessages.ts';
import { Appointment } from './appointment.ts';
import { entry, facts, help, link, preparation, readerZone, subjectOf } from './interviewEmailParts.ts';
import { aside, type Letter, type LetterPart, list } from './letterParts.ts';
import { longTime, longTimeAlone, shortTime } from './zonedTimes.ts';

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
  /** True when the recipient's link was revoked. */
  revoked: z.literal(true).optional(),
  by: z.enum(['recipient', 'candidate', 'staff']).optional(),
  /** Name of the member who canceled it. Absent for candidates. */
  byName: z.string().optional(),
  /** What the person who canceled it wrote. */
  note: z.string().optional(),
});

export type CanceledAppointment = z.infer<typeof CanceledAppointment>;

export const ComingAppointment = Appointment.extend({ in: z.enum(['24h', '1h']) });

export const DueRatings = Appointment.extend({
  /** When ratings close. Absent if they don't. */
  until: z.number().optional(),
});

export function invitation(content: Appointment): Letter {
  const isChosen = content.seat === 'candidate' && content.changeableUntil !== undefined;
  return {
    ...written(isChosen ? 'timeChosen' : 'invitation', content, {
      details: [facts(content)],
      link: link(content),
      preparation: preparation(content),
      help: help(content),
    }),
    calendar: entry(content, 'REQUEST'),
  };
}

/** Asks the candidate to choose a time. Has no calendar entry, because there is nothing to enter yet. */
export function timeChoice(content: Appointment): Letter {
  const { at, scheduleUrl, contact } = content;
  return written('timeChoice', content, {
    details: [facts(content, [`Choose by: ${longTime(at, readerZone(content))}`])],
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
  const { before, newLink, at, minutes, zone, ownZone, jobRole, title } = content;
  const shownZone = readerZone(content);
  const isMoved = before.at !== at;
  const isInOtherZone = !ownZone && before.zone !== undefined && before.zone !== zone;
  const earlier = isInOtherZone ? longTime(before.at, zone) : longTimeAlone(before.at, shownZone);
  const changes = [
    ...(isMoved ? [`New time: ${longTime(at, shownZone)}. It was ${earlier}.`] : []),
    ...(isInOtherZone && !isMoved
      ? [`Times are now given in another time zone: ${longTime(at, zone)}.`]
      : []),
    ...(before.minutes !== minutes
      ? [`New length: ${minutes} minutes. It was ${before.minutes} minutes.`]
      : []),
    ...(before.jobRole !== jobRole ? [`New role: ${jobRole}. It was ${before.jobRole}.`] : []),
    ...(before.title !== title ? [`New title: ${title}.`] : []),
  ];
  const replaced = 'You have a new link. The earlier one no longer works.';
  const isOnlyLink = newLink && changes.length === 0;
  const blocks = {
    changes: isOnlyLink ? [replaced] : [list([...changes, ...(newLink ? [replaced] : [])])],
    details: [facts(content)],
    link: link(content),
    help: help(content, { needs: true }),
  };
  const what = isMoved ? 'Moved' : isOnlyLink ? 'New link' : 'Changed';
  return {
    ...written(isOnlyLink ? 'newLink' : 'change', content, blocks, { what }),
    calendar: entry(content, 'REQUEST'),
  };
}

export function cancellation(content: CanceledAppointment): Letter {
  const { at, withoutRecipient, revoked, choose } = content;
  if (choose) return canceledChoice(content);
  const when = longTime(at, readerZone(content));
  const calendar = entry(content, 'CANCEL');
  // Calendars would say that the interview is canceled, and a new link may follow.
  if (withoutRecipient) return { ...left(content, when), ...(!revoked && { calendar }) };
  return {
    ...written('cancellation', content, { notice: notice(content, when), help: afterwards(content) }),
    calendar,
  };
}

/** Says who canceled what, and why. */
function notice(content: CanceledAppointment, when: string): LetterPart[] {
  const { seat, by, byName, note, company, title, candidates = [] } = content;
  const interview = subjectOf(content);
  if (by === 'recipient') return [`You canceled ${interview} on ${when}.`];
  const reason = (writer: string) => (note ? [`${writer} wrote: “${note}”`] : []);
  if (seat === 'candidate')
    return [`${capitalized(interview)} on ${when} was canceled.`, ...reason(company || 'The organizer')];
  const candidate = formatList(candidates) || 'the candidate';
  const who = { candidate: `${candidate}, the candidate`, staff: byName ?? '', recipient: '' }[by ?? 'staff'];
  return [
    `${capitalized(interview)} on ${when} was canceled${who && ` by ${who}`}.`,
    ...reason(by === 'candidate' ? capitalized(candidate) : byName || 'The organizer'),
    list([`Title: ${title}`, `Candidate: ${candidate}`]),
  ];
}

function afterwards({ seat, by, contact }: CanceledAppointment): LetterPart[] {
  const toWhom = contact ? `write to ${contact}` : 'contact the person who invited you';
  if (seat === 'candidate')
    return [
      by === 'recipient'
        ? `If you’d like another time, ${toWhom}.`
        : `You don’t have to do anything. If you have questions or would like another time, ${toWhom}.`,
    ];
  return ['You don’t have to do anything.', ...(contact ? [aside(`Questions? Write to ${contact}.`)] : [])];
}

/** Tells a person who no longer takes part in an interview that stays as planned. */
function left(content: CanceledAppointment, when: string): Pick<Letter, 'subject' | 'parts'> {
  const { seat, revoked, contact } = content;
  const interview = subjectOf(content);
  const toWhom = contact ? `write to ${contact}` : 'contact the person who invited you';
  const subject = revoked ? 'Your link no longer works' : 'You no longer take part';
  return {
    subject: `${subject}: ${interview}, ${shortTime(content.at, readerZone(content))}`,
    parts: [
      ...greeting(content),
      revoked
        ? `Your personal link to ${interview} on ${when} was revoked, so you can’t join with it anymore. If you get a new link, use that one.`
        : `You no longer take part in ${interview} on ${when}. Your link no longer works.`,
      seat === 'candidate'
        ? `If you didn’t expect this or have questions, ${toWhom}.`
        : `The interview itself wasn’t canceled. If you have questions, ${toWhom}.`,
    ],
  };
}

/** Tells a candidate who hasn't chosen a time that there is nothing to choose anymore. */
function canceledChoice(content: CanceledAppointment): Pick<Letter, 'subject' | 'parts'> {
  const { jobRole, contact, withoutRecipient, by, note, company } = content;
  const isOwn = by === 'recipient';
  return {
    subject: `${withoutRecipient ? 'Your link no longer works' : 'Canceled'}: your interview for ${jobRole}`,
    parts: [
      ...greeting(content),
      withoutRecipient
        ? `Your personal link to your interview for ${jobRole} no longer works, so you can’t choose a time with it. If you get a new link, use that one.`
        : `${isOwn ? `You canceled your interview for ${jobRole}.` : `Your interview for ${jobRole} was canceled.`} You no longer have to choose a time.`,
      ...(note && !isOwn ? [`${company || 'The organizer'} wrote: “${note}”`] : []),
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
    help: help(content),
  });
}

/** Writes a message with the organization's words, or with the usual ones. */
function written(
  kind: MessageKind | 'newLink',
  content: Appointment,
  blocks: Readonly<Record<string, readonly LetterPart[]>>,
  more: Readonly<Record<string, string>> = {},
): Pick<Letter, 'subject' | 'heading' | 'parts'> {
  const { seat } = content;
  const { subject, text } = content.words ?? (kind === 'newLink' ? NEW_LINK : usualWords({ kind, seat }));
  const values = { ...valuesOf(content), ...more };
  return {
    subject: filledIn(subject, values),
    // The time is in the details, and subjects need it only in a list of messages.
    heading: filledIn(subject.replace(/[,:]? \{when\}$/, ''), values),
    parts: paragraphsOf(text).flatMap(paragraph => {
      const block = blockOf(paragraph);
      return (block !== undefined && blocks[block]) || [filledIn(paragraph, values)];
    }),
  };
}

const NEW_LINK: MessageWords = {
  subject: 'New link: {interview}, {when}',
  text: 'Hello {name},\n\n{changes}\n\nEverything else is as planned:\n\n{details}\n\n{link}\n\n{help}',
};

function greeting({ name }: Appointment): string[] {
  return name ? [`Hello ${name},`] : [];
}

function valuesOf(content: Appointment): Record<string, string> {
  const { name, company, jobRole, title, at, minutes, contact, candidates = [] } = content;
  const { interviewers = [], recruiter } = content;
  return {
    name: name ?? 'there',
    company: company || 'The organizer',
    role: jobRole,
    interview: subjectOf(content),
    when: shortTime(at, readerZone(content)),
    minutes: `${minutes}`,
    contact: contact ?? (company || 'the person who invited you'),
    interviewers: recruiter ? 'a virtual recruiter' : formatList(interviewers) || 'the interviewers',
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
      ...greeting(content),
      `The interview${who} for ${jobRole} on ${longTime(at, zone)} is over, and your ratings aren’t locked yet.`,
      'Rate while it’s fresh in your memory. The ratings can be compared once everyone has locked theirs.',
      ...link(content, 'Open your scorecard'),
      ...(until === undefined ? [] : [aside(`You can rate until ${longTime(until, zone)}.`)]),
    ],
  };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
