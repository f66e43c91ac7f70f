import path from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { AppError } from '../../shared/errors.ts';
import { eventually } from '../support/eventually.ts';
import { InterviewLog } from '../support/interviewLog.ts';
import { Program } from '../support/program.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { openTestStore } from '../support/testStore.ts';
import { DATABASES, itOnPostgres, onEveryDatabase, postgresOfFile } from './everyDatabase.ts';
import { appendOf, describeInterviewStore } from './interviewStore.contract.ts';

const postgres = postgresOfFile();

onEveryDatabase(describeInterviewStore, postgres);

describe.each(DATABASES)('%s under stress', kind => {
  it('is migrated once when several servers start at the same time', async () => {
    await using place = await emptyPlace(kind);
    const stores = await Promise.all(Array.from({ length: 4 }, () => openTestStore(place.env)));
    const interview = new InterviewLog();
    expect(await stores[3]?.interviews.append(appendOf(interview, interview.events))).toBe('appended');
    for (const store of stores) await store.close();
  });

  it('loses no acknowledged append when the writing process is killed', async () => {
    await using place = await emptyPlace(kind);
    const interview = new InterviewLog();
    const store = await openTestStore(place.env);
    await store.interviews.append(appendOf(interview, interview.events));
    const writer = new Program({
      command: process.execPath,
      args: [path.join(import.meta.dirname, '../support/appendForever.ts'), interview.state.interviewId],
      env: { ...process.env, ...place.env },
    });
    await writer.waitForOutput(/acknowledged 40\n/);
    await writer.kill();

    const acknowledged = Math.max(
      ...Array.from(writer.output.matchAll(/acknowledged (\d+)\n/g), acknowledgedSeq),
    );
    const events = await store.interviews.readEvents(interview.state.interviewId, 0);
    expect(events.length).toBeGreaterThanOrEqual(acknowledged);
    expect(events.map(event => event.seq)).toEqual(events.map((_, index) => index + 1));
    expect(await store.interviews.lastSeq(interview.state.interviewId)).toBe(events.length);
    await store.close();
  });

  it('lets no one change or delete an audit entry', async () => {
    await using place = await emptyPlace(kind);
    const store = await openTestStore(place.env);
    await store.audit.add({ actor: 'system', action: 'interview.created', target: 'i-1', details: { a: 1 } });
    const db = store.database.kysely;
    await expect(sql`update audit_log set action = 'nothing'`.execute(db)).rejects.toThrow(/append-only/);
    await expect(db.deleteFrom('auditLog').execute()).rejects.toThrow(/append-only/);
    expect(await store.audit.list(10)).toEqual([
      {
        actor: 'system',
        action: 'interview.created',
        target: 'i-1',
        details: { a: 1 },
        at: expect.any(Number),
      },
    ]);
    await store.close();
  });
});

describe('SQLite', () => {
  it('syncs every commit to the disk: a test can kill a process, but not the power', async () => {
    await using folder = await temporaryFolder('store');
    const store = await openTestStore({ DATA_DIR: folder.path });
    const db = store.database.kysely;
    const FULL = 2;
    expect((await sql`pragma synchronous`.execute(db)).rows).toEqual([{ synchronous: FULL }]);
    expect((await sql`pragma journal_mode`.execute(db)).rows).toEqual([{ journalMode: 'wal' }]);
    await store.close();
  });
});

describe('an unavailable database', () => {
  itOnPostgres('is reported as unavailable, and used again when it is back', async () => {
    const store = await openTestStore({ DATABASE_URL: await postgres().createDatabase() });
    const interview = new InterviewLog();
    await store.interviews.append(appendOf(interview, interview.events));
    await postgres().kill();
    interview.add('session.opened', {});
    const append = appendOf(interview, interview.events.slice(-1));
    const refusal = await store.interviews.append(append).catch((error: AppError) => error);
    expect(refusal).toMatchObject({ code: 'unavailable', retryable: true });
    await expect(store.interviews.readEvents(append.interviewId, 0)).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(await store.database.answers()).toBe(false);

    await postgres().start();
    await eventually('the database to answer', () => store.database.answers());
    expect(await store.interviews.append(append)).toBe('appended');
    expect(await store.interviews.readEvents(append.interviewId, 0)).toEqual(interview.events);
    await store.close();
  });

  it('is reported as unavailable while its disk is full, and used again after space is freed', async () => {
    await using folder = await temporaryFolder('store');
    const store = await openTestStore({ DATA_DIR: folder.path });
    const interview = new InterviewLog();
    await store.interviews.append(appendOf(interview, interview.events));
    const { kysely } = store.database;
    const pages = await sql<{ pageCount: number }>`pragma page_count`.execute(kysely);
    await sql.raw(`pragma max_page_count = ${pages.rows[0]?.pageCount}`).execute(kysely);
    const appendUntilRefused = async () => {
      for (;;) {
        interview.add('session.extended', { minutes: 5 });
        await store.interviews.append(appendOf(interview, interview.events.slice(-1)));
      }
    };
    await expect(appendUntilRefused()).rejects.toMatchObject({ code: 'unavailable' });

    await sql`pragma max_page_count = 1000000`.execute(kysely);
    expect(await store.interviews.append(appendOf(interview, interview.events.slice(-1)))).toBe('appended');
    expect(await store.interviews.readEvents(interview.state.interviewId, 0)).toEqual(interview.events);
    await store.close();
  });

  it.each(DATABASES)('on %s is reported as unavailable after it was closed', async kind => {
    await using place = await emptyPlace(kind);
    const store = await openTestStore(place.env);
    const { kysely } = store.database;
    await store.close();
    await store.close();
    await expect(store.interviews.listPresent()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(store.mails.list(1)).rejects.toMatchObject({
      code: 'unavailable',
      cause: expect.any(Error),
    });
    await expect(kysely.transaction().execute(async () => {})).rejects.toMatchObject({ code: 'unavailable' });
  });
});

async function emptyPlace(kind: string): Promise<AsyncDisposable & { env: Record<string, string> }> {
  if (kind === 'PostgreSQL')
    return {
      env: { DATABASE_URL: await postgres().createDatabase() },
      [Symbol.asyncDispose]: async () => {},
    };
  const folder = await temporaryFolder('store');
  return { env: { DATA_DIR: folder.path }, [Symbol.asyncDispose]: () => folder.remove() };
}

function acknowledgedSeq(match: RegExpExecArray | RegExpMatchArray): number {
  return Number(match[1]);
}
