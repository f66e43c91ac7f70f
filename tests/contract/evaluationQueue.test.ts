import { type RawBuilder, sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import type { QueuedEvaluation } from '../../server/store/evaluationQueue.ts';
import type { NewEvaluation } from '../../server/store/evaluationStore.ts';
import type { ListReader } from '../../server/store/interviewSearch.ts';
import type { QueueQuery } from '../../server/store/queueGroups.ts';
import type { Store } from '../../server/store/store.ts';
import { InterviewId, UserId } from '../../shared/ids.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import {
  EvaluationStep,
  QUEUE_PAGE,
  type QueueCounts,
  type QueueCursor,
  QueueDue,
  type QueueFilter,
  QueueWho,
} from '../../shared/protocol/evaluationRoutes.ts';
import { EMPTY_REPORT } from '../../shared/report/reportContent.ts';
import { SCORING_WINDOW_MS } from '../../shared/rubric/scorecardOpening.ts';
import {
  addEvaluation,
  addWaiting,
  claimEvaluation,
  claimedSeat,
  waitingEvaluations,
} from '../support/evaluationRows.ts';
import { newInterviewId, newSeatId } from '../support/interviewLog.ts';
import { practiceableKit } from '../support/practiceKit.ts';
import { queryPlans } from '../support/queryPlans.ts';
import { onEveryDatabase } from './everyDatabase.ts';

const ADA = UserId.parse('ada');
const NOW = 1_900_000_000_000;
const LEAD: ListReader = { email: 'lead@example.org', all: true, teams: 'all' };
const HOUR_MS = 3_600_000;

