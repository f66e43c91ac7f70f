import { formatList } from '../../shared/intl.ts';
import { offsetMs } from '../../shared/time/zones.ts';
import type { Appointment } from './appointment.ts';
import { feedSummary } from './calendarFeed.ts';
import { aside, type Letter, type LetterPart, list } from './letterParts.ts';
import { longTime, timeElsewhere } from './zonedTimes.ts';

const NEEDS = 'if you need anything to take part, such as more time or written answers';
const check = (link = 'the link') =>
  `Check your camera and microphone ahead of time: open ${link} now, or whenever you like.`;

/** The parts of emails about interviews that are the same in several emails. */

export function subjectOf({ seat, jobRole, round }: Appointment): string {
  const which = round ? ` (${roundOf(round)})` : '';
  return `${seat === 'candidate' ? 'your' : 'the'} interview for ${jobRole}${which}`;
}

export function roundOf({ number, of }: NonNullable<Appointment['round']>): string {
  return `round ${number} of ${of}`;
}

/** Like `subjectOf`, with the candidate's name for readers who may know it. */
export function interviewOf(content: Appointment): string {
  const { candidates = [] } = content;
  return subjectOf(content) + (candidates.length > 0 ? ` with ${formatList(candidates)}` : '');
}

/** Returns the zone in which the recipient reads times. */
export function readerZone({ zone, ownZone }: Appointment): string {
  return ownZone ?? zone;
}

/** `time` replaces the line with the time. */
export function facts(content: Appointment, time = whenLines(content)): LetterPart {
  return list([
    ...(content.round ? [capitalized(roundOf(content.round))] : []),
    ...factLines(content, time),
    where(content),
  ]);
}

/** Returns the facts without those that are the same in all rounds of a candidate. */
export function factLines(content: Appointment, time = whenLines(content)): string[] {
  const { seat, title, minutes, window, candidates = [], choose, kit, words } = content;
  const isCandidate = seat === 'candidate';
  const zone = readerZone(content);
  return [
    ...time,
    // The usual words say that above.
    ...(content.chosen && words
      ? [capitalized(`${formatList(candidates) || 'the candidate'} chose this time.`)]
      : []),
    `How long: about ${minutes} minutes`,
    ...(window && !choose
      ? [
          `${isCandidate ? 'You' : 'The candidate'} can start between ${longTime(window.opensAt, zone)} and ${longTime(window.closesAt, zone)}.`,
        ]
      : []),
    ...(isCandidate ? [] : [`Title: ${title}`]),
    ...(candidates.length > 0 ? [`Candidate: ${formatList(candidates)}`] : []),
    ...people(content),
    ...leading(content),
    ...(kit ? [`Kit: ${kit}`] : []),
  ];
}

export function where({ recruiter, pageUrl }: Appointment): string {
  return recruiter
    ? 'Where: by video, in your browser. A virtual recruiter asks the questions.'
    : `Where: by video, in your browser.${pageUrl ? '' : ' You don’t need an account or an app.'}`;
}

/** `before`: the earlier time, if the interview was moved. */
export function whenLines(content: Appointment, before?: string): string[] {
  return [
    `When: ${longTime(content.at, readerZone(content))}`,
    ...elsewhere(content),
    ...(before === undefined ? [] : [`Before: ${before}`]),
  ];
}

/** Returns a line with the organizer's time if the recipient has another one. */
function elsewhere({ at, zone, ownZone = zone }: Appointment): string[] {
  if (offsetMs(zone, at) === offsetMs(ownZone, at)) return [];
  return [`For the organizer: ${timeElsewhere(at, zone, ownZone)}`];
}

/** Says who else takes part. Candidates learn only whom they meet. */
function people({ seat, interviewers = [], evaluators = [] }: Appointment): string[] {
  if (seat === 'candidate')
    return interviewers.length > 0 ? [`You’ll meet: ${formatList(interviewers)}`] : [];
  const other = seat === 'interviewer' ? 'Also interviewing' : 'Interviewing';
  const rating = seat === 'evaluator' ? 'Also rating' : 'Rating';
  return [
    ...(interviewers.length > 0 ? [`${other}: ${formatList(interviewers)}`] : []),
    ...(evaluators.length > 0 && seat !== 'observer' && seat !== 'captioner'
      ? [`${rating}: ${formatList(evaluators)}`]
      : []),
  ];
}

function leading({ isLead, lead }: Appointment): string[] {
  if (isLead) return ['You’re the lead: you open the interview and let the candidate in.'];
  return lead ? [`Lead: ${lead}, who opens the interview`] : [];
}

