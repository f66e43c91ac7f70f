import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectPage } from '../../../server/features/seat/pages.ts';
import { Interviews } from '../../../server/interviews/interviews.ts';
import type { Database } from '../../../server/store/database.ts';
import { KyselyInterviewStore } from '../../../server/store/kyselyInterviewStore.ts';
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
  interviews = new Interviews({ store: new KyselyInterviewStore(database) });
});
afterEach(async () => {
  await database.close();
  await folder.remove();
});

/** A page whose handshake was let through; the log may have gone on since. */
async function arrivingPage() {
  const log = new InterviewLog();
  const { interviewId } = log.state;
  const { seatId } = log.candidate;
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

describe('a page whose link was taken back while it connected', () => {
  it.each([
    ['revoked', 'link.revoked'],
    ['replaced', 'link.issued'],
    ['no longer wanted, its person having been removed', 'seat.removed'],
  ] as const)('is not let in: %s', async (_what, kind) => {
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

  it('is let in where nothing has changed', async () => {
    const page = await arrivingPage();
    await connectPage(interviews, page, 'server-1');
    const { pages } = (await interviews.read(page.interviewId)).seats[page.seatId] ?? {};
    expect(Object.keys(pages ?? {})).toEqual([page.clientId]);
  });
});
