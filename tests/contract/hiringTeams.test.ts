import { beforeEach, describe, expect, it } from 'vitest';
import { isUniqueViolation } from '../../server/store/databaseErrors.ts';
import { evaluationRow } from '../../server/store/evaluationStore.ts';
import type { ListReader } from '../../server/store/interviewSearch.ts';
import type { Store } from '../../server/store/store.ts';
import { TeamId, UserId } from '../../shared/ids.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import { waitingEvaluations } from '../support/evaluationRows.ts';
import { newRecordingId } from '../support/finishedRecording.ts';
import { newInterviewId, newSeatId } from '../support/interviewLog.ts';
import { addSummaries, plannedSummary } from '../support/interviewRows.ts';
import { onEveryDatabase } from './everyDatabase.ts';

const [OURS, THEIRS] = [newInterviewId(), newInterviewId()].map(id => TeamId.parse(id)) as [TeamId, TeamId];
const EMAIL = 'Rita@example.org';
const KIT = KitId.parse('example-kit');
const USER = UserId.parse('rita');

/** Interviews by their hiring team. The reader rates in `taking`, which is of another team. */
const INTERVIEWS = {
  none: newInterviewId(),
  ours: newInterviewId(),
  theirs: newInterviewId(),
  taking: newInterviewId(),
};
type Name = keyof typeof INTERVIEWS;
const TEAMS: Record<Name, TeamId | undefined> = {
  none: undefined,
  ours: OURS,
  theirs: THEIRS,
  taking: THEIRS,
};

interface Expected {
  who: string;
  reader: Omit<ListReader, 'email'>;
  /** Interviews in lists, in searches, and with recordings. */
  lists: readonly Name[];
  queue: readonly Name[];
  /** Interviews in agreement statistics, and references for calibration. */
  statistics: readonly Name[];
}

/** Written by hand, not derived from the role table. */
const EXPECTED: readonly Expected[] = [
  {
    who: 'an owner',
    reader: { all: true, teams: 'all' },
    lists: ['none', 'ours', 'theirs', 'taking'],
    queue: ['none', 'ours', 'theirs', 'taking'],
    statistics: ['none', 'ours', 'theirs', 'taking'],
  },
  {
    who: 'an organizer of the team',
    reader: { all: true, teams: [OURS] },
    lists: ['none', 'ours', 'taking'],
    queue: ['none', 'ours', 'taking'],
    statistics: ['none', 'ours'],
  },
  {
    who: 'an organizer without a team',
    reader: { all: true, teams: [] },
    lists: ['none', 'taking'],
    queue: ['none', 'taking'],
    statistics: ['none'],
  },
  {
    who: 'an evaluator of the team',
    reader: { all: false, teams: [OURS] },
    lists: ['taking'],
    queue: ['none', 'ours', 'taking'],
    statistics: ['none', 'ours'],
  },
  {
    who: 'an evaluator without a team',
    reader: { all: false, teams: [] },
    lists: ['taking'],
    queue: ['none', 'taking'],
    statistics: ['none'],
  },
];

