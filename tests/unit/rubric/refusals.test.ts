import { uuidv7 } from 'uuidv7';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { NoteId, ProbeRequestId } from '../../../shared/ids.ts';
import { viewOf } from '../../../shared/interview/viewOf.ts';
import { CompetencyId, ProbeId, QuestionId } from '../../../shared/kit/kitIds.ts';
import { REQUESTS, type RequestParams } from '../../../shared/protocol/requests.ts';
import { isScoringOver } from '../../../shared/rubric/rubricView.ts';
import { SCORING_WINDOW_MS, scorecardsOpen, scoringClosed } from '../../../shared/rubric/scorecardOpening.ts';
import { beginLive, RubricPlay } from '../../support/rubricPlay.ts';
import { exampleRating } from '../../support/scriptedRater.ts';

const LEAD = 0;
const EVALUATOR = 2;
const QUESTION = QuestionId.parse('question-1');
const COMPETENCY = CompetencyId.parse('competency-1');

function note(changes: Partial<RequestParams<'note.put'>> = {}): RequestParams<'note.put'> {
  return {
    noteId: NoteId.parse(uuidv7()),
    kind: 'note',
    questionId: QUESTION,
    text: 'Measured before changing anything.',
    removed: false,
    expectedVersion: 0,
    stamp: { mediaTimeMs: 0 },
    ...changes,
  };
}

/** Returns the error of a command; throws when it succeeds. */
function refusalOf(act: () => void): AppError {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('The command was carried out.');
}

function played(prepare: (play: RubricPlay) => void = () => {}) {
  const play = new RubricPlay();
  prepare(play);
  const as = (person: number) => play.viewer(person);
  return { play, as };
}

describe('a rating', () => {
  it.each([0, 6, 2.5, -1, '4', null, 'n', Number.NaN])('of %j is out of range: invalid', value => {
    const parsed = REQUESTS['rating.put'].params.safeParse({ ...exampleRating(), value });
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues[0]?.path).toEqual(['value']);
  });

  it.each([
    ['a question of another kit', { questionId: QuestionId.parse('elsewhere') }],
    ['a competency of another kit', { competencyId: CompetencyId.parse('elsewhere') }],
    ['a competency that the question does not feed', { competencyId: CompetencyId.parse('competency-3') }],
  ])('for %s: not-in-kit', (_what, changes) => {
    const { play, as } = played();
    const error = refusalOf(() => play.command(as(EVALUATOR), 'rating.put', exampleRating(changes)));
    expect(error.code).toBe('not-in-kit');
  });

  it('after the lock: locked', () => {
    const { play, as } = played(before => {
      before.play({ move: 'rateAll', by: EVALUATOR, value: 3 });
      before.play({ move: 'lock', by: EVALUATOR });
    });
    const late = exampleRating({ expectedVersion: 1 });
    expect(refusalOf(() => play.command(as(EVALUATOR), 'rating.put', late)).code).toBe('locked');
    expect(refusalOf(() => play.command(as(EVALUATOR), 'note.put', note())).code).toBe('locked');
    const lock = { recommendation: 'no', summary: '' } as const;
    expect(refusalOf(() => play.command(as(EVALUATOR), 'scorecard.lock', lock)).code).toBe('locked');
  });

  it.each([3, 4, 5])('by a person who does not rate (%i): forbidden', person => {
    const { play, as } = played();
    expect(refusalOf(() => play.command(as(person), 'rating.put', exampleRating())).code).toBe('forbidden');
    expect(refusalOf(() => play.command(as(person), 'note.put', note())).code).toBe('forbidden');
  });

  it('in an ended interview whose scoring is closed: scoring-closed', () => {
    const { play, as } = played(before => {
      before.play({ move: 'end', by: LEAD });
    });
    play.command(as(EVALUATOR), 'rating.put', exampleRating());
    play.command(as(LEAD), 'scoring.close', {});
    const late = exampleRating({ expectedVersion: 1, value: 2 });
    expect(refusalOf(() => play.command(as(EVALUATOR), 'rating.put', late)).code).toBe('scoring-closed');
    expect(refusalOf(() => play.command(as(EVALUATOR), 'note.put', note())).code).toBe('scoring-closed');
  });

  it('in an interview whose time for scorecards has passed: closed automatically', () => {
    const { play } = played(before => {
      before.play({ move: 'end', by: LEAD });
    });
    const endedAt = play.state.endedAt ?? 0;
    expect(scoringClosed(play.state, endedAt + SCORING_WINDOW_MS)).toBe(false);
    expect(scoringClosed(play.state, endedAt + SCORING_WINDOW_MS + 1)).toBe(true);
    const seen = viewOf(play.state, play.viewer(LEAD)).rubric;
    if (!seen) throw new Error('The lead sees the rubric.');
    expect(isScoringOver(seen, endedAt + SCORING_WINDOW_MS)).toBe(false);
    expect(isScoringOver(seen, endedAt + SCORING_WINDOW_MS + 1)).toBe(true);
  });

  it('with an outdated version: conflict, with the current rating', () => {
    const { play, as } = played(before => {
      before.play({ move: 'rate', by: EVALUATOR, rated: 0, value: 2 });
    });
    const error = refusalOf(() => play.command(as(EVALUATOR), 'rating.put', exampleRating()));
    expect(error).toMatchObject({ code: 'conflict', details: { current: { value: 2, version: 1 } } });
    const ahead = exampleRating({ expectedVersion: 7 });
    expect(refusalOf(() => play.command(as(EVALUATOR), 'rating.put', ahead)).code).toBe('conflict');
  });

  it('can be removed, and keeps its version', () => {
    const { play, as } = played(before => {
      before.play({ move: 'rate', by: EVALUATOR, rated: 0, value: 2 });
    });
    const { value: _taken, ...back } = exampleRating({ expectedVersion: 1 });
    play.command(as(EVALUATOR), 'rating.put', back);
    const seatId = play.people[EVALUATOR]?.seatId;
    const kept = seatId && play.state.rubric?.scorecards[seatId]?.ratings;
    expect(Object.values(kept ?? {})).toEqual([{ version: 2, stamp: { mediaTimeMs: 0 } }]);
  });
});

