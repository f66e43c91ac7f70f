import { beforeEach, describe, expect, it } from 'vitest';
import type { RecordedRound } from '../../server/store/candidateStore.ts';
import type { StoredDecision } from '../../server/store/decisionStore.ts';
import type { ListReader } from '../../server/store/interviewSearch.ts';
import type { Store } from '../../server/store/store.ts';
import { CandidateId, type InterviewId, type SeatId, TeamId, UserId } from '../../shared/ids.ts';
import { hidesNameFrom, type OwnPart } from '../../shared/interview/visibility.ts';
import { newInterviewId, newSeatId } from '../support/interviewLog.ts';
import { addSummaries, plannedSummary } from '../support/interviewRows.ts';
import { onEveryDatabase } from './everyDatabase.ts';

const OWNER: ListReader = { email: 'olga@example.org', all: true, teams: 'all' };
const USER = UserId.parse('olga');
const ADA = 'ada@example.org';
const CORRECTED = { actor: USER, action: 'candidate.corrected', target: 'record' };

onEveryDatabase(open => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });

  interface Round {
    interviewId: InterviewId;
    seatId: SeatId;
  }

  async function round(
    { name = 'Ada Lovelace', address }: { name?: string; address?: string },
    facts: Parameters<typeof plannedSummary>[0] = {},
  ): Promise<Round> {
    const [interviewId, seatId] = [newInterviewId(), newSeatId()];
    await addSummaries(store, [plannedSummary({ interviewId, candidate: name, ...facts })]);
    await record({ interviewId, seatId }, { name, ...(address && { address }) });
    return { interviewId, seatId };
  }

  async function record({ interviewId, seatId }: Round, facts: { name: string; address?: string }) {
    const mark = await store.candidates.followMark(interviewId);
    return store.candidates.follow(interviewId, mark ?? -1, (mark ?? 0) + 1, [{ seatId, ...facts }]);
  }

  const listed = async (query: Partial<Parameters<Store['candidates']['page']>[0]> = {}) =>
    (await store.candidates.page({ reader: OWNER, ...query })).records;
  const seatsIn = (records: RecordedRound[][]) => records.map(rounds => rounds.map(({ seatId }) => seatId));
  const rootOf = async ({ interviewId }: Round) =>
    (await store.candidates.seatsOf(OWNER, interviewId))[0]?.rootId ?? CandidateId.parse(newInterviewId());

  describe('one record for a person', () => {
    it('has the interviews with the same address, in any case, and none without it', async () => {
      const first = await round({ address: ADA }, { scheduledAt: 1 });
      const second = await round({ name: 'A. Lovelace', address: ' ADA@Example.org' }, { scheduledAt: 3 });
      const nameless = await round({}, { scheduledAt: 2 });
      expect(seatsIn(await listed())).toEqual([[second.seatId, first.seatId], [nameless.seatId]]);
      expect(seatsIn(await listed({ search: 'lovelace ADA@' }))).toEqual([[second.seatId, first.seatId]]);
      expect(await listed({ search: '%' })).toEqual([]);
    });

    it('follows a corrected address, and takes along what was merged by hand', async () => {
      const typo = await round({ address: 'ad@example.org' });
      const other = await round({ address: 'ada@home.example' });
      await store.candidateMerges.merge(await rootOf(other), await rootOf(typo), USER);
      await record(typo, { name: 'Ada', address: ADA });
      expect(await rootOf(other)).toBe(await rootOf(typo));
      const known = await round({ address: 'grace@example.org' });
      await record(typo, { name: 'Ada', address: 'grace@example.org' });
      expect(await rootOf(typo)).toBe(await rootOf(known));
      await record(typo, { name: 'Ada' });
      expect(await rootOf(typo)).not.toBe(await rootOf(known));
    });

    it('is written once, when two servers follow an interview or find a new address', async () => {
      const [one, two] = [await round({}), await round({})];
      const mark = (await store.candidates.followMark(one.interviewId)) ?? 0;
      const seats = [{ seatId: one.seatId, name: 'Ada', address: ADA }];
      const outcomes = await Promise.all([
        store.candidates.follow(one.interviewId, mark, mark + 1, seats),
        store.candidates.follow(one.interviewId, mark, mark + 1, seats),
        record(two, { name: 'Ada', address: ADA }),
      ]);
      expect(outcomes.filter(Boolean)).toHaveLength(2);
      expect(await rootOf(one)).toBe(await rootOf(two));
    });

    it('is found for interviews of earlier versions by polling, except for practice', async () => {
      const [old, practice] = [newInterviewId(), newInterviewId()];
      await addSummaries(store, [
        plannedSummary({ interviewId: old }),
        plannedSummary({ interviewId: practice, practice: 'self' }),
      ]);
      expect(await store.candidates.listToFollow(10)).toEqual([old]);
      await record({ interviewId: old, seatId: newSeatId() }, { name: 'Ada' });
      expect(await store.candidates.listToFollow(10)).toEqual([]);
    });

    it('is listed page by page', async () => {
      const rounds: Round[] = [];
      for (let at = 0; at < 52; at++) rounds.push(await round({}, { scheduledAt: Math.floor(at / 3) }));
      const first = await store.candidates.page({ reader: OWNER });
      const second = await store.candidates.page({ reader: OWNER }, first.next);
      expect([first.records.length, second.records.length, second.next]).toEqual([50, 2, undefined]);
      const seen = seatsIn([...first.records, ...second.records]).flat();
      expect(new Set(seen)).toEqual(new Set(rounds.map(({ seatId }) => seatId)));
      expect(await store.candidates.counts({ reader: OWNER })).toMatchObject({ total: 52 });
    });

    it('is listed by name page by page, by the corrected name if there is one', async () => {
      const names = Array.from({ length: 51 }, (_, index) => `Candidate ${100 + index}`);
      for (const [index, name] of names.entries()) await round({ name }, { scheduledAt: index });
      const corrected = await round({ name: 'Zoe' }, { scheduledAt: 60 });
      await store.candidates.correct(await rootOf(corrected), { name: 'Ada' }, CORRECTED);
      const sort = 'name' as const;
      const first = await store.candidates.page({ reader: OWNER, sort });
      const second = await store.candidates.page({ reader: OWNER, sort }, first.next);
      const listedNames = [...first.records, ...second.records].map(([one]) => one?.recordName ?? one?.name);
      expect(listedNames).toEqual(['Ada', ...names]);
      const byTime = { key: 1, candidateId: await rootOf(corrected) };
      await expect(store.candidates.page({ reader: OWNER, sort }, byTime)).rejects.toMatchObject({
        code: 'invalid',
      });
    });

    it('is found by job role, and counted', async () => {
      const nurse = await round({ address: ADA }, { jobRole: 'Nurse' });
      await round({ address: ADA }, { jobRole: 'Designer' });
      await round({}, { jobRole: 'Designer' });
      expect((await listed({ jobRole: 'Nurse' })).flat().map(({ seatId }) => seatId)).toContain(nurse.seatId);
      expect(await store.candidates.counts({ reader: OWNER, jobRole: 'Nurse' })).toEqual({
        total: 1,
        jobRoles: ['Designer', 'Nurse'],
      });
      expect(await store.candidates.counts({ reader: OWNER, search: 'nobody' })).toMatchObject({ total: 0 });
    });
  });

  describe('merging', () => {
    it('connects records, and undoing restores each as it was, in any order', async () => {
      const [a, b, c] = [await round({}), await round({}), await round({})];
      const [rootA, rootB, rootC] = [await rootOf(a), await rootOf(b), await rootOf(c)];
      expect(await store.candidateMerges.merge(rootB, rootA, USER)).toBe(rootA);
      expect(await store.candidateMerges.merge(rootA, rootC, USER)).toBe(rootC);
      expect(await store.candidateMerges.merge(rootC, rootB, USER)).toBeUndefined();
      expect((await listed()).map(rounds => rounds.length)).toEqual([3]);
      const merges = await store.candidateMerges.listOf(rootC);
      expect(merges.map(({ candidateId, intoId }) => [candidateId, intoId])).toEqual([
        [rootB, rootA],
        [rootA, rootC],
      ]);
      const [inner, outer] = merges;
      if (!inner || !outer) throw new Error('There are two merges.');
      expect(await store.candidateMerges.undo(inner.mergeId, USER)).toBe(true);
      expect(await store.candidateMerges.undo(inner.mergeId, USER)).toBe(false);
      expect([await rootOf(a), await rootOf(b), await rootOf(c)]).toEqual([rootC, rootB, rootC]);
      expect(await store.candidateMerges.undo(outer.mergeId, USER)).toBe(true);
      expect([await rootOf(a), await rootOf(b), await rootOf(c)]).toEqual([rootA, rootB, rootC]);
      // A merge that was undone can be made again.
      expect(await store.candidateMerges.merge(rootB, rootA, USER)).toBe(rootA);
    });

    it('never forms a circle, even if members merge the same records in the same moment', async () => {
      const [a, b] = [await round({}), await round({})];
      const [rootA, rootB] = [await rootOf(a), await rootOf(b)];
      const outcomes = await Promise.all([
        store.candidateMerges.merge(rootA, rootB, USER),
        store.candidateMerges.merge(rootB, rootA, USER),
      ]);
      expect(outcomes.filter(outcome => outcome !== undefined)).toHaveLength(1);
      expect(await rootOf(a)).toBe(await rootOf(b));
    });
  });

  describe('a reader', () => {
    const [OURS, THEIRS] = [newInterviewId(), newInterviewId()].map(id => TeamId.parse(id)) as [
      TeamId,
      TeamId,
    ];

    it('sees only rounds of their hiring teams, and finds people by those only', async () => {
      const none = await round({ name: 'Open', address: ADA });
      const ours = await round({ name: 'Ours', address: ADA }, { teamId: OURS });
      const theirs = await round({ name: 'Theirs', address: ADA }, { teamId: THEIRS });
      const seen = async (reader: ListReader, search = '') =>
        new Set(seatsIn(await listed({ reader, search })).flat());
      const member: ListReader = { email: 'mia@example.org', all: true, teams: [OURS] };
      expect(await seen(OWNER)).toEqual(new Set([none, ours, theirs].map(({ seatId }) => seatId)));
      expect(await seen(member)).toEqual(new Set([none.seatId, ours.seatId]));
      expect(await seen({ ...member, teams: [] })).toEqual(new Set([none.seatId]));
      expect(await seen({ ...member, all: false })).toEqual(new Set());
      expect(await seen(member, 'theirs')).toEqual(new Set());
      const root = await rootOf(none);
      expect(await store.candidates.find({ ...member, all: false }, root)).toBeUndefined();
      expect((await store.candidates.find({ ...member, teams: [] }, root))?.length).toBe(1);
    });

    it('sees no round whose name is hidden, for every combination of facts', async () => {
      const booleans = [true, false];
      const parts: (OwnPart | undefined)[] = ['claim', 'rated', 'seat', undefined];
      for (const namesHidden of booleans)
        for (const phase of ['lobby', 'open', 'ended', 'cancelled'] as const)
          for (const scorecardsOpen of booleans)
            for (const scoringClosed of booleans)
              for (const part of parts) {
                const facts = { namesHidden, phase, scorecardsOpen, scoringClosed };
                const { interviewId, seatId } = await round({ address: ADA }, facts);
                if (part)
                  await store.database.kysely
                    .insertInto('staffSeats')
                    .values({ interviewId, seatId: newSeatId(), role: 'evaluator', email: OWNER.email, part })
                    .execute();
                const hidden = hidesNameFrom({ ...facts, practice: false, ended: phase === 'ended' }, part);
                const seats = await store.candidates.seatsOf(OWNER, interviewId);
                expect(seats.map(seat => seat.seatId)).toEqual(hidden ? [] : [seatId]);
              }
    });
  });

  describe('decisions', () => {
    const decisionOf = (
      { interviewId, seatId }: Round,
      number: number,
      outcome: StoredDecision['outcome'],
    ): StoredDecision => ({
      ...{ interviewId, seatId, number, outcome, stage: 'interview' },
      ...{ jobRole: 'Developer', reason: 'Strong', decidedBy: USER, at: number },
    });

    it('are only added, one for each number, and never changed', async () => {
      const held = await round({});
      const outcomes = await Promise.all([
        store.decisions.add(decisionOf(held, 1, 'advance')),
        store.decisions.add(decisionOf(held, 1, 'reject')),
      ]);
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      expect(await store.decisions.add(decisionOf(held, 3, 'hold'))).toBe(false);
      expect(await store.decisions.add(decisionOf(held, 2, 'hold'))).toBe(true);
      const all = await store.decisions.listOf([held.seatId]);
      expect(all.map(({ number }) => number)).toEqual([1, 2]);
      const { kysely } = store.database;
      const listed = await kysely.selectFrom('interviews').select('decidedAt').execute();
      expect(listed.map(({ decidedAt }) => decidedAt)).toContain(1);
      await expect(
        kysely
          .updateTable('candidateDecisions')
          .set({} as never)
          .execute(),
      ).rejects.toThrow();
      await expect(kysely.deleteFrom('candidateDecisions').execute()).rejects.toThrow(/never changes/);
    });

    it('filter the list by the last one, except for members who still rate', async () => {
      const [held, other] = [await round({ address: ADA }), await round({})];
      await store.decisions.add(decisionOf(held, 1, 'advance'));
      await store.decisions.add(decisionOf(held, 2, 'reject'));
      expect(seatsIn(await listed({ outcome: 'reject' }))).toEqual([[held.seatId]]);
      expect(await listed({ outcome: 'advance' })).toEqual([]);
      expect(seatsIn(await listed({ stage: 'interview' }))).toEqual([[held.seatId]]);
      expect(await listed({ stage: 'final', outcome: 'reject' })).toEqual([]);
      expect(seatsIn(await listed({ outcome: 'none' }))).toEqual([[other.seatId]]);
      await store.database.kysely
        .insertInto('staffSeats')
        .values({
          interviewId: held.interviewId,
          ...{ seatId: newSeatId(), role: 'evaluator', email: OWNER.email, part: 'claim' },
        })
        .execute();
      expect(await listed({ outcome: 'reject' })).toEqual([]);
      expect((await listed({ outcome: 'none' })).length).toBe(2);
    });
  });

  it('a deleted person is in no list, and a new interview starts a new record', async () => {
    const held = await round({ address: ADA });
    await store.candidates.forget([held.seatId], { actor: USER, action: 'candidate.deleted', target: 'x' });
    await record(held, { name: 'Ada', address: ADA });
    expect(await listed()).toEqual([]);
    const rows = await store.database.kysely.selectFrom('candidateSeats').selectAll().execute();
    expect(rows).toMatchObject([{ name: '', address: null, search: '' }]);
    const again = await round({ address: ADA });
    expect(seatsIn(await listed())).toEqual([[again.seatId]]);
  });
});
