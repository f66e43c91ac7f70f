import path from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { roomOf } from '../../../server/features/media/mediaRooms.ts';
import type { InterviewClips } from '../../../server/features/recruiter/InterviewClips.ts';
import { RecruiterRunner } from '../../../server/features/recruiter/RecruiterRunner.ts';
import { Interviews } from '../../../server/interviews/interviews.ts';
import { summaryOf } from '../../../server/interviews/summary.ts';
import { InterviewStore } from '../../../server/store/interviewStore.ts';
import { migrate } from '../../../server/store/migrate.ts';
import { openSqlite } from '../../../server/store/sqliteDatabase.ts';
import { AppError } from '../../../shared/errors.ts';
import { NodeId, RECRUITER_PEER_ID } from '../../../shared/ids.ts';
import type { MediaPlane } from '../../../shared/media/mediaPlane.ts';
import { eventually } from '../../support/eventually.ts';
import { RecruiterPlay } from '../../support/recruiterPlay.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const RESUME_MS = 1_250;

/** Requests to the media plane. */
interface Asked {
  name: string;
  playId?: string;
  peerId?: string;
}

/** Creates a runner for this interview, with a fake media plane and a database that can be unreachable. */
async function runnerOf(
  play: RecruiterPlay,
  { answers = {}, lines = [] }: { answers?: Record<string, () => unknown>; lines?: readonly string[] } = {},
) {
  vi.useFakeTimers({ toFake: ['Date'], now: play.now });
  onTestFinished(() => void vi.useRealTimers());
  const folder = await temporaryFolder('runner');
  onTestFinished(() => folder.remove());
  const database = openSqlite(path.join(folder.path, 'test.db'));
  onTestFinished(() => database.close());
  await migrate(database);
  const store = new InterviewStore(database);
  const writes = { refused: [] as number[], toRefuse: 0 };
  const { interviewId } = play.state;
  await store.append({ interviewId, expectedSeq: 0, events: play.log, summary: summaryOf(play.state) });
  const append = store.append.bind(store);
  store.append = async entry => {
    if (writes.refused.length >= writes.toRefuse) return append(entry);
    writes.refused.push(performance.now());
    throw AppError.unavailable();
  };
  const interviews = new Interviews({ store, now: () => Date.now() });

  const asked: Asked[] = [];
  const listeners = new Set<(event: unknown) => void>();
  const plane = {
    subscribe: (listener: (event: unknown) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    request: async (name: string, { playId, peerId }: Asked) => {
      asked.push({ name, ...(playId !== undefined && { playId }), ...(peerId !== undefined && { peerId }) });
      return answers[name]?.() ?? {};
    },
  } as unknown as MediaPlane;
  const clips = {
    silent: (clip: string) => clip,
    playing: (_node: NodeId, request: () => Promise<unknown>) => request(),
    bringAhead: () => {},
    forLine: async (_state: unknown, line: string) =>
      lines.includes(line)
        ? { sheet: { clipId: 'clip', timing: { durationMs: 6_000 }, cues: [] } }
        : undefined,
  } as unknown as InterviewClips;
  const runner = new RecruiterRunner({
    interviewId,
    interviews,
    plane,
    clips,
    logger: pino({ level: 'silent' }),
  });
  onTestFinished(() => runner.close());
  const state = async () => {
    const { recruiter } = await interviews.read(interviewId);
    if (!recruiter) throw new Error('The recruiter does not hold this interview.');
    return recruiter;
  };
  const tell = (name: string, payload: object) => {
    for (const listener of listeners) listener({ name, payload: { room: roomOf(play.state), ...payload } });
  };
  return { runner, asked, state, writes, tell };
}

const PLACED = { nodeId: NodeId.parse('sfu-1'), epoch: 1 };

/** The lead paused the greeting, and the server died before it could pause the clip on the media plane. */
async function pausedAndKilled(playing: string | undefined) {
  const play = new RecruiterPlay();
  play.add('media.placed', PLACED).leadEnters().enter();
  play.until(({ recruiter }) => recruiter.said?.clip === 'playing').advance(1_500);
  play.order('pause');
  expect(play.log.at(-1)).toMatchObject({ payload: { input: { type: 'play.held' } } });
  play.log.pop();
  const { runner, asked, state } = await runnerOf(play, {
    answers: {
      'peer.voice': () => {
        throw AppError.notFound('peer', 'candidate');
      },
      'player.open': () => (playing === undefined ? {} : { playing }),
      'player.stop': () => ({ positionMs: RESUME_MS + 500, resumeMs: RESUME_MS }),
    },
  });
  const stops = () => asked.filter(({ name }) => name === 'player.stop');
  const hasEntered = () =>
    eventually('the recruiter to be in the room', () => asked.some(({ name }) => name === 'player.loop'));
  return { runner, stops, hasEntered, state };
}

it('the runner stops a line that the state no longer asks for, whichever server started it', async () => {
  const { stops, state } = await pausedAndKilled('1.1');
  const resumesAt = async () => {
    const { stage } = await state();
    return stage.name === 'paused' && stage.resume.name === 'speaking' && stage.resume.fromMs;
  };
  await eventually('where it stood to be written', async () => (await resumesAt()) === RESUME_MS);
  expect(stops()).toEqual([{ name: 'player.stop', playId: '1.1', peerId: RECRUITER_PEER_ID }]);
});

it.each([undefined, 'nod.2'])('the runner stops nothing while %s is played', async playing => {
  const { runner, stops, hasEntered } = await pausedAndKilled(playing);
  await hasEntered();
  await runner.close();
  expect(stops()).toEqual([]);
});

describe('a playing line that is missing in the log', () => {
  const AT_MS = 2_300;

  it.each([
    ['the server that began it was killed', () => {}, { playing: '1.1' }],
    ['the response of the media server was lost', () => AppError.unavailable(), {}],
  ])('is found at its current position when %s', async (_why, firstAnswer, opened) => {
    const play = new RecruiterPlay({ untold: 'play.started' }).add('media.placed', PLACED).enter();
    play.until(({ stage }) => stage.name === 'speaking');
    const [line] = play.stage.name === 'speaking' ? play.stage.lines : [];
    let failure = firstAnswer();
    const { asked, state } = await runnerOf(play, {
      lines: [line ?? ''],
      answers: {
        'peer.voice': () => ({ state: 'silent', agoMs: 0 }),
        'player.open': () => opened,
        'player.play': () => {
          const thrown = failure;
          failure = undefined;
          if (thrown) throw thrown;
          return { began: false, positionMs: AT_MS };
        },
      },
    });
    const said = await eventually('the line to be playing', async () => {
      const { said } = await state();
      return said?.clip === 'playing' && said;
    });
    expect(said.fromMs).toBe(AT_MS);
    expect(new Set(asked.flatMap(({ playId }) => playId ?? []))).toEqual(new Set(['1.1']));
  });
});

describe('after one failed write', () => {
  it.each([
    ['speaking', 'silent'],
    ['silent', 'speaking'],
  ] as const)('a candidate who was %s is still %s', async (before, after) => {
    const play = new RecruiterPlay().add('media.placed', PLACED).begin().untilListening();
    if (before === 'speaking') play.sound('speaking').advance(1_000);
    let voice: { state: string; agoMs: number } = { state: before, agoMs: 500 };
    const { asked, state, writes, tell } = await runnerOf(play, { answers: { 'peer.voice': () => voice } });
    const asks = () => asked.filter(({ name }) => name === 'peer.voice');
    await eventually('the runner to listen', async () => asks().length > 0 && (await state()).voice);
    await eventually('the recruiter to be in the room', () =>
      asked.some(({ name }) => name === 'player.loop'),
    );
    voice = { state: after, agoMs: 100 };
    writes.toRefuse = 1;
    tell('peer.voice', { peerId: asks()[0]?.peerId, ...voice });
    await eventually('the voice state', async () => (await state()).voice.state === after);
    expect(writes.refused).toHaveLength(1);
  });

  it('a started line is found at its current position', async () => {
    const play = new RecruiterPlay({ untold: 'play.started' }).add('media.placed', PLACED).enter();
    play.until(({ stage }) => stage.name === 'speaking');
    const [line] = play.stage.name === 'speaking' ? play.stage.lines : [];
    let beganAt = 0;
    const { state, writes } = await runnerOf(play, {
      lines: [line ?? ''],
      answers: {
        'peer.voice': () => ({ state: 'silent', agoMs: 0 }),
        'player.play': () => {
          beganAt = performance.now();
          writes.toRefuse = 1;
          return { began: true, positionMs: 0 };
        },
      },
    });
    const said = await eventually('the line to be playing', async () => {
      const { said } = await state();
      return said?.clip === 'playing' && said;
    });
    expect(writes.refused).toHaveLength(1);
    expect(said.fromMs).toBeGreaterThanOrEqual(400);
    expect(said.fromMs).toBeLessThanOrEqual(Math.ceil(performance.now() - beganAt));
  });
});

it('the runner retries less and less often while the database is unreachable', async () => {
  const play = new RecruiterPlay().add('media.placed', PLACED).begin().untilListening().speak(5_000);
  play.until(({ stage }) => stage.name === 'listening' && stage.softEndSince !== undefined);
  const answers = { 'peer.voice': () => ({ state: 'silent', agoMs: 2_000 }) };
  const { writes } = await runnerOf(play, { answers });
  writes.toRefuse = Number.POSITIVE_INFINITY;
  vi.setSystemTime(play.now + 60_000);
  await eventually('three attempts', () => writes.refused.length >= 3);
  const [first = 0, second = 0, third = 0] = writes.refused;
  expect(second - first).toBeGreaterThan(400);
  expect(third - second).toBeGreaterThan(900);
});
