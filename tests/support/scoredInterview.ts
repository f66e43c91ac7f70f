import { uuidv7 } from 'uuidv7';
import { type ScoringReport, scoringReportOf } from '../../server/features/scoring/scoringReport.ts';
import type { Interviews } from '../../server/interviews/interviews.ts';
import { type InterviewId, NoteId } from '../../shared/ids.ts';
import type { NewEvent, NewSeat } from '../../shared/interview/events.ts';
import { reduceAll } from '../../shared/interview/reduce.ts';
import type { ChosenKit } from '../../shared/kit/kit.ts';
import type { Practice } from '../../shared/practice/practice.ts';
import { partsOfKey, type RatingKey, type RatingValue } from '../../shared/rubric/rating.ts';
import type { Note } from '../../shared/rubric/scorecard.ts';
import { chosenKit } from './exampleKit.ts';
import { LOG_START_MS, newClientId, newInterviewId, newSeat } from './interviewLog.ts';

export interface RaterScript {
  seat: NewSeat;
  /** One value for every key of the kit, or a list in the order of the commands. */
  ratings: RatingValue | readonly (readonly [RatingKey, RatingValue])[];
  notes?: readonly Partial<Note>[];
  summary?: string;
  /** Locks unless false. */
  locks?: boolean;
}

export interface InterviewScript {
  raters: readonly RaterScript[];
  candidateName?: string;
  /** A candidate who takes part. Without it, the candidate doesn't come. */
  candidate?: NewSeat;
  title?: string;
  scheduledAt?: number;
  practice?: Practice;
  chosen?: ChosenKit;
  /** Ends unless false. */
  ends?: boolean;
  /** Events after all others. */
  more?: readonly NewEvent[];
}

const SYSTEM = { type: 'system' } as const;

export function keysOf({ kit }: ChosenKit): RatingKey[] {
  return kit.questions.flatMap(({ id, competencies }) =>
    competencies.map(competencyId => `${id}/${competencyId}` as RatingKey),
  );
}

/** An interview that was rated and locked as the script says, written event by event as commands would do. */
export async function scoredInterview(interviews: Interviews, script: InterviewScript): Promise<InterviewId> {
  const interviewId = newInterviewId();
  await interviews.create(interviewId, SYSTEM, { events: eventsOf(interviewId, script), result: undefined });
  return interviewId;
}

/** Its scoring report, without a database. Events are one second apart. */
export function scoredReport(script: InterviewScript): ScoringReport {
  const events = eventsOf(newInterviewId(), script).map((event, index) => ({
    ...event,
    seq: index + 1,
    at: LOG_START_MS + index * 1_000,
    actor: SYSTEM,
  }));
  const state = reduceAll(events);
  if (!state) throw new Error('An interview begins with its creation.');
  return scoringReportOf(state);
}

export async function addEvents(
  interviews: Interviews,
  interviewId: InterviewId,
  events: NewEvent[],
): Promise<void> {
  await interviews.execute(interviewId, SYSTEM, () => ({ events, result: undefined }));
}

export function lockEvent(seat: NewSeat, summary = ''): NewEvent {
  return { kind: 'scorecard.locked', payload: { seatId: seat.seatId, recommendation: 'yes', summary } };
}

function eventsOf(interviewId: InterviewId, script: InterviewScript): NewEvent[] {
  return [
    ...beginning(interviewId, script),
    ...script.raters.flatMap(rater => ratingEvents(rater, script)),
    ...(script.ends === false ? [] : [{ kind: 'session.ended', payload: {} } as const]),
    ...(script.more ?? []),
  ];
}

function beginning(
  interviewId: InterviewId,
  { raters, candidateName, candidate, title, scheduledAt, chosen, practice }: InterviewScript,
): NewEvent[] {
  const invited = candidate ?? newSeat('candidate', candidateName ?? 'Ada Lovelace');
  const present = [...raters.map(({ seat }) => seat), ...(candidate ? [candidate] : [])];
  return [
    {
      kind: 'interview.created',
      payload: {
        interviewId,
        title: title ?? 'Second round',
        jobRole: 'Backend Developer',
        scheduledAt: scheduledAt ?? LOG_START_MS,
        plannedMinutes: 45,
        seats: [invited, ...raters.map(({ seat }) => seat)],
        ...(practice && { practice }),
      },
    },
    { kind: 'kit.chosen', payload: chosen ?? chosenKit() },
    ...present.flatMap(({ seatId }): NewEvent[] => {
      const clientId = newClientId();
      return [
        { kind: 'seat.connected', payload: { seatId, clientId, serverId: 'server-1' } },
        { kind: 'seat.entered', payload: { seatId, clientId } },
      ];
    }),
    { kind: 'session.opened', payload: {} },
    ...(candidate ? [{ kind: 'seat.admitted', payload: { seatId: candidate.seatId } } as const] : []),
  ];
}

function ratingEvents(
  { seat, ratings, notes = [], summary, locks }: RaterScript,
  script: InterviewScript,
): NewEvent[] {
  const { seatId } = seat;
  const chosen = script.chosen ?? chosenKit();
  const list = Array.isArray(ratings) ? ratings : keysOf(chosen).map(key => [key, ratings] as const);
  const versions = new Map<RatingKey, number>();
  const put = list.map(([key, value]: readonly [RatingKey, RatingValue], index): NewEvent => {
    const version = (versions.get(key) ?? 0) + 1;
    versions.set(key, version);
    const stamp = { mediaTimeMs: (index + 1) * 60_000 };
    return { kind: 'rating.put', payload: { seatId, ...partsOfKey(key), value, version, stamp } };
  });
  const written = notes.map(
    (note): NewEvent => ({
      kind: 'note.put',
      payload: { seatId, noteId: newNoteId(), note: wholeNote(note, chosen) },
    }),
  );
  return [...put, ...written, ...(locks === false ? [] : [lockEvent(seat, summary)])];
}

function wholeNote(note: Partial<Note>, { kit }: ChosenKit): Note {
  const [question] = kit.questions;
  if (!question) throw new Error('The kit has no question.');
  const stamp = { mediaTimeMs: 65_000 };
  return { kind: 'note', questionId: question.id, text: '', removed: false, version: 1, stamp, ...note };
}

function newNoteId(): NoteId {
  return NoteId.parse(uuidv7());
}
