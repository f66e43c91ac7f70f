import { beforeEach, describe, expect, it } from 'vitest';
import { shownNames } from '../../server/interviews/staffInterviews.ts';
import type { StoredSummary } from '../../server/store/interviewAppend.ts';
import type { ListReader } from '../../server/store/interviewSearch.ts';
import type { Store } from '../../server/store/store.ts';
import type { InterviewId } from '../../shared/ids.ts';
import { OwnPart } from '../../shared/interview/visibility.ts';
import {
  INTERVIEW_PAGE,
  type InterviewCursor,
  type InterviewFilter,
  InterviewGroupName,
} from '../../shared/protocol/interviewList.ts';
import { newSeatId } from '../support/interviewLog.ts';
import { addSummaries, plannedSummary } from '../support/interviewRows.ts';
import { queryPlans } from '../support/queryPlans.ts';
import { onEveryDatabase } from './everyDatabase.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TODAY = Date.UTC(2030, 0, 15);
const TOMORROW = TODAY + DAY_MS;
const NOW = TODAY + 10 * HOUR_MS;
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
      expect(await found('ada', { email: 'nobody@example.org', all: false, teams: [] })).toEqual([]);
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
      for (const index of ['by_schedule', 'running', 'startable', 'planned'])
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