onEveryDatabase(open => {
  let store: Store;

  beforeEach(async () => {
    store = await open();
    const { kysely } = store.database;
    const [example] = waitingEvaluations(1, 1_900_000_000_000);
    if (!example) throw new Error('There is no example.');
    for (const [name, interviewId] of Object.entries(INTERVIEWS)) {
      const teamId = TEAMS[name as Name];
      const facts = { kitId: KIT, scorecardsOpen: true, phase: 'ended', ...(teamId && { teamId }) } as const;
      await addSummaries(store, [plannedSummary({ interviewId, ...facts })]);
      await kysely
        .insertInto('evaluations')
        .values({
          ...evaluationRow({ ...example, interviewId, kitId: KIT, kind: 'interview' }),
          agreedRatings: '{}',
          agreedBy: USER,
          agreedAt: 1,
        })
        .execute();
      await kysely
        .insertInto('recordings')
        .values({
          recordingId: newRecordingId(),
          interviewId,
          state: 'ready',
          seenSeq: 0,
          startedAt: 1,
          endedAt: null,
          durationMs: null,
          finished: null,
        })
        .execute();
      await kysely
        .insertInto('interviewEvents')
        .values({
          interviewId,
          seq: 1,
          at: 1,
          kind: 'session.opened',
          actor: '{"type":"system"}',
          payload: '{}',
        })
        .execute();
    }
    await kysely
      .insertInto('staffSeats')
      .values({
        interviewId: INTERVIEWS.taking,
        seatId: newSeatId(),
        role: 'evaluator',
        email: EMAIL.toLowerCase(),
        part: 'seat',
      })
      .execute();
  });

  describe.each(EXPECTED)('$who', ({ reader: rights, lists, queue, statistics }) => {
    const reader = { email: EMAIL, ...rights };
    const namesOf = (rows: readonly { interviewId: string }[]) =>
      (Object.keys(INTERVIEWS) as Name[]).filter(name =>
        rows.some(({ interviewId }) => interviewId === INTERVIEWS[name]),
      );

    it('lists and finds only interviews and recordings that they may see', async () => {
      for (const search of ['', 'ada']) {
        const { rows } = await store.interviewList.page({ reader, filter: { search }, now: 0 });
        expect(namesOf(rows)).toEqual(lists);
        for (const { interviewId, teamId } of rows) {
          const [name] = namesOf([{ interviewId }]);
          expect(teamId).toBe(name && TEAMS[name]);
        }
      }
      expect(namesOf((await store.interviewRecordings.listFor(reader)).rows)).toEqual(lists);
    });

    it('finds only work on interviews that they may rate, and counts the same', async () => {
      const query = { filter: {}, userId: USER, publishes: true, reader, now: 0 };
      expect(namesOf((await store.evaluationQueue.page(query)).rows)).toEqual(queue);
      expect((await store.evaluationQueue.counts(query)).counts.total).toBe(queue.length);
    });

    it('gets statistics and references of their own teams only', async () => {
      const scorings: { interviewId: string }[] = [];
      for await (const scoring of store.interviews.readScorings(KIT, reader.teams)) scorings.push(scoring);
      expect(namesOf(scorings)).toEqual(statistics);
      expect(namesOf(await store.references.list(USER, reader.teams, 10))).toEqual(statistics);
    });
  });

  it('late reports are taken with their hiring team', async () => {
    const teams = new Map<string, TeamId | undefined>();
    await store.notices.takeLate(0, 1_900_000_000_000, async late => {
      for (const { interviewId, teamId } of late) teams.set(interviewId, teamId);
    });
    const expected = Object.entries(INTERVIEWS).map(([name, id]) => [id, TEAMS[name as Name]] as const);
    expect(teams).toEqual(new Map(expected));
  });

  it('names of teams differ in more than case and spaces, and stay when members change', async () => {
    const [one, two] = [newInterviewId(), newInterviewId()].map(id => TeamId.parse(id)) as [TeamId, TeamId];
    const create = (teamId: TeamId, name: string) =>
      store.teams.create(
        { teamId, name, members: [] },
        { actor: USER, action: 'team.created', target: teamId },
      );
    const taken = async (attempt: Promise<unknown>) =>
      attempt.then(() => false).catch((error: unknown) => isUniqueViolation(error));
    await create(one, 'Platform Team');
    for (const name of ['platform team', 'PLATFORM  TEAM', ' Platform Team '])
      expect(`${name}: ${await taken(create(two, name))}`).toBe(`${name}: true`);
    await create(two, 'Platform Teams');
    expect(await taken(store.teams.change(two, { name: 'Platform team' }, USER))).toBe(true);
    await store.teams.change(one, { name: 'PLATFORM team' }, USER);
    // A team that had such a name before keeps it until it's renamed.
    const old = { name: 'platform Team', nameKey: null };
    await store.database.kysely.updateTable('hiringTeams').set(old).where('teamId', '=', two).execute();
    await store.teams.change(two, { name: 'platform Team', archived: true }, USER);
    const names = (await store.teams.list()).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['PLATFORM team', 'platform Team']));
  });

  it('teams have members, of whom a change names those who joined or left', async () => {
    const { kysely } = store.database;
    for (const id of ['ada', 'rita'])
      await kysely
        .insertInto('staffUsers')
        .values({
          id,
          name: id,
          email: `${id}@example.org`,
          emailVerified: store.database.kind === 'sqlite' ? 1 : true,
          role: 'interviewer',
          disabledAt: null,
          createdAt: store.database.kind === 'sqlite' ? '2026-01-01' : new Date(0),
          updatedAt: store.database.kind === 'sqlite' ? '2026-01-01' : new Date(0),
        } as never)
        .execute();
    const entry = { actor: 'olga', action: 'team.changed', target: OURS };
    const [ada, rita] = [UserId.parse('ada'), UserId.parse('rita')];
    await store.teams.create({ teamId: OURS, name: 'Engineering', members: [ada] }, entry);
    await expect(
      store.teams.create({ teamId: THEIRS, name: 'Engineering', members: [] }, entry),
    ).rejects.toThrow();
    expect(await store.teams.list()).toEqual([
      { teamId: OURS, name: 'Engineering', archived: false, members: ['ada'] },
    ]);
    expect(await store.teams.change(OURS, { name: 'Platform', members: [rita] }, 'olga')).toEqual([
      rita,
      ada,
    ]);
    expect(await store.teams.change(OURS, { archived: true }, 'olga')).toEqual([]);
    expect(await store.teams.change(THEIRS, { archived: true }, 'olga')).toBeUndefined();
    expect(await store.teams.change(OURS, { archived: true, members: [rita] }, 'olga')).toEqual([]);
    expect((await store.audit.list(3)).map(({ details }) => details)).toEqual([
      { fields: ['archived'], archived: true },
      { fields: ['name', 'members'], added: [rita], removed: [ada] },
      {},
    ]);
    expect(await store.teams.list()).toEqual([
      { teamId: OURS, name: 'Platform', archived: true, members: ['rita'] },
    ]);
    expect(await store.teams.of('ada')).toEqual([]);
    expect(await store.teams.of('rita')).toEqual([OURS]);
    expect(await store.teams.byMember()).toEqual(new Map([['rita', [OURS]]]));
    await kysely.deleteFrom('staffUsers').where('id', '=', 'rita').execute();
    expect(await store.teams.of('rita')).toEqual([]);
  });
});
