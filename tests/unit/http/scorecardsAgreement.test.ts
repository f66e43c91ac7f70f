import { beforeEach, describe, expect, it } from 'vitest';
import { UserId } from '../../../shared/ids.ts';
import type { NewEvent, NewSeat } from '../../../shared/interview/events.ts';
import { KitId } from '../../../shared/kit/kitIds.ts';
import type { AgreementReport } from '../../../shared/protocol/scoringRoutes.ts';
import type { RatingValue } from '../../../shared/rubric/rating.ts';
import { chosenKit, exampleKit } from '../../support/exampleKit.ts';
import { newSeat } from '../../support/interviewLog.ts';
import { type InterviewScript, keysOf, lockEvent, scoredInterview } from '../../support/scoredInterview.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const KIT_ID = KitId.parse('example-kit');
const KEYS = keysOf(chosenKit());

let server: TestServer;
let owner: Visitor;

beforeEach(async () => {
  server = await startTestServer();
  owner = await server.owner();
  const entry = { actor: 'system', action: 'kit.created', target: KIT_ID };
  await server.store.kits.create({ kitId: KIT_ID, kit: exampleKit(), savedBy: null, builtIn: true, entry });
  return () => server.close();
});

const agreement = () => owner.call('agreement.read', { kitId: KIT_ID });

async function shown(): Promise<Extract<AgreementReport, { state: 'shown' }>> {
  const report = await agreement();
  if (report.state !== 'shown') throw new Error(`Agreement is hidden at ${report.candidates}.`);
  return report;
}

/** A person; the address is derived from the name unless one is given. */
function person(name: string, email: string | undefined = `${name.toLowerCase()}@example.org`): NewSeat {
  const { email: _madeUp, ...seat } = newSeat('evaluator', name);
  return { ...seat, ...(email && { email }) };
}

/** The rating that candidate number `index` earns in answer number `at`. */
const earned = (index: number, at: number) => (((index + at) % 3) + 2) as RatingValue;

/** Rates everything as earned, `shift` points more leniently. */
function rater(seat: NewSeat, index: number, shift = 0): InterviewScript['raters'][number] {
  const ratings = KEYS.map((key, at) => [key, (Number(earned(index, at)) + shift) as RatingValue] as const);
  return { seat, ratings };
}

/** Two evaluators, the second one point more lenient. */
function held(index: number, changes: Partial<InterviewScript> = {}) {
  const raters = [rater(person('Grace'), index), rater(person('Barbara'), index, 1)];
  return scoredInterview(server.interviews, { raters, ...changes });
}

async function holdMany(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await held(index);
}

