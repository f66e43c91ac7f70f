import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectPage, disconnectPage } from '../../../server/features/seat/pages.ts';
import { Interviews } from '../../../server/interviews/interviews.ts';
import type { Database } from '../../../server/store/database.ts';
import { InterviewStore } from '../../../server/store/interviewStore.ts';
import { migrate } from '../../../server/store/migrate.ts';
import { openSqlite } from '../../../server/store/sqliteDatabase.ts';
import { InterviewLog, newClientId, newLinkId } from '../../support/interviewLog.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';

let folder: TemporaryFolder;
let database: Database;
let interviews: Interviews;

beforeEach(async () => {
  folder = await temporaryFolder('pages');
  database = openSqlite(path.join(folder.path, 'test.db'));
  await migrate(database);
  interviews = new Interviews({ store: new InterviewStore(database) });
});
afterEach(async () => {
  await database.close();
  await folder.remove();
});

/** A page whose handshake was accepted; the log may have changed since. */
async function arrivingPage(role: 'candidate' | 'observer' = 'candidate') {
  const log = new InterviewLog();
  const { interviewId } = log.state;
  const { seatId } = log[role];
  const linkId = newLinkId();
  const issued = {
    kind: 'link.issued' as const,
    payload: { seatId, linkId, expiresAt: Date.now() + 60_000 },
  };
  const [created] = log.events;
  if (created?.kind !== 'interview.created') throw new Error('The log has no beginning.');
  await interviews.create(interviewId, { type: 'system' }, { events: [created, issued], result: {} });
  return { interviewId, seatId, linkId, clientId: newClientId() };
}

describe('a page whose link is revoked while it connects', () => {
  it.each([
    ['revoked', 'link.revoked'],
    ['replaced', 'link.issued'],
    ['no longer valid, because its person was removed', 'seat.removed'],
  ] as const)('is rejected: %s', async (_what, kind) => {
    const page = await arrivingPage();
    const { interviewId, seatId, linkId } = page;
    const payloads = {
      'link.revoked': { kind: 'link.revoked', payload: { seatId, linkId } },
      'link.issued': { kind: 'link.issued', payload: { seatId, linkId: newLinkId(), expiresAt: Date.now() } },
      'seat.removed': { kind: 'seat.removed', payload: { seatId } },
    } as const;
    await interviews.execute(interviewId, { type: 'system' }, () => ({
      events: [payloads[kind]],
      result: {},
    }));
    await expect(connectPage(interviews, page, 'server-1')).rejects.toMatchObject({ code: 'link-invalid' });
    expect((await interviews.read(interviewId)).seats[seatId]?.pages).toEqual({});
  });

  it('is accepted when nothing has changed', async () => {
    const page = await arrivingPage();
    await connectPage(interviews, page, 'server-1');
    const { pages } = (await interviews.read(page.interviewId)).seats[page.seatId] ?? {};
    expect(Object.keys(pages ?? {})).toEqual([page.clientId]);
  });
});

describe('a link that is open in many pages', () => {
  const connectAll = async (page: Awaited<ReturnType<typeof arrivingPage>>, count: number) => {
    const clientIds = Array.from({ length: count }, newClientId);
    for (const clientId of clientIds) await connectPage(interviews, { ...page, clientId }, 'server-1');
    return clientIds;
  };
  const pagesOf = async ({ interviewId, seatId }: Awaited<ReturnType<typeof arrivingPage>>) =>
    Object.keys((await interviews.read(interviewId)).seats[seatId]?.pages ?? {});

  it('is connected in at most six at a time, whatever IDs they use', async () => {
    const page = await arrivingPage();
    const [first] = await connectAll(page, 6);
    await expect(connectPage(interviews, page, 'server-2')).rejects.toMatchObject({ code: 'too-many-pages' });
    expect(await pagesOf(page)).toHaveLength(6);
    const known = { ...page, clientId: first ?? page.clientId };
    await connectPage(interviews, known, 'server-2');
    await disconnectPage(interviews, known, 'server-2');
    await connectPage(interviews, page, 'server-2');
    expect(await pagesOf(page)).toHaveLength(6);
  });

  it('has at most six pages, disconnected ones included: the one disconnected the longest is dropped', async () => {
    const page = await arrivingPage('observer');
    const { interviewId, seatId } = page;
    const clientIds = await connectAll(page, 6);
    for (const clientId of clientIds) {
      await interviews.execute(interviewId, { type: 'system' }, () => ({
        events: [{ kind: 'seat.entered', payload: { seatId, clientId } }],
        result: {},
      }));
    }
    for (const clientId of clientIds.slice(1, 3))
      await disconnectPage(interviews, { ...page, clientId }, 'server-1');
    await connectPage(interviews, page, 'server-1');
    const expected = [...clientIds.filter(clientId => clientId !== clientIds[1]), page.clientId];
    expect((await pagesOf(page)).sort()).toEqual(expected.sort());
  });
});
