import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Claims } from '../../../server/features/evaluation/Claims.ts';
import { EvaluationTracker } from '../../../server/features/evaluation/EvaluationTracker.ts';
import { Interviews } from '../../../server/interviews/interviews.ts';
import { linkHolds } from '../../../server/interviews/seats.ts';
import { StaffInterviews } from '../../../server/interviews/staffInterviews.ts';
import type { Store } from '../../../server/store/store.ts';
import { AppError } from '../../../shared/errors.ts';
import { CLAIM_LEASE_MS, USUAL_EVALUATION } from '../../../shared/evaluation/evaluationSettings.ts';
import { type InterviewId, type LinkId, type SeatId, UserId } from '../../../shared/ids.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { heldByRecruiter } from '../../support/evaluatedInterviews.ts';
import { newSeatId } from '../../support/interviewLog.ts';
import { lockEvent } from '../../support/scoredInterview.ts';
import { quickFolder } from '../../support/temporaryFolder.ts';
import { openTestStore } from '../../support/testStore.ts';

const RATERS = 2;
const HOUR_MS = 3_600_000;
const PEOPLE = ['ada', 'grace', 'edsger'].map(
  (name): StaffMember => ({
    userId: name,
    name,
    email: `${name}@example.org`,
    role: 'evaluator',
    disabled: false,
    teams: [],
  }),
);

/** A server with its own connections, memory, and clock. */
class Server {
  readonly interviews: Interviews;
  readonly tracker: EvaluationTracker;
  readonly claims: Claims;
  readonly store: Store;

  constructor(store: Store, aheadMs: number) {
    const now = () => Date.now() + aheadMs;
    const logger = pino({ level: 'silent' });
    this.store = store;
    this.interviews = new Interviews({ store: store.interviews, now });
    this.tracker = new EvaluationTracker({
      interviews: this.interviews,
      logs: store.interviews,
      evaluations: store.evaluations,
      claims: store.evaluationClaims,
      reports: store.reports,
      settings: { read: async () => ({ ...USUAL_EVALUATION, raters: RATERS }) as never },
      staffByAddress: async () => new Map(),
      logger,
      pollEveryMs: 24 * HOUR_MS,
      now,
    });
    this.claims = new Claims({
      tracker: this.tracker,
      interviews: new StaffInterviews(this.interviews),
      claims: store.evaluationClaims,
      queue: store.evaluations,
      isShadow: async () => false,
    });
  }
}

type Move =
  | { move: 'claim' | 'renew' | 'release' | 'lock' | 'die'; who: number; at: number }
  | { move: 'race'; who: number; other: number }
  | { move: 'wait'; ms: number }
  | { move: 'look'; at: number };

const who = fc.nat(PEOPLE.length - 1);
const at = fc.nat(1);
const press = (weight: number, ...names: ('claim' | 'renew' | 'release' | 'lock' | 'die')[]) => ({
  weight,
  arbitrary: fc.record({ move: fc.constantFrom(...names), who, at }),
});
const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    press(6, 'claim'),
    press(3, 'lock'),
    press(4, 'renew', 'release', 'die'),
    { weight: 2, arbitrary: fc.record({ move: fc.constant('race' as const), who, other: who }) },
    {
      weight: 3,
      arbitrary: fc.record({ move: fc.constant('wait' as const), ms: fc.constantFrom(HOUR_MS, 3 * HOUR_MS) }),
    },
    { weight: 1, arbitrary: fc.record({ move: fc.constant('look' as const), at }) },
  ),
  { minLength: 10, maxLength: 24, size: 'max' },
);

/** Reaches every branch of the rule twice, which random sequences do not always do. */
const EACH_SIDE: Move[] = [
  ...[0, 1].flatMap((person): Move[] => [
    { move: 'claim', who: person, at: person },
    { move: 'wait', ms: 3 * HOUR_MS },
    { move: 'lock', who: person, at: person },
  ]),
  { move: 'claim', who: 0, at: 0 },
  { move: 'claim', who: 1, at: 1 },
  { move: 'claim', who: 2, at: 0 },
  { move: 'claim', who: 2, at: 1 },
];

/** Model of who holds which claims, independent of the product. */
class Model {
  readonly #ages = new Map<number, number>();
  readonly locked = new Set<number>();

