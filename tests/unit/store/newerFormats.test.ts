import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Interviews } from '../../../server/interviews/interviews.ts';
import { summaryOf } from '../../../server/interviews/summary.ts';
import type { Store } from '../../../server/store/store.ts';
import { USUAL_EVALUATION } from '../../../shared/evaluation/evaluationSettings.ts';
import { UserId } from '../../../shared/ids.ts';
import type { Actor, NewEvent } from '../../../shared/interview/events.ts';
import { ENGINE_RULES } from '../../../shared/recruiter/timing.ts';
import { exampleInterviewKit } from '../../support/exampleKit.ts';
import { InterviewLog, newMessageId } from '../../support/interviewLog.ts';
import { reportDraft } from '../../support/reportDraft.ts';
import { quickFolder, type TemporaryFolder } from '../../support/temporaryFolder.ts';
import { openTestStore } from '../../support/testStore.ts';

const SYSTEM: Actor = { type: 'system' };
const OPEN: NewEvent = { kind: 'session.opened', payload: {} };
const ENTRY = { actor: 'system', action: 'settings.change', target: 'evaluation' };

let folder: TemporaryFolder;
let store: Store;
let log: InterviewLog;

beforeEach(async () => {
  folder = await quickFolder('store');
  store = await openTestStore({ DATA_DIR: folder.path });
  log = new InterviewLog();
  await store.interviews.append({
    interviewId: log.state.interviewId,
    expectedSeq: 0,
    events: log.events,
    summary: summaryOf(log.state),
  });
});

afterEach(async () => {
  await store.close();
  await folder.remove();
});

/** Writes an event as a newer version would, without asking the server under test. */
async function writeAsNewer(kind: string, payload: unknown, actor: unknown = SYSTEM): Promise<void> {
  const { kysely } = store.database;
  const { interviewId } = log.state;
  const seq = (await store.interviews.lastSeq(interviewId)) + 1;
  await kysely
    .insertInto('interviewEvents')
    .values({
      interviewId,
      seq,
      at: log.lastAt,
      kind,
      actor: JSON.stringify(actor),
      payload: JSON.stringify(payload),
    })
    .execute();
  await kysely
    .updateTable('interviews')
    .set({ lastSeq: seq })
    .where('interviewId', '=', interviewId)
    .execute();
}

const NEWER: [what: string, kind: string, payload: unknown, actor?: unknown][] = [
  ['an unknown kind', 'star.given', { stars: 5 }],
  ['a newer format of a known kind', 'chat.sent', { format: 2, content: { lines: ['Hello'] } }],
  ['newer rules of the recruiter', 'recruiter.stepped', { input: { type: 'time' }, rules: ENGINE_RULES + 1 }],
  ['an unknown kind of actor', 'session.opened', {}, { type: 'robot' }],
];

describe.each(NEWER)('a log with an event of %s', (_what, kind, payload, actor) => {
  it('is read to its end, without what only the newer version knows', async () => {
    await writeAsNewer(kind, payload, actor);
    await writeAsNewer('session.extended', { minutes: 10 });
    const { interviewId } = log.state;
    const kinds = (await store.interviews.readEvents(interviewId, 0)).map(event => event.kind);
    expect(kinds).toEqual(['interview.created', 'newer', 'session.extended']);
    const state = await new Interviews({ store: store.interviews }).read(interviewId);
    expect(state.title).toBe(log.state.title);
  });

  it("can't be appended to: the error states why, and the log stays unchanged", async () => {
    const interviews = new Interviews({ store: store.interviews });
    const { interviewId } = log.state;
    await interviews.read(interviewId);
    // Written after this server has read the log.
    await writeAsNewer(kind, payload, actor);
    const before = await store.database.kysely.selectFrom('interviewEvents').selectAll().execute();
    const refusal = interviews.execute(interviewId, SYSTEM, () => ({ events: [OPEN], result: undefined }));
    await expect(refusal).rejects.toMatchObject({
      code: 'newer-version',
      values: { what: 'interview' },
    });
    expect(await store.database.kysely.selectFrom('interviewEvents').selectAll().execute()).toEqual(before);
  });
});

describe('stored values beyond the current limits', () => {
  it('are read unchanged: events', async () => {
    const text = `  ${'long '.repeat(2_000)}`;
    await writeAsNewer('chat.sent', { messageId: newMessageId(), fromSeatId: log.candidate.seatId, text });
    const [, sent] = await store.interviews.readEvents(log.state.interviewId, 0);
    expect(sent).toMatchObject({ kind: 'chat.sent', payload: { text } });
  });

  it('are read unchanged: reports and settings', async () => {
    const { interviewId } = log.state;
    await saveReport();
    const content = { ...reportDraft(exampleInterviewKit()), headline: 'long '.repeat(1_000) };
    const { kysely } = store.database;
    await kysely
      .updateTable('reports')
      .set({ content: JSON.stringify(content) })
      .execute();
    expect((await store.reports.find(interviewId))?.content.headline).toBe(content.headline);
    await kysely.insertInto('settings').values({ name: 'retention.days', value: '99999999' }).execute();
    expect(await store.settings.read('retention.days')).toBe(99_999_999);
  });
});

describe('a report of a newer version', () => {
  it.each([
    ['in a newer format', JSON.stringify({ format: 2, content: { parts: [] } })],
    [
      'with fields that this version does not know',
      JSON.stringify({ ...reportDraft(exampleInterviewKit()), mood: 'good' }),
    ],
  ])('%s is neither shown in part nor overwritten', async (_what, content) => {
    await saveReport();
    const { kysely } = store.database;
    await kysely.updateTable('reports').set({ content }).execute();
    await expect(store.reports.find(log.state.interviewId)).rejects.toMatchObject({ code: 'newer-version' });
    await expect(saveReport(1)).rejects.toMatchObject({ code: 'newer-version' });
    // The reassessment queue makes no decision on it either.
    await expect(store.evaluations.reportOf(log.state.interviewId)).rejects.toMatchObject({
      code: 'newer-version',
    });
    expect(await kysely.selectFrom('reports').select('content').execute()).toEqual([{ content }]);
  });
});

describe('a setting of a newer version', () => {
  it('is neither read as another value nor overwritten', async () => {
    const { kysely } = store.database;
    const value = JSON.stringify({ format: 9, content: { promise: 'P2D' } });
    await kysely.insertInto('settings').values({ name: 'evaluation', value }).execute();
    await expect(store.settings.read('evaluation')).rejects.toMatchObject({ code: 'newer-version' });
    const write = store.settings.write('evaluation', USUAL_EVALUATION, ENTRY);
    await expect(write).rejects.toMatchObject({ code: 'newer-version' });
    expect(await kysely.selectFrom('settings').select('value').execute()).toEqual([{ value }]);
  });
});

describe('a database of a newer version', () => {
  it('ends the start with a one-sentence error', async () => {
    await store.database.kysely
      .insertInto('schemaMigrations')
      .values({ name: '9999FromTheFuture', at: 1 })
      .execute();
    await store.close();
    const start = openTestStore({ DATA_DIR: folder.path });
    await expect(start).rejects.toMatchObject({
      name: 'StartupError',
      message:
        'A newer version of Vivavoce has changed this database: start that version, or restore the backup from before the upgrade.',
    });
  });
});

function saveReport(expectedVersion = 0) {
  return store.reports.save({
    interviewId: log.state.interviewId,
    expectedVersion,
    content: reportDraft(exampleInterviewKit()),
    userId: UserId.parse('user-1'),
    at: 1,
  });
}
