import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserId } from '../../../shared/ids.ts';
import type { InterviewEvent, NewEvent } from '../../../shared/interview/events.ts';
import { reduceAll } from '../../../shared/interview/reduce.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { CompetencyId } from '../../../shared/kit/kitIds.ts';
import { NO_ACCOMMODATIONS } from '../../../shared/recruiter/settings.ts';
import { CandidateReport } from '../../../shared/report/candidateReport.ts';
import {
  candidateReportOf,
  type EarlierAttempt,
  type ReportSubject,
} from '../../../shared/report/candidateReportOf.ts';
import { levelsOf } from '../../../shared/report/levels.ts';
import { lockedScorecards } from '../../../shared/rubric/opening.ts';
import type { RatingKey, RatingValue } from '../../../shared/rubric/rating.ts';
import type { LockedScorecard } from '../../../shared/rubric/scorecard.ts';
import { LOG_SEATS, logArbitrary } from '../../support/eventArbitrary.ts';
import { chosenKit, exampleInterviewKit } from '../../support/exampleKit.ts';
import { InterviewLog, newSeatId } from '../../support/interviewLog.ts';
import { reportDraft } from '../../support/reportDraft.ts';
import { keysOf } from '../../support/scoredInterview.ts';

const KIT = exampleInterviewKit();
const [DATABASES, DEBUGGING] = KIT.competencies.map(({ id }) => id) as [CompetencyId, CompetencyId];
const DELIVERY = { speakingMs: 1, pauses: 0, longestPauseMs: 0, longestMonologueMs: 1 };

function subjectOf(state: InterviewState, changes: Partial<ReportSubject> = {}): ReportSubject {
  return {
    state,
    content: reportDraft(KIT),
    publishedAt: 2_000,
    updatedAt: undefined,
    promisedAt: 3_000,
    settings: { evaluatorsShown: 'count' },
    spentMs: 1_800_000,
    guess: { [DATABASES]: 2 },
    facts: { recorded: true, keptUntil: 9_000, delivery: DELIVERY, answers: {} },
    clips: [],
    slug: undefined,
    guide: [],
    attempt: 1,
    earlier: [],
    reader: { kind: 'candidate' },
    ...changes,
  };
}

/** Two interviewers have rated everything and locked; the third rater has not. */
function ratedLog({
  first = 3,
  second = 4,
}: {
  first?: RatingValue;
  second?: RatingValue;
} = {}): InterviewLog {
  const log = new InterviewLog();
  log.add('kit.chosen', chosenKit());
  for (const seat of [log.candidate, log.interviewer, log.secondInterviewer]) log.enter(seat);
  log.openAndAdmit();
  for (const [{ seatId }, value] of [
    [log.interviewer, first],
    [log.secondInterviewer, second],
  ] as const) {
    for (const key of keysOf(chosenKit())) {
      const [questionId, competencyId] = key.split('/') as [never, never];
      log.add('rating.put', {
        seatId,
        questionId,
        competencyId,
        value,
        version: 1,
        stamp: { mediaTimeMs: 0 },
      });
    }
    log.add('scorecard.locked', { seatId, recommendation: 'yes', summary: 'SECRET summary' });
  }
  return log.add('session.ended', {});
}

const reportOf = (state: InterviewState, changes: Partial<ReportSubject> = {}) => {
  const report = candidateReportOf(subjectOf(state, changes));
  if (!report) throw new Error('There is nothing to read.');
  return CandidateReport.parse(report);
};

function card(
  values: Partial<Record<string, RatingValue>>,
  revised: Partial<Record<string, RatingValue>> = {},
) {
  const stamp = { mediaTimeMs: 0 };
  return {
    seatId: newSeatId(),
    ratings: Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, { value, version: 1, stamp }]),
    ),
    notes: {},
    revisions: Object.fromEntries(
      Object.entries(revised).map(([key, value]) => [key, [{ value, reason: 'Misheard.', at: 1 }]]),
    ),
    lock: { at: 1, recommendation: 'yes', summary: '' },
  } as LockedScorecard;
}

