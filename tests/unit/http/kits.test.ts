import { beforeEach, describe, expect, it } from 'vitest';
import { KitId } from '../../../shared/kit/kitIds.ts';
import { closedForPractice, exampleKit, KIT_MARKS } from '../../support/exampleKit.ts';
import { fullestKit } from '../../support/fullestKit.ts';
import { refusalOf, refusalsOf } from './refusals.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const NOWHERE = KitId.parse('01890000-0000-7000-8000-000000000000');

let server: TestServer;
let owner: Visitor;
let organizer: Visitor;

beforeEach(async () => {
  server = await startTestServer();
  owner = await server.owner();
  organizer = await server.member(owner, 'organizer', 'organizer@example.org');
  return () => server.close();
});

describe('an organizer', () => {
  it("creates a kit and finds it again, with the linter's findings", async () => {
    const made = await organizer.call('kits.create', { kit: exampleKit() });
    const unfinished = exampleKit({ role: 'Accountant', questions: [] });
    await organizer.call('kits.create', { kit: unfinished });
    expect(made.version).toBe(1);
    const { kits } = await organizer.call('kits.list', {});
    expect(kits.map(({ role, errors }) => [role, errors > 0])).toEqual([
      ['Accountant', true],
      ['Backend Developer', false],
    ]);
    expect(kits[1]).toEqual({
      ...made,
      role: 'Backend Developer',
      level: 'Senior',
      locale: 'en',
      builtIn: false,
      archived: false,
      questions: 7,
      minutes: 20,
      competencies: 5,
      errors: 0,
      warnings: 0,
      updatedAt: expect.any(Number),
    });
    expect((await organizer.call('kits.read', { kitId: made.kitId })).kit).toEqual(exampleKit());
  });

  it('saves version after version, and earlier ones stay unchanged', async () => {
    const { kitId } = await organizer.call('kits.create', { kit: exampleKit() });
    const second = exampleKit({ level: 'Lead' });
    expect(await owner.call('kits.save', { kitId, expectedVersion: 1, kit: second })).toEqual({
      kitId,
      version: 2,
    });
    expect(await organizer.call('kits.read', { kitId })).toMatchObject({ version: 2, kit: second });
    expect(await organizer.call('kits.readVersion', { kitId, version: '1' })).toMatchObject({
      version: 1,
      kit: exampleKit(),
    });
    const { versions } = await organizer.call('kits.versions', { kitId });
    expect(versions.map(({ version, byName }) => [version, byName])).toEqual([
      [2, 'Olga Owner'],
      [1, 'organizer'],
    ]);
    const { kits } = await organizer.call('kits.list', {});
    expect(kits).toMatchObject([{ version: 2, level: 'Lead' }]);
  });

  it('gets a conflict in a race: one of simultaneous saves wins, and the others get the saved version', async () => {
    const { kitId } = await organizer.call('kits.create', { kit: exampleKit() });
    const savers = Array.from({ length: 8 }, (_, index) => exampleKit({ level: `Level ${index}` }));
    const answers = await Promise.all(
      savers.map((kit, index) =>
        (index % 2 === 0 ? owner : organizer).send('kits.save', { kitId, expectedVersion: 1, kit }),
      ),
    );
    const winners = answers.filter(({ status }) => status === 200);
    const winner = savers[answers.findIndex(({ status }) => status === 200)];
    expect(winners).toHaveLength(1);
    for (const { status, body } of answers.filter(answer => !winners.includes(answer))) {
      expect(status).toBe(409);
      expect(body.error).toMatchObject({
        code: 'conflict',
        details: { current: { version: 2, kit: winner } },
      });
    }
    expect((await organizer.call('kits.read', { kitId })).kit).toEqual(winner);
  });

  it('duplicates a kit, and the copy has its own name and versions', async () => {
    const role = 'x'.repeat(80);
    const { kitId } = await organizer.call('kits.create', { kit: exampleKit() });
    await organizer.call('kits.save', { kitId, expectedVersion: 1, kit: exampleKit({ level: 'Lead' }) });
    const copy = await organizer.call('kits.duplicate', { kitId });
    expect(copy.version).toBe(1);
    expect((await organizer.call('kits.read', { kitId: copy.kitId })).kit).toEqual(
      closedForPractice(exampleKit({ role: 'Backend Developer (copy)', level: 'Lead' })),
    );
    await organizer.call('kits.save', { kitId: copy.kitId, expectedVersion: 1, kit: exampleKit({ role }) });
    expect((await organizer.call('kits.read', { kitId })).kit.role).toBe('Backend Developer');
    const longest = await organizer.call('kits.duplicate', { kitId: copy.kitId });
    expect((await organizer.call('kits.read', { kitId: longest.kitId })).kit.role).toBe(
      `${'x'.repeat(73)} (copy)`,
    );
  });

  it('archives a kit and restores it', async () => {
    const { kitId } = await organizer.call('kits.create', { kit: exampleKit() });
    await organizer.call('kits.archive', { kitId, archived: true });
    expect((await organizer.call('kits.list', {})).kits).toMatchObject([{ kitId, archived: true }]);
    await organizer.call('kits.archive', { kitId, archived: false });
    expect(await organizer.call('kits.read', { kitId })).toMatchObject({ archived: false, version: 1 });
  });

  it('exports a kit as YAML and imports it as another one', async () => {
    const role = 'Développeur / Backend ☂';
    const { kitId } = await organizer.call('kits.create', { kit: exampleKit({ role }) });
    const { fileName, yaml } = await organizer.call('kits.export', { kitId });
    expect(fileName).toBe('developpeur-backend-senior.yaml');
    const imported = await organizer.call('kits.import', { yaml });
    expect(imported.kitId).not.toBe(kitId);
    expect((await organizer.call('kits.read', { kitId: imported.kitId })).kit).toEqual(exampleKit({ role }));
  });

  it('gets the errors of a YAML text, which changes nothing', async () => {
    const { kitId } = await organizer.call('kits.create', { kit: exampleKit() });
    const { yaml } = await organizer.call('kits.export', { kitId });
    const broken = yaml.replace('locale: en', 'locale: english\nprice: 5');
    const { code, values, details } = await refusalOf(organizer.call('kits.import', { yaml: broken }));
    expect(code).toBe('invalid');
    expect(values?.problem).toMatch(/^Line 3, column 9, locale: Use a language tag/);
    expect(details?.problems).toEqual([
      { line: 3, column: 9, field: 'locale', reason: 'Use a language tag such as en or en-GB.' },
      { line: 4, column: 1, field: 'price', reason: 'There is no such field here.' },
    ]);
    expect((await organizer.call('kits.list', {})).kits).toHaveLength(1);
    expect(await server.store.audit.list(50)).not.toContainEqual(
      expect.objectContaining({ action: 'kit.imported' }),
    );
  });

  it('gets an error when a kit or a version does not exist', async () => {
    const { kitId } = await organizer.call('kits.create', { kit: exampleKit() });
    const kit = exampleKit();
    const refusals = await refusalsOf([
      organizer.call('kits.read', { kitId: NOWHERE }),
      organizer.call('kits.readVersion', { kitId: NOWHERE, version: '1' }),
      organizer.call('kits.readVersion', { kitId, version: '2' }),
      organizer.call('kits.versions', { kitId: NOWHERE }),
      organizer.call('kits.save', { kitId: NOWHERE, expectedVersion: 1, kit }),
      organizer.call('kits.archive', { kitId: NOWHERE, archived: true }),
      organizer.call('kits.duplicate', { kitId: NOWHERE }),
      organizer.call('kits.export', { kitId: NOWHERE }),
    ]);
    for (const { code } of refusals) expect(code).toBe('not-found');
  });

  it('is audited for every change, with IDs and without texts', async () => {
    const { kitId } = await organizer.call('kits.create', { kit: exampleKit() });
    await organizer.call('kits.save', { kitId, expectedVersion: 1, kit: exampleKit() });
    await organizer.send('kits.save', { kitId, expectedVersion: 1, kit: exampleKit() });
    const copy = await organizer.call('kits.duplicate', { kitId });
    await organizer.call('kits.archive', { kitId, archived: true });
    await organizer.call('kits.archive', { kitId, archived: true });
    await organizer.call('kits.archive', { kitId, archived: false });
    const { yaml } = await organizer.call('kits.export', { kitId });
    const imported = await organizer.call('kits.import', { yaml });
    const entries = (await server.store.audit.list(50)).filter(({ action }) => action.startsWith('kit.'));
    expect(entries.toReversed()).toMatchObject([
      { action: 'kit.created', target: kitId },
      { action: 'kit.saved', target: kitId, details: { version: 2 } },
      { action: 'kit.duplicated', target: copy.kitId, details: { from: kitId, version: 2 } },
      { action: 'kit.archived', target: kitId },
      { action: 'kit.restored', target: kitId },
      { action: 'kit.imported', target: imported.kitId },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/MARK|Developer/);
  });
});

describe('an evaluator', () => {
  it("reads kits with all their texts, and can't change any", async () => {
    const { kitId } = await organizer.call('kits.create', { kit: exampleKit() });
    const evaluator = await server.member(owner, 'evaluator', 'evaluator@example.org');
    const { kit } = await evaluator.call('kits.read', { kitId });
    for (const mark of Object.values(KIT_MARKS)) expect(JSON.stringify(kit)).toContain(mark);
    expect((await evaluator.call('kits.list', {})).kits).toHaveLength(1);
    const { yaml } = await evaluator.call('kits.export', { kitId });
    const refusals = await refusalsOf([
      evaluator.call('kits.create', { kit }),
      evaluator.call('kits.save', { kitId, expectedVersion: 1, kit }),
      evaluator.call('kits.duplicate', { kitId }),
      evaluator.call('kits.archive', { kitId, archived: true }),
      evaluator.call('kits.import', { yaml }),
    ]);
    for (const { code } of refusals) expect(code).toBe('forbidden');
    expect((await organizer.call('kits.list', {})).kits).toMatchObject([{ version: 1, archived: false }]);
  });
});

describe('a large request body', () => {
  const large = 'x'.repeat(100_000);

  it('is not read when the person is not signed in', async () => {
    const body = `{"kit": "${large}`;
    const answer = await server.visitor().fetch('/api/kits', { method: 'POST', body });
    expect([answer.status, answer.body.error?.code]).toEqual([401, 'unauthenticated']);
  });

  it('is accepted when it may be a kit, and by no other route', async () => {
    const kit = fullestKit();
    const { kitId } = await organizer.call('kits.create', { kit });
    await organizer.call('kits.save', { kitId, expectedVersion: 1, kit });
    const { yaml } = await organizer.call('kits.export', { kitId });
    const imported = await organizer.call('kits.import', { yaml });
    expect((await organizer.call('kits.read', { kitId: imported.kitId })).kit).toEqual(kit);
    for (const [method, path] of [
      ['POST', '/api/interviews'],
      ['POST', '/api/join'],
      ['POST', '/api/auth/sign-in/email'],
      ['PATCH', '/api/interviews/kits'],
      ['POST', '/api/kitsch'],
    ] as const) {
      const { status, body } = await organizer.fetch(path, { method, body: JSON.stringify({ large }) });
      expect([status, body.error?.code]).toEqual([413, 'too-large']);
    }
  });
});
