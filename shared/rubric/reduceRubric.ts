import type { SeatId } from '../ids.ts';
import type { Actor, InterviewEvent } from '../interview/events.ts';
import type { ChosenKit } from '../kit/kit.ts';
import type { QuestionId } from '../kit/kitIds.ts';
import { ratingKey } from './rating.ts';
import type { QuestionOutcome, QuestionProgress, RubricState } from './rubricState.ts';
import { emptyScorecard, RUBRIC_LIMITS, type Scorecard } from './scorecard.ts';

export function rubricOf(chosen: ChosenKit): RubricState {
  return { chosen, questions: {}, probes: {}, logistics: {}, scorecards: {} };
}

export function reduceRubric(rubric: RubricState, event: InterviewEvent): RubricState {
  switch (event.kind) {
    case 'question.opened': {
      const { questionId, leaving = 'done' } = event.payload;
      return opened(withoutCurrent(rubric, leaving, event.at), questionId, event.at);
    }
    case 'question.closed':
      return rubric.currentQuestionId === event.payload.questionId
        ? withoutCurrent(rubric, event.payload.outcome, event.at)
        : rubric;
    case 'answer.started':
      return withProgress(rubric, event.payload.questionId, progress => ({
        ...progress,
        answerStartedAt: event.at,
      }));
    // Closes the open question at a break, and at the end of the call.
    case 'session.closed':
    case 'session.ended':
    case 'interview.cancelled':
      return withoutCurrent(rubric, 'done', event.at);
    case 'probe.queued': {
      const { requestId, ...request } = event.payload;
      const probes = { ...rubric.probes, [requestId]: { ...request, at: event.at } };
      return { ...rubric, probes: newest(probes, RUBRIC_LIMITS.probesKept) };
    }
    case 'probe.settled': {
      const { requestId, outcome } = event.payload;
      const request = rubric.probes[requestId];
      if (!request) return rubric;
      return { ...rubric, probes: { ...rubric.probes, [requestId]: { ...request, outcome } } };
    }
    case 'logistics.sent': {
      const { messageId, fromSeatId, line } = event.payload;
      const logistics = { ...rubric.logistics, [messageId]: { fromSeatId, line, at: event.at } };
      return { ...rubric, logistics: newest(logistics, RUBRIC_LIMITS.logisticsKept) };
    }
    case 'rating.put': {
      const { seatId, questionId, competencyId, ...rating } = event.payload;
      return withScorecard(rubric, seatId, card => ({
        ...card,
        ratings: { ...card.ratings, [ratingKey(questionId, competencyId)]: rating },
      }));
    }
    case 'note.put': {
      const { seatId, noteId, note } = event.payload;
      return withScorecard(rubric, seatId, card => ({ ...card, notes: { ...card.notes, [noteId]: note } }));
    }
    case 'scorecard.locked': {
      const { seatId, ...lock } = event.payload;
      return withScorecard(rubric, seatId, card => ({ ...card, lock: { ...lock, at: event.at } }));
    }
    case 'rating.revised': {
      const { seatId, questionId, competencyId, ...revision } = event.payload;
      const key = ratingKey(questionId, competencyId);
      return withScorecard(rubric, seatId, card => ({
        ...card,
        revisions: {
          ...card.revisions,
          [key]: [...(card.revisions[key] ?? []), { ...revision, at: event.at }],
        },
      }));
    }
    case 'ratings.kept':
      return withScorecard(rubric, event.payload.seatId, card => ({ ...card, keptAt: event.at }));
    case 'scorecards.opened':
      return { ...rubric, earlyOpening: { ...event.payload, at: event.at } };
    case 'scoring.closed':
      return {
        ...rubric,
        scoringClosedAt: event.at,
        scoringClosedBy: personOf(event.actor),
        ...(event.payload.reason !== undefined && { scoringClosedReason: event.payload.reason }),
      };
    default:
      return rubric;
  }
}

function opened(rubric: RubricState, questionId: QuestionId, at: number): RubricState {
  const before = rubric.questions[questionId];
  const progress: QuestionProgress = { state: 'open', openedAt: at, spentMs: before?.spentMs ?? 0 };
  return {
    ...rubric,
    currentQuestionId: questionId,
    questions: { ...rubric.questions, [questionId]: progress },
  };
}

function withoutCurrent(rubric: RubricState, outcome: QuestionOutcome, at: number): RubricState {
  const { currentQuestionId, ...rest } = rubric;
  if (!currentQuestionId) return rubric;
  return withProgress(rest, currentQuestionId, progress => ({
    ...progress,
    state: outcome,
    closedAt: at,
    spentMs: progress.spentMs + Math.max(0, at - progress.openedAt),
  }));
}

function withProgress(
  rubric: RubricState,
  questionId: QuestionId,
  change: (progress: QuestionProgress) => QuestionProgress,
): RubricState {
  const progress = rubric.questions[questionId];
  if (!progress) return rubric;
  return { ...rubric, questions: { ...rubric.questions, [questionId]: change(progress) } };
}

function withScorecard(
  rubric: RubricState,
  seatId: SeatId,
  change: (card: Scorecard) => Scorecard,
): RubricState {
  const card = rubric.scorecards[seatId] ?? emptyScorecard(seatId);
  return { ...rubric, scorecards: { ...rubric.scorecards, [seatId]: change(card) } };
}

/** Returns only the newest `count` entries. The log keeps all of them. */
function newest<T>(entries: Readonly<Record<string, T>>, count: number): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).slice(-count));
}

function personOf({ type: _type, ...person }: Actor): RubricState['scoringClosedBy'] {
  return person;
}
