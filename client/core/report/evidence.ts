import type { NoteId, SeatId } from '../../../shared/ids.ts';
import type { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import type { ReportDesk } from '../../../shared/protocol/reportRoutes.ts';
import type { Span } from '../../../shared/recording/finished.ts';
import { noteMarkerId } from '../../../shared/recording/markers.ts';
import type { Chapter, Review } from '../../../shared/recording/review.ts';
import { levelsOf } from '../../../shared/report/levels.ts';
import {
  type PointId,
  REPORT_LIMITS,
  type ReportMoment,
  type ReportPoint,
  type Rung,
} from '../../../shared/report/reportContent.ts';
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
  const reached = competencyId && levelReached(desk, competencyId);
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

/** The same point with another moment. Competency, level and words that its author has chosen stay. */
export function withMomentOf(desk: ReportDesk, point: ReportPoint, evidence: Evidence): ReportPoint {
  const fresh = pointOf(desk, evidence, point.pointId);
  const { seen, action, moment, competencyId = fresh.competencyId } = point;
  const reached = point.reached ?? (competencyId && levelReached(desk, competencyId));
  const other = moment && moment.kind !== fresh.moment?.kind ? moment : point.otherMoment;
  return {
    pointId: point.pointId,
    questionId: evidence.questionId,
    ...(competencyId && { competencyId }),
    ...(fresh.moment && { moment: fresh.moment }),
    ...(other && other.kind !== fresh.moment?.kind && { otherMoment: other }),
    seen,
    ...(reached && { reached }),
    action,
  };
}

/** The same point with a moment of this kind: the one it had before, or none yet. The present one is kept for the way back. */
export function withMomentKind(point: ReportPoint, kind: ReportMoment['kind']): ReportPoint {
  const { moment, otherMoment, ...rest } = point;
  if (moment?.kind === kind) return point;
  const before = otherMoment?.kind === kind ? otherMoment : undefined;
  const next = before ?? (kind === 'quotation' ? { kind, text: '' } : undefined);
  const isWorthKeeping = moment && (moment.kind === 'clip' || moment.text.trim() !== '');
  return { ...rest, ...(next && { moment: next }), ...(isWorthKeeping && { otherMoment: moment }) };
}

/** Level that the report's table shows; undefined where no one found evidence. */
export function levelReached(desk: ReportDesk, competencyId: CompetencyId): Rung | undefined {
  const levels = levelsOf(desk.chosen.kit, lockedOf(desk));
  return levels.find(level => level.competencyId === competencyId)?.rung;
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
