import { beforeEach, describe, expect, it } from 'vitest';
import { type TeamId, UserId } from '../../shared/ids.ts';
import type { AuditFilter } from '../../shared/protocol/auditRoutes.ts';
import { exampleKit } from '../support/exampleKit.ts';
import { refusalOf } from '../unit/http/refusals.ts';
import { startTestServer, type TestServer } from '../unit/http/testServer.ts';
import type { Visitor } from '../unit/http/visitor.ts';
import { DATABASES, postgresOfFile } from './everyDatabase.ts';

const postgres = postgresOfFile();

describe.each(DATABASES)('the audit log in %s', kind => {
  let server: TestServer;
  let owner: Visitor;
  let organizer: Visitor;

  beforeEach(async () => {
    const env = kind === 'PostgreSQL' ? { DATABASE_URL: await postgres().createDatabase() } : undefined;
    server = await startTestServer(env && { env });
    owner = await server.owner();
    organizer = await server.member(owner, 'organizer', 'oscar@example.org');
    return () => server.close();
  });

  const idOf = async (visitor: Visitor) => (await visitor.call('account.read', {})).member?.userId ?? '';
  const list = async (filter: AuditFilter, reader = owner) =>
    (await reader.call('audit.list', { filter })).entries;
  const actions = async (filter: AuditFilter, reader?: Visitor) =>
    (await list(filter, reader)).map(({ action }) => action);
  const create = async (by: Visitor, teamId?: TeamId) => {
    const { interviewId } = await by.call('interviews.create', {
      title: 'First round',
      jobRole: 'Crane Operator',
      scheduledAt: Date.now() + 3_600_000,
      plannedMinutes: 30,
      seats: [{ role: 'candidate', displayName: 'Ada Lovelace' }],
      ...(teamId && { teamId }),
    });
    return interviewId;
  };

  it('names people and things, and filters by person, area, target, time, and text', async () => {
    const interviewId = await create(organizer);
    const oscar = await idOf(organizer);
    const [newest] = await list({});
    expect(newest).toMatchObject({
      actor: { kind: 'member', id: oscar, name: 'organizer' },
      action: 'interview.created',
      target: {
        kind: 'interview',
        id: interviewId,
        interviewId,
        name: 'Crane Operator',
        candidates: ['Ada Lovelace'],
      },
    });
    expect(await actions({ actor: oscar })).toEqual(['interview.created', 'staff.signedIn', 'staff.joined']);
    expect(await actions({ area: 'interviews' })).toEqual(['interview.created']);
    expect(await actions({ target: interviewId })).toEqual(['interview.created']);
    expect(await actions({ text: 'crane OPER' })).toEqual(['interview.created']);
    expect(await actions({ text: 'Olga' })).toContain('staff.ownerCreated');
    expect(await actions({ text: interviewId })).toEqual(['interview.created']);
    expect(await actions({ text: '%' })).toEqual([]);
    expect(await actions({ text: 'nothing like this' })).toEqual([]);
    const at = newest?.at ?? 0;
    expect(await actions({ from: at })).toContain('interview.created');
    expect(await actions({ from: at + 60_000 })).toEqual([]);
    expect(await actions({ to: at, target: interviewId })).toEqual([]);
  });

  it('finds what the sentences say: addresses, teams, members, messages, candidates, and what was done', async () => {
    const oscar = UserId.parse(await idOf(organizer));
    const interviewId = await create(organizer);
    await owner.call('staff.invite', { email: 'late.joiner@example.org', role: 'interviewer' });
    const { team } = await owner.call('teams.create', { name: 'Werkstatt Süd', members: [] });
    await owner.call('teams.change', { teamId: team.teamId, members: [oscar] });
    await owner.call('messages.change', {
      kind: 'reminder',
      seat: 'candidate',
      words: { subject: 'Soon', text: 'Hi\n\n{details}\n\n{link}' },
    });
    expect(await actions({ text: 'late.joiner' })).toEqual(['staff.invited']);
    expect(await actions({ text: 'olga invited LATE' })).toEqual(['staff.invited']);
    expect(await actions({ text: 'werkstatt sud' })).toEqual(['team.changed', 'team.created']);
    expect(await actions({ text: 'organizer werkstatt' })).toEqual(['team.changed']);
    expect(await actions({ text: 'reminder a day before' })).toEqual(['message.changed']);
    expect(await actions({ text: 'lovelace' })).toEqual(['interview.created']);
    expect(await actions({ text: 'chose a new password' })).toEqual([]);
    const { kitId } = await owner.call('kits.create', { kit: { ...exampleKit(), role: 'Zahnärztin' } });
    await owner.call('kits.setTeam', { kitId, teamId: team.teamId });
    expect(await actions({ text: 'zahnarztin' })).toEqual(['kit.teamChanged', 'kit.created']);
    expect(await actions({ text: 'moved the kit Zahnärztin to the hiring team Werkstatt Süd' })).toEqual([
      'kit.teamChanged',
    ]);
    expect(await actions({ text: 'an interview for the role Crane Operator with Ada' })).toEqual([
      'interview.created',
    ]);
    await server.candidates.tracker.follow(interviewId);
    const { candidates } = await owner.call('candidates.list', {});
    for (const { candidateId } of [...candidates, ...candidates])
      await owner.call('candidates.read', { candidateId });
    expect(await actions({ text: 'opened the record of ada lovelace' })).toEqual(['candidate.viewed']);
    const { body } = await owner.fetch('/api/audit.csv?text=werkstatt');
    expect(String(body.text)).toContain(
      '"Olga Owner changed the hiring team Werkstatt Süd: added organizer"',
    );
  });

  it('is told of an entry once in a while, not for each page that is opened', async () => {
    const entry = { actor: 'olga', action: 'interview.watched', target: 'one' };
    for (const target of ['one', 'one', 'two'])
      await server.store.audit.addUnlessRecent({ ...entry, target }, 60_000);
    expect((await list({})).filter(({ action }) => action === entry.action)).toHaveLength(2);
    await server.store.audit.addUnlessRecent(entry, -1);
    expect((await list({})).filter(({ action }) => action === entry.action)).toHaveLength(3);
  });

  it('has pages that neither repeat nor skip entries of the same moment', async () => {
    for (let count = 0; count < 60; count += 1)
      await server.store.audit.add({ actor: 'system', action: 'kit.saved', target: `${count}` });
    const first = await owner.call('audit.list', { filter: { area: 'content' } });
    expect(first.entries).toHaveLength(50);
    await create(owner);
    const rest = await owner.call('audit.list', { filter: { area: 'content' }, after: first.next });
    expect(rest.next).toBeUndefined();
    const targets = [...first.entries, ...rest.entries].map(({ target }) => target.id);
    expect(targets).toEqual(Array.from({ length: 60 }, (_, index) => `${59 - index}`));
  });

  it('shows organizers their own sign-ins only, and nothing of other hiring teams', async () => {
    const oscar = await idOf(organizer);
    const { team: own } = await owner.call('teams.create', { name: 'Own', members: [UserId.parse(oscar)] });
    const { team: other } = await owner.call('teams.create', { name: 'Other', members: [] });
    const visible = [await create(owner), await create(owner, own.teamId)];
    const hidden = await create(owner, other.teamId);
    const state = await server.interviews.read(hidden);
    const [seatId = ''] = Object.keys(state.seats);
    await server.store.audit.add({ actor: await idOf(owner), action: 'report.published', target: seatId });
    const seen = await list({}, organizer);
    const targets = seen.map(({ target }) => target.id);
    for (const interviewId of visible) expect(targets).toContain(interviewId);
    for (const id of [hidden, other.teamId, seatId]) expect(targets).not.toContain(id);
    expect(targets).toContain(own.teamId);
    for (const { action, actor, target } of seen)
      if (action.startsWith('staff.')) expect([actor.id, target.id]).toContain(oscar);
    expect(await actions({ target: hidden }, organizer)).toEqual([]);
    expect(await actions({ text: hidden }, organizer)).toEqual([]);
    const file = await organizer.fetch(`/api/audit.csv?target=${hidden}`);
    expect(String(file.body.text)).not.toContain(hidden);
    expect(await actions({ target: hidden })).toEqual(['interview.created']);
  });

  it('names whom an entry is about, and candidates only where the reader may know them', async () => {
    const interviewId = await create(owner);
    const [seatId = ''] = Object.keys((await server.interviews.read(interviewId)).seats);
    const oscar = await idOf(organizer);
    const { invitation } = await owner.call('staff.invite', { email: 'rita@example.org', role: 'evaluator' });
    const { team } = await owner.call('teams.create', { name: 'Sales', members: [UserId.parse(oscar)] });
    const add = (action: string, target: string, details: Record<string, unknown>) =>
      server.store.audit.add({ actor: `seat:${seatId}`, action, target, details });
    await add('link.issued', interviewId, { seatId });
    await add('report.published', seatId, { to: oscar });
    const find = async (action: string) => (await list({})).find(entry => entry.action === action);
    expect(await find('staff.invited')).toMatchObject({
      target: { kind: 'invitation', id: invitation.invitationId, name: 'rita@example.org' },
    });
    expect((await find('team.created'))?.names).toEqual({ [oscar]: 'organizer' });
    expect(team.name).toBe('Sales');
    expect(await find('link.issued')).toMatchObject({
      actor: { kind: 'seat', name: 'Ada Lovelace' },
      names: { [seatId]: 'Ada Lovelace' },
    });
    expect(await find('report.published')).toMatchObject({
      target: { kind: 'interview', id: seatId, interviewId, candidates: ['Ada Lovelace'] },
      names: { [oscar]: 'organizer' },
    });

    // As while the interview is rated with hidden names.
    await server.store.database.kysely
      .updateTable('interviews')
      .set({ namesHidden: 1, phase: 'ended' })
      .where('interviewId', '=', interviewId)
      .execute();
    const entries = await list({ target: interviewId });
    expect(entries).toHaveLength(2);
    expect(JSON.stringify([...entries, ...(await list({ target: seatId }))])).not.toContain('Ada');
  });

  it('is for owners and organizers only', async () => {
    for (const role of ['evaluator', 'interviewer'] as const) {
      const member = await server.member(owner, role, `${role}@example.org`);
      expect((await refusalOf(member.call('audit.list', { filter: {} }))).code).toBe('forbidden');
      expect((await member.fetch('/api/audit.csv')).status).toBe(403);
    }
    expect((await server.visitor().fetch('/api/audit.csv')).status).toBe(401);
  });

  it('is a CSV file with all entries of the filter, and the download is an entry too', async () => {
    await server.store.audit.add({
      actor: 'system',
      action: 'kit.saved',
      target: '=SUM(A1)',
      details: { days: 90, note: '"quoted"' },
    });
    for (let count = 0; count < 510; count += 1)
      await server.store.audit.add({ actor: 'system', action: 'kit.saved', target: 'kit' });
    const { headers, body } = await owner.fetch('/api/audit.csv?area=content');
    expect(headers.get('content-type')).toContain('text/csv');
    expect(headers.get('content-disposition')).toMatch(/audit-\d{4}-\d\d-\d\d\.csv/);
    const lines = String(body.text).trim().split('\r\n');
    expect(lines).toHaveLength(1 + 511);
    expect(lines.at(-1)).toContain(`"'=SUM(A1)"`);
    expect(lines.at(-1)).toContain('""days"":90');
    expect(await actions({ area: 'audit' })).toEqual(['audit.exported']);
    expect((await owner.fetch('/api/audit.csv?area=all')).status).toBe(400);
  });
});
