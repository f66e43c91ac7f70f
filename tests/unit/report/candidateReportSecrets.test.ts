import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserId } from '../../../shared/ids.ts';
import type { InterviewEvent, NewEvent } from '../../../shared/interview/events.ts';
import { reduceAll } from '../../../shared/interview/reduce.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import { NO_ACCOMMODATIONS } from '../../../shared/recruiter/settings.ts';
import { CandidateReport } from '../../../shared/report/candidateReport.ts';
import { candidateReportOf, type ReportSubject } from '../../../shared/report/candidateReportOf.ts';
import { lockedScorecards } from '../../../shared/rubric/scorecardOpening.ts';
import { LOG_SEATS, logArbitrary } from '../../support/eventArbitrary.ts';
import { chosenKit } from '../../support/exampleKit.ts';
import { newSeatId } from '../../support/interviewLog.ts';
import { DEBUGGING, KIT, rateAll, ratedLog, reportOf, subjectOf } from '../../support/ratedReport.ts';
import { reportDraft } from '../../support/reportDraft.ts';

describe('any interview', () => {
  const SECRET = 'Zebra7';
  const shown = (state: InterviewState | undefined, changes: Partial<ReportSubject> = {}) =>
    state && candidateReportOf(subjectOf(state, { content: { ...reportDraft(KIT) }, ...changes }));

  const withScorecard = fc.tuple(logArbitrary, fc.nat()).map(([events, pick]) => {
    const raters = LOG_SEATS.filter(({ role }) => role === 'interviewer' || role === 'evaluator');
    const rater = raters[pick % raters.length];
    if (!rater) throw new Error('No one rates.');
    const candidate = LOG_SEATS.find(({ role }) => role === 'candidate');
    if (!candidate) throw new Error('No one is interviewed.');
    const more: NewEvent[] = [
      { kind: 'kit.chosen', payload: chosenKit() },
      {
        kind: 'accommodations.set',
        payload: { seatId: candidate.seatId, accommodations: NO_ACCOMMODATIONS },
      },
      {
        kind: 'rating.put',
        payload: {
          seatId: rater.seatId,
          questionId: QuestionId.parse('question-1'),
          competencyId: CompetencyId.parse('competency-1'),
          value: 3,
          version: 9,
          stamp: { mediaTimeMs: 0 },
        },
      },
      { kind: 'scorecard.locked', payload: { seatId: rater.seatId, recommendation: 'no', summary: 'x' } },
    ];
    const [creation, ...rest] = events;
    const all = [creation as NewEvent, ...(rest as NewEvent[]), ...more];
    return all.map((event, index) => ({
      ...event,
      seq: index + 1,
      at: events[0] ? events[0].at + index * 1_000 : index,
      actor: { type: 'system' as const },
    })) as InterviewEvent[];
  });
  /** Logs with a locked counting scorecard, if the interview was created: without one there is no report. */
  const withLock = withScorecard.filter(events => {
    const state = reduceAll(events);
    return !state || lockedScorecards(state).length > 0;
  });

  /**
   * The log with other private texts, names, addresses, and accommodations, and with more non-counting data.
   */
  function elsewhere(events: readonly InterviewEvent[]): InterviewEvent[] {
    return events.map(event => privatelyChanged(event));
  }

  function privatelyChanged(event: InterviewEvent): InterviewEvent {
    switch (event.kind) {
      case 'interview.created':
        return {
          ...event,
          payload: {
            ...event.payload,
            seats: event.payload.seats.map(seat => ({
              ...seat,
              email: `${SECRET}@example.org`,
              ...(seat.role !== 'candidate' && { displayName: SECRET }),
            })),
          },
        };
      case 'seat.changed':
        return { ...event, payload: { ...event.payload, email: `${SECRET}@example.org` } };
      case 'seat.added':
        return event.payload.seat.role === 'candidate'
          ? event
          : { ...event, payload: { ...event.payload, seat: { ...event.payload.seat, displayName: SECRET } } };
      case 'note.put':
        return {
          ...event,
          payload: { ...event.payload, note: { ...event.payload.note, text: SECRET, kind: 'flag' } },
        };
      case 'scorecard.locked':
        return { ...event, payload: { ...event.payload, summary: SECRET, recommendation: 'strong-no' } };
      case 'rating.revised':
        return { ...event, payload: { ...event.payload, reason: SECRET } };
      case 'scorecards.opened':
        return { ...event, payload: { byName: SECRET, reason: SECRET } };
      case 'help.sent':
      case 'chat.sent':
        return { ...event, payload: { ...event.payload, text: SECRET } } as InterviewEvent;
      case 'accommodations.set':
        return {
          ...event,
          payload: {
            ...event.payload,
            accommodations: {
              extraTime: 2,
              audioOnly: true,
              questionsInAdvance: true,
              textAnswers: true,
              noTimeLimit: true,
            },
          },
        };
      default:
        return event;
    }
  }

  it('leads to a report that fits its schema and contains only what the candidate may see', () => {
    fc.assert(
      fc.property(withLock, fc.boolean(), (events, isShared) => {
        const reader = isShared ? ({ kind: 'share', withClips: false } as const) : undefined;
        const report = shown(reduceAll(elsewhere(events)), reader && { reader });
        if (!report) return;
        CandidateReport.parse(report);
        const text = JSON.stringify(report);
        expect(text).not.toContain(SECRET);
        expect(text).not.toContain('strong-no');
        expect(text).not.toContain('example.org');
        if (isShared) expect(text).not.toMatch(/"name":"Ada"/);
      }),
    );
  });

  it('has a report that does not depend on notes, flags, summaries, hidden names, addresses, and accommodations', () => {
    let compared = 0;
    fc.assert(
      fc.property(withLock, events => {
        const [one, other] = [shown(reduceAll(events)), shown(reduceAll(elsewhere(events)))];
        expect(other).toEqual(one);
        if (one) compared += 1;
      }),
    );
    expect(compared).toBeGreaterThan(10);
  });

  it('has a report that does not depend on calibration ratings', () => {
    const log = ratedLog();
    const before = reportOf(log.state);
    const { seatId } = log.evaluator;
    log.add('evaluation.asked', { raters: 2, namesHidden: false });
    log.add('evaluation.claimed', { seatId, userId: UserId.parse('u-9'), shadow: true });
    rateAll(log, seatId, 1);
    log.add('scorecard.locked', { seatId, recommendation: 'no', summary: SECRET });
    expect(reportOf(log.state)).toEqual(before);
    expect(lockedScorecards(log.state)).toHaveLength(2);
  });

  it('has a report that does not depend on another candidate in the interview', () => {
    const log = ratedLog();
    const before = reportOf(log.state);
    log.add('seat.added', {
      seat: { seatId: newSeatId(), role: 'candidate', displayName: SECRET, email: `${SECRET}@example.org` },
    });
    expect(reportOf(log.state)).toEqual(before);
  });

  it('has a report whose only addition with shown names is the names of evaluators', () => {
    fc.assert(
      fc.property(withLock, events => {
        const state = reduceAll(events);
        const [hidden, named] = [shown(state), shown(state, { settings: { evaluatorsShown: 'names' } })];
        if (!hidden || !named) return;
        const { names: _names, ...evaluators } = named.evaluators;
        expect({ ...named, evaluators }).toEqual(hidden);
      }),
    );
  });

  it('has a self-assessment that only its candidate sees', () => {
    const { state } = ratedLog();
    const guess = { [DEBUGGING]: 5 as const };
    for (const reader of [{ kind: 'staff' }, { kind: 'share', withClips: true }] as const)
      expect(reportOf(state, { guess, reader })).toEqual(reportOf(state, { guess: undefined, reader }));
    expect(reportOf(state, { guess }).ladder[1]).toMatchObject({ guess: 5 });
  });
});
