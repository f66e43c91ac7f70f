import { beforeEach, describe, expect, it } from 'vitest';
import { shownNames } from '../../server/interviews/staffInterviews.ts';
import type { StoredSummary } from '../../server/store/interviewAppend.ts';
import type { ListedInterview } from '../../server/store/interviewList.ts';
import type { ListReader } from '../../server/store/interviewSearch.ts';
import type { Store } from '../../server/store/store.ts';
import { ImportId, type InterviewId, type TeamId } from '../../shared/ids.ts';
import { OwnPart } from '../../shared/interview/visibility.ts';
import type { KitId } from '../../shared/kit/kitIds.ts';
import {
  INTERVIEW_PAGE,
  type InterviewCursor,
  type InterviewFilter,
  InterviewGroupName,
  type InterviewSort,
} from '../../shared/protocol/interviewList.ts';
import { newInterviewId, newSeatId } from '../support/interviewLog.ts';
import { addSummaries, plannedSummary } from '../support/interviewRows.ts';
import { queryPlans } from '../support/queryPlans.ts';
import { onEveryDatabase } from './everyDatabase.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TODAY = Date.UTC(2030, 0, 15);
const TOMORROW = TODAY + DAY_MS;
const NOW = TODAY + 10 * HOUR_MS;
const KITS = ['backend-developer', 'any-role'];
const TEAMS = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002'];
const IMPORT = ImportId.parse('01900000-0000-7000-8000-000000000003');
const LEAD: ListReader = { email: 'lead@example.org', all: true, teams: 'all' };
const IAN: ListReader = { email: 'ian@example.org', all: false, teams: [] };

const groupOf = (name: InterviewGroupName) => ({ name, today: TODAY, tomorrow: TOMORROW });

/** Returns the group of an interview. */
function expectedGroup({ scheduledAt, phase, window }: StoredSummary): InterviewGroupName {
  const startable = phase === 'lobby' && window !== undefined && NOW < window.closesAt;
  if (phase === 'open' || (startable && scheduledAt < TODAY)) return 'today';
  if (scheduledAt >= TOMORROW) return 'upcoming';
  return scheduledAt >= TODAY ? 'today' : 'past';
}

