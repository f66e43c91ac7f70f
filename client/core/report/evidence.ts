import type { NoteId, SeatId } from '../../../shared/ids.ts';
import type { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import type { ReportWorkspace } from '../../../shared/protocol/reportRoutes.ts';
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
import { latestAt } from '../review/spokenWords.ts';

/** What a point of the report can be based on. */
export interface PointBasis {
  /** Absent for words before the first question. */
  questionId?: QuestionId;
  competencyId?: CompetencyId;
  /** Part of the recording; undefined without a recording. */
  clip?: Span;
  /** Written answer, cut to the longest allowed quotation. */
  quotation?: string;
}

/** A note or an answer. */
export interface Evidence extends PointBasis {
  id: string;
  questionId: QuestionId;
}

export interface NotedEvidence extends Evidence {
  noteId: NoteId;
  kind: NoteKind;
  by: string;
  text: string;
  atMs?: number;
}

/** One recorded answer. A question that was answered again has several. */
export interface AnswerEvidence extends Evidence {
  span: Span;
  take: Chapter['take'];
}

/** People write a note after the moment it describes, so the clip starts well before the note. */
const BEFORE_MS = 16_000;
const AFTER_MS = 4_000;
const ANSWER_CLIP_MS = 20_000;
/** Part of a clip before and after the words that it was made from. */
const WORDS_MARGIN_MS = 500;

export function clipAt(fromMs: number, lengthMs: number, durationMs: number): Span {
  const length = Math.min(durationMs, lengthMs);
  const from = Math.round(Math.min(Math.max(0, fromMs), durationMs - length));
  return { fromMs: from, toMs: Math.round(from + length) };
}

/** Returns a clip of words, with more around them if they are too short for a clip, and without their end if too long. */
export function clipOfWords({ fromMs, toMs }: Span, durationMs: number): Span {
  const lengthMs = toMs - fromMs + 2 * WORDS_MARGIN_MS;
  const { clipMinMs, clipMaxMs } = REPORT_LIMITS;
  return clipAt(fromMs - WORDS_MARGIN_MS, Math.min(Math.max(lengthMs, clipMinMs), clipMaxMs), durationMs);
}

/** Returns a clip of words as a basis for a point, with the question that was open. */
export function clipBasis({ chapters, durationMs }: Review, clip: Span): PointBasis {
  const questionId = latestAt(chapters, clip.fromMs + WORDS_MARGIN_MS)?.questionId;
  const within = clipAt(clip.fromMs, clip.toMs - clip.fromMs, durationMs);
  return { ...(questionId && { questionId }), clip: within };
}

export function notedEvidence(workspace: ReportWorkspace, review: Review | undefined): NotedEvidence[] {
  const order = new Map(workspace.chosen.kit.questions.map(({ id }, index) => [id, index]));
  const noted = lockedScorecards(workspace).flatMap(card =>
    (Object.entries(card.notes) as [NoteId, Note][])
      .filter(([, { removed }]) => !removed)
      .map(([noteId, note]) => ({
        stamp: note.stamp.mediaTimeMs,
        evidence: noteEvidence(noteId, note, workspace.names[card.seatId] ?? '', review),
      })),
  );
  const rank = ({ questionId }: Evidence) => order.get(questionId) ?? order.size;
  return noted
    .sort((a, b) => rank(a.evidence) - rank(b.evidence) || a.stamp - b.stamp)
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

export function writtenEvidence({ written }: ReportWorkspace, questionId: QuestionId): Evidence | undefined {
  const text = written[questionId];
  return text === undefined
    ? undefined
    : { id: `w:${questionId}`, questionId, quotation: text.slice(0, REPORT_LIMITS.quotation) };
}

export function isPlayable(review: Review | undefined): review is Review {
  return review?.state === 'ready' && review.durationMs > 0;
}

export function newPoint(workspace: ReportWorkspace, evidence: PointBasis, pointId: PointId): ReportPoint {
  const { clip, questionId, quotation } = evidence;
  const competencyId =
    evidence.competencyId ??
    workspace.chosen.kit.questions.find(({ id }) => id === questionId)?.competencies[0];
  const reached = competencyId && levelReached(workspace, competencyId);
  return {
    pointId,
    ...(questionId && { questionId }),
    ...(competencyId && { competencyId }),
    ...(clip && { moment: { kind: 'clip', ...clip } }),
    ...(quotation !== undefined && { moment: { kind: 'quotation', text: quotation } }),
    seen: '',
    ...(reached && { reached }),
    action: '',
  };
}

/** Replaces the evidence of a report point. The point's competency, level, and texts stay. */
export function withMomentOf(
  workspace: ReportWorkspace,
  point: ReportPoint,
  evidence: Evidence,
): ReportPoint {
  const fresh = newPoint(workspace, evidence, point.pointId);
  const { seen, action, moment, competencyId = fresh.competencyId } = point;
  const reached = point.reached ?? (competencyId && levelReached(workspace, competencyId));
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

/** Switches a report point between clip and quotation. Keeps the previous one for switching back. */
export function withMomentKind(point: ReportPoint, kind: ReportMoment['kind']): ReportPoint {
  const { moment, otherMoment, ...rest } = point;
  if (moment?.kind === kind) return point;
  const before = otherMoment?.kind === kind ? otherMoment : undefined;
  const next = before ?? (kind === 'quotation' ? { kind, text: '' } : undefined);
  const isWorthKeeping = moment && (moment.kind === 'clip' || moment.text.trim() !== '');
  return { ...rest, ...(next && { moment: next }), ...(isWorthKeeping && { otherMoment: moment }) };
}

export function levelReached(workspace: ReportWorkspace, competencyId: CompetencyId): Rung | undefined {
  const levels = levelsOf(workspace.chosen.kit, lockedScorecards(workspace));
  return levels.find(level => level.competencyId === competencyId)?.rung;
}

export function lockedScorecards({ scorecards }: Pick<ReportWorkspace, 'scorecards'>): LockedScorecard[] {
  return (Object.keys(scorecards) as SeatId[]).flatMap(seatId => {
    const card = scorecards[seatId];
    return card && isLocked(card) ? [card] : [];
  });
}

/** Moves one end of a clip. The clip stays within the recording and the allowed lengths. */
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

export function trimWindow(clip: Span, durationMs: number): Span {
  const middle = (clip.fromMs + clip.toMs) / 2;
  return clipAt(middle - 45_000, 90_000, durationMs);
}
