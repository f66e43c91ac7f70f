import type { KitSummary } from '../../../../shared/protocol/kitRoutes.ts';
import { type TemplateContent, titleFor, USUAL_MINUTES } from '../../../../shared/protocol/templateRoutes.ts';
import { type PlannedTime, plannedAt } from '../../../core/plannedTime.ts';
import { loopTexts } from '../../../texts/loops.ts';
import { addPerson, newPerson, type PersonDraft } from './peopleDraft.ts';

/** Minutes between two rounds that can be chosen. */
export const GAPS = [0, 5, 10, 15, 30, 60] as const;

export interface RoundDraft {
  key: number;
  /** If empty, the round has a title with the job role and its number. */
  title: string;
  kitId: string;
  minutes: string;
  people: PersonDraft[];
  /** Minutes after the round before, or `own` if the round has its own time. The first round always has. */
  gap: number | 'own';
  own: Pick<PlannedTime, 'when' | 'occurrence'>;
}

export interface LoopDraft {
  name: string;
  email: string;
  jobRole: string;
  teamId: string;
  zone: string;
  mail: boolean;
  rounds: RoundDraft[];
}

let nextKey = 0;

export function newRound(gap: RoundDraft['gap'], when = ''): RoundDraft {
  nextKey += 1;
  return {
    ...{ key: nextKey, title: '', kitId: '', minutes: String(USUAL_MINUTES), gap },
    people: [newPerson('interviewer')],
    own: { when, occurrence: undefined },
  };
}

/** Returns the round as a template fills it in. Its time stays. */
export function roundFrom(
  round: RoundDraft,
  content: TemplateContent,
  kits: readonly KitSummary[],
  candidate: string,
): RoundDraft {
  const kit = kits.find(one => one.kitId === content.kitId && !one.archived && one.errors === 0);
  return {
    ...round,
    title: candidate.trim() === '' ? content.title : titleFor(content.title, candidate),
    kitId: kit?.kitId ?? '',
    minutes: String(content.plannedMinutes ?? kit?.minutes ?? USUAL_MINUTES),
    people: content.people.reduce<PersonDraft[]>(
      (known, { role, displayName, email = '' }) =>
        addPerson(known, { ...newPerson(role), displayName, email }),
      [],
    ),
  };
}

/** Returns when each round starts. Undefined for rounds without a complete time, and for those after them. */
export function startsOf({ rounds, zone }: Pick<LoopDraft, 'rounds' | 'zone'>): (number | undefined)[] {
  const starts: (number | undefined)[] = [];
  for (const [index, { gap, own }] of rounds.entries()) {
    const before = rounds[index - 1];
    const startBefore = starts[index - 1];
    if (gap === 'own' || !before) starts.push(plannedAt({ ...own, zone }));
    else {
      const minutes = before.minutes.trim() === '' ? Number.NaN : Number(before.minutes);
      const at = startBefore === undefined ? Number.NaN : startBefore + (minutes + gap) * 60_000;
      starts.push(Number.isFinite(at) ? at : undefined);
    }
  }
  return starts;
}

/** Returns the title of a round, which has a default. */
export function roundTitle({ title }: RoundDraft, { jobRole, name }: LoopDraft, index: number): string {
  return title.trim() === '' ? loopTexts.defaultTitle(jobRole, index + 1) : titleFor(title, name);
}

/** Returns the candidate and the other people of all rounds, each once. */
export function loopPeople({ name, email, rounds }: LoopDraft): PersonDraft[] {
  const all = [
    { ...newPerson('candidate'), displayName: name, email },
    ...rounds.flatMap(({ people }) => people),
  ];
  const nameOf = (person: PersonDraft) => (person.email.trim() || person.displayName.trim()).toLowerCase();
  return [...new Map(all.toReversed().map(person => [nameOf(person), person])).values()].toReversed();
}

/** Returns the route's input, which may be incomplete. */
export function loopInput(draft: LoopDraft, mailConfigured: boolean | undefined) {
  const starts = startsOf(draft);
  return {
    candidate: { displayName: draft.name, email: draft.email.trim() || undefined },
    jobRole: draft.jobRole,
    timeZone: draft.zone,
    teamId: draft.teamId || undefined,
    ...(draft.mail && mailConfigured && { mail: true as const }),
    rounds: draft.rounds.map((round, index) => ({
      title: roundTitle(round, draft, index),
      scheduledAt: starts[index],
      plannedMinutes: round.minutes.trim() === '' ? undefined : Number(round.minutes),
      kitId: round.kitId || undefined,
      people: round.people.map(({ role, displayName, email }) => ({
        role,
        displayName,
        ...(email.trim() && { email: email.trim() }),
      })),
    })),
  };
}
