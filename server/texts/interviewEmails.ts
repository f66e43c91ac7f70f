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
import type { SeatRole } from '../../shared/roles.ts';
import { Appointment } from './appointment.ts';
import {
  capitalized,
  entry,
  facts,
  help,
  interviewOf,
  link,
  preparation,
  readerZone,
  subjectOf,
  whenLines,
} from './interviewEmailParts.ts';
import { aside, type Letter, type LetterPart, list, noteOf } from './letterParts.ts';
import { longTime, shortTime } from './zonedTimes.ts';

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
    captioner: 'Ida Rhodes',
  },
} as const;

/** Who canceled or moved an interview. Fields may be absent in earlier messages. */
export const ChangedBy = z.object({
  by: z.enum(['recipient', 'candidate', 'staff']).optional(),
  /** Name of the member who did it. Absent for candidates. */
  byName: z.string().optional(),
  /** What that person wrote about it. */
  note: z.string().optional(),
});
export type ChangedBy = z.infer<typeof ChangedBy>;

export const ChangedAppointment = Appointment.extend({
  /** What the recipient was told before. */
  before: z.object({
    title: z.string(),
    jobRole: z.string(),
    at: z.number(),
    minutes: z.number(),
    /** Absent if it isn't known. */
    zone: z.string().optional(),
    /** Present if the candidate meets other people now. */
    interviewers: z.array(z.string()).optional(),
    /** Absent if it isn't known. */
    isLead: z.boolean().optional(),
  }),
  ...ChangedBy.shape,
  /** True when the earlier link no longer works. */
  newLink: z.boolean(),
});

export const CanceledAppointment = Appointment.extend({
  /** True when the interview takes place without the recipient. */
  withoutRecipient: z.boolean(),
  /** True when the recipient's link was revoked. */
  revoked: z.literal(true).optional(),
  /** Present if someone else is invited with another address. `new-link`: the earlier link no longer works. */
  readdressed: z.enum(['new-link', 'same-link']).optional(),
  /** Name of the person who takes over the recipient's part. Absent for candidates. */
  replacedBy: z.string().optional(),
  ...ChangedBy.shape,
});

export type CanceledAppointment = z.infer<typeof CanceledAppointment>;

export const ComingAppointment = Appointment.extend({ in: z.enum(['24h', '1h']) });

export const DueRatings = Appointment.extend({
  /** When ratings close. Absent if they don't. */
  until: z.number().optional(),
});

export function invitation(content: Appointment): Letter {
  const isChosen =
    content.seat === 'candidate' ? content.changeableUntil !== undefined : content.chosen === true;
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
  const { before, newLink, at } = content;
  const changes = otherChanges(content);
  const replaced = 'You have a new link. The earlier one no longer works.';
  const isMoved = before.at !== at;
  const isOnlyLink = newLink && !isMoved && changes.length === 0;
  const listed = [...changes, ...(newLink ? [replaced] : [])];
  const blocks = {
    changes: isOnlyLink
      ? [replaced]
      : [
          ...(isMoved ? moved(content) : planChanged(content)),
          ...(listed.length > 1 ? [list(listed)] : listed),
        ],
    details: [facts(content, whenLines(content, isMoved ? earlierTime(content) : undefined))],
    link: link(content),
    help: help(content, { needs: true }),
  };
  const what = isMoved ? 'Moved' : isOnlyLink ? 'New link' : 'Changed';
  return {
    ...written(isOnlyLink ? newLinkWords(content.seat) : 'change', content, blocks, { what }),
    calendar: entry(content, 'REQUEST'),
  };
}

/** Returns the time from which an interview was moved. */
function earlierTime(content: z.infer<typeof ChangedAppointment>): string {
  return longTime(content.before.at, readerZone(content));
}

