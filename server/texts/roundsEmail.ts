import { z } from 'zod';
import type { MessageWords } from '../../shared/messages/messages.ts';
import { Appointment } from './appointment.ts';
import {
  capitalized,
  entry,
  factLines,
  help,
  preparation,
  readerZone,
  roundOf,
  whenLines,
  where,
} from './interviewEmailParts.ts';
import { afterwards, CanceledAppointment, ChangedAppointment, written } from './interviewEmails.ts';
import { type Letter, type LetterPart, list, noteOf } from './letterParts.ts';
import { longTime } from './zonedTimes.ts';

/** Several rounds of a candidate, in order. The other fields are those of the first one. */
export const InvitedRounds = Appointment.extend({ rounds: z.array(Appointment).min(2) });
export const MovedRounds = ChangedAppointment.extend({ rounds: z.array(ChangedAppointment).min(2) });
export const CanceledRounds = CanceledAppointment.extend({ rounds: z.array(CanceledAppointment).min(2) });

const INVITATION: MessageWords = {
  subject: 'Your {count} interviews for {role}, starting {when}',
  text: 'Hello {name},\n\n{company} invites you to {count} interviews for {role}. Each one has its own link.\n\n{details}\n\n{link}\n\n{preparation}\n\n{help}',
};
const MOVE: MessageWords = {
  subject: 'Moved: your {count} interviews for {role}, starting {when}',
  text: 'Hello {name},\n\n{changes}\n\n{details}\n\n{link}\n\n{help}',
};
const CANCELLATION: MessageWords = {
  subject: 'Canceled: your {count} interviews for {role}',
  text: 'Hello {name},\n\n{notice}\n\n{help}',
};

/** Invites a candidate to several rounds. Each has its own link and calendar entry. */
export function invitationToRounds({ rounds, ...first }: z.infer<typeof InvitedRounds>): Letter {
  const places = new Set(rounds.map(where));
  const [place] = places.size === 1 ? places : [];
  return {
    ...written(
      INVITATION,
      first,
      {
        details: [...rounds.flatMap(round => roundParts(round, place)), ...(place ? [place] : [])],
        link: [
          'These links are only for you. Anyone who has one can join in your name, so don’t forward them.',
        ],
        preparation: preparation(first, { link: 'one of the links' }),
        help: help(first, { time: 'a time' }),
      },
      valuesOf(first, rounds.length),
    ),
    calendars: rounds.map(round => entry(round, 'REQUEST')),
  };
}

/** Tells a candidate that several rounds were moved, and nothing else about them has changed. */
export function movedRounds({ rounds, ...first }: z.infer<typeof MovedRounds>): Letter {
  const { company, note } = first;
  const values = valuesOf(first, rounds.length);
  const details = rounds.flatMap(round =>
    roundParts(round, undefined, longTime(round.before.at, readerZone(round))),
  );
  const changes = [
    `${capitalized(values.interview)} were moved.`,
    ...noteOf(company || 'The organizer', note),
  ];
  const blocks = { changes, details, link: [], help: help(first, { needs: true, time: 'a time' }) };
  return {
    ...written(MOVE, first, blocks, { ...values, what: 'Moved' }),
    calendars: rounds.map(round => entry(round, 'REQUEST')),
  };
}

/** Tells a candidate that several rounds were canceled. */
export function canceledRounds({ rounds, ...first }: z.infer<typeof CanceledRounds>): Letter {
  const { company, note } = first;
  const values = valuesOf(first, rounds.length);
  const notice = [
    `${capitalized(values.interview)} were canceled:`,
    list(rounds.map(round => `${headingOf(round)}, ${longTime(round.at, readerZone(round))}`)),
    ...noteOf(company || 'The organizer', note),
  ];
  return {
    ...written(CANCELLATION, first, { notice, help: afterwards(first) }, values),
    calendars: rounds.map(round => entry(round, 'CANCEL')),
  };
}

/** What placeholders stand for, unless they have the value of the first round. */
function valuesOf({ jobRole }: Appointment, count: number) {
  return { count: `${count}`, interview: `your ${count} interviews for ${jobRole}` };
}

/** `before`: the earlier time, if the round was moved. */
function roundParts(content: Appointment, place: string | undefined, before?: string): LetterPart[] {
  const { url, round } = content;
  const lines = [...factLines(content, whenLines(content, before)), ...(place ? [] : [where(content)])];
  return [
    { kind: 'heading', text: headingOf(content) },
    {
      kind: 'list',
      items: url ? lines : [...lines, 'Use the link in your earlier invitation. It still works.'],
    },
    ...(url
      ? [{ kind: 'action' as const, label: `Open round ${round?.number ?? ''}`.trim(), address: url }]
      : []),
  ];
}

/** Leaves out a title that says nothing else. */
function headingOf({ round, title, jobRole }: Appointment): string {
  if (!round) return title;
  const which = capitalized(roundOf(round));
  const plain = [jobRole, `Round ${round.number}`, `${jobRole}, round ${round.number}`];
  return plain.some(one => one.toLowerCase() === title.toLowerCase()) ? which : `${which}: ${title}`;
}
