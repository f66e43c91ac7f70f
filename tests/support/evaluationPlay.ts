import fc from 'fast-check';
import { decideClaim, decideRelease } from '../../server/features/evaluation/claimDecisions.ts';
import { linkHolds } from '../../server/interviews/seats.ts';
import { AppError } from '../../shared/errors.ts';
import { type LinkId, type SeatId, UserId } from '../../shared/ids.ts';
import type { Viewer } from '../../shared/interview/state.ts';
import { chosenKit } from './exampleKit.ts';
import { newSeat } from './interviewLog.ts';
import { type Move as RubricMove, RubricPlay } from './rubricPlay.ts';

/** The last rater is compared with the others and receives nothing of theirs. */
export const RATERS = [0, 1, 2] as const;
export const SHADOW = 2;
export const CANDIDATE_NAME = 'Wilhelmina';
export const CANDIDATE_ADDRESS = 'wilhelmina@example.org';
export const NEEDED = 2;
export const CONSOLE = 5;

export type EvaluationMove =
  | Extract<RubricMove, { move: 'rate' | 'rateAll' | 'note' | 'lock' | 'revise' | 'close' | 'openEarly' }>
  | { move: 'claim'; by: number }
  | { move: 'release'; by: number };

/** An interview held without raters, and staff members who rate its recording. Links are requested as the dispatcher does. */
export class EvaluationPlay extends RubricPlay {
  readonly #links = new Map<number, LinkId>();

  constructor() {
    super(log => {
      const { candidate, observer } = log;
      log.add('seat.changed', {
        seatId: candidate.seatId,
        displayName: CANDIDATE_NAME,
        email: CANDIDATE_ADDRESS,
      });
      log.add('interview.changed', { title: `Interview with ${CANDIDATE_NAME}` });
      log.add('kit.chosen', chosenKit());
      log.enter(candidate);
      log.openAndAdmit();
      log.add('session.ended', {});
      log.add('evaluation.asked', { raters: NEEDED, namesHidden: true });
      const raters = RATERS.map(by => ({ ...newSeat('evaluator', `Rater ${by}`), email: emailOf(by) }));
      return [...raters, candidate, observer];
    });
  }

  seatIdOf(by: number): SeatId {
    const seat = this.people[by];
    if (!seat) throw new Error('There is no such person.');
    return seat.seatId;
  }

  /** The same person in the console. */
  fromConsole(by: number): Viewer {
    return { kind: 'organizer', email: emailOf(by) };
  }

  /** Returns the code of the refusal, or undefined. */
  evaluate(move: EvaluationMove): string | undefined {
    try {
      if (move.move === 'claim') this.#claim(move.by);
      else if (move.move === 'release') this.#release(move.by);
      else {
        if (move.by !== CONSOLE) this.#requireLink(move.by);
        return this.play(move);
      }
      return undefined;
    } catch (error) {
      if (error instanceof AppError) return error.code;
      throw error;
    }
  }

  #claim(by: number): void {
    const held = RATERS.filter(
      rater =>
        rater !== SHADOW &&
        rater !== by &&
        this.#counts(this.state.evaluation?.claims[this.seatIdOf(rater)], rater),
    );
    if (by !== SHADOW && held.length >= NEEDED) throw AppError.conflict(undefined, held);
    const member = {
      userId: UserId.parse(`user-${by}`),
      name: `Rater ${by}`,
      email: emailOf(by),
      role: 'evaluator' as const,
      disabled: false,
      teams: [],
    };
    const claim = {
      member,
      seatId: this.seatIdOf(by),
      shadow: by === SHADOW,
      invited: false,
      token: `token-${by}`,
    };
    for (const event of decideClaim(this.state, this.now(), claim).events) this.append(event);
    const linkId = this.state.seats[this.seatIdOf(by)]?.link?.linkId;
    if (linkId) this.#links.set(by, linkId);
  }

  #counts(claim: { released?: unknown } | undefined, rater: number): boolean {
    return (
      claim !== undefined &&
      (claim.released === undefined ||
        this.state.rubric?.scorecards[this.seatIdOf(rater)]?.lock !== undefined)
    );
  }

  #release(by: number): void {
    for (const event of decideRelease(this.state, this.seatIdOf(by), 'handed-back').events)
      this.append(event);
  }

  #requireLink(by: number): void {
    const linkId = this.#links.get(by);
    if (!linkId || !linkHolds(this.state, { seatId: this.seatIdOf(by), linkId }))
      throw AppError.linkInvalid();
  }
}

function emailOf(by: number): string {
  return `rater-${by}@example.org`;
}

const value = fc.constantFrom(1, 2, 3, 4, 5, 'N');
const by = fc.nat(RATERS.length - 1);
const number = fc.nat(20);

function move<M extends EvaluationMove['move']>(name: M, weight: number, rest: object = {}) {
  return {
    weight,
    // The parameters of each move are typed where moves are listed, which `fc.record` can't express.
    arbitrary: fc.record({ move: fc.constant(name), by, ...rest }) as unknown as fc.Arbitrary<EvaluationMove>,
  };
}

/** `openEarly` and `close` are moves of the console only. */
export const evaluationMoves: fc.Arbitrary<EvaluationMove[]> = fc.array(
  fc.oneof(
    move('claim', 6),
    move('release', 2),
    move('rateAll', 6, { value }),
    move('rate', 2, { rated: number, value }),
    move('note', 5, { question: number }),
    move('lock', 6),
    move('revise', 2, { rated: number, value }),
    move('openEarly', 1, { by: fc.constant(CONSOLE) }),
    move('close', 1, { by: fc.constant(CONSOLE) }),
  ),
  { minLength: 8, maxLength: 40, size: 'max' },
);