/** Says who moved an interview, and why. The times are in the details. */
function moved(content: z.infer<typeof ChangedAppointment>): LetterPart[] {
  const { seat, by, byName, note, company } = content;
  const interview = by === 'candidate' ? subjectOf(content) : interviewOf(content);
  if (by === 'recipient') return [`You moved ${interview}.`];
  const candidate = formatList(content.candidates ?? []) || 'the candidate';
  const who = seat === 'candidate' ? undefined : by === 'candidate' ? `${candidate}, the candidate,` : byName;
  const writer = seat === 'candidate' ? company : byName;
  return [
    capitalized(who ? `${who} moved ${interview}.` : `${interview} was moved to another time.`),
    ...noteOf(writer || 'The organizer', note),
  ];
}

/** The organization's words usually say that already. */
function planChanged(content: Appointment): string[] {
  return content.words ? [] : [`The plan for ${interviewOf(content)} has changed.`];
}

/** Lists what has changed other than the time and the link. */
function otherChanges(content: z.infer<typeof ChangedAppointment>): string[] {
  const { before, at, minutes, zone, ownZone, jobRole, title, interviewers = [], recruiter } = content;
  const isInOtherZone = !ownZone && before.zone !== undefined && before.zone !== zone;
  const met = new Set(recruiter ? [] : interviewers);
  const left = (before.interviewers ?? []).filter(name => !met.has(name));
  const fresh = before.interviewers ? [...met].filter(name => !before.interviewers?.includes(name)) : [];
  return [
    ...(before.isLead === false && content.isLead ? ['You lead the interview now.'] : []),
    ...(isInOtherZone && before.at === at
      ? [`Times are now given in another time zone: ${longTime(at, zone)}.`]
      : []),
    ...(before.minutes !== minutes
      ? [`New length: ${minutes} minutes. It was ${before.minutes} minutes.`]
      : []),
    ...(before.jobRole !== jobRole ? [`New role: ${jobRole}. It was ${before.jobRole}.`] : []),
    ...(before.title !== title ? [`New title: ${title}.`] : []),
    ...(fresh.length > 0
      ? [
          left.length > 0
            ? `You’ll meet ${formatList(fresh)} instead of ${formatList(left)}.`
            : `You’ll also meet ${formatList(fresh)}.`,
        ]
      : []),
    ...(fresh.length === 0 && left.length > 0 && met.size > 0
      ? [`You’ll no longer meet ${formatList(left)}.`]
      : []),
  ];
}

