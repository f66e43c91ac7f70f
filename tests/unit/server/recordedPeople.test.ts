import path from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MediaRooms } from '../../../server/features/media/mediaRooms.ts';
import { createMediaQueries } from '../../../server/features/media/queries.ts';
import { Interviews } from '../../../server/interviews/interviews.ts';
import { InterviewStore } from '../../../server/store/interviewStore.ts';
import { migrate } from '../../../server/store/migrate.ts';
import { openSqlite } from '../../../server/store/sqliteDatabase.ts';
import { NodeId } from '../../../shared/ids.ts';
import type { NewSeat } from '../../../shared/interview/events.ts';
import { INTERVIEWER_CONSENT_VERSION } from '../../../shared/interview/setup.ts';
import type { MediaParams, MediaPlane, PeerRights } from '../../../shared/media/mediaPlane.ts';
import { RECORDED_GROUPS, receivesFrom } from '../../../shared/permissions.ts';
import { eventually } from '../../support/eventually.ts';
import { InterviewLog } from '../../support/interviewLog.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const VERSION = INTERVIEWER_CONSENT_VERSION;

/**
 * An open interview, and a fake media plane that records who joins with which permissions and who is
 * removed.
 */
async function openRoom() {
  const folder = await temporaryFolder('recorded-people');
  onTestFinished(() => folder.remove());
  const database = openSqlite(path.join(folder.path, 'test.db'));
  onTestFinished(() => database.close());
  await migrate(database);
  const interviews = new Interviews({ store: new InterviewStore(database) });
  const log = new InterviewLog().openAndAdmit();
  const pages = new Map([log.candidate, log.interviewer, log.observer].map(seat => [seat, log.enter(seat)]));
  log.add('media.placed', { nodeId: NodeId.parse('sfu-1'), epoch: 1 });
  const { interviewId } = log.state;
  await interviews.create(interviewId, { type: 'system' }, { events: log.events, result: {} });

  const joined: PeerRights[] = [];
  const left: string[] = [];
  const plane = {
    subscribe: () => () => {},
    request: async (name: string, params: unknown) => {
      if (name === 'peer.join') joined.push((params as MediaParams<'peer.join'>).rights);
      if (name === 'peer.leave') left.push((params as MediaParams<'peer.leave'>).peerId);
      return {};
    },
  } as unknown as MediaPlane;
  const rooms = new MediaRooms({ plane, interviews, logger: pino({ level: 'silent' }) });
  onTestFinished(() => rooms.close());
  const queries = createMediaQueries({ plane, interviews, rooms });

  const answer = (seat: NewSeat, recording: boolean, version = VERSION) =>
    interviews.execute(interviewId, { type: 'system' }, () => ({
      events: [
        {
          kind: 'consent.given',
          payload: { seatId: seat.seatId, consent: { version, recording, observers: true } },
        },
      ],
      result: {},
    }));
  const join = async (person: NewSeat) => {
    const state = await interviews.read(interviewId);
    const seat = state.seats[person.seatId];
    const clientId = pages.get(person);
    if (!seat || !clientId) throw new Error(`${person.displayName} is not there.`);
    const page = { interviewId, seatId: seat.seatId, clientId };
    await queries['media.join']({ page, seat, state, params: { rtpCapabilities: {} } });
    return joined.at(-1);
  };
  return { log, answer, join, left };
}

describe('an interviewer', () => {
  it('is recorded once they have agreed', async () => {
    const { log, answer, join } = await openRoom();
    await answer(log.interviewer, true);
    expect(RECORDED_GROUPS).toContain((await join(log.interviewer))?.group);
  });

  it.each([
    ['has not answered', undefined],
    ['has refused', { recording: false, version: VERSION }],
    ['has agreed to older wording', { recording: true, version: VERSION - 1 }],
  ] as const)('who %s is heard and seen by everyone, and not recorded', async (_what, given) => {
    const { log, answer, join } = await openRoom();
    if (given) await answer(log.interviewer, given.recording, given.version);
    const group = (await join(log.interviewer))?.group ?? '';
    expect(RECORDED_GROUPS).not.toContain(group);
    for (const role of ['candidate', 'interviewer', 'evaluator', 'observer'] as const)
      expect(receivesFrom(role)).toContain(group);
    expect((await join(log.observer))?.receivesFrom).toContain(group);
  });

  it('who changes their mind joins again with the new permission', async () => {
    const { log, answer, join, left } = await openRoom();
    await answer(log.interviewer, true);
    await join(log.interviewer);
    left.length = 0;
    await answer(log.interviewer, true);
    expect(left).toEqual([]);
    await answer(log.interviewer, false);
    await eventually('the peer to be taken out', () => left.length === 1);
    expect(left[0]).toContain(log.interviewer.seatId);
    expect(RECORDED_GROUPS).not.toContain((await join(log.interviewer))?.group);
  });

  it('decides only for themselves: the candidate is recorded as agreed', async () => {
    const { log, answer, join } = await openRoom();
    await answer(log.interviewer, false);
    expect(RECORDED_GROUPS).toContain((await join(log.candidate))?.group);
  });
});
