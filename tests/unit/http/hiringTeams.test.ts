import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InterviewId, TeamId } from '../../../shared/ids.ts';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import type { RouteName } from '../../../shared/protocol/http.ts';
import { heldByRecruiter } from '../../support/evaluatedInterviews.ts';
import { exampleKit } from '../../support/exampleKit.ts';
import { newSeat } from '../../support/interviewLog.ts';
import { addEvents, scoredInterview } from '../../support/scoredInterview.ts';
import { refusalOf } from './refusals.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

let server: TestServer;
let owner: Visitor;
/** An organizer and an evaluator of the team, the same roles without a team, and an interviewer. */
let people: Record<'owner' | 'inside' | 'outside' | 'rater' | 'otherRater' | 'interviewer', Visitor>;
let team: TeamId;
type Who = keyof typeof people;

const idOf = async (visitor: Visitor) => (await visitor.call('account.read', {})).member?.userId as never;

beforeAll(async () => {
  server = await startTestServer();
  owner = await server.owner();
  const inside = await server.member(owner, 'organizer', 'inside@example.org');
  const rater = await server.member(owner, 'evaluator', 'rater@example.org');
  people = {
    owner,
    inside,
    rater,
    outside: await server.member(owner, 'organizer', 'outside@example.org'),
    otherRater: await server.member(owner, 'evaluator', 'other@example.org'),
    interviewer: await server.member(owner, 'interviewer', 'interviewer@example.org'),
  };
  const members = [await idOf(inside), await idOf(rater)];
  team = (await owner.call('teams.create', { name: 'Engineering', members })).team.teamId;
});
afterAll(() => server.close());

const outcomeOf = async (who: Who, name: RouteName, params: object) => {
  const { body } = await people[who].send(name, params as never);
  return body.error?.code ?? 'ok';
};

/** Calls a route as each person and returns those who may. Checks that the others get this error. */
async function allowed(name: RouteName, params: object, refusal: string): Promise<Who[]> {
  const all: Who[] = [];
  for (const who of Object.keys(people) as Who[]) {
    const outcome = await outcomeOf(who, name, params);
    if (outcome === 'ok') all.push(who);
    else expect([refusal, 'forbidden'], `${name} as ${who}`).toContain(outcome);
  }
  return all;
}

describe('an interview of a hiring team', () => {
  let interviewId: InterviewId;

  beforeAll(async () => {
    const seat = { ...newSeat('interviewer', 'Ian'), email: 'Interviewer@example.org' };
    interviewId = await scoredInterview(server.interviews, { raters: [{ seat, ratings: 3 }] });
    await owner.call('interviews.change', { interviewId, teamId: team });
  });

  it('can be opened by owners, organizers of the team, and the people who take part', async () => {
    const readers = ['owner', 'inside', 'interviewer'];
    expect(await allowed('interviews.read', { interviewId }, 'forbidden')).toEqual(readers);
    expect(await allowed('scorecards.read', { interviewId }, 'forbidden')).toEqual(readers);
    for (const [who, visitor] of Object.entries(people)) {
      const file = await visitor.fetch(`/api/interviews/${interviewId}/scorecards.csv`);
      expect([who, file.status]).toEqual([who, who === 'owner' || who === 'inside' ? 200 : 403]);
      const listed = (await visitor.call('interviews.list', {})).interviews;
      expect(listed.some(one => one.interviewId === interviewId)).toBe(readers.includes(who));
    }
    const { view } = await people.inside.call('interviews.read', { interviewId });
    expect(view.teamId).toBe(team);
  });

  it('can get another team, or none, even after its end, from people who may choose it', async () => {
    const { inside, outside } = people;
    const change = (visitor: Visitor, teamId: TeamId | null) =>
      visitor.call('interviews.change', { interviewId, teamId });
    const { teamId: foreign } = (await owner.call('teams.create', { name: 'Sales', members: [] })).team;
    expect((await refusalOf(change(inside, foreign))).code).toBe('not-found');
    expect((await refusalOf(change(outside, null))).code).toBe('forbidden');
    expect((await refusalOf(inside.call('interviews.change', { interviewId, title: 'New' }))).code).toBe(
      'wrong-phase',
    );
    await change(inside, null);
    expect(await outcomeOf('outside', 'interviews.read', { interviewId })).toBe('ok');
    await owner.call('teams.change', { teamId: team, archived: true });
    expect(await refusalOf(change(inside, team))).toMatchObject({ code: 'invalid', reason: 'team-archived' });
    await owner.call('teams.change', { teamId: team, archived: false });
    await change(inside, team);
  });

  it('can be rated from the queue by evaluators of the team only', async () => {
    const { settings } = await owner.call('evaluations.settings', {});
    await owner.call('evaluations.change', { settings: { ...settings, invitedReports: true } });
    const held = await heldByRecruiter(server.interviews);
    await addEvents(server.interviews, held.interviewId, [
      { kind: 'interview.changed', payload: { teamId: team } },
    ]);
    await server.evaluation.tracker.follow(held.interviewId);
    const item = { interviewId: held.interviewId };
    expect(await allowed('evaluations.read', item, 'forbidden')).toEqual(['owner', 'inside', 'rater']);
    const listed = async (who: Who) =>
      (await people[who].call('evaluations.list', { filter: {} })).items.map(one => one.interviewId);
    expect(await listed('rater')).toContain(held.interviewId);
    expect(await listed('otherRater')).not.toContain(held.interviewId);
    expect(await listed('outside')).not.toContain(held.interviewId);
    expect(await outcomeOf('otherRater', 'evaluations.claim', item)).toBe('forbidden');
    const assigned = { ...item, userId: await idOf(people.otherRater) };
    expect(await outcomeOf('inside', 'evaluations.assign', assigned)).toBe('invalid');
    // Interviewers can't rate from the queue, so that no one can assign an evaluation to them.
    const load = await people.inside.call('evaluations.load', {});
    expect(load.people.map(({ name }) => name)).not.toContain('interviewer');
    expect(await outcomeOf('rater', 'evaluations.claim', item)).toBe('ok');
  });

  it('is closed to people as soon as they leave the team', async () => {
    const leaver = await server.member(owner, 'organizer', 'leaver@example.org');
    const userId = await idOf(leaver);
    const rechecked: string[] = [];
    server.staff.accounts.subscribe(member => rechecked.push(member.userId));
    const members =
      (await owner.call('teams.list', {})).teams.find(one => one.teamId === team)?.members ?? [];
    await owner.call('teams.change', { teamId: team, members: [...members, userId] });
    await leaver.call('interviews.read', { interviewId });
    await owner.call('teams.change', { teamId: team, members });
    expect((await refusalOf(leaver.call('interviews.read', { interviewId }))).code).toBe('forbidden');
    expect(rechecked).toEqual([userId, userId]);
  });
});

