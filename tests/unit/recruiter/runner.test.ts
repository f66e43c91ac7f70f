import path from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { InterviewClips } from '../../../server/features/recruiter/InterviewClips.ts';
import { RecruiterRunner } from '../../../server/features/recruiter/RecruiterRunner.ts';
import { Interviews } from '../../../server/interviews/interviews.ts';
import { summaryOf } from '../../../server/interviews/summary.ts';
import { KyselyInterviewStore } from '../../../server/store/kyselyInterviewStore.ts';
import { migrate } from '../../../server/store/migrate.ts';
import { openSqlite } from '../../../server/store/sqliteDatabase.ts';
import { AppError } from '../../../shared/errors.ts';
import { NodeId } from '../../../shared/ids.ts';
import type { MediaPlane } from '../../../shared/media/mediaPlane.ts';
import { eventually } from '../../support/eventually.ts';
import { RecruiterPlay } from '../../support/recruiterPlay.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const RESUME_MS = 1_250;

/** The lead has paused the greeting, and the server that ran the recruiter died before it could tell the media plane so. */
async function pausedAndKilled(playing: string | undefined) {
  const play = new RecruiterPlay();
  play
    .add('media.placed', { nodeId: NodeId.parse('sfu-1'), epoch: 1 })
    .leadEnters()
    .enter();
  play.until(({ recruiter }) => recruiter.said?.clip === 'playing').advance(1_500);
  play.order('pause');
  expect(play.log.at(-1)).toMatchObject({ payload: { input: { type: 'play.held' } } });
  play.log.pop();
  vi.useFakeTimers({ toFake: ['Date'], now: play.now });
  onTestFinished(() => void vi.useRealTimers());

  const folder = await temporaryFolder('runner');
  onTestFinished(() => folder.remove());
  const database = openSqlite(path.join(folder.path, 'test.db'));
  onTestFinished(() => database.close());
  await migrate(database);
  const store = new KyselyInterviewStore(database);
  const interviews = new Interviews({ store, now: () => play.now });
  const { interviewId } = play.state;
  await store.append({ interviewId, expectedSeq: 0, events: play.log, summary: summaryOf(play.state) });

  const asked: { name: string; playId?: string }[] = [];
  const plane = {
    subscribe: () => () => {},
    request: async (name: string, { playId }: { playId?: string }) => {
      asked.push({ name, ...(playId !== undefined && { playId }) });
      if (name === 'peer.voice') throw AppError.notFound('peer', 'candidate');
      if (name === 'player.open') return playing === undefined ? {} : { playing };
      if (name === 'player.stop') return { positionMs: RESUME_MS + 500, resumeMs: RESUME_MS };
      return {};
    },
  } as unknown as MediaPlane;
  const clips = {
    silent: (clip: string) => clip,
    playing: (_node: NodeId, request: () => Promise<unknown>) => request(),
    bringAhead: () => {},
  } as unknown as InterviewClips;
  const runner = new RecruiterRunner({
    interviewId,
    interviews,
    plane,
    clips,
    logger: pino({ level: 'silent' }),
  });
  onTestFinished(() => runner.close());
  const stops = () => asked.filter(({ name }) => name === 'player.stop');
  const hasEntered = () =>
    eventually('the recruiter to be in the room', () => asked.some(({ name }) => name === 'player.loop'));
  const state = async () => (await interviews.read(interviewId)).recruiter;
  return { runner, stops, hasEntered, state };
}

it('stops a line that the state does not ask for any more, whoever began to play it', async () => {
  const { stops, state } = await pausedAndKilled('1.1');
  const resumesAt = async () => {
    const { stage } = (await state()) ?? {};
    return stage?.name === 'paused' && stage.resume.name === 'speaking' && stage.resume.fromMs;
  };
  await eventually('where it stood to be written', async () => (await resumesAt()) === RESUME_MS);
  expect(stops()).toEqual([{ name: 'player.stop', playId: '1.1' }]);
});

it.each([undefined, 'nod.2'])('stops nothing where %s is being played', async playing => {
  const { runner, stops, hasEntered } = await pausedAndKilled(playing);
  await hasEntered();
  await runner.close();
  expect(stops()).toEqual([]);
});