describe('the level of a competency', () => {
  const KEYS = keysOf(chosenKit()).filter(key => key.endsWith(`/${DATABASES}`)) as [RatingKey, RatingKey];
  const level = (...cards: LockedScorecard[]) => levelsOf(KIT, cards)[0];

  it('is the mean of the raters’ means, rounded, and never a decimal', () => {
    const [a, b] = KEYS;
    expect(level(card({ [a]: 2, [b]: 3 }))).toMatchObject({ rung: 3, spread: undefined });
    // 1 and (4 + 4) / 2: each rater counts once, however many ratings they gave.
    expect(level(card({ [a]: 1 }), card({ [a]: 4, [b]: 4 }))).toMatchObject({
      rung: 3,
      spread: { low: 1, high: 4 },
    });
  });

  it('is that of today’s ratings, and none where there was no evidence', () => {
    const [a, b] = KEYS;
    expect(level(card({ [a]: 1 }, { [a]: 4 }))?.rung).toBe(4);
    expect(level(card({ [a]: 'N', [b]: 'N' }))?.rung).toBeUndefined();
    expect(level(card({ [a]: 'N' }), card({ [a]: 2 }))).toMatchObject({ rung: 2, spread: undefined });
  });

  it('has no spread where what is shown would be the same', () => {
    const [a, b] = KEYS;
    expect(level(card({ [a]: 3 }), card({ [a]: 3, [b]: 3 }))?.spread).toBeUndefined();
    expect(level(card({ [a]: 3, [b]: 2 }), card({ [a]: 3 }))?.spread).toBeUndefined();
  });

  it('lies between the lowest and the highest rating', () => {
    const value = fc.constantFrom<RatingValue>(1, 2, 3, 4, 5, 'N');
    const anyCard = fc
      .tuple(value, value)
      .map(([first, second]) => card({ [KEYS[0]]: first, [KEYS[1]]: second }));
    fc.assert(
      fc.property(fc.array(anyCard, { minLength: 1, maxLength: 4 }), cards => {
        const numbers = cards
          .flatMap(({ ratings }) => Object.values(ratings).map(rating => rating.value))
          .filter(one => typeof one === 'number');
        const { rung, spread } = level(...cards) ?? {};
        if (numbers.length === 0) expect(rung).toBeUndefined();
        else {
          expect(Number.isInteger(rung)).toBe(true);
          expect(rung).toBeGreaterThanOrEqual(Math.min(...numbers));
          expect(rung).toBeLessThanOrEqual(Math.max(...numbers));
        }
        if (spread) expect(spread.low).toBeLessThan(spread.high);
      }),
    );
  });
});

describe('a candidate’s report', () => {
  it('has anchors in the kit’s words, the next one beside them, and no decimals', () => {
    const { state } = ratedLog();
    const report = reportOf(state);
    expect(report.ladder[0]).toEqual({
      competencyId: DATABASES,
      name: KIT.competencies[0]?.name,
      rung: 4,
      anchors: KIT.competencies[0]?.anchors,
      guess: 2,
      spread: { low: 3, high: 4 },
    });
    expect(report.change[0]).toMatchObject({
      question: KIT.questions[0]?.text,
      competency: KIT.competencies[0]?.name,
      reached: KIT.competencies[0]?.anchors[2],
      next: KIT.competencies[0]?.anchors[3],
    });
    expect(report.judged).toEqual({ competencies: 5, ratings: 18, near: 5, far: 0, keptUntil: 9_000 });
    expect(JSON.stringify(report)).not.toMatch(/\d\.\d/);
  });

  it('is none before a scorecard that counts is locked', () => {
    const log = new InterviewLog();
    log.add('kit.chosen', chosenKit()).openAndAdmit().add('session.ended', {});
    expect(candidateReportOf(subjectOf(log.state))).toBeUndefined();
  });

  it('names raters by their first names where the organization does, and else their number', () => {
    const { state } = ratedLog();
    expect(reportOf(state).evaluators).toEqual({ count: 2, spentMs: 1_800_000 });
    const named = reportOf(state, { settings: { evaluatorsShown: 'names' }, spentMs: undefined });
    expect(named.evaluators).toEqual({ count: 2, names: ['Grace', 'Edsger'] });
  });

  it('says of independent ratings how far they were apart, whatever was agreed afterwards', () => {
    const log = ratedLog({ first: 1, second: 4 });
    for (const key of keysOf(chosenKit())) {
      const [questionId, competencyId] = key.split('/') as [never, never];
      const { seatId } = log.interviewer;
      log.add('rating.revised', { seatId, questionId, competencyId, value: 4, reason: 'SECRET reason' });
    }
    const report = reportOf(log.state);
    expect(report.ladder[0]).toMatchObject({ rung: 4 });
    expect(report.ladder[0]).not.toHaveProperty('spread');
    expect(report.judged).toMatchObject({ near: 5, far: 5 });
    expect(JSON.stringify(report)).not.toContain('SECRET');
  });

  it('leaves out what the kit or the guide of today does not have', () => {
    const tasks = [
      { text: 'Read on.', guideQuestionId: 'gone' as never, questionId: 'gone' as never },
      { text: 'Practice.', guideQuestionId: 'there' as never, questionId: KIT.questions[1]?.id },
    ];
    const guide = [{ id: 'there' as never, title: 'There' }];
    const report = reportOf(ratedLog().state, { content: reportDraft(KIT, { tasks }), guide });
    expect(report.tasks).toEqual([
      { text: 'Read on.' },
      { text: 'Practice.', guide: guide[0], questionId: KIT.questions[1]?.id },
    ]);
  });

  it('tells no evidence from a low rating', () => {
    const { ladder } = reportOf(ratedLog({ first: 'N', second: 'N' }).state);
    expect(ladder).toHaveLength(5);
    for (const rung of ladder) expect(rung).not.toHaveProperty('rung');
  });

  it('compares attempts at the same version whose reports can be read, and knows whether the same people rated', () => {
    const by = (userId: string) => {
      const log = ratedLog();
      log.add('evaluation.asked', { raters: 2, namesHidden: true });
      for (const { seatId } of [log.interviewer, log.secondInterviewer])
        log.add('evaluation.claimed', { seatId, userId: UserId.parse(userId), shadow: false });
      return log.state;
    };
    const attempt = (state: InterviewState, number: number, published = true): EarlierAttempt => ({
      state,
      number,
      published,
      delivery: DELIVERY,
    });
    const older = by('u-1');
    const chosen = older.rubric && { ...older.rubric.chosen, version: 7 };
    const other = { ...older, rubric: { ...older.rubric, chosen } } as InterviewState;
    const state = by('u-1');
    const report = reportOf(state, {
      attempt: 5,
      earlier: [
        attempt(other, 1),
        attempt(by('u-1'), 2, false),
        attempt(by('u-2'), 3),
        attempt(by('u-1'), 4),
      ],
    });
    expect(report.attempts.map(({ number, sameRaters }) => [number, sameRaters])).toEqual([
      [3, false],
      [4, false],
      [5, true],
    ]);
    expect(report.delivery).toHaveLength(5);
    const shared = reportOf(state, {
      attempt: 5,
      earlier: [attempt(by('u-2'), 3)],
      reader: { kind: 'share', withClips: true },
    });
    expect([shared.attempts, shared.delivery.length]).toEqual([[], 1]);
  });

  it.each([
    [{ kind: 'candidate' }, true, 'ready'],
    [{ kind: 'share', withClips: true }, true, 'ready'],
    [{ kind: 'share', withClips: false }, true, 'withheld'],
    [{ kind: 'candidate' }, false, 'erased'],
    [{ kind: 'share', withClips: true }, false, 'erased'],
  ] as const)('gives %j the clip, where it is recorded (%s), as %s', (reader, recorded, expected) => {
    const facts = { recorded, keptUntil: undefined, delivery: undefined, answers: {} };
    const clip = { state: 'ready', fileId: 'f'.repeat(32) as never, durationMs: 15_000 } as const;
    const report = reportOf(ratedLog().state, {
      reader,
      facts,
      clips: [{ fromMs: 1_000, toMs: 16_000, clip }],
    });
    expect(report.keep[0]?.clip?.state).toBe(expected);
    if (expected !== 'ready') expect(JSON.stringify(report)).not.toContain('fff');
  });
});

