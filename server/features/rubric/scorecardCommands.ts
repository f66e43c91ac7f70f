import { AppError } from '../../../shared/errors.ts';
import { openCompetencies } from '../../../shared/rubric/completeness.ts';
import { ratingKey } from '../../../shared/rubric/rating.ts';
import { seesScorecards } from '../../../shared/rubric/rubricView.ts';
import { RUBRIC_LIMITS } from '../../../shared/rubric/scorecard.ts';
import { scorecardsOpen } from '../../../shared/rubric/scorecardOpening.ts';
import type { CommandHandlers } from '../command.ts';
import {
  requireCompetency,
  requireQuestion,
  requireRubric,
  requireScoring,
  requireStarted,
  requireUnlocked,
  scoringIsClosed,
} from './requireRubric.ts';

export const scorecardCommands = {
  'scorecard.lock': ({ state, now, own }, { recommendation, summary }) => {
    const rubric = requireScoring(state, now);
    const { seatId } = own();
    const card = requireUnlocked(rubric, own());
    const missing = openCompetencies(rubric.chosen.kit, card);
    if (missing.length > 0)
      throw new AppError('incomplete', 'competencies-unrated', { details: { missing } });
    if (!state.practice && recommendation === undefined)
      throw AppError.invalid('recommendation-needed', { field: 'recommendation' });
    const payload = state.practice ? { seatId, summary } : { seatId, recommendation, summary };
    return { events: [{ kind: 'scorecard.locked', payload }], result: {} };
  },

  'rating.revise': ({ state, now, own }, { questionId, competencyId, expectedRevisions, value, reason }) => {
    const rubric = requireScoring(state, now);
    const { seatId } = own();
    requireCompetency(rubric, requireQuestion(rubric, questionId), competencyId);
    if (!seesScorecards(state, { kind: 'seat', seatId })) throw new AppError('blind', 'revise-in-consensus');
    const card = rubric.scorecards[seatId];
    const key = ratingKey(questionId, competencyId);
    const revisions = card?.revisions[key] ?? [];
    if (revisions.length !== expectedRevisions) throw AppError.conflict('changed-elsewhere', { revisions });
    if (revisions.length >= RUBRIC_LIMITS.revisions)
      throw AppError.invalid('revised-too-often', { field: 'value' });
    const current = revisions.at(-1)?.value ?? card?.ratings[key]?.value;
    if (current === value) throw AppError.invalid('revision-unchanged', { field: 'value' });
    const payload = { seatId, questionId, competencyId, value, reason };
    return { events: [{ kind: 'rating.revised', payload }], result: {} };
  },

  'ratings.keep': ({ state, now, own }) => {
    const rubric = requireScoring(state, now);
    const { seatId } = own();
    if (!seesScorecards(state, { kind: 'seat', seatId })) throw new AppError('blind', 'revise-in-consensus');
    const kept = rubric.scorecards[seatId]?.keptAt !== undefined;
    return { events: kept ? [] : [{ kind: 'ratings.kept', payload: { seatId } }], result: {} };
  },

  // Allowed after the time for scoring, so that a rater who never locks can't keep all scorecards closed.
  'scorecards.open': ({ state, actorName }, { reason }) => {
    if (requireStarted(state).scoringClosedAt !== undefined) throw scoringIsClosed();
    if (scorecardsOpen(state)) return { events: [], result: {} };
    const payload = { byName: actorName, reason };
    return { events: [{ kind: 'scorecards.opened', payload }], result: {} };
  },

  'scoring.close': ({ state }) => {
    const closed = requireRubric(state).scoringClosedAt !== undefined;
    return { events: closed ? [] : [{ kind: 'scoring.closed', payload: {} }], result: {} };
  },
} satisfies Partial<CommandHandlers>;