onEveryDatabase(open => {
  describe('the list of interviews', () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });

    const page = (filter: InterviewFilter = {}, after?: InterviewCursor, reader = LEAD) =>
      store.interviewList.page({ reader, filter, now: NOW }, after);
    /** Returns all pages, from the first to the last. */
    const everything = async (filter: InterviewFilter, reader = LEAD): Promise<InterviewId[]> => {
      const ids: InterviewId[] = [];
      let after: InterviewCursor | undefined;
      do {
        const { rows, next } = await page(filter, after, reader);
        expect(rows.length).toBeLessThanOrEqual(INTERVIEW_PAGE);
        ids.push(...rows.map(({ interviewId }) => interviewId));
        after = next;
      } while (after);
      return ids;
    };
    const found = async (search: string, reader = LEAD) =>
      (await page({ search }, undefined, reader)).rows.map(({ interviewId }) => interviewId);
    const takesPart = (email: string, part: OwnPart, interviewIds: readonly InterviewId[]) =>
      store.database.kysely
        .insertInto('staffSeats')
        .values(
          interviewIds.map(interviewId => ({
            interviewId,
            seatId: newSeatId(),
            role: 'evaluator',
            email,
            part,
          })),
        )
        .execute();

    it('has every interview in one group, in the order of the group, a page at a time', async () => {
      const phases = ['lobby', 'open', 'ended', 'cancelled'] as const;
      const summaries = Array.from({ length: 420 }, (_, index) => {
        // From three days ago to three days ahead, several of them at the same time.
        const scheduledAt = TODAY + ((index * 31) % 145) * HOUR_MS - 3 * DAY_MS;
        const closesAt = scheduledAt + (index % 3 === 0 ? 24 : 72) * HOUR_MS;
        return plannedSummary({
          scheduledAt,
          phase: phases[(index * 7) % 5] ?? 'lobby',
          ...(index % 2 === 0 && { window: { opensAt: scheduledAt, closesAt } }),
        });
      });
      const practice = plannedSummary({ scheduledAt: NOW, practice: 'evaluation' });
      await addSummaries(store, [...summaries, practice]);
      const byPlace = (a: StoredSummary, b: StoredSummary) =>
        a.scheduledAt - b.scheduledAt || (a.interviewId < b.interviewId ? -1 : 1);
      for (const name of InterviewGroupName.options) {
        const own = summaries.filter(summary => expectedGroup(summary) === name).sort(byPlace);
        expect(own.length).toBeGreaterThan(2 * INTERVIEW_PAGE);
        const ids = own.map(({ interviewId }) => interviewId);
        expect(await everything({ group: groupOf(name) })).toEqual(name === 'past' ? ids.reverse() : ids);
      }
      const all = summaries.toSorted(byPlace).map(({ interviewId }) => interviewId);
      expect(await everything({})).toEqual(all.reverse());
    });

    it('has only interviews in which a member of staff takes part, unless they see all', async () => {
      const summaries = Array.from({ length: 9 }, (_, index) =>
        plannedSummary({ scheduledAt: NOW + index * HOUR_MS, phase: index === 4 ? 'open' : 'lobby' }),
      );
      await addSummaries(store, summaries);
      const own = [summaries[1], summaries[4]].flatMap(one => one?.interviewId ?? []);
      await takesPart(IAN.email, 'seat', own);
      expect((await everything({ group: groupOf('today') }, IAN)).toSorted()).toEqual(own.toSorted());
      expect(await found('ada', IAN)).toHaveLength(2);
      expect(await found('ada', { email: 'stranger@example.org', all: false, teams: [] })).toEqual([]);
    });

    it('is searched for every word, regardless of case, accents, and alphabet', async () => {
      const add = async (candidate: string, title = 'First round', jobRole = 'Engineer') => {
        const summary = plannedSummary({ candidate, title, jobRole });
        await addSummaries(store, [summary]);
        return summary.interviewId;
      };
      const jose = await add('José Ångström', 'Backend developer, ÜBUNG');
      const strauss = await add('Franz Strauß', 'Data engineer');
      const olga = await add('Ольга ЁЛКИНА');
      const odysseus = await add('ΟΔΥΣΣΕΎΣ');
      const ilker = await add('İLKER Işık');
      const kim = await add('김민준');
      for (const [search, ids] of [
        ['JOSÉ', [jose]],
        ['jose angstrom', [jose]],
        ['übung ångs', [jose]],
        ['strauss data', [strauss]],
        ['STRAUSS', [strauss]],
        ['strauß', [strauss]],
        ['ольга ёлк', [olga]],
        ['οδυσσευς', [odysseus]],
        ['ilker', [ilker]],
        ['김민', [kim]],
        ['jose strauss', []],
        ['straussdata', []],
        ['engineer', [kim, ilker, odysseus, olga, strauss, jose]],
        ['data engineer', [strauss]],
        ['  \t\u0000 ', [kim, ilker, odysseus, olga, strauss, jose]],
        [`jose${' '.repeat(90)}ångström`, [jose]],
      ] as const)
        expect([search, await found(search)]).toEqual([search, ids]);
    });

    it('matches database wildcards literally', async () => {
      const [percent, underscore, backslash] = ['100% remote', 'snake_case', 'C:\\temp'].map(title =>
        plannedSummary({ title }),
      );
      if (!percent || !underscore || !backslash) throw new Error('There are three of them.');
      await addSummaries(store, [percent, underscore, backslash, plannedSummary({ title: '1000 snakes' })]);
      expect(await found('%')).toEqual([percent.interviewId]);
      expect(await found('0%')).toEqual([percent.interviewId]);
      expect(await found('_')).toEqual([underscore.interviewId]);
      expect(await found('\\')).toEqual([backslash.interviewId]);
      expect(await found('\\%')).toEqual([]);
      expect(await found("' or 1=1 --")).toEqual([]);
    });

    it('finds by the names that the reader’s list shows, and by no others', async () => {
      const both = [false, true];
      const phases = ['lobby', 'open', 'ended', 'cancelled'] as const;
      const summaries = both.flatMap(namesHidden =>
        both.flatMap(scorecardsOpen =>
          both.flatMap(scoringClosed =>
            phases.map(phase =>
              plannedSummary({
                candidate: 'Ada Secretname',
                title: 'Interview with Ada Secretname',
                namesHidden,
                scorecardsOpen,
                scoringClosed,
                phase,
              }),
            ),
          ),
        ),
      );
      await addSummaries(store, summaries);
      const ids = summaries.map(({ interviewId }) => interviewId);
      const parts = [[], ...OwnPart.options.map(part => [part]), OwnPart.options];
      for (const [index, own] of parts.entries()) {
        const email = `reader-${index}@example.org`;
        for (const part of own) await takesPart(email, part, ids);
        const reader: ListReader = { email, all: true, teams: 'all' };
        const { rows } = await page({}, undefined, reader);
        expect(rows).toHaveLength(summaries.length);
        const shown = rows.map(row => ({
          interviewId: row.interviewId,
          ...shownNames({ ...row, practice: false, ended: row.phase === 'ended' }),
        }));
        if (index === 0) expect(new Set(shown.map(({ title }) => title)).size).toBe(2);
        for (const search of ['secretname', 'interview with', 'candidate'])
          expect(await found(search, reader)).toEqual(
            shown
              .filter(({ title, candidateNames }) =>
                `${title} ${candidateNames}`.toLowerCase().includes(search),
              )
              .map(({ interviewId }) => interviewId),
          );
        const code = shown.flatMap(({ candidateNames: [name = ''] }) => (name.includes('Ada') ? [] : name));
        for (const name of new Set(code)) expect(await found(name, reader)).not.toEqual([]);
      }
    });

    it('follows a change of names', async () => {
      const summary = plannedSummary({ candidate: 'Ada' });
      await addSummaries(store, [summary]);
      const { interviewId, lastSeq, ...rest } = summary;
      const seats = summary.seats.map(seat => ({ ...seat, name: 'Grace' }));
      await store.interviews.append({
        interviewId,
        expectedSeq: lastSeq,
        events: [],
        summary: { interviewId, ...rest, seats },
      });
      expect(await found('ada')).toEqual([]);
      expect(await found('grace')).toEqual([interviewId]);
    });

    const sorted = async (filter: InterviewFilter, sort: InterviewSort, reader = LEAD) => {
      const rows: ListedInterview[] = [];
      let after: InterviewCursor | undefined;
      do {
        const found = await store.interviewList.page({ reader, filter, sort, now: NOW }, after);
        rows.push(...found.rows);
        after = found.next;
      } while (after);
      return rows;
    };

    it('can be sorted by time, creation, and candidate, a page at a time', async () => {
      const summaries = Array.from({ length: 130 }, (_, index) =>
        plannedSummary({
          // Several at the same time, and several with the same name.
          scheduledAt: TODAY + ((index * 7) % 20) * HOUR_MS,
          candidate: `Person ${String.fromCharCode(97 + ((index * 11) % 23))}`,
        }),
      );
      await addSummaries(store, summaries);
      const nameOf = ({ seats }: Pick<StoredSummary, 'seats'>) => seats[0]?.name ?? '';
      const orders = {
        time: ({ scheduledAt }: StoredSummary) => String(scheduledAt),
        created: () => '',
        candidate: nameOf,
      };
      for (const by of ['time', 'created', 'candidate'] as const) {
        const key = (summary: StoredSummary) => `${orders[by](summary)} ${summary.interviewId}`;
        const expected = summaries
          .toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
          .map(({ interviewId }) => interviewId);
        for (const descending of [false, true]) {
          const ids = (await sorted({}, { by, descending })).map(({ interviewId }) => interviewId);
          expect(ids).toEqual(descending ? expected.toReversed() : expected);
        }
      }
    });

    it('refuses a cursor of another order', async () => {
      const query = {
        reader: LEAD,
        filter: {},
        sort: { by: 'candidate', descending: false },
        now: NOW,
      } as const;
      const after = { key: NOW, interviewId: newInterviewId() };
      await expect(store.interviewList.page(query, after)).rejects.toMatchObject({ code: 'invalid' });
    });

    it('sorts by the names that the reader sees', async () => {
      const hidden = { namesHidden: true, phase: 'ended' } as const;
      const names = ['Ada', 'Zoe', 'Mae'];
      await addSummaries(
        store,
        names.map(candidate => plannedSummary({ ...hidden, candidate })),
      );
      const rows = await sorted({}, { by: 'candidate', descending: false });
      const shown = rows.map(
        row => shownNames({ ...row, practice: false, ended: true }).candidateNames[0] ?? '',
      );
      expect(shown.some(name => names.includes(name))).toBe(false);
      expect(shown).toEqual(shown.toSorted());
    });

    /** Interviews that differ in everything that can be filtered. */
    const variety = async () => {
      const phases = ['lobby', 'open', 'ended', 'cancelled'] as const;
      const summaries = Array.from({ length: 96 }, (_, index) =>
        plannedSummary({
          phase: phases[index % 4] ?? 'lobby',
          jobRole: ['Engineer', 'Designer', 'Nurse'][index % 3] ?? '',
          heldByRecruiter: index % 8 < 4,
          ...(index % 5 > 0 && { kitId: KITS[index % 2] as KitId }),
          ...(index % 6 > 2 && { teamId: TEAMS[index % 2] as TeamId }),
          scheduledAt: TODAY + index * HOUR_MS,
          begun: index % 4 === 2,
          rating: { due: index % 8 === 2 ? 1 : 0, locked: index % 8 === 6 ? 1 : 0 },
          seats: [
            {
              seatId: newSeatId(),
              role: 'candidate',
              name: 'Ada',
              presence: 'left',
              tookPart: index % 4 === 2,
            },
          ],
        }),
      );
      await addSummaries(store, summaries);
      const imported = summaries.filter((_, index) => index % 7 === 0);
      await store.database.kysely
        .insertInto('importedInterviews')
        .values(imported.map(({ interviewId }) => ({ rowKey: interviewId, importId: IMPORT, interviewId })))
        .execute();
      const rows = await sorted({}, { by: 'created', descending: false });
      expect(rows).toHaveLength(summaries.length);
      return rows;
    };

    const FILTERS: readonly [InterviewFilter, (row: ListedInterview) => boolean][] = [
      [{ statuses: ['scheduled', 'live'] }, row => row.status === 'scheduled' || row.status === 'live'],
      [{ statuses: ['rating-due'] }, row => row.status === 'rating-due'],
      [{ statuses: ['rated', 'canceled'] }, row => row.status === 'rated' || row.status === 'canceled'],
      [{ jobRoles: ['Nurse', 'Designer'] }, row => row.jobRole !== 'Engineer'],
      [{ kitIds: [KITS[0] as KitId] }, row => row.kitId === KITS[0]],
      [{ teamIds: [TEAMS[0] as TeamId] }, row => row.teamId === TEAMS[0]],
      [{ teamIds: ['none'] }, row => row.teamId === undefined],
      [{ teamIds: ['none', TEAMS[1] as TeamId] }, row => row.teamId !== TEAMS[0]],
      [{ heldBy: 'recruiter' }, row => row.heldByRecruiter],
      [{ heldBy: 'people' }, row => !row.heldByRecruiter],
      [{ importId: IMPORT }, row => ((row.scheduledAt - TODAY) / HOUR_MS) % 7 === 0],
      [{ from: TODAY + 5 * HOUR_MS }, row => row.scheduledAt >= TODAY + 5 * HOUR_MS],
      [{ to: TODAY + 5 * HOUR_MS }, row => row.scheduledAt < TODAY + 5 * HOUR_MS],
    ];

    it('can be filtered by each part, and by all of them', async () => {
      const all = await variety();
      const ids = (rows: readonly ListedInterview[]) => rows.map(({ interviewId }) => interviewId);
      const sort = { by: 'created', descending: false } as const;
      for (const [filter, matches] of FILTERS) {
        const expected = all.filter(matches);
        expect([filter, expected.length]).not.toEqual([filter, 0]);
        expect([filter, ids(await sorted(filter, sort))]).toEqual([filter, ids(expected)]);
      }
      const together = FILTERS.filter((_, index) => [0, 3, 6, 12].includes(index));
      const filter = Object.assign({}, ...together.map(([one]) => one));
      const expected = all.filter(row => together.every(([, matches]) => matches(row)));
      expect(ids(await sorted(filter, sort))).toEqual(ids(expected));
    });

    it('counts interviews for each value of a filter as if that filter had no value', async () => {
      const all = await variety();
      const filter: InterviewFilter = { jobRoles: ['Nurse'], heldBy: 'people', to: TODAY + 60 * HOUR_MS };
      const counts = await store.interviewList.counts({ reader: LEAD, filter, now: NOW });
      const before = all.filter(row => row.scheduledAt < TODAY + 60 * HOUR_MS);
      const nurses = before.filter(row => row.jobRole === 'Nurse');
      const byPeople = before.filter(row => !row.heldByRecruiter);
      const both = nurses.filter(row => !row.heldByRecruiter);
      expect(counts.total).toBe(both.length);
      const sum = (values: { count: number }[]) => values.reduce((total, { count }) => total + count, 0);
      expect(sum(counts.statuses)).toBe(both.length);
      expect(sum(counts.teamIds)).toBe(both.length);
      expect(sum(counts.kitIds)).toBe(both.filter(row => row.kitId).length);
      expect(sum(counts.heldBy)).toBe(nurses.length);
      expect(sum(counts.jobRoles)).toBe(byPeople.length);
      const engineers = byPeople.filter(row => row.jobRole === 'Engineer').length;
      expect(counts.jobRoles).toContainEqual({ value: 'Engineer', count: engineers });
    });

    it('lists, counts, and puts in the calendar only what the reader may see', async () => {
      const [inTeam, inOther, inNone] = [TEAMS[0], TEAMS[1], undefined].map(teamId =>
        plannedSummary({ scheduledAt: NOW, ...(teamId && { teamId: teamId as TeamId }) }),
      );
      if (!inTeam || !inOther || !inNone) throw new Error('There are three of them.');
      await addSummaries(store, [inTeam, inOther, inNone]);
      await takesPart(IAN.email, 'seat', [inOther.interviewId]);
      const organizer: ListReader = { ...LEAD, teams: [TEAMS[0] as TeamId] };
      for (const [reader, expected] of [
        [LEAD, [inTeam, inOther, inNone]],
        [organizer, [inTeam, inNone]],
        [IAN, [inOther]],
        [{ ...IAN, all: true }, [inOther, inNone]],
      ] as const) {
        const ids = expected.map(({ interviewId }) => interviewId);
        const query = { reader, filter: {}, now: NOW };
        expect((await page({}, undefined, reader)).rows.map(row => row.interviewId).toSorted()).toEqual(ids);
        expect((await store.interviewList.counts(query)).total).toBe(ids.length);
        const { rows, counts } = await store.interviewList.calendar(query, [TODAY, TOMORROW], 10);
        expect(rows?.map(row => row.interviewId).toSorted()).toEqual(ids);
        expect(counts).toEqual([ids.length]);
        expect((await store.interviewList.calendar(query, [TODAY, TOMORROW], 0)).counts).toEqual([
          ids.length,
        ]);
      }
    });

    it('finds the interviews in which a person takes part', async () => {
      const summaries = [plannedSummary(), plannedSummary()];
      await addSummaries(store, summaries);
      const [first] = summaries.map(({ interviewId }) => interviewId);
      if (!first) throw new Error('There are two of them.');
      await takesPart(IAN.email, 'seat', [first]);
      expect((await page({ person: IAN.email })).rows.map(row => row.interviewId)).toEqual([first]);
      expect((await page({ person: 'stranger@example.org' })).rows).toEqual([]);
    });

    it('finds by names and addresses of everyone, but not by the address of a hidden candidate', async () => {
      const summary = (namesHidden: boolean) =>
        plannedSummary({
          namesHidden,
          phase: 'ended',
          seats: [
            { seatId: newSeatId(), role: 'candidate', name: 'Ada', presence: 'left', tookPart: true },
            {
              seatId: newSeatId(),
              role: 'interviewer',
              name: 'Grace Hopper',
              presence: 'left',
              tookPart: true,
            },
            { seatId: newSeatId(), role: 'observer', name: 'Alan', presence: 'removed', tookPart: false },
          ],
          emails: { candidates: ['ada@secret.example'], others: ['grace@navy.example'] },
        });
      const [open, hidden] = [summary(false), summary(true)];
      await addSummaries(store, [open, hidden]);
      const both = [open.interviewId, hidden.interviewId];
      expect((await found('grace hopper')).toSorted()).toEqual(both);
      expect((await found('GRACE@navy')).toSorted()).toEqual(both);
      expect(await found('ada@secret')).toEqual([open.interviewId]);
      expect(await found('ada')).toEqual([open.interviewId]);
      expect(await found('alan')).toEqual([]);
    });

    it('counts the interviews of each day if the calendar has too many to show them', async () => {
      const days = [TODAY, TOMORROW, TOMORROW + DAY_MS, TOMORROW + 2 * DAY_MS];
      const summaries = [0, 1, 1, 25, 26, 27, -1, 72].map(hour =>
        plannedSummary({ scheduledAt: TODAY + hour * HOUR_MS }),
      );
      await addSummaries(store, summaries);
      const query = { reader: LEAD, filter: {}, now: NOW };
      const whole = await store.interviewList.calendar(query, days, 6);
      expect(whole.rows?.map(row => (row.scheduledAt - TODAY) / HOUR_MS)).toEqual([0, 1, 1, 25, 26, 27]);
      expect(whole.counts).toEqual([3, 3, 0]);
      expect(await store.interviewList.calendar(query, days, 5)).toEqual({
        rows: undefined,
        counts: [3, 3, 0],
      });
    });

    it('reads its pages from indexes, however many interviews there are', async () => {
      const count = store.database.kind === 'sqlite' ? 10_000 : 900;
      const summaries = Array.from({ length: count }, (_, index) => {
        const scheduledAt = TODAY + (index - count / 2) * HOUR_MS;
        return plannedSummary({
          scheduledAt,
          phase: index % 500 === 0 ? 'open' : index < count / 2 ? 'ended' : 'lobby',
          heldByRecruiter: index % 2 === 0,
          window: { opensAt: scheduledAt, closesAt: scheduledAt + DAY_MS },
        });
      });
      await addSummaries(store, summaries);
      const filters: InterviewFilter[] = [
        {},
        ...InterviewGroupName.options.map(name => ({ group: groupOf(name) })),
      ];
      const { next } = await page({});
      expect(next).toBeDefined();
      if (store.database.kind !== 'sqlite') return;
      const plan = await queryPlans(store, async () => {
        for (const filter of filters) {
          await page(filter);
          await page(filter, next);
        }
        await store.interviews.listPlanned(100, { scheduledAt: NOW, interviewId: '' });
      });
      for (const index of ['by_schedule', 'running', 'startable', 'ahead'])
        expect(plan).toContain(`interviews_${index}`);
      expect(plan).not.toMatch(/SCAN interviews(?! USING INDEX)/);
      const own = await queryPlans(store, async () => {
        for (const filter of filters) await page(filter, undefined, IAN);
      });
      expect(own).not.toContain('SCAN');
      const searched = await queryPlans(store, () => page({ ...filters[3], search: 'ada' }));
      expect(searched).toContain('interviews_by_schedule');
      expect(searched).not.toContain('TEMP B-TREE');
    });
  });
});
