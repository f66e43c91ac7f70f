import { createWorker, type types } from 'mediasoup';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PeerVoice } from '../../sfu/voice/PeerVoice.ts';
import { ROOM_CODECS } from '../../shared/media/codecs.ts';
import type { Voice } from '../../shared/media/voice.ts';
import { Changes } from '../support/changes.ts';
import { HandMadeMicrophone } from '../support/handMadeMicrophone.ts';
import { randomness } from '../support/spoken/randomNoise.ts';

const QUIET = Array.from({ length: 50 }, (_, index) => -66 + (index % 3));

/** Returns this many syllables, no two alike. */
function speech(syllables: number): number[] {
  const random = randomness(3);
  return Array.from({ length: syllables }, () => {
    const peak = -random.between(24, 30);
    const vowel = Array.from(
      { length: 6 + Math.round(random.between(0, 5)) },
      () => peak - random.between(0, 2),
    );
    return [peak - 12, peak - 4, ...vowel, peak - 5, peak - 13, peak - 22];
  }).flat();
}

/** Drops this percentage of packets. */
function losing(levels: readonly number[], percent: number): (number | undefined)[] {
  const random = randomness(8);
  return levels.map(level => (random.uniform() * 100 < percent ? undefined : level));
}

describe('the voice of one peer, measured from its packets', () => {
  let worker: types.Worker;
  let router: types.Router;
  let voice: PeerVoice;
  /** Reported voice states, each with its start on the clock of `performance.now()`. */
  let told: (Voice & { sinceMs: number })[];
  let warnings: string[];
  const changes = new Changes();

  beforeAll(async () => {
    const workerBin = process.env.MEDIASOUP_WORKER_BIN;
    worker = await createWorker({ logLevel: 'none', ...(workerBin && { workerBin }) });
  });
  afterAll(() => worker.close());

  beforeEach(async () => {
    router = await worker.createRouter({ mediaCodecs: ROOM_CODECS.map(codec => ({ ...codec })) });
    told = [];
    warnings = [];
    voice = new PeerVoice({
      router,
      playedLevel: () => 127,
      onVoice: change => {
        told.push({ ...change, sinceMs: performance.now() - change.agoMs });
        changes.tell();
      },
      logger: pino(
        { level: 'warn' },
        {
          write: line => {
            warnings.push(line);
            changes.tell();
          },
        },
      ),
    });
  });
  afterEach(() => {
    voice.close();
    router.close();
  });

  const listenTo = async (options?: Parameters<typeof HandMadeMicrophone.open>[1]) => {
    const microphone = await HandMadeMicrophone.open(router, options);
    await voice.listen(microphone.producer);
    return microphone;
  };
  const states = () => told.map(({ state }) => state);
  const waitFor = <T>(what: string, look: () => T | undefined | false) =>
    changes.waitFor(look, { milliseconds: 10_000, complaint: () => `no ${what}, only ${states()}` });
  const waitForStates = (...wanted: Voice['state'][]) =>
    waitFor(wanted.join(', '), () => states().join() === wanted.join());

  it('is reported with the moments at which it started and ended, whatever the network does to its packets', async () => {
    const microphone = await listenTo();
    const words = speech(6);
    const startMs = await microphone.play([...QUIET, ...words, ...QUIET]);
    await waitForStates('silent', 'speaking', 'silent');
    const [, began, ended] = told;
    expect(Math.abs((began?.sinceMs ?? 0) - startMs - QUIET.length * 20)).toBeLessThan(40);
    const lastSoundMs = startMs + (QUIET.length + words.length) * 20;
    expect(Math.abs((ended?.sinceMs ?? 0) - lastSoundMs)).toBeLessThan(60);
    const [askedMs, { state, agoMs }] = [performance.now(), voice.current];
    expect(state).toBe('silent');
    expect(Math.abs(askedMs - agoMs - (ended?.sinceMs ?? 0))).toBeLessThan(5);
  });

  it.each([
    ['sequence numbers and timestamps wrap around', { sequence: 65_530, timestamp: 2 ** 32 - 5_000 }, 0],
    ['some packets are lost', {}, 15],
  ])('is heard when %s', async (_, options, percent) => {
    const microphone = await listenTo(options);
    microphone.send(losing([...QUIET, ...speech(10), ...QUIET], percent));
    await waitForStates('silent', 'speaking', 'silent');
  });

  it('is absent while it is muted, and earlier packets do not count', async () => {
    const microphone = await listenTo();
    microphone.send([...QUIET, ...speech(6)]);
    await waitForStates('silent', 'speaking');
    await microphone.producer.pause();
    await waitForStates('silent', 'speaking', 'absent');
    expect(told.at(-1)?.agoMs).toBeLessThan(100);
    microphone.send(speech(6));
    await microphone.producer.resume();
    microphone.send(QUIET);
    await waitForStates('silent', 'speaking', 'absent', 'silent');
  });

  it('is absent a second after the last packet, and back with the next', async () => {
    const microphone = await listenTo();
    microphone.send([...QUIET, ...speech(6)]);
    await waitForStates('silent', 'speaking', 'absent');
    expect(told.at(-1)?.agoMs).toBeGreaterThanOrEqual(1_000);
    expect(told.at(-1)?.agoMs).toBeLessThan(1_500);
    microphone.send(QUIET);
    await waitForStates('silent', 'speaking', 'absent', 'silent');
  });

  it('is absent when its microphone ends, and continues with the next microphone', async () => {
    const first = await listenTo();
    first.send([...QUIET, ...speech(6)]);
    await waitForStates('silent', 'speaking');
    first.producer.close();
    await waitForStates('silent', 'speaking', 'absent');
    const second = await listenTo();
    second.send([...QUIET, ...speech(6)]);
    await waitForStates('silent', 'speaking', 'absent', 'silent', 'speaking');
  });

  it('stays absent when packets carry no audio level, which is logged once', async () => {
    const microphone = await listenTo({ withoutLevels: true });
    microphone.send(QUIET);
    await waitFor('warning', () => warnings.length > 0);
    microphone.send(QUIET);
    expect(voice.current.state).toBe('absent');
    expect(warnings).toHaveLength(1);
    expect(told).toEqual([]);
  });

  it('leaves nothing behind when it is closed twice, and reports nothing after that', async () => {
    const microphone = await listenTo();
    microphone.send([...QUIET, ...speech(6)]);
    await waitForStates('silent', 'speaking');
    voice.close();
    voice.close();
    const gone = new Promise<void>(resolve => microphone.producer.observer.on('close', () => resolve()));
    microphone.send(speech(6));
    microphone.producer.close();
    await gone;
    const dump = await router.dump();
    expect(dump.mapConsumerIdProducerId).toEqual([]);
    expect(states()).toEqual(['silent', 'speaking']);
  });

  it('leaves nothing behind when it, the microphone, or the room is closed while it starts to listen', async () => {
    const microphones = await Promise.all([1, 2, 3].map(() => HandMadeMicrophone.open(router)));
    const [first, second, third] = microphones;
    if (!first || !second || !third) throw new Error('There are three microphones.');
    const closing = voice.listen(first.producer);
    voice.close();
    await closing;
    await voice.listen(second.producer);
    second.producer.close();
    const dump = await router.dump();
    expect(dump.mapConsumerIdProducerId).toEqual([]);
    expect(dump.transportIds).toHaveLength(3);

    const another = new PeerVoice({
      router,
      playedLevel: () => 127,
      onVoice: () => {},
      logger: pino({ level: 'silent' }),
    });
    const listening = another.listen(third.producer);
    router.close();
    await listening;
    another.close();
    expect(warnings).toEqual([]);
  });
});
