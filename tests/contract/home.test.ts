import { beforeEach, describe, expect, it } from 'vitest';
import { homePaths } from '../../client/screens/console/home/homePaths.ts';
import { addressOf, filterOf } from '../../client/screens/console/interviews/listAddress.ts';
import { evaluationRow } from '../../server/store/evaluationStore.ts';
import type { StoredSummary } from '../../server/store/interviewAppend.ts';
import type { ListReader } from '../../server/store/interviewSearch.ts';
import type { Store } from '../../server/store/store.ts';
import { type InterviewId, TeamId, UserId } from '../../shared/ids.ts';
import { waitingEvaluations } from '../support/evaluationRows.ts';
import { newRecordingId } from '../support/finishedRecording.ts';
import { newInterviewId, newSeatId } from '../support/interviewLog.ts';
import { addSummaries, plannedSummary } from '../support/interviewRows.ts';
import { queryPlans } from '../support/queryPlans.ts';
import { onEveryDatabase } from './everyDatabase.ts';

const NOW = 1_900_000_000_000;
const HOUR_MS = 3_600_000;
const EMAIL = 'ian@example.org';
const TEAM = TeamId.parse(newInterviewId());
const OWNER: ListReader = { email: 'olga@example.org', all: true, teams: 'all' };
const OUTSIDE: ListReader = { email: EMAIL, all: true, teams: [] };

