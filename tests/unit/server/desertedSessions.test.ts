import path from 'node:path';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { DesertedSessions, isDeserted } from '../../../server/features/session/desertedSessions.ts';
import { Interviews } from '../../../server/interviews/interviews.ts';
import { InterviewStore } from '../../../server/store/interviewStore.ts';
import { migrate } from '../../../server/store/migrate.ts';
import { openSqlite } from '../../../server/store/sqliteDatabase.ts';
import type { InterviewId } from '../../../shared/ids.ts';
import { DESERTED_AFTER_MS } from '../../../shared/interview/phases.ts';
import { InterviewLog } from '../../support/interviewLog.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

/** An open session that both people have left without ending it. */
function leftBehind() {
  const log = new InterviewLog();
  const clientId = log.enter(log.interviewer);
  log.openAndAdmit();
  const candidate = log.enter(log.candidate);
  log.disconnect(log.candidate, candidate).add('seat.left', { seatId: log.candidate.seatId, reason: 'left' });
  log.disconnect(log.interviewer, clientId);
  return log.add('seat.left', { seatId: log.interviewer.seatId, reason: 'timed-out' });
}

describe('an abandoned session', () => {
  const wasLeft = (log: InterviewLog, ms: number) => isDeserted(log.state, log.lastAt + ms);

  it('ends two hours after the last person has left, and not earlier', () => {
    const log = leftBehind();
    expect(wasLeft(log, DESERTED_AFTER_MS - 1)).toBe(false);
    expect(wasLeft(log, DESERTED_AFTER_MS)).toBe(true);
  });

  it('ends in a break from which no one returned, and while only observers are present', () => {
    const log = leftBehind().add('session.closed', {});
    log.enter(log.observer);
    expect(wasLeft(log, DESERTED_AFTER_MS)).toBe(true);
  });

  it('does not end while someone waits or sets up a camera', () => {
    const [waiting, preparing] = [leftBehind(), leftBehind()];
    waiting.enter(waiting.candidate);
    preparing.connect(preparing.secondInterviewer);
    expect([wasLeft(waiting, DESERTED_AFTER_MS), wasLeft(preparing, DESERTED_AFTER_MS)]).toEqual([
      false,
      false,
    ]);
  });

  it('does not end before it has started, and ends once', () => {
    expect(wasLeft(new InterviewLog(), DESERTED_AFTER_MS)).toBe(false);
    expect(wasLeft(leftBehind().add('session.ended', {}), DESERTED_AFTER_MS)).toBe(false);
  });
});

it('sessions abandoned long ago are ended, others are not, and an unreadable one does not block the others', async () => {
  await using folder = await temporaryFolder('deserted');
  const database = openSqlite(path.join(folder.path, 'test.db'));
  await migrate(database);
  const store = new InterviewStore(database);
  const [old, recent] = [leftBehind(), leftBehind()];
  let now = 0;
  const interviews = new Interviews({ store, now: () => now });
  for (const { state, events } of [old, recent]) {
    await interviews.create(state.interviewId, { type: 'system' }, { events, result: {} });
    now += DESERTED_AFTER_MS / 2;
  }
  const listed = await store.listEmpty();
  const unknown = new InterviewLog().state.interviewId;
  const deserted = new DesertedSessions({
    interviews,
    listEmpty: async (): Promise<InterviewId[]> => [unknown, ...listed],
    logger: pino({ level: 'silent' }),
  });
  await deserted.poll();
  await deserted.close();
  const phases = await Promise.all([old, recent].map(log => interviews.read(log.state.interviewId)));
  expect(listed).toHaveLength(2);
  expect(phases.map(({ phase }) => phase)).toEqual(['ended', 'open']);
  await database.close();
});