  holds(person: number): boolean {
    return (this.#ages.get(person) ?? Number.POSITIVE_INFINITY) < CLAIM_LEASE_MS;
  }

  get places(): number {
    return RATERS - this.locked.size - PEOPLE.filter((_, person) => this.holds(person)).length;
  }

  mayClaim(person: number): boolean {
    return !this.locked.has(person) && (this.holds(person) || this.places > 0);
  }

  begin(person: number): void {
    this.#ages.set(person, 0);
  }

  end(person: number): void {
    this.#ages.delete(person);
  }

  lock(person: number): void {
    this.#ages.delete(person);
    this.locked.add(person);
  }

  wait(ms: number): void {
    for (const [person, age] of this.#ages) this.#ages.set(person, age + ms);
  }
}

/** One interview, two servers, and evaluators who act on them. */
class Play {
  readonly #servers: readonly Server[];
  readonly #interviewId: InterviewId;
  readonly #links = new Map<number, { seatId: SeatId; linkId: LinkId }>();
  readonly #model = new Model();
  claimed = 0;
  taken = 0;
  lost = 0;

  constructor(servers: readonly Server[], interviewId: InterviewId) {
    this.#servers = servers;
    this.#interviewId = interviewId;
  }

  async play(move: Move): Promise<void> {
    switch (move.move) {
      case 'claim': {
        const expected = this.#model.mayClaim(move.who);
        expect(await this.#claim(move.who, move.at)).toBe(expected);
        return;
      }
      case 'race': {
        const both = move.who === move.other ? [move.who] : [move.who, move.other];
        const possible = Math.min(
          both.filter(person => this.#model.mayClaim(person)).length,
          both.filter(person => this.#model.holds(person)).length + this.#model.places,
        );
        const won = await Promise.all(both.map((person, index) => this.#claim(person, index)));
        expect(won.filter(Boolean)).toHaveLength(Math.max(0, possible));
        return;
      }
      case 'die': {
        // The server dies between the database write and the log entry.
        const expected = this.#model.mayClaim(move.who);
        const server = this.#server(move.at);
        await server.tracker.endClaims();
        const { outcome } = await server.store.evaluationClaims.claim({
          interviewId: this.#interviewId,
          userId: userOf(move.who),
          seatId: newSeatId(),
          shadow: false,
          invited: 0,
        });
        expect(outcome === 'claimed').toBe(expected);
        if (outcome === 'claimed') this.#model.begin(move.who);
        return;
      }
      case 'renew':
        expect(
          await this.#works(this.#server(move.at).claims.renew(this.#interviewId, member(move.who))),
        ).toBe(this.#model.holds(move.who));
        if (this.#model.holds(move.who)) this.#model.begin(move.who);
        return;
      case 'release': {
        const { claims } = this.#server(move.at);
        const done = claims.release(this.#interviewId, member(move.who));
        // The result also holds for an expired claim that no server has noticed yet.
        if (!(await this.#works(done))) expect(this.#model.holds(move.who)).toBe(false);
        this.#model.end(move.who);
        return;
      }
      case 'lock':
        return this.#lock(move.who, move.at);
      case 'wait':
        this.#model.wait(move.ms);
        await this.#server(0)
          .store.database.kysely.updateTable('evaluationClaims')
          .set(row => ({
            expiresAt: row('expiresAt', '-', move.ms),
            touchedAt: row('touchedAt', '-', move.ms),
          }))
          .where('interviewId', '=', this.#interviewId)
          .execute();
        return;
      case 'look':
        return this.#server(move.at).tracker.endClaims();
    }
  }

  /** Checks the invariants for each viewer. */
  async check(): Promise<void> {
    const claims = await this.#server(0).store.evaluationClaims.of([this.#interviewId]);
    const counted = claims.filter(
      ({ state, expiresInMs }) => state === 'locked' || (state === 'held' && expiresInMs > 0),
    );
    expect(counted.length).toBeLessThanOrEqual(RATERS);
    const { evaluation, rubric } = await this.#server(1).interviews.read(this.#interviewId);
    const inLog = Object.entries(evaluation?.claims ?? {}).filter(
      ([seatId, { released }]) => !released || rubric?.scorecards[seatId as SeatId]?.lock,
    );
    expect(inLog.length).toBeLessThanOrEqual(RATERS);
  }

  async #claim(person: number, index: number): Promise<boolean> {
    const { claims, interviews } = this.#server(index);
    try {
      const result = await claims.claim(this.#interviewId, member(person));
      if (result.outcome === 'taken') {
        this.taken += 1;
        return false;
      }
      this.claimed += 1;
      this.#model.begin(person);
      const { seatId } = result.claim;
      const linkId = (await interviews.read(this.#interviewId)).seats[seatId]?.link?.linkId;
      if (linkId) this.#links.set(person, { seatId, linkId });
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code === 'conflict') return false;
      throw error;
    }
  }

  /** Executes the command as the dispatcher does for a valid link. */
  async #lock(person: number, index: number): Promise<void> {
    const link = this.#links.get(person);
    if (!link || this.#model.locked.has(person)) return;
    const { interviews, tracker } = this.#server(index);
    // An expired claim that no one has noticed may still lock, as long as its slot is free.
    const holds = this.#model.holds(person);
    if (!holds) await tracker.endClaims();
    const locked = interviews.execute(this.#interviewId, { type: 'seat', seatId: link.seatId }, state => {
      if (!linkHolds(state, link)) throw AppError.linkInvalid();
      return { events: [lockEvent({ ...link, role: 'evaluator', displayName: '' })], result: undefined };
    });
    const done = await this.#works(locked);
    if (!holds) {
      this.lost += 1;
      expect(done).toBe(false);
    }
    if (done) this.#model.lock(person);
    await tracker.follow(this.#interviewId);
  }

  async #works(work: Promise<unknown>): Promise<boolean> {
    return work.then(
      () => true,
      error => {
        if (error instanceof AppError) return false;
        throw error;
      },
    );
  }

  #server(index: number): Server {
    const server = this.#servers[index];
    if (!server) throw new Error('There is no such server.');
    return server;
  }
}

function member(person: number): StaffMember {
  const found = PEOPLE[person];
  if (!found) throw new Error('There is no such person.');
  return found;
}

function userOf(person: number): UserId {
  return UserId.parse(member(person).userId);
}

describe('claims through two servers whose clocks are hours apart', () => {
  const closers = new AsyncDisposableStack();
  let servers: Server[];

  beforeAll(async () => {
    const folder = closers.use(await quickFolder('leases'));
    servers = await Promise.all(
      [5 * HOUR_MS, -3 * HOUR_MS].map(async aheadMs => {
        const store = await openTestStore({ DATA_DIR: folder.path });
        closers.defer(() => store.close());
        return new Server(store, aheadMs);
      }),
    );
    const [first] = servers;
    if (!first) throw new Error('There is no server.');
    // Closed accounts lose their claims.
    await first.store.database.kysely
      .insertInto('staffUsers')
      .values(
        PEOPLE.map(({ userId, name, email, role }) => ({
          id: userId,
          name,
          email,
          role,
          disabledAt: null,
          ...({ emailVerified: 1, createdAt: 0, updatedAt: 0 } as object),
        })),
      )
      .execute();
    for (const { tracker } of servers) closers.defer(() => tracker.close());
  });
  afterAll(() => closers.disposeAsync());

  it('never exceed the number of evaluators needed, and a lost claim locks nothing', async () => {
    const met = { claimed: 0, taken: 0, lost: 0 };
    await fc.assert(
      fc.asyncProperty(moves, async sequence => {
        const [first, second] = servers;
        if (!first || !second) throw new Error('There are no servers.');
        const { interviewId } = await heldByRecruiter(first.interviews);
        await first.tracker.follow(interviewId);
        const play = new Play([first, second], interviewId);
        for (const move of sequence) {
          await play.play(move);
          await play.check();
        }
        met.claimed += play.claimed;
        met.taken += play.taken;
        met.lost += play.lost;
      }),
      { numRuns: 25, examples: [[EACH_SIDE]] },
    );
    // Fails when the sequences do not reach every branch of the rule.
    expect(Object.entries(met).filter(([, times]) => times < 2)).toEqual([]);
  });
});
