import { beforeEach, describe, expect, it } from 'vitest';
import { CandidateId, InterviewId } from '../../../shared/ids.ts';
import type { RouteInput } from '../../../shared/protocol/http.ts';
import { eventually } from '../../support/eventually.ts';
import { exampleKit } from '../../support/exampleKit.ts';
import { Mailbox } from '../../support/mailbox.ts';
import { refusalOf } from './refusals.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const AT = Date.UTC(2099, 4, 6, 8);
const MINUTE_MS = 60_000;

let box: Mailbox;
let server: TestServer;
let organizer: Visitor;

beforeEach(async () => {
  // One for each test, because messages of an earlier test may still arrive.
  box = await Mailbox.start();
  server = await startTestServer({ env: { SMTP_URL: box.url } });
  organizer = await server.member(await server.owner(), 'organizer', 'organizer@example.org');
  return async () => {
    await server.close();
    await box.close();
  };
});

type Loop = RouteInput<'interviews.createLoop'>;
const round = (startsAfter: number, more: Partial<Loop['rounds'][number]> = {}) => ({
  ...{ title: `Round at ${startsAfter}`, scheduledAt: AT + startsAfter * MINUTE_MS, plannedMinutes: 45 },
  people: [{ role: 'interviewer' as const, displayName: 'Grace', email: 'grace@example.org' }],
  ...more,
});
const create = (rounds: Loop['rounds']) =>
  organizer.call('interviews.createLoop', {
    candidate: { displayName: 'Ada', email: 'ada@example.org' },
    ...{ jobRole: 'Backend developer', timeZone: 'Europe/Berlin', mail: true, rounds },
  });

describe('several rounds', () => {
  it('are interviews of one candidate, with a link for each person of each round', async () => {
    const { kitId } = await organizer.call('kits.create', { kit: exampleKit() });
    const { rounds } = await create([round(0, { kitId }), round(60, { people: [], plannedMinutes: 30 })]);
    expect(rounds.map(({ links }) => links.length)).toEqual([2, 1]);
    const [first, second] = await Promise.all(rounds.map(one => server.interviews.read(one.interviewId)));
    expect(first).toMatchObject({
      ...{ title: 'Round at 0', jobRole: 'Backend developer', timeZone: 'Europe/Berlin', mail: true },
      loop: { number: 1, of: 2 },
      rubric: { chosen: { kitId } },
    });
    expect(second).toMatchObject({ plannedMinutes: 30, loop: { ...first?.loop, number: 2 } });
    for (const { interviewId } of rounds) await server.candidates.tracker.follow(interviewId);
    const { candidates } = await organizer.call('candidates.list', {});
    expect(candidates).toMatchObject([{ name: 'Ada', rounds: 2 }]);
    const candidateId = CandidateId.parse(candidates[0]?.candidateId);
    const { candidate } = await organizer.call('candidates.read', { candidateId });
    expect(candidate.rounds.map(({ loop }) => loop?.number)).toEqual([2, 1]);
    const { loopId } = first?.loop ?? {};
    const { title, scheduledAt, plannedMinutes } = round(200);
    await organizer.call('interviews.create', {
      ...{ title, scheduledAt, plannedMinutes, jobRole: 'Nurse', seats: [] },
    });
    const { interviews } = await organizer.call('interviews.list', {
      filter: { loopId },
      sort: { by: 'time', descending: false },
    });
    expect(interviews.map(({ title }) => title)).toEqual(['Round at 0', 'Round at 60']);
    const { view } = await organizer.call('interviews.read', {
      interviewId: InterviewId.parse(rounds[0]?.interviewId),
    });
    expect(view.loop).toEqual(first?.loop);
  });

  it('are told to the candidate in one invitation, and to everyone else in an invitation of their own', async () => {
    const { rounds } = await create([round(0), round(60)]);
    const [first = [], second = []] = rounds.map(({ links }) => links.map(({ url }) => url));
    const urls = [...first, ...second];
    const told = () =>
      box.received.flatMap(({ to, parts }) => {
        const text = parts.get('text/plain') ?? '';
        return urls.filter(url => text.includes(url)).map(url => [to[0], urls.indexOf(url)]);
      });
    await eventually('all invitations', () => told().length === 4);
    expect(told().toSorted()).toEqual([
      ['ada@example.org', 0],
      ['ada@example.org', 2],
      ['grace@example.org', 1],
      ['grace@example.org', 3],
    ]);
    expect(box.received.flatMap(({ to }) => to).toSorted()).toEqual([
      ...['ada@example.org', 'grace@example.org', 'grace@example.org'],
    ]);
    const texts = box.received.flatMap(({ to, parts }) =>
      to[0] === 'grace@example.org' ? [parts.get('text/plain')] : [],
    );
    expect(texts.map(text => /Round \d of \d/.exec(text ?? '')?.[0]).toSorted()).toEqual([
      'Round 1 of 2',
      'Round 2 of 2',
    ]);
  });

  it('are all refused when one of them is, with the name of its field', async () => {
    const { kitId } = await organizer.call('kits.create', { kit: exampleKit() });
    await organizer.call('kits.archive', { kitId, archived: true });
    const archived = await refusalOf(create([round(0), round(60, { kitId })]));
    expect(archived.details?.fields).toEqual({ 'rounds.1.kitId': { reason: 'kit-archived' } });
    const overlapping = await refusalOf(create([round(60), round(0), round(90)]));
    expect(overlapping.details?.fields).toEqual({
      'rounds.2.scheduledAt': { reason: 'rounds-overlap', values: { round: 1 } },
    });
    expect((await organizer.call('interviews.list', {})).interviews).toEqual([]);
  });
});
