import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import { interviewsCsv } from '../../server/features/console/interviewsCsv.ts';
import type { StoredSummary } from '../../server/store/interviewAppend.ts';
import type { Store } from '../../server/store/store.ts';
import type { TeamId } from '../../shared/ids.ts';
import type { StaffMember } from '../../shared/protocol/http.ts';
import type { InterviewExport } from '../../shared/protocol/interviewList.ts';
import { newSeatId } from '../support/interviewLog.ts';
import { addSummaries, plannedSummary } from '../support/interviewRows.ts';
import { onEveryDatabase } from './everyDatabase.ts';

const TEAM = '01900000-0000-7000-8000-000000000001' as TeamId;
const AT = Date.UTC(2030, 6, 15, 12, 30);
const ORGANIZER: StaffMember = {
  ...{ userId: 'u1', name: 'Olga', email: 'olga@example.org', role: 'organizer', disabled: false, teams: [] },
};

onEveryDatabase(open => {
  describe('the file of interviews', () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });

    const linesFor = async (chosen: InterviewExport, member = ORGANIZER) => {
      let text = '';
      for await (const part of interviewsCsv(store, chosen, { member, timeZone: 'Europe/Berlin' }))
        text += part;
      return parse<Record<string, string>>(text, { bom: true, columns: true });
    };
    /** Adds interviews, with the candidates' addresses as the records of candidates have them. */
    const add = async (...summaries: StoredSummary[]) => {
      await addSummaries(store, summaries);
      for (const { interviewId, seats } of summaries)
        await store.candidates.follow(
          interviewId,
          (await store.candidates.followMark(interviewId)) ?? 0,
          1,
          seats.map(({ seatId, name = '' }) => ({
            seatId,
            name,
            address: `${name.split(' ')[0]?.toLowerCase()}@example.com`,
          })),
        );
    };

    it('has dates in the zone of each interview, or of the organization', async () => {
      await add(
        plannedSummary({ candidate: 'Ada Lovelace', scheduledAt: AT, timeZone: 'Asia/Tokyo' }),
        plannedSummary({ candidate: 'Grace Hopper', scheduledAt: AT + 1 }),
      );
      const rows = await linesFor({ sort: { by: 'time', descending: false } });
      expect(rows).toMatchObject([
        { Candidate: 'Ada Lovelace', Email: 'ada@example.com', Date: '2030-07-15', Time: '21:30' },
        { Candidate: 'Grace Hopper', Time: '14:30', 'Time zone': 'Europe/Berlin', Status: 'Scheduled' },
      ]);
      expect(rows[0]).toMatchObject({ 'Time zone': 'Asia/Tokyo', Minutes: '45', 'Led by': 'People' });
    });

    it('has the chosen interviews, or those that match the filter, on all pages', async () => {
      const summaries = Array.from({ length: 1_203 }, (_, index) =>
        plannedSummary({ scheduledAt: AT + index, jobRole: index % 2 === 0 ? 'Nurse' : 'Cook' }),
      );
      await addSummaries(store, summaries);
      expect(await linesFor({})).toHaveLength(1_203);
      expect(await linesFor({ filter: { jobRoles: ['Nurse'] } })).toHaveLength(602);
      const chosen = [3, 800].flatMap(index => summaries[index]?.interviewId ?? []);
      const found = await linesFor({ interviewIds: chosen, sort: { by: 'time', descending: false } });
      expect(found.map(row => row['Interview id'])).toEqual(chosen);
    });

    it('has no interviews of other hiring teams, even if they are chosen', async () => {
      const other = plannedSummary({ teamId: TEAM });
      await add(other, plannedSummary({ candidate: 'Grace Hopper' }));
      for (const chosen of [{}, { interviewIds: [other.interviewId] }])
        expect((await linesFor(chosen)).map(row => row['Interview id'])).not.toContain(other.interviewId);
      expect(await linesFor({}, { ...ORGANIZER, teams: [TEAM] })).toHaveLength(2);
      expect(await linesFor({}, { ...ORGANIZER, role: 'interviewer' })).toEqual([]);
    });

    it('keeps hidden names and addresses hidden', async () => {
      const hidden = plannedSummary({ candidate: 'Quirina Silverleaf', title: 'Meet Quirina' });
      await add({ ...hidden, namesHidden: true, phase: 'ended', begun: true, rating: { due: 1, locked: 0 } });
      const [row] = await linesFor({});
      expect(JSON.stringify(row)).not.toMatch(/quirina|silverleaf/i);
      expect(row).toMatchObject({ Email: '', Title: 'Backend developer' });
    });

    it('starts no formula in a spreadsheet', async () => {
      const evil = { seatId: newSeatId(), role: 'candidate', name: '=1+1', presence: 'invited' } as const;
      await addSummaries(store, [
        plannedSummary({ seats: [{ ...evil, tookPart: false }], title: '@SUM(A1)' }),
      ]);
      expect(await linesFor({})).toMatchObject([{ Candidate: "'=1+1", Title: "'@SUM(A1)" }]);
    });
  });
});