export function link(
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

/** `link`: which link the reader opens. */
export function preparation(
  { seat, contact, recruiter, withoutKit }: Appointment,
  { link }: { link?: string } = {},
): string[] {
  switch (seat) {
    case 'interviewer':
      return ['You can open the link ahead of time to check your camera and microphone.'];
    case 'evaluator':
      return [
        ...(withoutKit ? [] : ['You enter your ratings next to the video.']),
        'You can open the link ahead of time. You don’t need a camera or a microphone.',
      ];
    case 'observer':
      return ['You can open the link ahead of time. You don’t need a camera or a microphone.'];
    case 'captioner':
      return [
        'You need a computer with a keyboard and good sound. You can open the link ahead of time. You don’t need a camera or a microphone.',
      ];
    case 'candidate':
      return [
        ...(recruiter
          ? [
              'The virtual recruiter follows a script and doesn’t evaluate you. People listen to your answers and evaluate them.',
            ]
          : []),
        `${check(link)} Nothing starts until you choose “Join”.`,
        'On the day, find a quiet place with a good connection. A phone works, too. Have headphones ready if you have some.',
        capitalized(`${NEEDS}, ${contact ? `write to ${contact}` : 'tell the person who invited you'}.`),
      ];
  }
}

/** `needs`: where the message doesn't say elsewhere how to ask for accommodations. `time`: what may not suit. */
export function help(content: Appointment, { needs = false, time = 'the time' } = {}): LetterPart[] {
  const { seat, contact, scheduleUrl, changeableUntil, tooLateToChange, pageUrl } = content;
  const isChangeable = scheduleUrl && changeableUntil !== undefined;
  const toWhom = contact ? `write to ${contact}` : 'tell the person who invited you';
  const reasons = [
    ...(isChangeable || tooLateToChange ? [] : [`${time} doesn’t suit you`]),
    ...(needs ? [`you need anything to take part, such as more time or written answers`] : []),
    'this message isn’t for you',
  ];
  return [
    ...(isChangeable
      ? [
          `You can move or cancel the interview until ${longTime(changeableUntil, readerZone(content))}.`,
          {
            kind: 'action' as const,
            label: 'Move or cancel',
            address: scheduleUrl,
            secondary: true as const,
          },
        ]
      : []),
    ...(tooLateToChange
      ? [
          `It’s too late to move or cancel the interview online. If the time doesn’t suit you or you can’t make it, ${toWhom}.`,
        ]
      : []),
    ...(pageUrl
      ? [
          aside('People, scorecards, and everything else about the interview are on its page.', {
            label: 'Open the page in the console',
            address: pageUrl,
          }),
        ]
      : []),
    ...(contact && seat !== 'candidate' ? [aside(`If you can’t make it, write to ${contact}.`)] : []),
    ...(contact && seat === 'candidate'
      ? [aside(`${capitalized(reasons.map(reason => `if ${reason}`).join(', or '))}, write to ${contact}.`)]
      : []),
    ...(contact ? [] : [aside('If this message isn’t for you, please ignore it.')]),
  ];
}

export function entry(content: Appointment, method: 'REQUEST' | 'CANCEL'): NonNullable<Letter['calendar']> {
  const { uid, sequence, at, minutes, jobRole, seat, title, company, url, name, round } = content;
  return {
    ...{ method, uid, sequence, start: at, minutes, zone: readerZone(content) },
    ...(name && { attendee: name }),
    ...(round && { file: `round-${round.number}` }),
    summary:
      seat === 'candidate'
        ? `Interview for ${jobRole}${round ? ` (${roundOf(round)})` : ''}${company && `, ${company}`}`
        : feedSummary(title, content.candidates ?? []),
    // In the description, because some calendars show no other field with links.
    ...(url && method === 'REQUEST' && { description: description(content), location: url }),
  };
}

function description(content: Appointment): string {
  const { seat, url, contact, phone, scheduleUrl, changeableUntil, round } = content;
  return [
    `Join by video: ${url}`,
    ...(round ? [capitalized(roundOf(round))] : []),
    ...people(content),
    ...leading(content),
    ...(seat === 'candidate' ? [check()] : []),
    ...(scheduleUrl && changeableUntil !== undefined
      ? [`Move or cancel until ${longTime(changeableUntil, readerZone(content))}: ${scheduleUrl}`]
      : []),
    ...(contact || phone ? [`Questions: ${[contact, phone].filter(Boolean).join(', ')}`] : []),
  ].join('\n');
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
