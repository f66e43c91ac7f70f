import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserId } from '../../../shared/ids.ts';
import type { TemplateContent } from '../../../shared/protocol/templateRoutes.ts';
import { DEFAULT_RECRUITER } from '../../../shared/recruiter/settings.ts';
import { exampleKit } from '../../support/exampleKit.ts';
import { refusalOf } from './refusals.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const AT = Date.UTC(2099, 4, 1, 8);
const CONTENT: TemplateContent = {
  title: '{candidate}, first round',
  jobRole: 'Backend developer',
  people: [{ role: 'interviewer', displayName: 'Grace', email: 'grace@example.org' }],
};

let server: TestServer;
let owner: Visitor;
let organizer: Visitor;
let outsider: Visitor;

beforeAll(async () => {
  server = await startTestServer();
  owner = await server.owner();
  organizer = await server.member(owner, 'organizer', 'organizer@example.org');
  outsider = await server.member(owner, 'organizer', 'outsider@example.org');
});
afterAll(() => server.close());

const memberOf = async (visitor: Visitor) => {
  const { member } = await visitor.call('account.read', {});
  if (!member) throw new Error('No one is signed in.');
  return member;
};
const names = async (visitor: Visitor) =>
  (await visitor.call('templates.list', {})).templates.map(({ name }) => name);
const save = async (name: string, content: Partial<TemplateContent> = {}, by = organizer) =>
  (await by.call('templates.create', { name, content: { ...CONTENT, ...content } })).template;

describe('templates', () => {
  it('are saved, renamed, replaced, and deleted by organizers, and by no one below', async () => {
    const template = await save('Backend');
    expect(template).toMatchObject({ name: 'Backend', content: CONTENT });
    const { templateId } = template;
    await organizer.call('templates.change', { templateId, name: 'Back end' });
    await organizer.call('templates.change', { templateId, content: { ...CONTENT, plannedMinutes: 30 } });
    expect((await outsider.call('templates.list', {})).templates).toEqual([
      {
        templateId,
        name: 'Back end',
        content: { ...CONTENT, plannedMinutes: 30 },
        updatedAt: expect.any(Number),
      },
    ]);
    const replaced = organizer.call('templates.change', {
      ...{ templateId, seenAt: template.updatedAt },
      content: CONTENT,
    });
    await expect(replaced).rejects.toMatchObject({ code: 'conflict', reason: 'template-changed' });
    for (const role of ['evaluator', 'interviewer'] as const) {
      const member = await server.member(owner, role, `${role}@example.org`);
      expect((await member.send('templates.list')).status).toBe(403);
      expect((await member.send('templates.delete', { templateId })).status).toBe(403);
    }
    await organizer.call('templates.delete', { templateId });
    expect(await names(organizer)).toEqual([]);
  });

  it('have different names', async () => {
    const { templateId } = await save('Data');
    const other = await save('Design');
    const refusal = { code: 'conflict', reason: 'template-name-taken' };
    expect(await refusalOf(save('data'))).toMatchObject(refusal);
    const rename = organizer.call('templates.change', { templateId: other.templateId, name: 'DATA' });
    expect(await refusalOf(rename)).toMatchObject(refusal);
    await organizer.call('templates.change', { templateId, name: 'DATA' });
    for (const one of [templateId, other.templateId])
      await organizer.call('templates.delete', { templateId: one });
  });

  it('of a hiring team are seen and changed only by the team and owners', async () => {
    const { userId } = await memberOf(organizer);
    const { team } = await owner.call('teams.create', { name: 'Platform', members: [UserId.parse(userId)] });
    const { templateId } = await save('Platform', { teamId: team.teamId });
    expect(await names(organizer)).toEqual(['Platform']);
    expect(await names(owner)).toEqual(['Platform']);
    expect(await names(outsider)).toEqual([]);
    const change = outsider.call('templates.change', { templateId, name: 'Mine' });
    expect(await refusalOf(change)).toMatchObject({ code: 'not-found' });
    await outsider.call('templates.delete', { templateId });
    expect(await names(owner)).toEqual(['Platform']);
    const foreign = save('Theirs', { teamId: team.teamId }, outsider);
    expect(await refusalOf(foreign)).toMatchObject({ code: 'not-found' });
    await owner.call('templates.delete', { templateId });
  });
});

describe('interviews from a template', () => {
  it('are created for many candidates in one transaction, with everything from the template', async () => {
    const { kitId } = await organizer.call('kits.create', { kit: exampleKit() });
    const { kits } = await organizer.call('kits.list', {});
    const minutes = kits.find(kit => kit.kitId === kitId)?.minutes;
    const window = { opensBefore: 60, closesAfter: 120 };
    const template = await save('Screening', { kitId, recruiter: DEFAULT_RECRUITER, window, mail: true });
    const member = await memberOf(organizer);
    const created = await server.templates.createInterviews(
      template,
      [
        { displayName: 'Ada', email: 'ada@example.org', scheduledAt: AT, timeZone: 'Europe/Berlin' },
        { displayName: 'Alan', scheduledAt: AT + 3_600_000 },
      ],
      member,
    );
    expect(created.map(({ links }) => links.length)).toEqual([2, 2]);
    const [ada, alan] = await Promise.all(created.map(one => server.interviews.read(one.interviewId)));
    expect(ada).toMatchObject({
      ...{ title: 'Ada, first round', jobRole: 'Backend developer', timeZone: 'Europe/Berlin', mail: true },
      ...{ scheduledAt: AT, plannedMinutes: minutes },
      window: { opensAt: AT - 60 * 60_000, closesAt: AT + 120 * 60_000 },
      recruiter: { settings: DEFAULT_RECRUITER },
    });
    expect(Object.values(ada?.seats ?? {})).toMatchObject([
      { role: 'candidate', displayName: 'Ada', email: 'ada@example.org' },
      { role: 'interviewer', displayName: 'Grace', email: 'grace@example.org' },
    ]);
    expect(alan?.title).toBe('Alan, first round');
    const actions = (await owner.call('audit.list', { filter: { area: 'interviews' } })).entries;
    expect(actions.filter(({ action }) => action === 'interview.created')).toHaveLength(2);
  });

  it('are not created when one of them is refused, or what is written with them', async () => {
    const template = await save('Limited', { kitId: undefined });
    const member = await memberOf(organizer);
    const before = (await organizer.call('interviews.list', {})).interviews.length;
    const candidates = [{ displayName: 'Ada', scheduledAt: AT }];
    const taken = () => Promise.reject(new Error('taken'));
    await expect(server.templates.createInterviews(template, candidates, member, taken)).rejects.toThrow(
      'taken',
    );
    const archived = await save('Archived kit', { kitId: await newArchivedKit() });
    const two = [...candidates, { displayName: 'Alan', scheduledAt: AT }];
    const refused = server.templates.createInterviews(archived, two, member);
    expect(await refusalOf(refused)).toMatchObject({ reason: 'kit-archived', details: { index: 0 } });
    expect((await organizer.call('interviews.list', {})).interviews).toHaveLength(before);
  });
});

async function newArchivedKit() {
  const { kitId } = await organizer.call('kits.create', { kit: exampleKit() });
  await organizer.call('kits.archive', { kitId, archived: true });
  return kitId;
}
