import path from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { MediaRooms } from '../../../server/features/media/mediaRooms.ts';
import { createMediaQueries } from '../../../server/features/media/queries.ts';
import { Interviews } from '../../../server/interviews/interviews.ts';
import { InterviewStore } from '../../../server/store/interviewStore.ts';
import { migrate } from '../../../server/store/migrate.ts';
import { openSqlite } from '../../../server/store/sqliteDatabase.ts';
import { NodeId } from '../../../shared/ids.ts';
import type { MediaPlane } from '../../../shared/media/mediaPlane.ts';
import { InterviewLog } from '../../support/interviewLog.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

async function openInterviews(): Promise<Interviews> {
  const folder = await temporaryFolder('join');
  onTestFinished(() => folder.remove());
  const database = openSqlite(path.join(folder.path, 'test.db'));
  onTestFinished(() => database.close());
  await migrate(database);
  return new Interviews({ store: new InterviewStore(database) });
}

it('a person who is sent to the waiting room while joining is removed from the media room', async () => {
  const interviews = await openInterviews();
  const log = new InterviewLog().openAndAdmit();
  const clientId = log.enter(log.candidate);
  log.add('media.placed', { nodeId: NodeId.parse('sfu-1'), epoch: 1 });
  const { interviewId } = log.state;
  const { seatId } = log.candidate;
  await interviews.create(interviewId, { type: 'system' }, { events: log.events, result: {} });

  const asked: string[] = [];
  const plane = {
    subscribe: () => () => {},
    request: async (name: string) => {
      if (name === 'peer.join')
        await interviews.execute(interviewId, { type: 'system' }, () => ({
          events: [{ kind: 'seat.sentToLobby', payload: { seatId } }],
          result: {},
        }));
      asked.push(name);
      return {};
    },
  } as unknown as MediaPlane;
  const rooms = new MediaRooms({ plane, interviews, logger: pino({ level: 'silent' }) });
  onTestFinished(() => rooms.close());
  const queries = createMediaQueries({ plane, interviews, rooms });

  const joining = queries['media.join']({
    page: { interviewId, seatId, clientId },
    seat: log.seat(log.candidate),
    state: log.state,
    params: { rtpCapabilities: {} },
  });
  await expect(joining).rejects.toMatchObject({ code: 'not-admitted' });
  expect(asked.at(-1)).toBe('peer.leave');
});