describe('agreement of a kit', () => {
  it('is hidden at nine candidates, with the number of candidates', async () => {
    await holdMany(9);
    expect(await agreement()).toEqual({ state: 'hidden', candidates: 9, needed: 10 });
  });

  it('is listed with the number of interviews that two or more people rated', async () => {
    await holdMany(2);
    await held(2, { raters: [rater(person('Grace'), 2)] });
    expect(await owner.call('agreement.list', {})).toEqual({
      kits: [{ kitId: KIT_ID, interviews: 2 }],
      needed: 10,
    });
  });

  it('identifies an evaluator by their corrected address', async () => {
    await holdMany(11);
    const mistyped = person('Grace', 'grcae@example.org');
    await held(11, {
      raters: [rater(mistyped, 11), rater(person('Barbara'), 11, 1)],
      more: [{ kind: 'seat.changed', payload: { seatId: mistyped.seatId, email: 'grace@example.org' } }],
    });
    expect(await shown()).toMatchObject({ candidates: 12, raters: 2 });
  });

  it('is calculated from the logs of twelve interviews', async () => {
    await holdMany(12);
    const report = await shown();
    expect(report).toMatchObject({ candidates: 12, ratings: 12 * 2 * KEYS.length, raters: 2 });
    expect(report.within).toEqual({
      pairs: 12 * KEYS.length,
      exact: 0,
      withinOne: 1,
      meanAbsoluteDifference: 1,
    });
    expect(report.profiles).toMatchObject([
      { rater: 'Barbara', severity: 1, ratings: 12 * KEYS.length, interviews: 12 },
      { rater: 'Grace', severity: -1, ratings: 12 * KEYS.length, interviews: 12 },
    ]);
    expect(report.kappas).toMatchObject([{ raters: ['Barbara', 'Grace'], candidates: 12 }]);
  });

  it('excludes an interview whose scorecards are still hidden', async () => {
    await holdMany(9);
    await held(9, { raters: [rater(person('Grace'), 9), { ...rater(person('Barbara'), 9), locks: false }] });
    await held(10, { ends: false });
    expect(await agreement()).toMatchObject({ state: 'hidden', candidates: 9 });
  });

  it('excludes interviews with another kit', async () => {
    await holdMany(9);
    await held(9, { chosen: chosenKit({ kitId: KitId.parse('other-kit') }) });
    expect(await agreement()).toMatchObject({ state: 'hidden', candidates: 9 });
  });

  it('counts locked ratings only: no draft, no N, and the last version of each rating', async () => {
    await holdMany(9);
    const [first, second, ...rest] = KEYS;
    if (!first || !second) throw new Error('The kit asks for too little.');
    const ratings = [[first, 1], [first, 3], [second, 'N'], ...rest.map(key => [key, 3] as const)] as const;
    const unlocked = { ...rater(person('Edsger'), 9), locks: false };
    await held(9, {
      raters: [{ seat: person('Grace'), ratings }, { seat: person('Barbara'), ratings: 3 }, unlocked],
      more: [{ kind: 'scorecards.opened', payload: { byName: 'Olga', reason: 'Edsger is ill.' } }],
    });
    const report = await shown();
    expect(report.profiles.map(({ rater: name }) => name)).toEqual(['Barbara', 'Grace']);
    // In nine interviews no pair is equal; in the tenth all are but the one with N.
    expect(report.within).toMatchObject({
      pairs: 9 * KEYS.length + KEYS.length - 1,
      exact: (KEYS.length - 1) / (9 * KEYS.length + KEYS.length - 1),
    });
    expect(report.profiles[1]?.counts[0]).toBe(0);
  });

  it('includes a scorecard that is locked after an early opening', async () => {
    await holdMany(9);
    const late = person('Barbara');
    await held(9, {
      raters: [rater(person('Grace'), 9), { ...rater(late, 9), locks: false }],
      ends: false,
      more: [
        { kind: 'scorecards.opened', payload: { byName: 'Olga', reason: 'Due today.' } },
        lockEvent(late),
      ],
    });
    expect(await shown()).toMatchObject({ candidates: 10 });
  });

  it('identifies a person by the address in any spelling, whatever their name', async () => {
    await holdMany(9);
    const renamed = person('Grace Hopper', 'GRACE@example.org');
    await held(9, { raters: [rater(renamed, 9), rater(person('Barbara'), 9)] });
    const { profiles } = await shown();
    expect(profiles.map(({ rater: name }) => name).sort()).toEqual(['Barbara', 'Grace Hopper']);
    expect(profiles.map(({ interviews }) => interviews)).toEqual([10, 10]);
  });

  it('distinguishes two people with one name', async () => {
    for (let index = 0; index < 10; index += 1) {
      const raters = [
        rater(person('Alex', 'alex.a@example.org'), index),
        rater(person('Alex', 'alex.b@example.org'), index, 1),
        rater(person('Alex', ''), index),
      ];
      await held(index, { raters });
    }
    const { raters, profiles } = await shown();
    expect(raters).toBe(3);
    const names = profiles.map(({ rater: name }) => name);
    expect(names.sort()).toEqual(['Alex', 'Alex (alex.a@example.org)', 'Alex (alex.b@example.org)']);
    expect(profiles.map(({ interviews }) => interviews)).toEqual([10, 10, 10]);
  });

  it('distinguishes two people of one interview with one name and no address', async () => {
    await holdMany(9);
    await held(9, { raters: [rater(person('Sam', ''), 9), rater(person('Sam', ''), 9, 1)] });
    const report = await shown();
    expect(report.raters).toBe(4);
    expect(report.profiles.map(({ rater: name }) => name)).toEqual(
      expect.arrayContaining(['Sam', 'Sam (2)']),
    );
  });

  it('counts an evaluator whose calibration became a regular evaluation, and not the reverse', async () => {
    await holdMany(9);
    const userId = UserId.parse('u-1');
    const claim = (seat: NewSeat, shadow: boolean): NewEvent => ({
      kind: 'evaluation.claimed',
      payload: { seatId: seat.seatId, userId, shadow },
    });
    const asked: NewEvent = { kind: 'evaluation.asked', payload: { raters: 2, namesHidden: false } };
    const late = person('Barbara');
    await held(9, {
      raters: [rater(person('Grace'), 9), { ...rater(late, 9, 1), locks: false }],
      more: [
        asked,
        claim(late, true),
        { kind: 'scorecards.opened', payload: { byName: 'Olga', reason: 'Due today.' } },
        claim(late, false),
        lockEvent(late),
      ],
    });
    expect(await shown()).toMatchObject({ candidates: 10, ratings: 10 * 2 * KEYS.length });
    const again = person('Barbara');
    await held(10, {
      raters: [rater(person('Grace'), 10), rater(again, 10, 1)],
      more: [asked, claim(again, true)],
    });
    expect(await shown()).toMatchObject({ candidates: 10, ratings: 10 * 2 * KEYS.length });
  });

  it('states why a figure is missing', async () => {
    for (let index = 0; index < 10; index += 1)
      await held(index, {
        raters: [
          { seat: person('Grace'), ratings: 3 },
          { seat: person('Barbara'), ratings: 3 },
        ],
      });
    expect((await shown()).alpha).toEqual({ state: 'undefined', reason: 'no-variance' });
  });

  it('is not found for a kit that does not exist', async () => {
    const answer = await owner.send('agreement.read', { kitId: 'unknown-kit' });
    expect(answer.body.error?.code).toBe('not-found');
  });
});
