import { readFileSync } from 'node:fs';
import { afterAll, it as anyTest, beforeAll, describe, expect } from 'vitest';
import { RoomId } from '../../shared/ids.ts';
import type { CaptionText } from '../../shared/media/captions.ts';
import type { MediaPlane, PeerRights } from '../../shared/media/mediaPlane.ts';
import { captionProcesses } from '../support/captionProcess.ts';
import { TestBrowser } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import { humanSamples, noHumanSpeech } from '../support/humanSpeech.ts';
import { MediaEvents } from '../support/mediaEvents.ts';
import { MediaParticipant } from '../support/mediaParticipant.ts';
import { ADA } from '../support/personas.ts';
import { noSpeechEngine } from '../support/speechEngine.ts';
import { SAMPLE_RATE, sequence, silence } from '../support/spoken/sound.ts';

export interface CaptioningPlane {
  plane: MediaPlane;
  /** Id of the media node's process. */
  processId: number;
  killWorkers(): void;
  close(): Promise<void>;
}

const TALKS: PeerRights = { group: 'candidate', sources: ['microphone'], receivesFrom: [] };
/** "Please enter your conference number followed by the pound key.", said again and again. */
const PROMPT = 'conf-getconfno';
const KEY_WORDS = /enter your conference number.* followed by/i;
const WAIT_MS = 30_000;
/** A process that ended or hangs is replaced after at most 5 s, and a second for a busy machine. */
const NOTICED_MS = 6_000;
/** A line starts a little before the voice is noticed. */
const LEAD_MS = 1_000;