onEveryDatabase((open, kind) => {
  const itOnSqlite = it.runIf(kind === 'SQLite');

  let store: Store;
  beforeEach(async () => {
    store = await open();
  });

  const add = (changes: Partial<NewEvaluation> = {}) => addEvaluation(store, NOW, changes);
  const claim = (interviewId: InterviewId, userId: UserId, changes = {}, at: Store = store) =>
    claimEvaluation(at, interviewId, userId, changes);

  describe('the evaluation queue', () => {
    const queryOf = (filter: QueueFilter, userId = ADA, publishes = true): QueueQuery => ({
      filter,
      userId,
      publishes,
      ...(filter.person && { person: { userId: filter.person, publishes: true } }),
      reader: LEAD,
      now: NOW,
    });
    /** Returns all rows, page by page. */
    const rowsOf = async (query: QueueQuery): Promise<QueuedEvaluation[]> => {
      const rows: QueuedEvaluation[] = [];
      let after: QueueCursor | undefined;
      do {
        const page = await store.evaluationQueue.page(query, after);
        rows.push(...page.rows);
        after = page.next;
      } while (after);
      return rows;
    };
    const ids = async (filter: QueueFilter, userId = ADA) =>
      (await rowsOf(queryOf(filter, userId))).map(row => row.interviewId);
    const totalOf = async (filter: QueueFilter) =>
      (await store.evaluationQueue.counts(queryOf(filter))).counts.total;
    const saveReport = (interviewId: InterviewId) =>
      store.reports.save({ interviewId, expectedVersion: 0, content: EMPTY_REPORT, userId: ADA, at: 1 });
    const askToPublish = async (interviewId: InterviewId, at = 2) => {
      await saveReport(interviewId);
      await store.reports.askToPublish(interviewId, { version: 1, userId: ADA, at, target: interviewId });
    };
    const askQuestion = async (
      interviewId: InterviewId,
      askedAt: number,
      answeredAt: number | null = null,
    ) => {
      await saveReport(interviewId);
      const unused = { guess: null, guessedAt: null, firstOpenedAt: null, answer: null, answeredBy: null };
      await store.database.kysely
        .insertInto('reportReplies')
        .values({ interviewId, question: 'Why?', askedAt, answeredAt, ...unused })
        .execute();
    };

    it('pages through every row once, the earliest due date first and then the longest waiting, while rows are added', async () => {
      const rows = waitingEvaluations(QUEUE_PAGE * 2 + 7, NOW).map((row, index) => ({
        ...row,
        promised: index % 3 > 0,
      }));
      await addWaiting(store, rows);
      const seen: InterviewId[] = [];
      let page = await store.evaluationQueue.page(queryOf({}));
      seen.push(...page.rows.map(row => row.interviewId));
      // A row inserted in front moves nothing after it.
      await add({ promisedAt: 1 });
      while (page.next) {
        page = await store.evaluationQueue.page(queryOf({}), page.next);
        seen.push(...page.rows.map(row => row.interviewId));
      }
      const dueOf = ({ promised, promisedAt }: NewEvaluation) =>
        promised ? promisedAt : Number.MAX_SAFE_INTEGER;
      const expected = rows
        .toSorted(
          (a, b) => dueOf(a) - dueOf(b) || a.endedAt - b.endedAt || (a.interviewId < b.interviewId ? -1 : 1),
        )
        .map(row => row.interviewId);
      expect(seen).toEqual(expected);
    });

    it('has one row for each piece of work: a requested publication replaces the report, a question is added', async () => {
      const written = await add({ stage: 'write', promisedAt: NOW + 2 });
      const both = await add({ stage: 'republish' });
      const done = await add({ stage: 'done', endedAt: NOW - HOUR_MS });
      const answered = await add({ stage: 'done', endedAt: NOW });
      await askToPublish(written);
      await askToPublish(both);
      await askQuestion(done, NOW - 5);
      await askQuestion(answered, NOW - 9, NOW);
      await store.database.kysely
        .insertInto('reportReplies')
        .values({
          ...{ interviewId: both, question: 'Why?', askedAt: NOW, answeredAt: null },
          ...{ guess: null, guessedAt: null, firstOpenedAt: null, answer: null, answeredBy: null },
        })
        .execute();
      const work = (await rowsOf(queryOf({}))).map(({ interviewId, step, dueAt }) => ({
        interviewId,
        step,
        dueAt,
      }));
      expect(work).toEqual([
        { interviewId: written, step: 'publish', dueAt: NOW + 2 },
        { interviewId: both, step: 'publish', dueAt: undefined },
        { interviewId: done, step: 'reply', dueAt: undefined },
        { interviewId: both, step: 'reply', dueAt: undefined },
      ]);
      expect(await ids({ steps: ['reply'] })).toEqual([done, both]);
      // Finished evaluations come last, the latest first.
      expect(await ids({ steps: ['done', 'reply'] })).toEqual([done, both, answered, done]);
      expect(await totalOf({ steps: ['done', 'reply'] })).toBe(4);
    });

    it('has a due date only where the candidate was promised one or a member set one, which can be cleared', async () => {
      const promised = await add({ promisedAt: NOW - 1 });
      const invited = await add({ promised: false, kind: 'interview', endedAt: NOW - 900 * HOUR_MS });
      expect(await ids({ due: 'overdue' })).toEqual([promised]);
      expect(await ids({ due: 'none' })).toEqual([invited]);
      const set = (interviewId: InterviewId, at: number | undefined) =>
        store.evaluations.setDue(interviewId, at === undefined ? undefined : { at, by: ADA }, {
          actor: ADA,
          action: 'evaluation.dueSet',
          target: 'seat',
        });
      expect(await set(newInterviewId(), NOW)).toBe(false);
      await set(promised, NOW + 5);
      await set(invited, NOW + 4);
      expect(await ids({ due: 'later' })).toEqual([invited, promised]);
      // Following the log keeps what a member set.
      const stored = await store.evaluations.find(invited);
      if (!stored) throw new Error('It is not there.');
      const {
        candidate,
        asked,
        ratable,
        raters,
        stage,
        closedBecause,
        closedDetail,
        locked,
        waitsFor,
        seenSeq,
      } = stored;
      const facts = {
        candidate,
        asked,
        ratable,
        raters,
        stage,
        closedBecause,
        closedDetail,
        locked,
        waitsFor,
        seenSeq,
      };
      await store.evaluations.update(invited, facts);
      expect(await store.evaluations.find(invited)).toMatchObject({ dueAt: NOW + 4, dueBy: ADA });
      await set(promised, undefined);
      await set(invited, undefined);
      expect(await store.evaluations.find(promised)).toMatchObject({ dueAt: NOW - 1, dueBy: undefined });
      expect(await store.evaluations.find(invited)).toMatchObject({ dueAt: undefined, dueBy: undefined });
      expect(await store.audit.list(10)).toHaveLength(4);
    });

    it('counts exactly what each filter lists, alone and with each other filter', async () => {
      const kitId = KitId.parse('other-kit');
      const stages = ['rate', 'rate', 'agree', 'write', 'republish', 'done', 'closed'] as const;
      for (const [index, stage] of [...stages, ...stages].entries()) {
        const interviewId = await add({
          stage,
          endedAt: NOW - index,
          promised: index % 3 > 0,
          promisedAt: index % 2 ? NOW - 5 : NOW + 5,
          kind: index % 4 ? 'practice' : 'interview',
          ...(index % 5 > 2 && { kitId, role: 'Designer', locale: 'de' }),
        });
        if (index % 3 === 1) await claim(interviewId, index % 2 ? ADA : UserId.parse('grace'));
        if (stage === 'done' || (stage === 'write' && index > 7)) await askToPublish(interviewId);
      }
      await askQuestion(await add({ stage: 'done' }), NOW - 3);
      const values: QueueFilter[] = [
        ...EvaluationStep.options.map(step => ({ steps: [step] })),
        ...[kitId, KitId.parse('kit-0')].map(value => ({ kitIds: [value] })),
        ...['de', 'en'].map(value => ({ locales: [value] })),
        ...(['practice', 'interview'] as const).map(kind => ({ kind })),
        ...QueueDue.options.map(due => ({ due })),
        ...QueueWho.options.map(who => ({ who })),
      ];
      const facetOf = (filter: QueueFilter) =>
        Object.keys(filter)[0] as keyof QueueCounts & keyof QueueFilter;
      for (const filter of [{}, ...values]) {
        const { counts } = await store.evaluationQueue.counts(queryOf(filter));
        expect(counts.total, JSON.stringify(filter)).toBe((await rowsOf(queryOf(filter))).length);
        for (const added of values) {
          const facet = facetOf(added);
          const [value] = [added[facet]].flat();
          const listed = await rowsOf(queryOf({ ...filter, ...added }));
          const counted = counts[facet].find(one => one.value === value)?.count ?? 0;
          expect(counted, JSON.stringify({ filter, added })).toBe(listed.length);
        }
      }
      // What a filter that is one press away shows doesn't depend on other filters.
      const quick: Record<keyof QueueCounts['quick'], QueueFilter> = {
        ...{ mine: { who: 'mine' }, open: { who: 'open' }, others: { who: 'others' }, free: { who: 'free' } },
        ...{ overdue: { due: 'overdue' }, reply: { steps: ['reply'] }, compare: { steps: ['agree'] } },
      };
      for (const other of [{}, { due: 'overdue' }, { person: ADA }, { referable: true }] as QueueFilter[]) {
        const { counts } = await store.evaluationQueue.counts(queryOf(other));
        for (const [name, filter] of Object.entries(quick))
          expect(counts.quick[name as keyof typeof quick], name).toBe((await ids(filter)).length);
        // Roles and languages don't vanish.
        expect(counts.kitIds).toHaveLength(2);
        expect(counts.locales.map(({ value }) => value).sort()).toEqual(['de', 'en']);
      }
      const kits = (await store.evaluationQueue.counts(queryOf({}))).kits;
      expect(kits).toContainEqual({ kitId, role: 'Designer' });
    });

    it('lists a finished evaluation while someone asks for its report to be published', async () => {
      const interviewId = await add({ stage: 'done', promisedAt: NOW - HOUR_MS, locale: 'fr' });
      await add({ stage: 'done' });
      await saveReport(interviewId);
      expect(await ids({})).toEqual([]);
      const request = { version: 1, userId: ADA, at: 2, target: interviewId };
      await store.reports.askToPublish(interviewId, request);
      expect(await ids({})).toEqual([interviewId]);
      expect(await ids({ steps: ['rate'] })).toEqual([]);
      expect(await ids({ due: 'overdue' })).toEqual([]);
    });

    itOnSqlite(
      'finds requests to publish and questions without reading the reports or the history',
      async () => {
        const plan = await queryPlans(store, async () => {
          await store.evaluationQueue.page(queryOf({}));
          await store.evaluationQueue.counts(queryOf({}));
        });
        expect(plan).toContain('reports_asked');
        expect(plan).toContain('report_replies_open');
        const scans =
          /SCAN (reports|report_replies) USING( COVERING)? INDEX (reports_asked|report_replies_open)/g;
        expect(plan.replace(scans, '')).not.toContain('SCAN');
      },
    );

    it('filters a person’s own evaluations, and those that no one rates yet', async () => {
      const [held, locked, back] = [await add(), await add(), await add()];
      const free = await add();
      const invited = await add({ asked: false });
      await claim(held, ADA);
      await store.evaluationClaims.lock(locked, claimedSeat(await claim(locked, ADA)));
      const differing = await add({ stage: 'agree' });
      const claimed = await claim(differing, ADA);
      await store.evaluationClaims.lock(differing, claimedSeat(claimed));
      await claim(back, ADA);
      await store.evaluationClaims.startEnding(back, ADA, 'handed-back');
      await store.evaluationClaims.release({ interviewId: back, userId: ADA });
      // Nothing is left to do after locking, unless the ratings have to be compared.
      expect((await ids({ who: 'mine' })).sort()).toEqual([held, differing].sort());
      await store.evaluationClaims.setCompared(differing, claimedSeat(claimed), true);
      expect(await ids({ who: 'mine' })).toEqual([held]);
      expect((await ids({ who: 'others' })).sort()).toEqual([locked, differing, invited].sort());
      expect((await ids({})).length).toBe(6);
      expect(await totalOf({})).toBe(6);
      expect((await ids({}, UserId.parse('grace'))).length).toBe(6);
      expect(await ids({ who: 'mine' }, UserId.parse('grace'))).toEqual([]);
      const unclaimed = await ids({ who: 'free' });
      expect(unclaimed.sort()).toEqual([back, free].sort());
      expect(unclaimed).not.toContain(invited);
    });

    it('names the levels of kits that have the same role', async () => {
      for (const level of ['Senior', 'Mid-level']) {
        const kitId = KitId.parse(level.toLowerCase());
        const entry = { actor: ADA, action: 'kit.created', target: kitId };
        const kit = { ...practiceableKit(), level };
        await store.kits.create({ kitId, kit, savedBy: null, builtIn: false, entry });
        await add({ kitId, role: 'Designer' });
      }
      await add({ role: 'Analyst' });
      const { kits } = await store.evaluationQueue.counts(queryOf({}));
      expect(kits.map(({ role, level }) => [role, level])).toEqual([
        ['Analyst', undefined],
        ['Designer', 'Mid-level'],
        ['Designer', 'Senior'],
      ]);
    });

    it('groups the work: the viewer’s, what anyone can do, what waits for others, and what is finished', async () => {
      const GRACE = UserId.parse('grace');
      const takes = async (interviewId: InterviewId, ...people: UserId[]) => {
        for (const userId of people) await claim(interviewId, userId);
        return interviewId;
      };
      const raters = { raters: 2, promised: false };
      const full = await takes(await add(raters), GRACE, UserId.parse('alan'));
      const differing = await add({ stage: 'agree', promised: false });
      const begun = await takes(await add({ ...raters, endedAt: NOW - 2 }), GRACE);
      const free = await add({ promised: false, endedAt: NOW - 1 });
      const report = await add({ stage: 'write', promised: false, endedAt: NOW });
      const own = await takes(await add({ ...raters, endedAt: NOW }), GRACE, ADA);
      const done = await add({ stage: 'done' });
      const grouped = async (changes: Partial<QueueQuery> = {}) =>
        (await rowsOf({ ...queryOf({ steps: [...EvaluationStep.options] }), ...changes })).map(
          ({ group, interviewId }) => [group, interviewId],
        );
      const waiting = [full, differing].map(id => ['others', id]);
      const rows = await grouped();
      expect(rows.slice(0, 4)).toEqual([
        ['mine', own],
        ['open', begun],
        ['open', free],
        ['open', report],
      ]);
      expect(rows.slice(4, 6).sort()).toEqual(waiting.sort());
      expect(rows.slice(6)).toEqual([['finished', done]]);
      const { counts } = await store.evaluationQueue.counts(queryOf({}));
      expect(counts.quick).toMatchObject({ mine: 1, open: 3, free: 1, compare: 1, others: 2 });
      // Who only practices rating can also rate what has enough raters.
      expect(await grouped({ shadow: true })).toContainEqual(['open', full]);
    });

    it('lists for a person what they have left to do, as many as their workload counts', async () => {
      const open = async (userId: UserId, publishes = true) =>
        (await rowsOf({ ...queryOf({ person: userId }), person: { userId, publishes } })).length;
      const held = await add();
      const reference = await add({ stage: 'done' });
      await claim(held, ADA);
      await claim(reference, ADA, { shadow: true });
      const lockedAt = async (stage: EvaluationStep, changes = {}) => {
        const interviewId = await add({ stage: stage as 'write' });
        await store.evaluationClaims.lock(interviewId, claimedSeat(await claim(interviewId, ADA, changes)));
        return interviewId;
      };
      await lockedAt('rate');
      await lockedAt('agree');
      await lockedAt('agree', { shadow: true });
      await lockedAt('write');
      await lockedAt('republish');
      await askToPublish(await lockedAt('write'));
      await askQuestion(await lockedAt('done'), NOW);
      const ofAda = (await store.evaluationClaims.claimLoads()).find(({ userId }) => userId === ADA);
      const after = Object.fromEntries((ofAda?.after ?? []).map(({ step, count }) => [step, count]));
      expect(ofAda?.held).toBe(2);
      expect(after).toEqual({ agree: 1, write: 1, republish: 1, publish: 1, reply: 1 });
      expect(await open(ADA)).toBe(7);
      expect((await ids({ who: 'mine' })).length).toBe(7);
      expect(await open(ADA, false)).toBe(5);
      expect(await open(UserId.parse('grace'))).toBe(0);
    });

    it('lists what a person is rating now: claims at any step, and seats without a claim while ratings are missing', async () => {
      const [reference, seated, over, locked] = [
        await add({ stage: 'done' }),
        await add(),
        await add({ stage: 'write' }),
        await add(),
      ];
      await claim(reference, ADA, { shadow: true });
      for (const interviewId of [seated, over])
        await store.evaluationClaims.addInvited(interviewId, ADA, newSeatId());
      await store.evaluationClaims.lock(locked, claimedSeat(await claim(locked, ADA)));
      expect((await ids({ held: true })).sort()).toEqual([reference, seated].sort());
      expect((await rowsOf(queryOf({ held: true }))).map(({ step }) => step)).toEqual(['rate', 'rate']);
    });

    it('processes a log once, and never moves back behind it', async () => {
      const interviewId = await add({ seenSeq: 5 });
      const before = await store.evaluations.find(interviewId);
      if (!before) throw new Error('It is not there.');
      await store.evaluations.add({ ...before, candidate: 'Another' });
      const facts = { ...before, stage: 'agree' as const, locked: 2, seenSeq: 9 };
      const {
        candidate,
        asked,
        ratable,
        raters,
        stage,
        closedBecause,
        closedDetail,
        locked,
        waitsFor,
        seenSeq,
      } = facts;
      const update = {
        candidate,
        asked,
        ratable,
        raters,
        stage,
        closedBecause,
        closedDetail,
        locked,
        waitsFor,
        seenSeq,
      };
      await store.evaluations.update(interviewId, update);
      await store.evaluations.update(interviewId, { ...update, stage: 'rate', seenSeq: 8 });
      expect(await store.evaluations.find(interviewId)).toEqual(facts);
    });

    it('follows ended interviews with a kit that are not for oneself alone, until it has processed their whole log', async () => {
      const ids = [await add(), await add(), await add(), await add()].sort();
      const set = (change: RawBuilder<unknown>, interviewId: string | undefined) =>
        sql`update interviews set ${change} where interview_id = ${interviewId}`.execute(
          store.database.kysely,
        );
      expect(await store.evaluations.listToFollow(10)).toEqual([]);
      for (const interviewId of ids) await set(sql`last_seq = 7`, interviewId);
      for (const [index, change] of [
        sql`practice = 'self'`,
        sql`phase = 'open'`,
        sql`kit_id = null`,
      ].entries())
        await set(change, ids[index]);
      const wanted = ids[3] as InterviewId;
      expect(await store.evaluations.listToFollow(10)).toEqual([wanted]);
      expect(await store.evaluations.listToFollow(10, wanted)).toEqual([]);
      const mark = await store.evaluations.followMark(wanted);
      await store.evaluations.noteFollowed(wanted, mark ?? 0, 7);
      expect(await store.evaluations.listToFollow(10)).toEqual([]);
    });

    it('follows again after the report or the time has changed, also while it is being followed', async () => {
      const { evaluations } = store;
      const late = await add({ asked: false, endedAt: NOW - SCORING_WINDOW_MS - 1 });
      await add({ asked: false, endedAt: NOW - SCORING_WINDOW_MS + 1 });
      await evaluations.followOverdue(NOW);
      expect(await evaluations.listToFollow(10)).toEqual([late]);
      const mark = (await evaluations.followMark(late)) ?? 0;
      const content = EMPTY_REPORT;
      await store.reports.save({ interviewId: late, expectedVersion: 0, content, userId: ADA, at: NOW });
      await evaluations.noteFollowed(late, mark, 9);
      expect(await evaluations.listToFollow(10)).toEqual([late]);
      await evaluations.noteFollowed(late, (await evaluations.followMark(late)) ?? 0, 9);
      expect(await evaluations.listToFollow(10)).toEqual([]);
    });

    itOnSqlite('finds interviews to follow without reading the history', async () => {
      await addWaiting(store, waitingEvaluations(10_000, NOW));
      const plan = await queryPlans(store, async () => {
        await store.evaluations.listToFollow(200, 'x');
        await store.evaluations.followOverdue(NOW);
      });
      expect(plan).toContain('interviews_to_follow');
      expect(plan).toContain('evaluations_by_end');
      expect(plan).not.toMatch(/SCAN|TEMP B-TREE/);
    });

    itOnSqlite('reads the workload of evaluators without reading the history', async () => {
      const plan = await queryPlans(store, async () => {
        await store.evaluationClaims.claimLoads();
        await store.evaluationClaims.queueLoad(NOW);
        await store.references.ratedBy(ADA);
        await store.references.list(ADA, 'all', 50);
      });
      const indexes = ['claims_by_state', 'claims_locked', 'claims_shadow'].map(name => `evaluation_${name}`);
      for (const index of [...indexes, 'reports_published']) expect(plan).toContain(index);
      // References in the order of agreement: an index of these alone.
      expect(plan).toContain('SCAN evaluations USING INDEX evaluations_agreed');
      // The same for reports and questions that wait. `work` is what waits, found by these indexes.
      const scans =
        /SCAN (evaluations USING INDEX evaluations_agreed|reports USING INDEX reports_asked|report_replies USING INDEX report_replies_open|work\b)/g;
      expect(plan.replace(scans, '')).not.toContain('SCAN');
      expect(plan).not.toContain('evaluation_claims USING INDEX evaluation_claims_by_user');
    });

    it('reads one page without all of ten thousand waiting rows', async () => {
      await addWaiting(store, waitingEvaluations(10_000, NOW));
      const asked = queryOf({ steps: ['rate'] });
      const interviewId = InterviewId.parse(newInterviewId());
      const middle = {
        group: 'open',
        dueAt: NOW,
        since: NOW - 48 * HOUR_MS,
        interviewId,
        step: 'rate',
      } as const;
      const tookMs: number[] = [];
      for (let time = 0; time < 3; time += 1) {
        const beganAt = performance.now();
        await store.evaluationQueue.page(asked, middle);
        await store.evaluationQueue.counts(queryOf({}));
        tookMs.push(performance.now() - beganAt);
      }
      // Several times the usual time: only a disproportionate growth fails. The fastest of several runs
      // excludes load on the machine.
      expect(Math.min(...tookMs)).toBeLessThan(500);
      if (store.database.kind === 'sqlite') {
        const plan = await queryPlans(store, () => store.evaluationQueue.page(asked, middle));
        expect(plan).toContain('evaluations_by_due');
        expect(plan).not.toMatch(/SCAN|TEMP B-TREE/);
      }
    });
  });
});