describe('a kit of a hiring team', () => {
  let kitId: KitId;

  beforeAll(async () => {
    ({ kitId } = await people.inside.call('kits.create', { kit: exampleKit() }));
    await people.inside.call('kits.setTeam', { kitId, teamId: team });
  });

  it('exists only for owners and the team', async () => {
    for (const name of ['kits.read', 'kits.versions', 'kits.export', 'recordings.list'] as const)
      expect(await allowed(name, { kitId }, 'not-found')).toEqual(['owner', 'inside', 'rater']);
    const version = { kitId, version: 1 };
    expect(await allowed('kits.readVersion', version, 'not-found')).toEqual(['owner', 'inside', 'rater']);
    expect(await allowed('agreement.read', { kitId }, 'not-found')).toEqual(['owner', 'inside']);
    for (const who of ['owner', 'inside', 'rater', 'outside', 'otherRater'] as const) {
      const seen = ['owner', 'inside', 'rater'].includes(who);
      const { kits } = await people[who].call('kits.list', {});
      expect(kits.some(kit => kit.kitId === kitId)).toBe(seen);
      const { publications } = await people[who].call('publications.list', {});
      expect(publications.some(one => one.kitId === kitId)).toBe(seen);
      expect((await people[who].fetch(`/site-preview/${kitId}`)).status).toBe(seen ? 200 : 404);
    }
  });

  it("can't be used or changed by other organizers", async () => {
    const interview = { title: 'T', jobRole: 'R', scheduledAt: Date.now(), plannedMinutes: 30, seats: [] };
    const kit = exampleKit();
    for (const [name, params] of [
      ['interviews.create', { ...interview, kitId }],
      ['kits.duplicate', { kitId }],
      ['kits.save', { kitId, expectedVersion: 1, kit }],
      ['kits.archive', { kitId, archived: true }],
      ['kits.setTeam', { kitId, teamId: null }],
      ['publications.change', { kitId, published: true }],
      ['recordings.remove', { kitId, textSha256: 'a'.repeat(64) }],
    ] as const)
      expect(`${name} ${await outcomeOf('outside', name, params)}`).toBe(`${name} not-found`);
    const { kitId: copy } = await people.inside.call('kits.duplicate', { kitId });
    expect((await people.inside.call('kits.read', { kitId: copy })).teamId).toBe(team);
    await people.inside.call('interviews.create', { ...interview, kitId, teamId: team });
  });
});

describe('hiring teams', () => {
  it('have different names, and are listed for their members and owners', async () => {
    const taken = await refusalOf(owner.call('teams.create', { name: 'Engineering', members: [] }));
    expect(taken).toMatchObject({ code: 'conflict', reason: 'team-name-taken' });
    const named = async (who: Who) => (await people[who].call('teams.list', {})).teams.map(one => one.name);
    expect(await named('owner')).toEqual(['Engineering', 'Sales']);
    expect(await named('inside')).toEqual(['Engineering']);
    expect(await named('outside')).toEqual([]);
    const [member] = (await owner.call('staff.list', {})).members.filter(
      ({ email }) => email === 'inside@example.org',
    );
    expect(member?.teams).toEqual([team]);
  });
});
