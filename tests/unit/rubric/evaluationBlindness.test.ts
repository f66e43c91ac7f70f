import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReview } from '../../../server/features/recording/review/createReview.ts';
import { shownNames } from '../../../server/interviews/staffInterviews.ts';
import { summaryOf } from '../../../server/interviews/summary.ts';
import type { Viewer } from '../../../shared/interview/state.ts';
import { viewOf } from '../../../shared/interview/viewOf.ts';
import { diff } from '../../../shared/protocol/mergePatch.ts';
import {
  CANDIDATE_ADDRESS,
  CANDIDATE_NAME,
  CONSOLE,
  type EvaluationMove,
  EvaluationPlay,
  evaluationMoves,
  NEEDED,
  RATERS,
  SHADOW,
} from '../../support/evaluationPlay.ts';
import { finishedMedia, newFileId, recordedInterview } from '../../support/finishedRecording.ts';
import { noteOf } from '../../support/rubricPlay.ts';

/** Independent model of who may see what, from the executed moves. */
class Oracle {
  readonly #holding = new Set<number>();
  readonly #locked = new Set<number>();
  #open = false;
  #closed = false;

  note({ move, by }: EvaluationMove): void {
    if (move === 'claim' && !this.#locked.has(by)) this.#holding.add(by);
    if (move === 'release') this.#holding.delete(by);
    if (move === 'lock') {
      this.#holding.delete(by);
      this.#locked.add(by);
    }
    if (move === 'openEarly') this.#open = true;
    if (move === 'close') this.#closed = true;
    const isHeld = [...this.#holding].some(rater => rater !== SHADOW);
    if (this.counted.length >= NEEDED && !isHeld) this.#open = true;
  }

  get open(): boolean {
    return this.#open;
  }

  rates(rater: number): boolean {
    return this.#holding.has(rater);
  }

  /** True when people who no longer rate may see the candidate's name. */
  get named(): boolean {
    return this.#open || this.#closed;
  }

  /** Evaluators whose scorecards the others may see. */
  get counted(): number[] {
    return [...this.#locked].filter(rater => rater !== SHADOW);
  }

  seesCards(viewer: number): boolean {
    return this.#open && this.#locked.has(viewer);
  }

  /** Visibility for the same person in the console; undefined for someone who does not rate. */
  seesFromConsole(rater: number | undefined): boolean {
    return this.#open && (this.#closed || rater === undefined || !this.#holding.has(rater));
  }
}

interface Look {
  viewer: Viewer;
  /** The evaluator whose own texts these are. */
  own: number | undefined;
  seesCards: boolean;
  seesName: boolean;
  /** False for people who never claimed the interview and have no seat. */
  exists: boolean;
}

function looksOf(play: EvaluationPlay, oracle: Oracle): Look[] {
  return [
    ...RATERS.map(by => ({
      viewer: play.viewer(by),
      own: by,
      seesCards: oracle.seesCards(by),
      seesName: false,
      exists: play.state.seats[play.seatIdOf(by)] !== undefined,
    })),
    ...RATERS.map(by => ({
      viewer: play.fromConsole(by),
      own: undefined,
      seesCards: oracle.seesFromConsole(by),
      seesName: oracle.named && !oracle.rates(by),
      exists: true,
    })),
    {
      viewer: play.viewer(CONSOLE),
      own: undefined,
      seesCards: oracle.seesFromConsole(undefined),
      seesName: oracle.named,
      exists: true,
    },
  ];
}

/** Review of the complete recording for this viewer. */
function reviewOf(play: EvaluationPlay, viewer: Viewer) {
  const candidate = Object.values(play.state.seats).find(({ role }) => role === 'candidate');
  const openedAt = play.state.openedAt ?? 0;
  const { state, record } = recordedInterview(
    play.state,
    [{ from: openedAt, to: openedAt + 60_000 }],
    span => [finishedMedia(candidate?.seatId ?? '', span)],
  );
  const composed = { fileId: newFileId(), contentType: 'video/mp4', bytes: 1 };
  return createReview({
    state,
    events: play.events,
    record: { ...record, composed },
    viewer,
    may: { erase: false, download: false },
  });
}

function namesIn(...shown: unknown[]): string[] {
  const text = JSON.stringify(shown);
  return [CANDIDATE_NAME, CANDIDATE_ADDRESS].filter(secret => text.includes(secret));
}

describe('for any sequence of claims and ratings from the recording', () => {
  it('an evaluator sees nothing of another before both have locked, and nothing of one in calibration', () => {
    const met = { open: 0, blind: 0, refused: 0 };
    fc.assert(
      fc.property(evaluationMoves, sequence => {
        const play = new EvaluationPlay();
        const oracle = new Oracle();
        let before = looksOf(play, oracle).map(({ viewer }) => viewOf(play.state, viewer));
        for (const move of sequence) {
          if (play.evaluate(move) === undefined) oracle.note(move);
          else met.refused += 1;
          const looks = looksOf(play, oracle);
          const after = looks.map(({ viewer }) => viewOf(play.state, viewer));
          for (const [index, { own, seesCards }] of looks.entries()) {
            const [was, is] = [before[index], after[index]];
            if (!was || !is) throw new Error('A view is missing.');
            const text = JSON.stringify([is, diff(was, is)]);
            const read = RATERS.filter(by => by !== own && text.includes(noteOf(play.seatIdOf(by))));
            const allowed = seesCards ? oracle.counted : [];
            expect(read.filter(by => !allowed.includes(by))).toEqual([]);
            const cards = Object.keys(is.rubric?.scorecards ?? {}).sort();
            expect(cards).toEqual(allowed.map(by => play.seatIdOf(by)).sort());
            if (seesCards) met.open += 1;
            else met.blind += 1;
          }
          before = after;
        }
      }),
      { numRuns: 80 },
    );
    // Fails when the sequences do not reach both branches of the rule.
    expect(Object.entries(met).filter(([, times]) => times < 100)).toEqual([]);
  });

  it('a hidden name is in no view, patch, review, or list of anyone who may still rate', () => {
    let named = 0;
    fc.assert(
      fc.property(evaluationMoves, sequence => {
        const play = new EvaluationPlay();
        const oracle = new Oracle();
        let before = looksOf(play, oracle).map(({ viewer }) => viewOf(play.state, viewer));
        for (const move of sequence) {
          if (play.evaluate(move) === undefined) oracle.note(move);
          const looks = looksOf(play, oracle);
          const after = looks.map(({ viewer }) => viewOf(play.state, viewer));
          for (const [index, { viewer, seesName, exists }] of looks.entries()) {
            if (!exists) continue;
            const [was, is] = [before[index], after[index]];
            if (!was || !is) throw new Error('A view is missing.');
            const review = reviewOf(play, viewer);
            if (seesName) named += 1;
            else {
              expect(namesIn(is, diff(was, is), review)).toEqual([]);
              // The composed file shows names.
              expect(review.composed).toBeUndefined();
            }
          }
          const listed = { ...summaryOf(play.state), practice: false, ended: true };
          if (!oracle.named) expect(namesIn(shownNames(listed))).toEqual([]);
          expect(namesIn(shownNames({ ...listed, own: 'claim' }))).toEqual([]);
          before = after;
        }
      }),
      { numRuns: 30 },
    );
    expect(named).toBeGreaterThan(50);
  });

  it("an evaluator's text changes no other view while scorecards are hidden", () => {
    fc.assert(
      fc.property(evaluationMoves, sequence => {
        const play = new EvaluationPlay();
        for (const move of sequence) {
          const looks = looksOf(play, new Oracle());
          const before = looks.map(({ viewer }) => viewOf(play.state, viewer));
          play.evaluate(move);
          if (!['rate', 'rateAll', 'note'].includes(move.move)) continue;
          for (const [index, { viewer, own }] of looks.entries())
            if (own !== move.by) expect(viewOf(play.state, viewer)).toEqual(before[index]);
        }
      }),
      { numRuns: 40 },
    );
  });
});
