import type { NoteId, SeatId } from '../../../shared/ids.ts';
import type { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import type { ReportDesk } from '../../../shared/protocol/reportRoutes.ts';
import type { Span } from '../../../shared/recording/finished.ts';
import { noteMarkerId } from '../../../shared/recording/markerIds.ts';
import type { Chapter, Review } from '../../../shared/recording/review.ts';
import {
  type PointId,
  REPORT_LIMITS,
  type ReportPoint,
  type Rung,
} from '../../../shared/report/reportContent.ts';
import { consensusOf } from '../../../shared/rubric/consensus.ts';
import { ratingKey } from '../../../shared/rubric/rating.ts';
import {
  isLocked,
  type LockedScorecard,
  type Note,
  type NoteKind,
} from '../../../shared/rubric/scorecard.ts';

/** Something in the interview that a point of the report can rest on. */
export interface Evidence {
  /** Names it while it is dragged. */
  id: string;
  questionId: QuestionId;
  competencyId?: CompetencyId;
  /** In the recording; absent where there is none. */
  clip?: Span;
  /** Of an answer in writing, as long as a quotation may be. */
  quotation?: string;
}

/** What a rater noted or flagged. */
export interface NotedEvidence extends Evidence {
  noteId: NoteId;
  kind: NoteKind;
  by: string;
  text: string;
  /** Where in the recording. */
  atMs?: number;
}

/** One answer, as far as it was recorded; a question that was answered again has several. */
export interface AnswerEvidence extends Evidence {
  span: Span;
  take: Chapter['take'];
}

/** What was noted was heard before it: so much of it goes into a clip, and so much after, in milliseconds. */
const BEFORE_MS = 16_000;
const AFTER_MS = 4_000;
const ANSWER_CLIP_MS = 20_000;

/** A clip as it is first proposed: as long as is allowed, and within the recording. */
export function clipAt(fromMs: number, lengthMs: number, durationMs: number): Span {
  const length = Math.min(durationMs, lengthMs);
  const from = Math.round(Math.min(Math.max(0, fromMs), durationMs - length));
  return { fromMs: from, toMs: Math.round(from + length) };
}

/** What was noted of each question, in the order of the kit and of time. */
export function notedEvidence(desk: ReportDesk, review: Review | undefined): NotedEvidence[] {
  const order = new Map(desk.chosen.kit.questions.map(({ id }, index) => [id, index]));
  const noted = lockedOf(desk).flatMap(card =>
    (Object.entries(card.notes) as [NoteId, Note][])
      .filter(([, { removed }]) => !removed)
      .map(([noteId, note]) => ({
        stamp: note.stamp.mediaTimeMs,
        evidence: noteEvidence(noteId, note, desk.names[card.seatId] ?? '', review),
      })),
  );
  const place = ({ questionId }: Evidence) => order.get(questionId) ?? order.size;
  return noted
    .sort((a, b) => place(a.evidence) - place(b.evidence) || a.stamp - b.stamp)
    .map(({ evidence }) => evidence);
}

function noteEvidence(noteId: NoteId, note: Note, by: string, review: Review | undefined): NotedEvidence {
  const { competencyId, kind, questionId, text } = note;
  const id = noteMarkerId(noteId);
  const atMs = isPlayable(review) ? review.markers.find(({ markerId }) => markerId === id)?.atMs : undefined;
  return {
    id,
    noteId,
    kind,
    by,
    text,
    questionId,
    ...(competencyId && { competencyId }),
    ...(review &&
      atMs !== undefined && {
        atMs,
        clip: clipAt(atMs - BEFORE_MS, BEFORE_MS + AFTER_MS, review.durationMs),
      }),
  };
}

/** The answers to one question, as far as they were recorded. */
export function answerEvidence(review: Review | undefined, questionId: QuestionId): AnswerEvidence[] {
  if (!isPlayable(review)) return [];
  return review.chapters
    .filter(chapter => chapter.questionId === questionId)
    .map(({ answerFromMs, fromMs, take, toMs }) => {
      const from = answerFromMs ?? fromMs;
      return {
        id: `a:${questionId}:${fromMs}`,
        questionId,
        take,
        span: { fromMs: from, toMs },
        clip: clipAt(from, ANSWER_CLIP_MS, review.durationMs),
      };
    });
}

/** What was answered in writing; undefined where nothing was. */
export function writtenEvidence({ written }: ReportDesk, questionId: QuestionId): Evidence | undefined {
  const text = written[questionId];
  return text === undefined
    ? undefined
    : { id: `w:${questionId}`, questionId, quotation: text.slice(0, REPORT_LIMITS.quotation) };
}

export function isPlayable(review: Review | undefined): review is Review {
  return review?.state === 'ready' && review.durationMs > 0;
}

/** A point that begins with a moment: the texts are the author's to write. */
export function pointOf(desk: ReportDesk, evidence: Evidence, pointId: PointId): ReportPoint {
  const { clip, questionId, quotation } = evidence;
  const competencyId =
    evidence.competencyId ?? desk.chosen.kit.questions.find(({ id }) => id === questionId)?.competencies[0];
  const reached = competencyId && rungReached(desk, competencyId, questionId);
  return {
    pointId,
    questionId,
    ...(competencyId && { competencyId }),
    ...(clip && { moment: { kind: 'clip', ...clip } }),
    ...(quotation !== undefined && { moment: { kind: 'quotation', text: quotation } }),
    seen: '',
    ...(reached && { reached }),
    action: '',
  };
}

/** The rung that raters gave this answer, or, where they gave it none, the competency as a whole. */
export function rungReached(
  desk: ReportDesk,
  competencyId: CompetencyId,
  questionId: QuestionId | undefined,
): Rung | undefined {
  const { kit } = desk.chosen;
  const row = consensusOf(kit, lockedOf(desk)).rows.find(known => known.competencyId === competencyId);
  const key = questionId && ratingKey(questionId, competencyId);
  const values = (row?.cells ?? []).flatMap(({ answers }) => answers);
  const numbers = (of: typeof values) =>
    of.flatMap(({ current }) => (typeof current === 'number' ? [current] : []));
  const own = numbers(values.filter(answer => answer.key === key));
  const counted = own.length > 0 ? own : numbers(values);
  if (counted.length === 0) return undefined;
  return Math.round(counted.reduce((sum, value) => sum + value, 0) / counted.length) as Rung;
}

export function lockedOf({ scorecards }: Pick<ReportDesk, 'scorecards'>): LockedScorecard[] {
  return (Object.keys(scorecards) as SeatId[]).flatMap(seatId => {
    const card = scorecards[seatId];
    return card && isLocked(card) ? [card] : [];
  });
}

/** Moves one end of a clip; it stays as long as a clip may be, and within the recording. */
export function withEnd(clip: Span, end: 'fromMs' | 'toMs', atMs: number, durationMs: number): Span {
  const { clipMaxMs } = REPORT_LIMITS;
  const least = Math.min(REPORT_LIMITS.clipMinMs, durationMs);
  const between = (low: number, high: number) => Math.round(Math.max(low, Math.min(high, atMs)));
  if (end === 'fromMs')
    return { ...clip, fromMs: between(Math.max(0, clip.toMs - clipMaxMs), Math.max(0, clip.toMs - least)) };
  return {
    ...clip,
    toMs: between(Math.min(durationMs, clip.fromMs + least), Math.min(durationMs, clip.fromMs + clipMaxMs)),
  };
}

/** What is shown around a clip while it is trimmed: room to either side for the longest one. */
export function trimWindow(clip: Span, durationMs: number): Span {
  const middle = (clip.fromMs + clip.toMs) / 2;
  return clipAt(middle - 45_000, 90_000, durationMs);
}
