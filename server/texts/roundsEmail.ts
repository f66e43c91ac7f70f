import { z } from 'zod';
import { Appointment } from './appointment.ts';
import { capitalized, entry, factLines, help, preparation, roundOf, where } from './interviewEmailParts.ts';
import { written } from './interviewEmails.ts';
import type { Letter, LetterPart } from './letterParts.ts';

/** Several rounds of a candidate, in order. The other fields are those of the first one. */
export const InvitedRounds = Appointment.extend({ rounds: z.array(Appointment).min(2) });

/** Invites a candidate to several rounds. Each has its own link and calendar entry. */
export function invitationToRounds({ rounds, ...first }: z.infer<typeof InvitedRounds>): Letter {
  const places = new Set(rounds.map(where));
  const [place] = places.size === 1 ? places : [];
  return {
    ...written(
      'rounds',
      first,
      {
        details: [...rounds.flatMap(round => roundParts(round, place)), ...(place ? [place] : [])],
        link: [
          'These links are only for you. Anyone who has one can join in your name, so don’t forward them.',
        ],
        preparation: preparation(first, { link: 'one of the links' }),
        help: help(first, { time: 'a time' }),
      },
      { count: `${rounds.length}` },
    ),
    calendars: rounds.map(round => entry(round, 'REQUEST')),
  };
}

function roundParts(content: Appointment, place: string | undefined): LetterPart[] {
  const { url, round } = content;
  const lines = [...factLines(content), ...(place ? [] : [where(content)])];
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
