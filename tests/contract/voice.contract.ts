import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, it as anyTest, beforeAll, describe, expect } from 'vitest';
import { PeerId, RoomId } from '../../shared/ids.ts';
import type { MediaPlane, PeerRights } from '../../shared/media/mediaPlane.ts';
import { loudSpans, watchCapturedLoudness } from '../support/capturedLoudness.ts';
import { TestBrowser } from '../support/chromium.ts';
import { handMadeAudio, RTP_CAPABILITIES } from '../support/handMadeMedia.ts';
import { LONG_RUN } from '../support/longTests.ts';
import { MediaParticipant } from '../support/mediaParticipant.ts';
import { ADA } from '../support/personas.ts';
import { quantile } from '../support/spoken/heardVoice.ts';
import {
  durationMsOf,
  joined,
  mix,
  type Sound,
  sequence,
  silence,
  steadyNoise,
  synthesize,
} from '../support/spokenAudio.ts';
import { type VoiceFact, VoiceFacts } from '../support/voiceFacts.ts';
import type { MediaPlaneUnderTest } from './mediaPlane.contract.ts';

const REPORTS: PeerRights = {
  group: 'candidate',
  sources: ['microphone'],
  receivesFrom: [],
  reportsVoice: true,
};
const KEEPS_TO_ITSELF: PeerRights = { ...REPORTS, reportsVoice: false };

/** Tolerance for delays outside the measurement: the browser, its audio clock, a busy machine. */
const SLACK_MS = 120;
/** As long as a cough, or a word to someone else. */
const MUTE_MS = 1_500;
/** Longer than any pause within a sentence. */
const LONG_PAUSE_MS = 800;

const toldAfterMs = ({ sinceMs, toldMs }: VoiceFact) => toldMs - sinceMs;

/** Returns two sentences with a pause after each, in a quiet room, for the microphone to loop. */
async function answer(): Promise<Sound> {
  const says = (text: string) => synthesize(text, { voice: 'rms', levelDbov: -26 });
  const spoken = sequence(
    silence(800),
    await says('We had three services.'),
    silence(1_100),
    await says('I wrote down what broke.'),
    silence(800),
  );
  return mix(spoken, steadyNoise('pink', { durationMs: durationMsOf(spoken), levelDbov: -66 }));
}

function pausesOf(facts: readonly VoiceFact[]): number[] {
  return facts.flatMap(({ state, sinceMs }, index) => {
    const next = facts[index + 1];
    return state === 'silent' && next ? [next.sinceMs - sinceMs] : [];
  });
}

/** Returns the pause between its two sentences, and the one before the loop repeats. */
function truePausesMs(answered: Sound): number[] {
  const [first, second] = joined(answered.voiced, LONG_PAUSE_MS);
  if (!first || !second) throw new Error('The answer has two sentences.');
  return [second.fromMs - first.toMs, durationMsOf(answered) - second.toMs + first.fromMs];
}

/**
 * Tests that voices must pass on every media plane. Microphones are real, with all the audio processing of
 * the browser. `brief` leaves slow tests to long runs.
 */
