import { beforeEach, describe, expect, it } from 'vitest';
import { insightsCsv, insightsOf } from '../../server/features/scoring/insights.ts';
import { evaluationRow } from '../../server/store/evaluationStore.ts';
import type { StoredSummary } from '../../server/store/interviewAppend.ts';
import { insertRows, updateRows } from '../../server/store/rows.ts';
import type { Store } from '../../server/store/store.ts';
import type { DecisionOutcome } from '../../shared/candidates/decision.ts';
import { type InterviewId, TeamId, UserId } from '../../shared/ids.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import type { TeamScope } from '../../shared/permissions.ts';
import type { InsightPeriod } from '../../shared/protocol/insightRoutes.ts';
import { claimEvaluation, claimedSeat, waitingEvaluations } from '../support/evaluationRows.ts';
import { newInterviewId, newSeatId } from '../support/interviewLog.ts';
import { addSummaries, plannedSummary } from '../support/interviewRows.ts';
import { onEveryDatabase } from './everyDatabase.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW = Date.UTC(2030, 5, 30, 12);
const PERIOD = { from: NOW - 30 * DAY_MS, to: NOW + DAY_MS };
const ADA = UserId.parse('ada');
const TEAM = TeamId.parse(newInterviewId());

interface Planned extends Partial<StoredSummary> {
  /** Key of the candidate's record. */
  person: string;
  daysAgo?: number;
  /** Days from the creation to the planned time. */
  planDays?: number;
  joined?: boolean;
  /** Hours from the end to the last lock. */
  lockHours?: number;
  /** Decisions, with the hours from the end to each. */
  decisions?: [DecisionOutcome, number][];
}