onEveryDatabase(open => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });

  const add = async (changes: Partial<StoredSummary> = {}): Promise<InterviewId> => {
    const summary = plannedSummary({ scheduledAt: NOW + HOUR_MS, ...changes });
    await addSummaries(store, [summary]);
    return summary.interviewId;
  };
  const seat = (interviewId: InterviewId, role: string, email = EMAIL, part = 'seat') =>
    store.database.kysely
      .insertInto('staffSeats')
      .values({ interviewId, seatId: newSeatId(), role, email, part })
      .execute();
  const idsOf = (rows: readonly { interviewId: string }[]) => rows.map(({ interviewId }) => interviewId);

  describe('what waits for a member', () => {
    it('is their next interviews, each once and with the role of most rights', async () => {
      const [later, soon, running, old, over, claimed, foreign, window] = [
        await add({ scheduledAt: NOW + 2 * HOUR_MS }),
        await add(),
        await add({ scheduledAt: NOW - 48 * HOUR_MS, phase: 'open' }),
        await add({ scheduledAt: NOW - 48 * HOUR_MS }),
        await add({ phase: 'ended' }),
        await add(),
        await add(),
        await add({
          scheduledAt: NOW - 24 * HOUR_MS,
          window: { opensAt: NOW - 24 * HOUR_MS, closesAt: NOW + 1 },
        }),
      ] as const;
      for (const one of [later, running, old, over, window]) await seat(one, 'evaluator');
      await seat(soon, 'observer');
      await seat(soon, 'interviewer');
      await seat(claimed, 'evaluator', EMAIL, 'claim');
      await seat(foreign, 'interviewer', 'other@example.org');
      const { total, rows } = await store.home.ownInterviews('Ian@Example.org', NOW, 5);
      expect(rows.map(({ interviewId, role }) => [interviewId, role])).toEqual([
        [running, 'evaluator'],
        [window, 'evaluator'],
        [soon, 'interviewer'],
        [later, 'evaluator'],
      ]);
      expect(total).toBe(4);
      expect(await store.home.ownInterviews(EMAIL, NOW, 2)).toMatchObject({ total: 4, rows: { length: 2 } });
    });

    it('is the next interviews of their scope: late ones, those without a time, and those to decide on', async () => {
      const [seat] = plannedSummary().seats;
      if (!seat) throw new Error('The example has a candidate.');
      const rated = {
        ...{ phase: 'ended' as const, begun: true, rating: { due: 0, locked: 2 } },
        seats: [{ ...seat, presence: 'left' as const, tookPart: true }],
      };
      const [later, late, theirs, running, unscheduled, decide] = [
        await add({ scheduledAt: NOW + 2 * HOUR_MS }),
        await add({ scheduledAt: NOW - 10 * 60_000 }),
        await add({ teamId: TEAM }),
        await add({ scheduledAt: NOW - HOUR_MS, phase: 'open', begun: true }),
        await add({ scheduledAt: NOW + 48 * HOUR_MS, unscheduled: true }),
        await add({ ...rated, scheduledAt: NOW - 24 * HOUR_MS }),
        await add({
          ...rated,
          seats: [{ ...seat, seatId: newSeatId(), presence: 'left', tookPart: true }],
          scheduledAt: NOW - 90 * 24 * HOUR_MS,
        }),
        await add({ scheduledAt: NOW - 2 * HOUR_MS }),
        await add({ phase: 'cancelled' }),
      ] as const;
      const { home } = store;
      expect(idsOf((await home.upcoming(OWNER, NOW, 5)).rows)).toEqual([running, late, theirs, later]);
      expect(idsOf((await home.upcoming(OUTSIDE, NOW, 5)).rows)).toEqual([running, late, later]);
      expect(await home.upcoming(OWNER, NOW, 2)).toMatchObject({ total: 4, rows: { length: 2 } });
      expect(idsOf((await home.unscheduled(OUTSIDE, NOW, 5)).rows)).toEqual([unscheduled]);
      expect(idsOf((await home.decisionsDue(OUTSIDE, NOW, 5)).rows)).toEqual([decide]);
    });

    it('is as many interviews as the lists have that the page links to', async () => {
      const [candidate] = plannedSummary().seats;
      if (!candidate) throw new Error('The example has a candidate.');
      const rated = {
        ...{ phase: 'ended' as const, begun: true, rating: { due: 0, locked: 2 } },
        seats: [{ ...candidate, presence: 'left' as const, tookPart: true }],
      };
      const own = [
        await add(),
        await add({ scheduledAt: NOW - 10 * 60_000 }),
        await add({ scheduledAt: NOW - 2 * HOUR_MS }),
        await add({ scheduledAt: NOW - 48 * HOUR_MS, phase: 'open', begun: true }),
        await add({ scheduledAt: NOW + 48 * HOUR_MS, unscheduled: true }),
        await add({ phase: 'cancelled' }),
      ];
      for (const interviewId of own) await seat(interviewId, 'interviewer', OWNER.email);
      await add({ scheduledAt: NOW + 3 * HOUR_MS });
      await add({ ...rated, scheduledAt: NOW - 24 * HOUR_MS });
      await add({ ...rated, scheduledAt: NOW - 90 * 24 * HOUR_MS, seats: [] });
      const { home, interviewList } = store;
      const paths = homePaths(OWNER.email, NOW);
      const listed = async (path: string) => {
        const filter = filterOf(addressOf(new URL(path, 'https://example.org').searchParams));
        return (await interviewList.chosen({ reader: OWNER, filter, now: NOW }, 1)).total;
      };
      const totals = {
        interviews: (await home.ownInterviews(OWNER.email, NOW, 1)).total,
        upcoming: (await home.upcoming(OWNER, NOW, 1)).total,
        unscheduled: (await home.unscheduled(OWNER, NOW, 1)).total,
        decisions: (await home.decisionsDue(OWNER, NOW, 1)).total,
      };
      expect(totals).toEqual({ interviews: 3, upcoming: 4, unscheduled: 1, decisions: 1 });
      for (const block of ['interviews', 'upcoming', 'unscheduled', 'decisions'] as const)
        expect([block, await listed(paths[block])]).toEqual([block, totals[block]]);
    });

    it('is candidates who weren’t invited: no address, nothing sent, or the message bounced', async () => {
      const { kysely } = store.database;
      const addWithCandidate = async (address: string | null, changes: Partial<StoredSummary> = {}) => {
        const interviewId = await add(changes);
        const [candidateId, seatId] = [newInterviewId(), newSeatId()];
        await kysely
          .insertInto('candidates')
          .values({ candidateId, keyHash: candidateId, rootId: candidateId, mergedInto: null, createdAt: 1 })
          .execute();
        await kysely
          .insertInto('candidateSeats')
          .values({ seatId, interviewId, candidateId, name: 'Ada', address, search: 'ada' })
          .execute();
        return { interviewId, seatId };
      };
      const tell = async (
        { interviewId, seatId }: { interviewId: InterviewId; seatId: string },
        state: string,
      ) => {
        await kysely
          .insertInto('mails')
          .values({
            ...{ mailId: seatId, onceKey: seatId, kind: 'invitation', address: 'ada@example.org' },
            ...{ content: '{}', secret: null, state, reason: null, createdAt: NOW, sentAt: null },
            ...{ handedAt: null, pageId: null },
          })
          .execute();
        await kysely
          .insertInto('toldSeats')
          .values({
            ...{
              interviewId,
              seatId,
              address: 'ada@example.org',
              sequence: 0,
              state: 'invited',
              facts: '{}',
            },
            ...{ toldAt: NOW, mailId: seatId, again: 0, reminded: 0 },
          })
          .execute();
      };
      const noAddress = await addWithCandidate(null, { mail: true });
      const notSent = await addWithCandidate('ada@example.org', { teamId: TEAM });
      const here = { candidate: 1, interviewer: 0, evaluator: 0, observer: 0 };
      await addWithCandidate('ada@example.org', { present: here });
      await addWithCandidate(null, { phase: 'ended' });
      await addWithCandidate('ada@example.org', { mail: true });
      const [bounced, told] = [
        await addWithCandidate('ada@example.org', { mail: true }),
        await addWithCandidate('ada@example.org', { mail: true }),
      ];
      await tell(bounced, 'bounced');
      await tell(told, 'sent');
      const found = async (reader: ListReader) =>
        (await store.home.uninvited(reader, NOW, 5)).rows.map(({ interviewId, invitation }) => [
          interviewId,
          invitation,
        ]);
      expect(new Map((await found(OWNER)) as [string, string][])).toEqual(
        new Map([
          [noAddress.interviewId, 'no-address'],
          [notSent.interviewId, 'not-sent'],
        ]),
      );
      expect(await found(OUTSIDE)).toEqual([[noAddress.interviewId, 'no-address']]);
      const { rows } = await store.home.upcoming(OWNER, NOW, 20);
      const listed = new Map(rows.map(row => [row.interviewId, row.invitation]));
      expect(listed.get(bounced.interviewId)).toBe('bounced');
      expect(listed.get(told.interviewId)).toBeUndefined();
    });

    it('is what failed in interviews that they may see, until the message is sent again', async () => {
      const { kysely } = store.database;
      const [free, theirs, fine, over] = [
        await add(),
        await add({ teamId: TEAM }),
        await add(),
        await add({ phase: 'ended' }),
      ] as const;
      for (const [interviewId, state] of [
        [free, 'bounced'],
        [theirs, 'failed'],
        [fine, 'sent'],
        [over, 'bounced'],
      ] as const) {
        await kysely
          .insertInto('mails')
          .values({
            mailId: interviewId,
            onceKey: interviewId,
            kind: 'invitation',
            address: 'ada@example.org',
            content: '{}',
            secret: null,
            state,
            reason: null,
            createdAt: NOW,
            sentAt: null,
            handedAt: null,
            pageId: null,
          })
          .execute();
        await kysely
          .insertInto('toldSeats')
          .values({
            interviewId,
            seatId: newSeatId(),
            address: 'ada@example.org',
            sequence: 0,
            state: 'invited',
            facts: '{}',
            toldAt: NOW,
            mailId: interviewId,
            again: 0,
            reminded: 0,
          })
          .execute();
        await kysely
          .insertInto('recordings')
          .values({
            recordingId: newRecordingId(),
            interviewId,
            state: state === 'sent' ? 'ready' : 'failed',
            seenSeq: 0,
            startedAt: 1,
            endedAt: null,
            durationMs: null,
            finished: null,
          })
          .execute();
      }
      const mails = await store.home.failedMails(OWNER, 5);
      expect(new Set(idsOf(mails.rows))).toEqual(new Set([free, theirs]));
      expect(mails.total).toBe(2);
      expect(idsOf((await store.home.failedMails(OUTSIDE, 5)).rows)).toEqual([free]);
      const recordings = await store.home.failedRecordings(OWNER, 2);
      expect(recordings).toMatchObject({ total: 3, rows: { length: 2 } });
      expect(new Set(idsOf((await store.home.failedRecordings(OUTSIDE, 5)).rows))).toEqual(
        new Set([free, over]),
      );
      await kysely.updateTable('mails').set({ state: 'sent' }).where('mailId', '=', free).execute();
      expect(await store.home.failedMails(OUTSIDE, 5)).toEqual({ total: 0, rows: [] });
      // A reminder after the invitation fails, until a later letter is sent.
      const reminder = {
        ...{ mailId: newInterviewId(), onceKey: 'reminder', kind: 'interview-reminder', content: '{}' },
        ...{ address: 'ada@example.org', secret: null, state: 'failed', reason: null, createdAt: NOW + 1 },
        ...{ sentAt: null, handedAt: null, pageId: null, interviewId: free },
      };
      await kysely.insertInto('mails').values(reminder).execute();
      expect(idsOf((await store.home.failedMails(OUTSIDE, 5)).rows)).toEqual([free]);
      await kysely
        .updateTable('toldSeats')
        .set({ toldAt: NOW + 2 })
        .where('interviewId', '=', free)
        .execute();
      expect(await store.home.failedMails(OUTSIDE, 5)).toEqual({ total: 0, rows: [] });
    });

    it('is candidates’ questions without an answer, the oldest first', async () => {
      const { kysely } = store.database;
      const [example] = waitingEvaluations(1, NOW);
      if (!example) throw new Error('There is no example.');
      const ask = async (askedAt: number, teamId?: TeamId, answeredAt: number | null = null) => {
        const interviewId = await add({ phase: 'ended', ...(teamId && { teamId }) });
        await kysely
          .insertInto('evaluations')
          .values(evaluationRow({ ...example, interviewId, kind: 'interview', stage: 'done' }))
          .execute();
        await kysely
          .insertInto('reports')
          .values({
            interviewId,
            state: 'published',
            version: 1,
            content: '{}',
            savedBy: null,
            savedAt: null,
            published: null,
            publishedVersion: null,
            publishedScoring: null,
            publishedAt: null,
            updatedAt: null,
            publishedBy: null,
            publishAskedBy: null,
            publishAskedAt: null,
          })
          .execute();
        await kysely
          .insertInto('reportReplies')
          .values({
            interviewId,
            guess: null,
            guessedAt: null,
            firstOpenedAt: null,
            question: 'Why?',
            askedAt,
            answer: answeredAt === null ? null : 'Because.',
            answeredAt,
            answeredBy: null,
          })
          .execute();
        return interviewId;
      };
      const newest = await ask(NOW);
      const oldest = await ask(NOW - HOUR_MS);
      const theirs = await ask(NOW - 1, TEAM);
      await ask(NOW, undefined, NOW);
      const asked = async (reader: ListReader) => {
        const query = {
          filter: { steps: ['reply' as const] },
          userId: UserId.parse('eve'),
          publishes: true,
          reader,
          now: NOW,
        };
        const { rows } = await store.evaluationQueue.page(query);
        expect((await store.evaluationQueue.counts(query)).counts.total).toBe(rows.length);
        return idsOf(rows);
      };
      expect(await asked(OWNER)).toEqual([oldest, theirs, newest]);
      expect(await asked(OUTSIDE)).toEqual([oldest, newest]);
      expect(await asked({ email: 'eve@example.org', all: false, teams: [] })).toEqual([]);
    });

    it('is the first steps until there is an interview that they see', async () => {
      expect(await store.home.hasInterviews(OWNER)).toBe(false);
      expect(await store.home.firstSteps()).toEqual({ kit: false, team: false });
      await add({ teamId: TEAM });
      expect(await store.home.hasInterviews(OUTSIDE)).toBe(false);
      expect(await store.home.hasInterviews(OWNER)).toBe(true);
    });

    it('finds failed messages by an index', async () => {
      if (store.database.kind !== 'sqlite') return;
      const plans = await queryPlans(store, () => store.home.failedMails(OWNER, 5));
      expect(plans).toMatch(/mails_failed|told_seats_by_mail/);
    });

    it('reads lists of few interviews from indexes of their own', async () => {
      if (store.database.kind !== 'sqlite') return;
      const lists = {
        interviews_unscheduled: () => store.home.unscheduled(OWNER, NOW, 5),
        interviews_leaderless: () => store.home.leaderless(OWNER, NOW, 5),
        interviews_rated: () => store.home.decisionsDue(OWNER, NOW, 5),
      };
      for (const [index, read] of Object.entries(lists)) {
        const steps = (await queryPlans(store, read)).split('\n').filter(step => / interviews /.test(step));
        expect(steps).toHaveLength(2);
        for (const step of steps) expect(step).toMatch(`SEARCH interviews USING INDEX ${index} `);
      }
    });
  });
});