export function describeVoice(
  name: string,
  start: () => Promise<MediaPlaneUnderTest>,
  { brief = false } = {},
): void {
  // The tests mostly wait for the microphone's next sentence, each in its own room.
  describe.concurrent(`a voice in a media plane ${name}`, () => {
    let underTest: MediaPlaneUnderTest;
    let plane: MediaPlane;
    let browser: TestBrowser;
    let microphone: Sound;
    let roomCount = 0;

    beforeAll(async () => {
      microphone = await answer();
      [underTest, browser] = await Promise.all([start(), TestBrowser.launch({ persona: ADA, microphone })]);
      plane = underTest.plane;
    });

    afterAll(async () => {
      await Promise.all([browser?.close(), underTest?.close()]);
    });

    const openStage = async (cleanUp: AsyncDisposableStack) => {
      roomCount += 1;
      const room = await plane.request('room.create', {
        roomId: RoomId.parse(`voice-${roomCount}`),
        epoch: 1,
      });
      cleanUp.defer(async () => void (await plane.request('room.close', { room: room.room })));
      const join = async (peer: string, rights = REPORTS) =>
        cleanUp.use(await MediaParticipant.join({ browser, plane, room, name: peer, rights }));
      const factsOf = (peer: string) => cleanUp.use(new VoiceFacts(plane, room.room, PeerId.parse(peer)));
      const voiceOf = (peer: string) =>
        plane.request('peer.voice', { room: room.room, peerId: PeerId.parse(peer) });
      const speaking = async (peer: string) => {
        const facts = factsOf(peer);
        const participant = await join(peer);
        await participant.publish('microphone');
        await facts.waitFor('speaking');
        return { facts, participant };
      };
      return { room, join, factsOf, voiceOf, speaking };
    };
    const it = anyTest.extend<{ stage: Awaited<ReturnType<typeof openStage>> }>({
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads which fixtures it needs from here.
      stage: async ({}, use) => {
        await using cleanUp = new AsyncDisposableStack();
        await use(await openStage(cleanUp));
      },
    });
    const itInLongRuns = it.skipIf(!LONG_RUN);
    const itUnlessBrief = brief ? itInLongRuns : it;

    itUnlessBrief(
      'is reported when it starts and ends, in order, soon, and with correct times and pauses',
      async ({ stage: { join, factsOf } }) => {
        const facts = factsOf('ada');
        const ada = await join('ada');
        await watchCapturedLoudness(ada.page);
        await ada.publish('microphone');
        // The browser adjusts its gain during the first sentences; the test uses the later ones.
        const whole = await facts.waitUntil(
          () =>
            facts.all.filter(({ state }) => state === 'silent').length >= (LONG_RUN ? 7 : 5) && [
              ...facts.all,
            ],
          'answers enough',
          45_000,
        );
        expect(whole[0]?.state).not.toBe('absent');
        const states = whole.map(({ state }) => state).filter(state => state !== 'faint');
        for (const [index, state] of states.entries()) expect(state).not.toBe(states[index + 1]);

        const loud = await loudSpans(ada.page);
        const began = whole.filter(({ state }) => state === 'speaking').slice(2);
        const ended = whole.filter(({ state }) => state === 'silent').slice(2, -1);
        const nearest = (atMs: number, edges: readonly number[]) =>
          Math.min(...edges.map(edge => Math.abs(edge - atMs)));
        const beginningErrorsMs = began.map(({ sinceMs }) =>
          nearest(
            sinceMs,
            loud.map(({ fromMs }) => fromMs),
          ),
        );
        const endErrorsMs = ended.map(({ sinceMs }) =>
          nearest(
            sinceMs,
            loud.map(({ toMs }) => toMs),
          ),
        );
        expect(quantile(beginningErrorsMs, 0.5), `all: ${beginningErrorsMs}`).toBeLessThan(SLACK_MS);
        expect(quantile(endErrorsMs, 0.5), `all: ${endErrorsMs}`).toBeLessThan(SLACK_MS);
        expect(quantile(began.map(toldAfterMs), 0.5)).toBeLessThan(120 + SLACK_MS);
        expect(quantile(ended.map(toldAfterMs), 0.5)).toBeLessThan(160 + SLACK_MS);
        const pausesMs = pausesOf(whole).filter(pauseMs => pauseMs > LONG_PAUSE_MS);
        const pauseErrorsMs = pausesMs.map(pauseMs => nearest(pauseMs, truePausesMs(microphone)));
        expect(quantile(pauseErrorsMs, 0.5), `all: ${pausesMs}`).toBeLessThan(SLACK_MS);
      },
    );

    it('is absent immediately while it is muted, and returns automatically', async ({
      stage: { voiceOf, speaking },
    }) => {
      const { facts, participant } = await speaking('ada');
      const mute = (paused: boolean) =>
        plane.request('producer.setPaused', { ...participant.who, source: 'microphone', paused });
      const before = facts.all.length;
      const mutedMs = Date.now();
      await mute(true);
      const absent = await facts.waitFor('absent', before);
      expect(absent.toldMs - mutedMs).toBeLessThan(500);
      expect(absent.sinceMs).toBeGreaterThanOrEqual(mutedMs - SLACK_MS);
      expect(await voiceOf('ada')).toMatchObject({ state: 'absent' });

      const muted = facts.all.length;
      await delay(MUTE_MS);
      const unmutedMs = Date.now();
      await mute(false);
      await facts.waitFor('speaking', muted);
      // Only time in which audio was received counts as a pause.
      expect(facts.all[muted]?.sinceMs).toBeGreaterThanOrEqual(unmutedMs - SLACK_MS);
      expect(facts.all.slice(before).filter(({ state }) => state === 'absent')).toHaveLength(1);
    });

    itUnlessBrief(
      'is absent when its microphone is released, and for a moment when another one replaces it',
      async ({ stage: { voiceOf, speaking } }) => {
        const { facts, participant } = await speaking('ada');
        const before = facts.all.length;
        await participant.publish('microphone');
        await facts.waitFor('absent', before);
        await facts.waitFor('speaking', before);
        const again = facts.all.length;
        await plane.request('producer.close', { ...participant.who, source: 'microphone' });
        await facts.waitFor('absent', again);
        expect(await voiceOf('ada')).toMatchObject({ state: 'absent' });
      },
    );

    itUnlessBrief(
      'is absent a second after its packets stop, dated to the last packet',
      async ({ stage: { speaking } }) => {
        const { facts, participant } = await speaking('ada');
        const before = facts.all.length;
        const stoppedMs = Date.now();
        await participant.crash();
        const absent = await facts.waitFor('absent', before);
        expect(absent.toldMs - absent.sinceMs).toBeGreaterThanOrEqual(1_000);
        expect(Math.abs(absent.sinceMs - stoppedMs)).toBeLessThan(1_000);
      },
    );

    itInLongRuns(
      'is reported for each peer who sends audio levels, and for no other',
      async ({ stage: { join, factsOf, voiceOf } }) => {
        const quiet = factsOf('quiet');
        const [ada, grace] = [factsOf('ada'), factsOf('grace')];
        for (const [peer, rights] of [
          ['ada', REPORTS],
          ['grace', REPORTS],
          ['quiet', KEEPS_TO_ITSELF],
        ] as const)
          await (await join(peer, rights)).publish('microphone');
        await Promise.all([ada.waitFor('speaking'), grace.waitFor('speaking')]);
        await Promise.all([ada.waitFor('silent', 2), grace.waitFor('silent', 2)]);
        expect(quiet.all).toEqual([]);
        expect(await voiceOf('quiet')).toEqual({ state: 'absent', agoMs: 0 });
      },
    );

    itInLongRuns(
      'restarts when its peer joins again, and is not reported for a peer who has left',
      async ({ stage: { join, voiceOf, speaking } }) => {
        const { facts, participant } = await speaking('ada');
        const before = facts.all.length;
        const again = await join('ada');
        expect(await voiceOf('ada')).toMatchObject({ state: 'absent' });
        await again.publish('microphone');
        await facts.waitFor('speaking', before);
        await plane.request('peer.leave', participant.who);
        const left = facts.all.length;
        await expect(voiceOf('ada')).rejects.toMatchObject({ code: 'not-found' });
        const grace = await speaking('grace');
        await grace.facts.waitFor('silent', 2);
        expect(facts.all).toHaveLength(left);
      },
    );

    it('is absent without a microphone, or with one that sends no audio level', async ({
      stage: { room, voiceOf },
    }) => {
      const { send } = await plane.request('peer.join', {
        room: room.room,
        peerId: PeerId.parse('by-hand'),
        rights: REPORTS,
        rtpCapabilities: RTP_CAPABILITIES,
      });
      const { state, agoMs } = await voiceOf('by-hand');
      expect(state).toBe('absent');
      expect(agoMs).toBeLessThan(10_000);
      if (!send) throw new Error('A sender has a transport to send on.');
      await plane.request('producer.create', {
        room: room.room,
        peerId: PeerId.parse('by-hand'),
        transportId: send.transportId,
        source: 'microphone',
        kind: 'audio',
        rtpParameters: handMadeAudio(),
        paused: false,
      });
      expect(await voiceOf('by-hand')).toMatchObject({ state: 'absent' });
      await expect(voiceOf('nobody')).rejects.toMatchObject({ code: 'not-found' });
    });
  });
}
