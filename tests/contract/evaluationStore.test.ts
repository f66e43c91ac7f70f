import { beforeEach, describe, expect, it } from 'vitest';
import type { NewEvaluation } from '../../server/store/evaluationStore.ts';
import type { Store } from '../../server/store/store.ts';
import { CLAIM_LEASE_MS } from '../../shared/evaluation/evaluationSettings.ts';
import { type InterviewId, UserId } from '../../shared/ids.ts';
import type { AgreedRatings } from '../../shared/protocol/calibrationRoutes.ts';
import { addEvaluation, claimEvaluation, claimedSeat } from '../support/evaluationRows.ts';
import { newInterviewId } from '../support/interviewLog.ts';
import { onEveryDatabase } from './everyDatabase.ts';

const ADA = UserId.parse('ada');
const NOW = 1_900_000_000_000;
const HOUR_MS = 3_600_000;

onEveryDatabase(open => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });

  const add = (changes: Partial<NewEvaluation> = {}) => addEvaluation(store, NOW, changes);
  const claim = (interviewId: InterviewId, userId: UserId, changes = {}, at: Store = store) =>
    claimEvaluation(at, interviewId, userId, changes);
  /** Moves every time stored about claims this far into the past. */
  const age = (ms: number) =>
    store.database.kysely
      .updateTable('evaluationClaims')
      .set(row => ({ expiresAt: row('expiresAt', '-', ms), touchedAt: row('touchedAt', '-', ms) }))
      .execute();
  const worked = async (interviewId: InterviewId): Promise<number> =>
    (
      await store.database.kysely
        .selectFrom('evaluationClaims')
        .select('workedMs')
        .where('interviewId', '=', interviewId)
        .executeTakeFirstOrThrow()
    ).workedMs;

  describe('a claim', () => {
    it('is given to as many people as needed, however many request it on however many servers', async () => {
      const interviewId = await add({ raters: 2 });
      const servers = [store, await open()];
      const people = Array.from({ length: 12 }, (_, index) => UserId.parse(`user-${index}`));
      const outcomes = await Promise.all(
        people.map((userId, index) => claim(interviewId, userId, {}, servers[index % 2])),
      );
      expect(outcomes.filter(({ outcome }) => outcome === 'claimed')).toHaveLength(2);
      const winners = people.filter((_, index) => outcomes[index]?.outcome === 'claimed');
      for (const outcome of outcomes)
        if (outcome.outcome === 'taken')
          expect(winners).toEqual(expect.arrayContaining(outcome.by as UserId[]));
        else expect(outcome.outcome).toBe('claimed');
    });

    it('for comparison uses no seat, nor does one of a person who was in the interview', async () => {
      const interviewId = await add({ raters: 2 });
      await claim(interviewId, UserId.parse('new'), { shadow: true });
      expect((await claim(interviewId, ADA, { invited: 1 })).outcome).toBe('claimed');
      expect((await claim(interviewId, UserId.parse('grace'), { invited: 1 })).outcome).toBe('taken');
      expect((await claim(interviewId, UserId.parse('newer'), { shadow: true })).outcome).toBe('claimed');
    });

    it('that expired ends before its seat is given away, and its owner returns to the same seat', async () => {
      const interviewId = await add();
      const seatId = claimedSeat(await claim(interviewId, ADA));
      await age(CLAIM_LEASE_MS + 1);
      const grace = UserId.parse('grace');
      expect(await claim(interviewId, grace)).toMatchObject({
        outcome: 'ending',
        claims: [{ userId: ADA, seatId }],
      });
      expect(await store.evaluationClaims.renew(interviewId, ADA)).toBeUndefined();
      expect(await store.evaluationClaims.touch(interviewId, seatId)).toBe(false);
      await store.evaluationClaims.startEndingDue();
      expect(await store.evaluationClaims.listEnding(10)).toMatchObject([{ userId: ADA, reason: 'expired' }]);
      expect((await claim(interviewId, grace)).outcome).toBe('ending');
      await store.evaluationClaims.release({ interviewId, userId: ADA });
      expect((await claim(interviewId, grace)).outcome).toBe('claimed');
      expect(await claim(interviewId, ADA)).toMatchObject({ outcome: 'taken', by: [grace] });
      await store.evaluationClaims.startEnding(interviewId, grace, 'handed-back');
      await store.evaluationClaims.release({ interviewId, userId: grace });
      expect(await claim(interviewId, ADA)).toMatchObject({ outcome: 'claimed', seatId });
    });

    it('whose scorecard was locked while it expired counts', async () => {
      const interviewId = await add();
      const seatId = claimedSeat(await claim(interviewId, ADA));
      await store.evaluationClaims.startEnding(interviewId, ADA, 'handed-back');
      await store.evaluationClaims.lock(interviewId, seatId);
      await store.evaluationClaims.release({ interviewId, userId: ADA });
      expect(await store.evaluationClaims.find(interviewId, ADA)).toMatchObject({
        state: 'locked',
        lockedAt: expect.any(Number),
      });
      expect((await claim(interviewId, ADA)).outcome).toBe('locked');
      expect((await claim(interviewId, UserId.parse('grace'))).outcome).toBe('taken');
    });

    it('measures time at work, and long pauses as two minutes', async () => {
      const interviewId = await add();
      const seatId = claimedSeat(await claim(interviewId, ADA));
      await age(HOUR_MS);
      expect(await store.evaluationClaims.renew(interviewId, ADA)).toBe(CLAIM_LEASE_MS);
      expect(await worked(interviewId)).toBe(120_000);
      await age(30_000);
      await store.evaluationClaims.touch(interviewId, seatId);
      const sofar = await worked(interviewId);
      expect(sofar).toBeGreaterThanOrEqual(150_000);
      expect(sofar).toBeLessThan(160_000);
      // Each key press writes, but presses close together count as one.
      await store.evaluationClaims.touch(interviewId, seatId);
      expect(await worked(interviewId)).toBe(sofar);
    });

    it('on an interview outside the queue does not exist', async () => {
      expect((await claim(newInterviewId(), ADA)).outcome).toBe('gone');
    });

    it('ends with the account of its owner', async () => {
      const interviewId = await add();
      await claim(interviewId, ADA);
      await store.evaluationClaims.startEndingDue();
      expect(await store.evaluationClaims.listEnding(10)).toMatchObject([
        { userId: ADA, reason: 'disabled' },
      ]);
    });
  });

  describe('the workload', () => {
    it('is what each person has claimed and locked, and how long it waits', async () => {
      const DAY_MS = 24 * HOUR_MS;
      const [held, locked] = [await add({ endedAt: NOW - 1 }), await add({ endedAt: NOW - 1.5 * DAY_MS })];
      await add({ endedAt: NOW - 9 * DAY_MS });
      await add({ endedAt: NOW - 9 * DAY_MS, stage: 'closed' });
      await claim(held, ADA);
      await store.evaluationClaims.lock(locked, claimedSeat(await claim(locked, ADA)));
      expect(await store.evaluationClaims.claimLoads()).toEqual([
        { userId: ADA, held: 1, after: [], turnaroundMs: [expect.any(Number)] },
      ]);
      const { ageing, reports } = await store.evaluationClaims.queueLoad(NOW);
      expect(ageing).toEqual({ day: 1, twoDays: 1, longer: 1 });
      expect(reports).toEqual([]);
    });
  });

  describe('references', () => {
    it('are listed with who marked them, what was agreed, and the part of a member, also when nothing is left to watch', async () => {
      const ratings = { debugging: 3 } as AgreedRatings;
      const [one, two, gone] = [await add(), await add(), await add({ ratable: false })];
      for (const [index, interviewId] of [one, two, gone].entries())
        await store.references.setAgreed(interviewId, ratings, { userId: ADA, at: NOW + index });
      const grace = UserId.parse('grace');
      const list = (userId: UserId) => store.references.list(userId, 'all', 10);
      const common = { agreed: ratings, agreedBy: ADA, ratedBy: 0, role: 'Role 0' };
      expect(await list(grace)).toMatchObject([
        { ...common, interviewId: one, usable: true, agreedAt: NOW, ownShadow: undefined },
        { ...common, interviewId: two, usable: true },
        { ...common, interviewId: gone, usable: false },
      ]);
      const seatId = claimedSeat(await claim(one, grace, { shadow: true }));
      await store.evaluationClaims.lock(one, seatId);
      await store.evaluationClaims.lock(two, claimedSeat(await claim(two, grace)));
      expect(await list(grace)).toMatchObject([
        { interviewId: one, ratedBy: 1, ownShadow: true },
        { interviewId: two, ratedBy: 0, ownShadow: false },
        { interviewId: gone },
      ]);
      expect(await list(ADA)).toMatchObject([{ ratedBy: 1, ownShadow: undefined }, {}, {}]);
      // A scorecard that is only for comparison doesn't count.
      expect(await store.evaluationClaims.countedLocks(grace)).toBe(1);
      expect(await store.interviewRecordings.phasesOf([one, two])).toEqual(new Map());
      expect(await store.references.ratedBy(grace)).toMatchObject([
        { interviewId: one, seatId, agreed: ratings },
      ]);
      await store.references.setAgreed(one, null, { userId: ADA, at: NOW });
      expect(await store.references.ratedBy(grace)).toEqual([]);
      expect((await list(grace)).map(({ interviewId }) => interviewId)).toEqual([two, gone]);
    });
  });
});