onEveryDatabase(open => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });

  /** Adds an interview that ended 45 minutes after its planned time. */
  const plan = async (planned: Planned): Promise<InterviewId> => {
    const {
      person,
      daysAgo = 10,
      planDays = 3,
      joined = true,
      lockHours,
      decisions = [],
      ...changes
    } = planned;
    const { kysely } = store.database;
    const seatId = newSeatId();
    const scheduledAt = NOW - daysAgo * DAY_MS;
    const endedAt = scheduledAt + 45 * 60_000;
    const summary = plannedSummary({
      ...{ jobRole: 'Nurse', phase: 'ended', begun: changes.phase === undefined, scheduledAt },
      seats: [
        { seatId, role: 'candidate', name: person, presence: joined ? 'left' : 'invited', tookPart: joined },
      ],
      ...changes,
    });
    const { interviewId } = summary;
    await addSummaries(store, [summary]);
    await insertRows(kysely, 'interviewEvents', {
      ...{ interviewId, seq: 1, at: scheduledAt - planDays * DAY_MS },
      ...{ kind: 'interview.created', actor: '{}', payload: '{}' },
    });
    const [row] = waitingEvaluations(1, NOW);
    if (!row) throw new Error('There is one.');
    const locked = lockHours === undefined ? 0 : 1;
    await insertRows(
      kysely,
      'evaluations',
      evaluationRow({
        ...{ ...row, interviewId, kind: 'interview', kitId: KitId.parse('nursing'), endedAt, locked },
        stage: locked === 1 ? 'write' : 'rate',
      }),
    );
    if (lockHours !== undefined) {
      await updateRows(kysely, 'evaluations', { interviewId }, { stage: 'rate' });
      await store.evaluationClaims.lock(
        interviewId,
        claimedSeat(await claimEvaluation(store, interviewId, ADA)),
      );
      await updateRows(kysely, 'evaluations', { interviewId }, { stage: 'write' });
      const lockedAt = endedAt + lockHours * HOUR_MS;
      await updateRows(kysely, 'evaluationClaims', { interviewId }, { lockedAt });
    }
    const { rootId } = await record(person);
    await insertRows(kysely, 'candidateSeats', {
      ...{ seatId, interviewId, candidateId: rootId, name: person, address: null, search: '' },
    });
    for (const [index, [outcome, hours]] of decisions.entries())
      await store.decisions.add({
        ...{ interviewId, seatId, number: index + 1, outcome, jobRole: summary.jobRole, stage: 'final' },
        ...{ reason: '', decidedBy: ADA, at: endedAt + hours * HOUR_MS },
      });
    return interviewId;
  };
  const records = new Map<string, string>();
  const record = async (person: string) => {
    const rootId = records.get(person) ?? newInterviewId();
    if (!records.has(person))
      await insertRows(store.database.kysely, 'candidates', {
        ...{
          candidateId: rootId,
          keyHash: rootId,
          rootId,
          mergedInto: null,
          createdAt: 0,
          name: null,
          address: null,
        },
      });
    records.set(person, rootId);
    return { rootId };
  };
  beforeEach(() => records.clear());
  const insights = (period: Partial<InsightPeriod> = {}, teams: TeamScope = 'all') =>
    insightsOf(store.insights, teams, { ...PERIOD, ...period }, NOW);
  const rating = { due: 0, locked: 1 };

  describe('figures over many interviews', () => {
    it('count each candidate of a role once, at the stage they reached', async () => {
      // Two rounds; the later decision of the second one holds.
      await plan({ person: 'a', rating, decisions: [['advance', 10]] });
      await plan({
        person: 'a',
        daysAgo: 5,
        rating,
        decisions: [
          ['hold', 2],
          ['hired', 20],
        ],
      });
      await plan({ person: 'b', rating, decisions: [['reject', 30]] });
      await plan({ person: 'c', rating: { due: 1, locked: 1 } });
      // A missed interview that was held later isn't a no-show of the candidate.
      await plan({ person: 'd', joined: false, daysAgo: 9 });
      await plan({ person: 'd', daysAgo: 8 });
      await plan({ person: 'e', joined: false });
      await plan({ person: 'f', phase: 'cancelled', joined: false });
      await plan({ person: 'g', phase: 'lobby', joined: false, daysAgo: 0.01 });
      // Outside the period, still ahead, without a time, and practice.
      await plan({ person: 'h', daysAgo: 31 });
      await plan({ person: 'i', phase: 'lobby', joined: false, daysAgo: -0.5 });
      await plan({ person: 'j', phase: 'lobby', joined: false, unscheduled: true });
      await plan({ person: 'k', practice: 'evaluation' });
      const { all, byRole, jobRoles } = await insights();
      expect(all).toMatchObject({
        candidates: 7,
        funnel: {
          ...{ held: 4, rated: 2, decided: 2, noShow: 1, canceled: 1, notHeld: 0, open: 1 },
          outcomes: [
            { outcome: 'reject', count: 1 },
            { outcome: 'hired', count: 1 },
          ],
        },
      });
      expect(byRole).toEqual([{ jobRole: 'Nurse', ...all }]);
      expect(jobRoles).toEqual(['Nurse']);
    });

    it('have medians and the share of no-shows with their numbers of cases', async () => {
      // To the interview: 1, 2, 4, 8, 9 days. To the lock: 10, 20, 30, 40, 50 hours. To the decision: four cases only.
      const days = [9, 1, 8, 2, 4];
      for (const [index, planDays] of days.entries())
        await plan({
          ...{ person: `p${index}`, planDays, lockHours: (index + 1) * 10, rating },
          decisions: index < 4 ? [['advance', 24]] : [],
        });
      for (const person of ['x', 'y', 'z']) await plan({ person, joined: false });
      await plan({ person: 'v', phase: 'cancelled', joined: false });
      // Two in the 30 days before.
      await plan({ person: 'old', daysAgo: 40 });
      await plan({ person: 'older', daysAgo: 59, joined: false });
      const { all, before, needed } = await insights();
      expect(needed).toBe(5);
      expect(all.figures).toEqual({
        toInterview: { n: 5, value: 4 * DAY_MS },
        toRated: { n: 5, value: 30 * HOUR_MS },
        toDecision: { n: 4 },
        noShow: { n: 8, value: 3 / 8 },
      });
      expect(before).toMatchObject({ toInterview: { n: 1 }, noShow: { n: 2 } });
    });

    it('are of one role if it is chosen, and hide roles and funnels with fewer than five candidates', async () => {
      for (const person of ['a', 'b', 'c', 'd', 'e']) await plan({ person });
      for (const person of ['a', 'b', 'c', 'd']) await plan({ person, jobRole: 'Cook' });
      const both = await insights();
      expect(both.all.candidates).toBe(9);
      expect(both.byRole.map(({ jobRole }) => jobRole)).toEqual(['Nurse']);
      expect(both).toMatchObject({ smallRoles: 1, jobRoles: ['Cook', 'Nurse'] });
      const cooks = await insights({ jobRole: 'Cook' });
      expect(cooks.all.candidates).toBe(4);
      expect(cooks.all.funnel).toBeUndefined();
      expect(cooks.jobRoles).toEqual(['Cook', 'Nurse']);
    });

    it('leave out what belongs to other hiring teams', async () => {
      for (const person of ['a', 'b', 'c', 'd', 'e'])
        await plan({ person, teamId: TEAM, lockHours: 5, rating, decisions: [['hired', 1]] });
      const none = await insights({}, []);
      expect(none.all.candidates).toBe(0);
      expect(none.all.figures.toRated).toEqual({ n: 0 });
      expect(none.jobRoles).toEqual([]);
      expect((await insights({}, [TEAM])).all.funnel?.outcomes).toEqual([{ outcome: 'hired', count: 5 }]);
    });

    it('leave out the time to rate when someone without an account has rated, too', async () => {
      const interviewId = await plan({ person: 'a', lockHours: 5, rating: { due: 0, locked: 2 } });
      expect((await insights()).all.figures.toRated.n).toBe(1);
      await updateRows(store.database.kysely, 'evaluations', { interviewId }, { locked: 2 });
      expect((await insights()).all.figures.toRated.n).toBe(0);
    });

    it('are a file with one line for each figure, and its number of cases', async () => {
      for (const person of ['a', 'b', 'c', 'd', '=e'])
        await plan({ person, jobRole: '=Nurse', planDays: 1.5 });
      const lines = insightsCsv(PERIOD, await insights()).split('\r\n');
      expect(lines[0]).toContain('"Role","Figure","Value","Unit","Cases"');
      expect(
        lines.filter(line => line.includes('All roles')).map(line => line.split(',').slice(3).join(',')),
      ).toEqual(
        expect.arrayContaining([
          '"Held","5","candidates","5"',
          '"Time to the interview (median)","36","hours","5"',
          '"Time to the decision (median)","","hours","0"',
          '"No-show rate","0","percent","5"',
        ]),
      );
      expect(lines.filter(line => line.includes(`"'=Nurse"`)).length).toBeGreaterThan(5);
    });
  });
});
