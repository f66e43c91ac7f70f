import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IMPORT_UPLOAD, ImportUploaded, MAX_IMPORT_BYTES } from '../../../shared/protocol/importRoutes.ts';
import { eventually } from '../../support/eventually.ts';
import { candidateFile } from '../../support/importStage.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

let server: TestServer;
let organizer: Visitor;

beforeAll(async () => {
  server = await startTestServer();
  organizer = await server.owner();
});
afterAll(() => server.close());

const upload = (body: BodyInit, by = organizer, name = 'candidates.csv') =>
  by.fetch(`${IMPORT_UPLOAD}?name=${name}`, {
    method: 'PUT',
    body,
    headers: { 'content-type': 'text/csv' },
  });

describe('a file of candidates', () => {
  it('becomes interviews in the background', async () => {
    const answer = await upload(candidateFile(120));
    expect(answer.status).toBe(200);
    const { importId } = ImportUploaded.parse(answer.body);
    const content = { title: '{candidate}', jobRole: 'Nurse', people: [] };
    const { template } = await organizer.call('templates.create', { name: 'Nurses', content });
    const { columns } = (await organizer.call('imports.read', { importId })).import;
    const plan = {
      ...{ templateId: template.templateId, timeZone: 'Europe/Berlin' },
      columns: columns.map(({ field }) => field ?? null),
    };
    const { check } = await organizer.call('imports.check', { importId, plan });
    expect(check).toMatchObject({ good: 120, bad: 0, known: 0 });
    await organizer.call('imports.start', { importId, plan });
    await eventually('the end of the import', async () => {
      const { state } = (await organizer.call('imports.read', { importId })).import;
      return state === 'done';
    });
    const { counts } = await organizer.call('interviews.list', { counts: true });
    expect(counts?.total).toBe(120);
    expect((await organizer.call('imports.list', {})).imports).toMatchObject([{ importId, created: 120 }]);
  });

  it('is refused if it is something else, or too large', async () => {
    const image = await upload(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
    expect([image.status, image.body]).toMatchObject([400, { error: { reason: 'import-not-text' } }]);
    const large = await upload(Buffer.alloc(50 * 1024 ** 2, 'a,b\n'));
    expect([large.status, large.body]).toMatchObject([
      413,
      { error: { reason: 'file-too-large', values: { megabytes: MAX_IMPORT_BYTES / 1024 ** 2 } } },
    ]);
    expect((await upload('')).body).toMatchObject({ error: { reason: 'file-empty' } });
  });

  it('is uploaded by organizers only', async () => {
    const evaluator = await server.member(organizer, 'evaluator', 'evaluator@example.org');
    expect((await upload(candidateFile(1), evaluator)).status).toBe(403);
    expect((await evaluator.send('imports.list')).status).toBe(403);
    expect((await upload(candidateFile(1), server.visitor())).status).toBe(401);
  });
});
