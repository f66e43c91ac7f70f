import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reduceAll } from '../../../shared/interview/reduce.ts';
import type { InterviewView } from '../../../shared/interview/view.ts';
import { viewOf } from '../../../shared/interview/viewOf.ts';
import { diff } from '../../../shared/protocol/mergePatch.ts';
import { KIT_MARKS } from '../../support/exampleKit.ts';
import { type Move, moves, noteOf, RubricPlay } from '../../support/rubricPlay.ts';

const LEAD = 0;
const SECOND = 1;
const EVALUATOR = 2;
const CANDIDATE = 3;
const OBSERVER = 4;
const CONSOLE = 5;
const RATERS = [LEAD, SECOND, EVALUATOR];
const EVERYBODY = [...RATERS, CANDIDATE, OBSERVER, CONSOLE];
/** Private actions of an evaluator, which no one else may notice while scorecards are hidden. */
const PRIVATE_MOVES: readonly Move['move'][] = ['rate', 'rateAll', 'note'];

/** Independent model of when scorecards are open, from the executed moves. */
class Oracle {
  #early = false;
  #ended = false;
  readonly #locked = new Set<number>();
  readonly #removed = new Set<number>();

  note(move: Move, play: RubricPlay): void {
    if (move.move === 'openEarly') this.#early = true;
    if (move.move === 'end') this.#ended = true;
    if (move.move === 'lock') this.#locked.add(move.by);
    if (move.move === 'remove') this.#removed.add(move.whom % play.people.length);
  }

  get open(): boolean {
    const awaited = RATERS.filter(rater => !this.#removed.has(rater));
    return (
      this.#early || (this.#ended && awaited.length > 0 && awaited.every(rater => this.#locked.has(rater)))
    );
  }

  hasLocked(person: number): boolean {
    return this.#locked.has(person);
  }

  maySee(viewer: number): boolean {
    return this.open && !this.#removed.has(viewer) && (viewer === CONSOLE || this.#locked.has(viewer));
  }
}

function viewsOf(play: RubricPlay): InterviewView[] {
  return EVERYBODY.map(person => viewOf(play.state, play.viewer(person)));
}

/** Words in `text` that others than `viewer` wrote. */
function foreignWords(play: RubricPlay, viewer: number, text: string): number[] {
  return RATERS.filter(rater => rater !== viewer && text.includes(noteOf(play.people[rater]?.seatId)));
}

describe('for any sequence of commands', () => {
  it('no one sees another’s rating or note in views and patches before it is locked and open to them', () => {
    let opened = 0;
    let refused = 0;
    fc.assert(
      fc.property(moves, sequence => {
        const play = new RubricPlay();
        const oracle = new Oracle();
        let before = viewsOf(play);
        for (const move of sequence) {
          if (play.play(move) === undefined) oracle.note(move, play);
          else refused += 1;
          const after = viewsOf(play);
          for (const viewer of EVERYBODY) {
            const [was, is] = [before[viewer], after[viewer]];
            if (!was || !is) throw new Error('a view is missing');
            const patch = JSON.stringify(diff(was, is) ?? {});
            const shown = is.rubric?.scorecards;
            if (!oracle.maySee(viewer)) {
              expect(shown).toBeUndefined();
              expect(foreignWords(play, viewer, JSON.stringify(is))).toEqual([]);
              expect(foreignWords(play, viewer, patch)).toEqual([]);
            } else {
              opened += 1;
              const seen = Object.keys(shown ?? {});
              const locked = EVERYBODY.filter(person => oracle.hasLocked(person)).map(
                person => play.people[person]?.seatId,
              );
              expect(seen.sort()).toEqual(locked.sort());
            }
            const own = play.people[viewer]?.seatId;
            if (is.rubric?.own) expect(is.rubric.own.seatId).toBe(own);
          }
          before = after;
        }
      }),
      { numRuns: 400 },
    );
    // Fails when the sequences do not reach both branches of the rule.
    expect(opened).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(100);
  });

  it("an evaluator's text changes no other view while scorecards are hidden, so that no progress is visible", () => {
    fc.assert(
      fc.property(moves, sequence => {
        const play = new RubricPlay();
        for (const move of sequence) {
          const before = viewsOf(play);
          play.play(move);
          if (!PRIVATE_MOVES.includes(move.move)) continue;
          const after = viewsOf(play);
          for (const viewer of EVERYBODY)
            if (viewer !== move.by) expect(after[viewer]).toEqual(before[viewer]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('candidates and observers never have a rubric', () => {
    fc.assert(
      fc.property(moves, sequence => {
        const play = new RubricPlay();
        for (const move of sequence) {
          play.play(move);
          for (const viewer of [CANDIDATE, OBSERVER]) {
            const view = viewOf(play.state, play.viewer(viewer));
            expect(view).not.toHaveProperty('rubric');
            const text = JSON.stringify(view);
            expect(Object.values(KIT_MARKS).filter(mark => text.includes(mark))).toEqual([]);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('a locked scorecard does not change', () => {
    fc.assert(
      fc.property(moves, sequence => {
        const play = new RubricPlay();
        const locked = new Map<number, string>();
        for (const move of sequence) {
          const accepted = play.play(move) === undefined;
          const cardOf = (person: number) => {
            const seatId = play.people[person]?.seatId;
            const card = seatId && play.state.rubric?.scorecards[seatId];
            return JSON.stringify(card && { ratings: card.ratings, notes: card.notes, lock: card.lock });
          };
          if (accepted && move.move === 'lock') locked.set(move.by, cardOf(move.by));
          for (const [person, card] of locked) expect(cardOf(person)).toBe(card);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('the log replays to equal scorecards', () => {
    fc.assert(
      fc.property(moves, sequence => {
        const play = new RubricPlay();
        for (const move of sequence) play.play(move);
        const replayed = reduceAll(JSON.parse(JSON.stringify(play.events)));
        expect(replayed?.rubric).toEqual(play.state.rubric);
      }),
      { numRuns: 100 },
    );
  });
});

describe('an evaluator who joins after an early opening', () => {
  it('sees nothing of the others until they have locked as well', () => {
    const play = new RubricPlay();
    play.play({ move: 'rateAll', by: LEAD, value: 4 });
    play.play({ move: 'lock', by: LEAD });
    play.play({ move: 'openEarly', by: LEAD });
    const shownTo = (person: number) =>
      Object.keys(viewOf(play.state, play.viewer(person)).rubric?.scorecards ?? {}).length;
    expect([LEAD, EVALUATOR, CONSOLE].map(shownTo)).toEqual([1, 0, 1]);
    play.play({ move: 'rateAll', by: EVALUATOR, value: 2 });
    expect([LEAD, EVALUATOR, CONSOLE].map(shownTo)).toEqual([1, 0, 1]);
    play.play({ move: 'lock', by: EVALUATOR });
    expect([LEAD, EVALUATOR, CONSOLE].map(shownTo)).toEqual([2, 2, 2]);
  });
});