describe('a note', () => {
  it('is stamped no later than now, whatever the client’s clock shows', () => {
    const { play, as } = played();
    const noteId = NoteId.parse(uuidv7());
    play.command(as(EVALUATOR), 'note.put', note({ noteId, stamp: { mediaTimeMs: 9_999_999_999 } }));
    const { openedAt = 0 } = play.state;
    const seatId = play.people[EVALUATOR]?.seatId;
    const stamp = seatId && play.state.rubric?.scorecards[seatId]?.notes[noteId]?.stamp;
    expect(stamp?.mediaTimeMs).toBe((play.events.at(-1)?.at ?? 0) - openedAt);
  });

  it('with an outdated version: conflict, with the current text', () => {
    const { play, as } = played();
    const noteId = NoteId.parse(uuidv7());
    play.command(as(EVALUATOR), 'note.put', note({ noteId, text: 'first' }));
    const error = refusalOf(() => play.command(as(EVALUATOR), 'note.put', note({ noteId, text: 'second' })));
    expect(error).toMatchObject({ code: 'conflict', details: { current: { text: 'first', version: 1 } } });
  });
});

describe('a lock', () => {
  it('is incomplete while a competency has neither rating nor N, and names it', () => {
    const { play, as } = played(before => {
      before.play({ move: 'rate', by: EVALUATOR, rated: 0, value: 'N' });
    });
    const error = refusalOf(() =>
      play.command(as(EVALUATOR), 'scorecard.lock', { recommendation: 'yes', summary: '' }),
    );
    expect(error).toMatchObject({
      code: 'incomplete',
      details: { missing: ['competency-2', 'competency-3', 'competency-4', 'competency-5'] },
    });
  });
});

describe('an overall recommendation', () => {
  const rated = (play: RubricPlay, by: number) => play.play({ move: 'rateAll', by, value: 3 });

  it('is required for invited candidates: invalid without it', () => {
    const { play, as } = played(before => rated(before, EVALUATOR));
    const error = refusalOf(() => play.command(as(EVALUATOR), 'scorecard.lock', { summary: '' }));
    expect(error).toMatchObject({ code: 'invalid', details: { field: 'recommendation' } });
  });

  it('is neither required nor stored for practice, where no one is hired', () => {
    const play = new RubricPlay(log => beginLive(log), { length: 'short', purpose: 'evaluation' });
    for (const [by, lock] of [
      [0, { summary: 'Clear answers.' }],
      [1, { summary: '', recommendation: 'no' as const }],
    ] as const) {
      rated(play, by);
      play.command(play.viewer(by), 'scorecard.lock', lock);
    }
    const locked = play.events.filter(({ kind }) => kind === 'scorecard.locked');
    expect(locked.map(({ payload }) => payload)).toEqual([
      { seatId: play.people[0]?.seatId, summary: 'Clear answers.' },
      { seatId: play.people[1]?.seatId, summary: '' },
    ]);
  });
});

describe('an early opening', () => {
  const reason = 'Barbara never locked.';

  it('is possible after the time for scoring: an evaluator who never locked does not hide the others forever', () => {
    const { play, as } = played(before => {
      before.play({ move: 'rateAll', by: LEAD, value: 3 });
      before.play({ move: 'lock', by: LEAD });
      before.play({ move: 'end', by: LEAD });
    });
    play.wait(SCORING_WINDOW_MS + 60_000);
    expect(refusalOf(() => play.command(as(EVALUATOR), 'rating.put', exampleRating())).code).toBe(
      'scoring-closed',
    );
    play.command(as(LEAD), 'scorecards.open', { reason });
    expect(scorecardsOpen(play.state)).toBe(true);
  });

  it('is impossible once the scoring is closed', () => {
    const { play, as } = played(before => {
      before.play({ move: 'end', by: LEAD });
      before.play({ move: 'close', by: LEAD });
    });
    const error = refusalOf(() => play.command(as(LEAD), 'scorecards.open', { reason }));
    expect(error.code).toBe('scoring-closed');
  });
});