describe('whatever happens in an interview', () => {
  const SECRET = 'Zebra7';
  const shown = (state: InterviewState | undefined, changes: Partial<ReportSubject> = {}) =>
    state && candidateReportOf(subjectOf(state, { content: { ...reportDraft(KIT) }, ...changes }));

  /** Sequences in which someone has locked, with everything that is not for the candidate marked or changed. */
  const withLock = fc.tuple(logArbitrary, fc.nat()).map(([events, pick]) => {
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
          questionId: 'question-1' as never,
          competencyId: 'competency-1' as never,
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

  /** The same log with other private words, names, addresses and needs, and with more of what counts nowhere. */
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

  it('a report fits its schema, and holds nothing that is not the candidate’s', () => {
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

  it('notes, flags, summaries, hidden names, addresses and needs change nothing in it', () => {
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

  it('what is rated to compare a new evaluator changes nothing in it', () => {
    const log = ratedLog();
    const before = reportOf(log.state);
    const { seatId } = log.evaluator;
    log.add('evaluation.asked', { raters: 2, namesHidden: false });
    log.add('evaluation.claimed', { seatId, userId: UserId.parse('u-9'), shadow: true });
    for (const key of keysOf(chosenKit())) {
      const [questionId, competencyId] = key.split('/') as [never, never];
      log.add('rating.put', {
        seatId,
        questionId,
        competencyId,
        value: 1,
        version: 1,
        stamp: { mediaTimeMs: 0 },
      });
    }
    log.add('scorecard.locked', { seatId, recommendation: 'no', summary: SECRET });
    expect(reportOf(log.state)).toEqual(before);
    expect(lockedScorecards(log.state)).toHaveLength(2);
  });

  it('another candidate in the same interview changes nothing in it', () => {
    const log = ratedLog();
    const before = reportOf(log.state);
    log.add('seat.added', {
      seat: { seatId: newSeatId(), role: 'candidate', displayName: SECRET, email: `${SECRET}@example.org` },
    });
    expect(reportOf(log.state)).toEqual(before);
  });

  it('names of evaluators are the only thing that showing them adds', () => {
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

  it('a guess is seen by its candidate alone', () => {
    const { state } = ratedLog();
    const guess = { [DEBUGGING]: 5 as const };
    for (const reader of [{ kind: 'staff' }, { kind: 'share', withClips: true }] as const)
      expect(reportOf(state, { guess, reader })).toEqual(reportOf(state, { guess: undefined, reader }));
    expect(reportOf(state, { guess }).ladder[1]).toMatchObject({ guess: 5 });
  });
});
