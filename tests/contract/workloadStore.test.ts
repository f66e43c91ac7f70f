import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredSummary } from '../../server/store/interviewAppend.ts';
import type { ListReader } from '../../server/store/interviewSearch.ts';
import type { Store } from '../../server/store/store.ts';
import { InterviewId, TeamId } from '../../shared/ids.ts';
import { addWaiting, waitingEvaluations } from '../support/evaluationRows.ts';
import { newInterviewId, newSeatId } from '../support/interviewLog.ts';
import { addSummaries, plannedSummary } from '../support/interviewRows.ts';
import { queryPlans } from '../support/queryPlans.ts';
import { onEveryDatabase } from './everyDatabase.ts';

const AT = 1_900_000_000_000;
const MINUTE_MS = 60_000;
const HOUR = { from: AT, to: AT + 60 * MINUTE_MS };
const TEAM = TeamId.parse(newInterviewId());

onEveryDatabase(open => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });

  const add = async (startsAfterMinutes: number, changes: Partial<StoredSummary> = {}) => {
    const summary = plannedSummary({ scheduledAt: AT + startsAfterMinutes * MINUTE_MS, ...changes });
    await addSummaries(store, [summary]);
    return summary.interviewId;
  };
  const seat = (interviewId: string, email: string, part = 'seat') =>
    store.database.kysely
      .insertInto('staffSeats')
      .values({ interviewId, seatId: newSeatId(), role: 'interviewer', email, part })
      .execute();

  describe('the workload of people', () => {
    it('has their seats in interviews of people that overlap a time', async () => {
      const [before, during, ending, after] = [
        await add(-45),
        await add(15, { title: 'Own', teamId: TEAM }),
        await add(-15),
        await add(60),
      ] as const;
      const others = [
        await add(15, { phase: 'ended' }),
        await add(15, { phase: 'cancelled' }),
        await add(15, { heldByRecruiter: true }),
      ];
      for (const one of [before, during, ending, after, ...others]) await seat(one, 'ian@example.org');
      await seat(await add(15), 'ian@example.org', 'claim');
      const seats = await store.workloads.staffSeats(HOUR);
      const byTime = seats.toSorted((a, b) => a.scheduledAt - b.scheduledAt);
      expect(byTime.map(({ interviewId }) => interviewId)).toEqual([ending, during]);
      expect(byTime[1]).toEqual({
        ...{ email: 'ian@example.org', interviewId: during, title: 'Own', teamId: TEAM },
        ...{ scheduledAt: AT + 15 * MINUTE_MS, plannedMinutes: 45 },
      });
    });

    it('is found by the index of interviews that are ahead', async () => {
      if (store.database.kind !== 'sqlite') return;
      const plans = await queryPlans(store, () => store.workloads.staffSeats(HOUR));
      expect(plans).toMatch(/interviews USING INDEX interviews_ahead/);
      expect(plans).not.toMatch(/SCAN/);
    });

    describe('overlaps', () => {
      const READER = { email: 'Olga@example.org', all: true, teams: 'all' as const };
      const overlaps = (ids: string[], reader: ListReader = READER, now = AT) =>
        store.workloads.overlaps(
          ids.map(id => InterviewId.parse(id)),
          reader,
          now,
        );

      it('are those of the reader, or of the same interviewer', async () => {
        const [first, second, other, next] = [
          await add(0, { title: 'First' }),
          await add(30, { title: 'Second' }),
          await add(40),
          await add(45),
        ] as const;
        for (const one of [first, second]) await seat(one, 'ian@example.org');
        for (const one of [first, other]) await seat(one, 'olga@example.org');
        await seat(next, 'ian@example.org', 'claim');
        await seat(next, 'grace@example.org');
        const found = await overlaps([first, second, other, next]);
        expect([...found.keys()].toSorted()).toEqual([first, second, other].toSorted());
        expect(found.get(first)).toEqual({
          ...{
            interviewId: other,
            title: 'Backend developer, first round',
            scheduledAt: AT + 40 * MINUTE_MS,
          },
        });
        expect(found.get(other)).toMatchObject({ interviewId: first, title: 'First' });
        expect(found.get(second)).toMatchObject({ interviewId: first, seatId: expect.any(String) });
        const later = await overlaps([first, second], READER, AT + 46 * MINUTE_MS);
        expect([...later.keys()]).toEqual([second]);
      });

      it('leave out what the reader may not see, what has no time, and what is over', async () => {
        const planned = await add(0);
        const hidden = [
          await add(0, { teamId: TEAM }),
          await add(0, { phase: 'cancelled' }),
          await add(0, { heldByRecruiter: true }),
          await add(45),
          await add(-45),
        ];
        for (const one of [planned, ...hidden]) await seat(one, 'ian@example.org');
        expect(await overlaps([planned], { ...READER, teams: [] })).toEqual(new Map());
        expect((await overlaps([planned])).get(planned)?.interviewId).toBe(hidden[0]);
      });

      it('follow changes of the other interview', async () => {
        const [planned, other] = [await add(0), await add(0)] as const;
        for (const one of [planned, other]) await seat(one, 'ian@example.org');
        const change = (changes: { scheduledAt?: number; phase?: string }) =>
          store.database.kysely
            .updateTable('interviews')
            .set(changes)
            .where('interviewId', '=', other)
            .execute();
        expect([...(await overlaps([planned])).keys()]).toEqual([planned]);
        await change({ scheduledAt: AT + 45 * MINUTE_MS });
        expect(await overlaps([planned])).toEqual(new Map());
        await change({ scheduledAt: AT + 44 * MINUTE_MS });
        expect([...(await overlaps([planned])).keys()]).toEqual([planned]);
        await change({ phase: 'cancelled' });
        expect(await overlaps([planned])).toEqual(new Map());
      });

      it('are found by the person and the time', async () => {
        if (store.database.kind !== 'sqlite') return;
        const plans = await queryPlans(store, () => overlaps([newInterviewId()]));
        expect(plans).toMatch(
          /SEARCH others USING INDEX staff_seats_busy \(email=\? AND busy_from>\? AND busy_from<\?\)/,
        );
        expect(plans).not.toMatch(/SCAN/);
      });
    });

    it('has the interviews of a candidate by address', async () => {
      const interviewId = await add(15);
      const seats = [
        { seatId: newSeatId(), address: 'Ada@Example.org', deletedAt: null },
        { seatId: newSeatId(), address: 'alan@example.org', deletedAt: null },
      ];
      const candidateId = newInterviewId();
      await store.database.kysely
        .insertInto('candidates')
        .values({ candidateId, keyHash: 'a', rootId: candidateId, mergedInto: null, createdAt: 0 })
        .execute();
      for (const one of seats)
        await store.database.kysely
          .insertInto('candidateSeats')
          .values({ ...one, interviewId, candidateId, name: 'Ada', search: '' })
          .execute();
      const found = await store.workloads.candidateSeats(['ada@example.ORG'], HOUR);
      expect(found).toMatchObject([{ interviewId, email: 'ada@example.org' }]);
      const late = { from: HOUR.to, to: HOUR.to + 1 };
      expect(await store.workloads.candidateSeats(['ada@example.org'], late)).toEqual([]);
    });

    it('has the ratings that members claimed or were invited to give, and did not lock', async () => {
      const rows = waitingEvaluations(4, AT);
      await addWaiting(store, rows);
      const claim = (index: number, state: string, lockedAt: number | null = null) =>
        store.database.kysely
          .insertInto('evaluationClaims')
          .values({
            ...{ interviewId: rows[index]?.interviewId ?? '', userId: 'ian', seatId: newSeatId(), state },
            ...{ shadow: 0, claimedAt: 0, expiresAt: 0, touchedAt: 0, workedMs: 0, lockedAt },
          })
          .execute();
      await claim(0, 'held');
      await claim(1, 'seated');
      await claim(2, 'locked', 1);
      await claim(3, 'ending');
      expect(await store.workloads.openRatings()).toEqual(new Map([['ian', 2]]));
    });
  });
});