describe('a revision', () => {
  const revision = { questionId: QUESTION, competencyId: COMPETENCY, reason: 'I had misheard the number.' };

  it('before scorecards are open: blind', () => {
    const { play, as } = played(before => {
      before.play({ move: 'rateAll', by: EVALUATOR, value: 3 });
      before.play({ move: 'lock', by: EVALUATOR });
    });
    const params = { ...revision, value: 4, expectedRevisions: 0 } as const;
    expect(refusalOf(() => play.command(as(EVALUATOR), 'rating.revise', params)).code).toBe('blind');
  });

  it('is stored next to the locked rating; an outdated one is a conflict, one without a change is invalid', () => {
    const { play, as } = played(before => {
      before.play({ move: 'rateAll', by: EVALUATOR, value: 3 });
      before.play({ move: 'lock', by: EVALUATOR });
      before.play({ move: 'openEarly', by: LEAD });
    });
    const revise = (value: 3 | 4 | 5, expectedRevisions: number) => () =>
      play.command(as(EVALUATOR), 'rating.revise', { ...revision, value, expectedRevisions });
    expect(refusalOf(revise(3, 0)).code).toBe('invalid');
    revise(4, 0)();
    expect(refusalOf(revise(5, 0)).code).toBe('conflict');
    const seatId = play.people[EVALUATOR]?.seatId;
    const card = seatId ? play.state.rubric?.scorecards[seatId] : undefined;
    expect(Object.values(card?.ratings ?? {})[0]).toMatchObject({ value: 3 });
    expect(Object.values(card?.revisions ?? {})).toMatchObject([[{ value: 4, reason: revision.reason }]]);
  });

  it('needs a reason', () => {
    for (const reason of ['', '  ', 'no', 'x'.repeat(501)]) {
      const params = { ...revision, value: 4, expectedRevisions: 0, reason };
      expect(REQUESTS['rating.revise'].params.safeParse(params).success).toBe(false);
    }
  });
});

describe('keeping the ratings', () => {
  it('before scorecards are open: blind; afterward it is stored once', () => {
    const { play, as } = played(before => {
      before.play({ move: 'rateAll', by: EVALUATOR, value: 3 });
      before.play({ move: 'lock', by: EVALUATOR });
    });
    const keep = () => play.command(as(EVALUATOR), 'ratings.keep', {});
    expect(refusalOf(keep).code).toBe('blind');
    play.play({ move: 'openEarly', by: LEAD });
    keep();
    const seatId = play.people[EVALUATOR]?.seatId;
    const keptAt = () => (seatId ? play.state.rubric?.scorecards[seatId]?.keptAt : undefined);
    const first = keptAt();
    expect(first).toBeGreaterThan(0);
    keep();
    expect(keptAt()).toBe(first);
  });
});

describe('conducting', () => {
  it('names what the kit does not have', () => {
    const { play, as } = played();
    const elsewhere = QuestionId.parse('elsewhere');
    const refusals = [
      refusalOf(() => play.command(as(LEAD), 'question.open', { questionId: elsewhere })),
      refusalOf(() =>
        play.command(as(EVALUATOR), 'probe.queue', { questionId: QUESTION, probeId: ProbeId.parse('none') }),
      ),
      refusalOf(() =>
        play.command(as(LEAD), 'probe.settle', {
          requestId: ProbeRequestId.parse(uuidv7()),
          outcome: 'asked',
        }),
      ),
    ];
    expect(refusals.map(({ code }) => code)).toEqual(['not-in-kit', 'not-in-kit', 'not-found']);
  });

  it('is for the lead only', () => {
    const { play, as } = played();
    const open = (person: number) => () =>
      play.command(as(person), 'question.open', { questionId: QUESTION });
    expect([1, 2, 3, 4, 5].map(person => refusalOf(open(person)).code)).toEqual([
      'not-lead',
      'forbidden',
      'forbidden',
      'forbidden',
      'forbidden',
    ]);
  });

  it('starts an answer only in the open question', () => {
    const { play, as } = played();
    const start = () => play.command(as(LEAD), 'answer.start', { questionId: QUESTION });
    expect(refusalOf(start).code).toBe('conflict');
    play.command(as(LEAD), 'question.open', { questionId: QUESTION });
    start();
    const startedAt = play.state.rubric?.questions[QUESTION]?.answerStartedAt;
    start();
    expect(startedAt).toBeGreaterThan(0);
    expect(play.state.rubric?.questions[QUESTION]?.answerStartedAt).toBe(startedAt);
  });
});
