import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RouteInput } from '../../../shared/protocol/http.ts';
import type { StaffRole } from '../../../shared/roles.ts';
import { newSeat } from '../../support/interviewLog.ts';
import { scoredInterview } from '../../support/scoredInterview.ts';
import { everyStaffRole, startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

let server: TestServer;
let staff: Record<StaffRole, Visitor>;

beforeAll(async () => {
  server = await startTestServer();
  staff = await everyStaffRole(server);
});
afterAll(() => server.close());

const home = (role: StaffRole) => staff[role].call('home.read', {});
const create = (...seats: RouteInput<'interviews.create'>['seats']) =>
  staff.owner.call('interviews.create', {
    title: 'Second round',
    jobRole: 'Backend developer',
    scheduledAt: Date.now() + 3_600_000,
    plannedMinutes: 45,
    seats: [{ role: 'candidate', displayName: 'Ada' }, ...seats],
  });

describe('the home page', () => {
  it('starts with the first steps for those who may create interviews, until there is one', async () => {
    const steps = { mail: false, kit: false, team: true };
    for (const role of ['owner', 'organizer'] as const) expect((await home(role)).steps).toEqual(steps);
    for (const role of ['evaluator', 'interviewer'] as const)
      expect(await home(role)).not.toHaveProperty('steps');
    await create();
    for (const role of ['owner', 'organizer'] as const) expect(await home(role)).not.toHaveProperty('steps');
  });

  it('lists all upcoming interviews for those who may read all, and of hiring teams only theirs', async () => {
    const teamId = (await staff.owner.call('teams.create', { name: 'Nursing', members: [] })).team.teamId;
    const free = (await create()).interviewId;
    const ofTeam = await staff.owner.call('interviews.create', {
      ...{ title: 'Second round', jobRole: 'Nurse', teamId, scheduledAt: Date.now() + 1_800_000 },
      ...{ plannedMinutes: 45, seats: [{ role: 'candidate', displayName: 'Ada' }] },
    });
    const upcoming = async (role: StaffRole) => (await home(role)).upcoming;
    expect((await upcoming('owner')).rows[0]?.interviewId).toBe(ofTeam.interviewId);
    const seen = (await upcoming('organizer')).rows;
    expect(seen).toContainEqual(expect.objectContaining({ interviewId: free, status: 'scheduled' }));
    expect(seen.map(row => row.interviewId)).not.toContain(ofTeam.interviewId);
    for (const role of ['evaluator', 'interviewer'] as const)
      expect(await home(role)).toMatchObject({
        upcoming: { total: 0 },
        unscheduled: { total: 0 },
        decisions: { total: 0 },
      });
  });

  it('has each member’s own interviews and ratings, and work on the queue for those who may do it', async () => {
    const email = 'interviewer@example.org';
    const { interviewId } = await create({ role: 'observer', displayName: 'Ian', email });
    const own = (await home('interviewer')).interviews;
    expect(own).toMatchObject({
      total: 1,
      rows: [{ interviewId, role: 'observer', candidateNames: ['Ada'], candidateHere: false }],
    });
    const seat = { ...newSeat('interviewer', 'Ian'), email };
    const rated = await scoredInterview(server.interviews, { raters: [{ seat, ratings: 3, locks: false }] });
    await server.evaluation.tracker.follow(rated);
    const { ratings, evaluations } = await home('interviewer');
    expect(ratings).toMatchObject({ total: 1, rows: [{ interviewId: rated, own: 'held' }] });
    expect(evaluations).toEqual({ total: 0, rows: [], others: 0 });
    expect((await home('owner')).ratings.total).toBe(0);
    // Others' work isn't counted as the member's own.
    expect((await home('owner')).evaluations).toEqual({ total: 0, rows: [], others: 1 });
    expect((await home('evaluator')).evaluations.total).toBe(0);
    // Ratings that are far apart are to be compared before the decision.
    const raters = [1, 4].map(ratings => ({
      seat: newSeat('evaluator', `E${ratings}`),
      ratings: ratings as 1 | 4,
    }));
    const apart = await scoredInterview(server.interviews, {
      raters,
      candidate: newSeat('candidate', 'Ada'),
      scheduledAt: Date.now(),
    });
    await server.evaluation.tracker.follow(apart);
    expect((await home('owner')).decisions.rows).toMatchObject([{ interviewId: apart, comparing: true }]);
    for (const role of ['owner', 'organizer', 'evaluator'] as const)
      expect((await home(role)).interviews.total).toBe(0);
  });
});