/** Tests that every media plane with the embedded engine must pass, with a human voice and a real browser. */
export function describeCaptions(name: string, start: () => Promise<CaptioningPlane>): void {
  describe.skipIf(noSpeechEngine ?? noHumanSpeech)(`captions ${name}`, () => {
    let underTest: CaptioningPlane;
    let browser: TestBrowser;
    let roomCount = 0;

    beforeAll(async () => {
      const samples = humanSamples(PROMPT, SAMPLE_RATE);
      const microphone = sequence(silence(1_000), { samples, voiced: [] }, silence(1_500));
      [underTest, browser] = await Promise.all([start(), TestBrowser.launch({ persona: ADA, microphone })]);
    });

    afterAll(async () => {
      await Promise.all([browser?.close(), underTest?.close()]);
    });

    const openStage = async (cleanUp: AsyncDisposableStack) => {
      roomCount += 1;
      const { plane } = underTest;
      const roomId = RoomId.parse(`captions-${roomCount}`);
      const room = await plane.request('room.create', { roomId, epoch: 1 });
      cleanUp.defer(async () => {
        await plane.request('room.close', { room: room.room }).catch(() => {}); // Some tests lose it.
      });
      const events = cleanUp.use(new MediaEvents(plane, roomId));
      return {
        events,
        join: async (peer: string) => {
          const participant = await MediaParticipant.join({
            browser,
            plane,
            room,
            name: peer,
            rights: TALKS,
          });
          cleanUp.use(participant);
          await participant.publish('microphone');
          return participant;
        },
        keep: (language = 'en-US', readerId = 'server-1') =>
          plane.request('captions.keep', { room: room.room, readerId, language }),
        stop: (readerId = 'server-1') => plane.request('captions.stop', { room: room.room, readerId }),
        mute: (peer: MediaParticipant) =>
          plane.request('producer.setPaused', { ...peer.who, source: 'microphone', paused: true }),
        lines: () => events.of('captions.line').map(({ line }) => line),
        waitForLine: async (fits: (line: CaptionText) => boolean) =>
          (await events.waitFor('captions.line', ({ line }) => fits(line), WAIT_MS)).line,
        isState: (state: string) => events.waitFor('captions.state', event => event.state === state, WAIT_MS),
      };
    };
    type Stage = Awaited<ReturnType<typeof openStage>>;
    const it = anyTest.extend<{ stage: Stage }>({
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads which fixtures it needs from here.
      stage: async ({}, use) => {
        await using cleanUp = new AsyncDisposableStack();
        await use(await openStage(cleanUp));
      },
    });
    const hasKeyWords = ({ text }: CaptionText) => KEY_WORDS.test(text);

    it('come while someone reads them: first drafts, then a final line', async ({ stage }) => {
      const ada = await stage.join('ada');
      expect(await stage.keep()).toMatchObject({ state: expect.stringMatching(/starting|live/) });
      const draft = await stage.waitForLine(line => !line.final && line.text !== '');
      const final = await stage.waitForLine(line => line.lineId === draft.lineId && line.final);
      expect(final).toMatchObject({ tail: '', understood: true });
      expect(final.agoMs).toBeLessThan(20_000);
      await stage.waitForLine(line => line.final && hasKeyWords(line));
      expect(stage.events.of('captions.line').every(({ peerId }) => peerId === ada.peerId)).toBe(true);
      await stage.stop();
      stage.events.forget();
      await stage.join('alan');
      await stage.events.waitFor('room.activeSpeaker', undefined, WAIT_MS);
      expect(stage.lines()).toEqual([]);
      // When someone reads again, nothing that was said in between comes.
      const keptAt = performance.now();
      await stage.keep();
      const { agoMs } = await stage.waitForLine(line => line.text !== '');
      expect(agoMs).toBeLessThan(performance.now() - keptAt + LEAD_MS);
    });

    it('come from a microphone that begins late', async ({ stage }) => {
      await stage.keep();
      await stage.join('ada');
      await stage.waitForLine(line => line.text !== '');
    });

    it('end the line of a microphone that is muted in the middle of a sentence', async ({ stage }) => {
      await stage.keep();
      const ada = await stage.join('ada');
      const draft = await stage.waitForLine(line => !line.final && line.text.split(' ').length > 2);
      await stage.mute(ada);
      await stage.waitForLine(line => line.lineId === draft.lineId && line.final);
    });

    it.for([
      ['was killed', 'SIGKILL'],
      ['hangs', 'SIGSTOP'],
    ] as const)('finish the sentence in which their process %s', async ([, signal], { stage }) => {
      await stage.keep();
      await stage.join('ada');
      await stage.waitForLine(line => line.final);
      const count = stage.lines().length;
      const draft = await eventually('a draft', () =>
        stage
          .lines()
          .slice(count)
          .find(line => !line.final && line.text.split(' ').length > 2),
      );
      stage.events.forget();
      const [pid] = captionProcesses(underTest.processId);
      process.kill(pid ?? 0, signal);
      const sinceMs = performance.now();
      await stage.isState('starting');
      expect(performance.now() - sinceMs).toBeLessThan(NOTICED_MS);
      await stage.isState('live');
      const final = await stage.waitForLine(line => line.lineId === draft.lineId && line.final);
      expect(final.text).toMatch(KEY_WORDS);
    });

    it('get no secrets in their environment, and run with a lower priority and in 350 MB', async ({
      stage,
    }) => {
      await stage.keep();
      const [pid] = await eventually('the process', () => {
        const pids = captionProcesses(underTest.processId);
        return pids.length === 1 && pids;
      });
      expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).not.toMatch(/SECRET|_KEY|REDIS_URL/);
      await stage.join('ada');
      await stage.waitForLine(line => line.final);
      const peakKb = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      expect(Number(peakKb) * 1_024).toBeLessThanOrEqual(350_000_000);
      await eventually(
        'the lower priority',
        () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[16] === '5',
      );
    });

    it('are not available in a language that the engine does not recognize', async ({ stage }) => {
      await expect(stage.keep('de')).resolves.toMatchObject({ state: 'language' });
    });

    it('end with the room', async ({ stage }) => {
      await stage.keep();
      await stage.join('ada');
      await stage.waitForLine(line => line.text !== '');
      underTest.killWorkers();
      await stage.events.waitFor('room.lost');
      await expect(stage.keep()).rejects.toMatchObject({ code: 'not-found' });
    });
  });
}