export function cancellation(content: CanceledAppointment): Letter {
  const { at, withoutRecipient, revoked, readdressed, choose } = content;
  if (readdressed) return noLongerFor(content);
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
  const reason = (writer: string) => noteOf(writer, note);
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

export function afterwards({ seat, by, contact }: CanceledAppointment): LetterPart[] {
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
function left(content: CanceledAppointment, when: string): Pick<Letter, 'subject' | 'heading' | 'parts'> {
  const { seat, revoked, contact, byName, replacedBy } = content;
  const interview = interviewOf(content);
  const toWhom = contact ? `write to ${contact}` : 'contact the person who invited you';
  const heading = revoked ? `Your link no longer works: ${interview}` : endedPart(content);
  return {
    subject: `${heading}, ${shortTime(content.at, readerZone(content))}`,
    heading,
    parts: [
      ...greeting(content),
      revoked
        ? `Your personal link to ${interview} on ${when} was revoked, so you can’t join with it anymore. If you get a new link, use that one.`
        : [
            `You no longer take part in ${interview} on ${when}.`,
            ...(replacedBy ? [`${replacedBy} takes over your part.`] : []),
            ...(byName ? [`${byName} made this change.`] : []),
            'Your link no longer works.',
          ].join(' '),
      seat === 'candidate'
        ? `If you didn’t expect this or have questions, ${toWhom}.`
        : `The interview itself wasn’t canceled. If you have questions, ${toWhom}.`,
    ],
  };
}

/** Says first whom the recipient no longer meets, because they may take part in several interviews for a role. */
function endedPart(content: CanceledAppointment): string {
  const { seat, jobRole, candidates = [] } = content;
  const candidate = formatList(candidates);
  return seat === 'interviewer' && candidate
    ? `You’re no longer interviewing ${candidate} (${jobRole})`
    : `You no longer take part in ${interviewOf(content)}`;
}

/** Tells an address that someone else has the invitation it got. Names no one. */
function noLongerFor(content: CanceledAppointment): Letter {
  const { at, seat, jobRole, readdressed, choose, contact, company } = content;
  const what = seat === 'candidate' ? `an interview for ${jobRole}` : subjectOf(content);
  const when = choose ? '' : ` on ${longTime(at, readerZone(content))}`;
  const heading = 'This invitation is no longer for you';
  return {
    subject: choose ? `${heading}: ${what}` : `${heading}: ${what}, ${shortTime(at, readerZone(content))}`,
    heading,
    parts: [
      `${company || 'The organizer'} invited this address to ${what}${when}. The invitation is no longer for this address${readdressed === 'new-link' ? ', and the link in it no longer works' : ''}.`,
      `You don’t have to do anything. If you think this is a mistake, ${contact ? `write to ${contact}` : 'contact the person who invited you'}.`,
    ],
    ...(!choose && { calendar: entry(content, 'CANCEL') }),
  };
}

/** Tells a candidate who hasn't chosen a time that there is nothing to choose anymore. */
function canceledChoice(content: CanceledAppointment): Pick<Letter, 'subject' | 'heading' | 'parts'> {
  const { jobRole, contact, withoutRecipient, by, note, company } = content;
  const isOwn = by === 'recipient';
  return {
    subject: `${withoutRecipient ? 'Your link no longer works' : 'Canceled'}: your interview for ${jobRole}`,
    parts: [
      ...greeting(content),
      withoutRecipient
        ? `Your personal link to your interview for ${jobRole} no longer works, so you can’t choose a time with it. If you get a new link, use that one.`
        : `${isOwn ? `You canceled your interview for ${jobRole}.` : `Your interview for ${jobRole} was canceled.`} You no longer have to choose a time.`,
      ...(isOwn ? [] : noteOf(company || 'The organizer', note)),
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
export function written(
  kind: MessageKind | MessageWords,
  content: Appointment,
  blocks: Readonly<Record<string, readonly LetterPart[]>>,
  more: Readonly<Record<string, string>> = {},
): Pick<Letter, 'subject' | 'heading' | 'parts'> {
  const { seat } = content;
  const usual = typeof kind === 'string' ? usualWords({ kind, seat }) : kind;
  const { subject, text } = content.words ?? named(usual, content);
  const values = { ...valuesOf(content), ...more };
  return {
    subject: filledIn(subject, values),
    // The time is in the details, and subjects need it only in a list of messages.
    heading: filledIn(subject.replace(/(, starting|[,:])? \{when\}$/, ''), values),
    parts: paragraphsOf(text).flatMap(paragraph => {
      const block = blockOf(paragraph);
      return (block !== undefined && blocks[block]) || [filledIn(paragraph, values)];
    }),
  };
}

function newLinkWords(seat: SeatRole): MessageWords {
  return {
    subject: `New link: {interview}${seat === 'candidate' ? '' : ' with {candidate}'}, {when}`,
    text: 'Hello {name},\n\n{changes}\n\nEverything else is as planned:\n\n{details}\n\n{link}\n\n{help}',
  };
}

/** Leaves out the candidate where the recipient may not know the name. */
function named(words: MessageWords, { candidates = [] }: Appointment): MessageWords {
  if (candidates.length > 0) return words;
  const without = (text: string) => text.replaceAll(' with {candidate}', '');
  return { subject: without(words.subject), text: without(words.text) };
}

function greeting({ name }: Appointment): string[] {
  return name ? [`Hello ${name},`] : [];
}

function valuesOf(content: Appointment): Record<string, string> {
  const { name, company, jobRole, title, at, minutes, contact, candidates = [] } = content;
  const { interviewers = [], recruiter, organizer } = content;
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
    organizer: organizer || company || 'The organizer',
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
