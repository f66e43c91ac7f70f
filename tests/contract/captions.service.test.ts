import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RoomId } from '../../shared/ids.ts';
import type { TranscriptionBudget } from '../../transcription/config.ts';
import { TestBrowser } from '../support/chromium.ts';
import { humanSamples, noHumanSpeech } from '../support/humanSpeech.ts';
import { localMedia } from '../support/localMediaService.ts';
import { MediaEvents } from '../support/mediaEvents.ts';
import { MediaParticipant } from '../support/mediaParticipant.ts';
import { ADA } from '../support/personas.ts';
import { status } from '../support/speechService.ts';
import { SAMPLE_RATE, sequence, silence } from '../support/spoken/sound.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { hearing, standInTranscriptionService } from '../support/transcriptionService.ts';

const WAIT_MS = 40_000;
const WAV_HEADER_BYTES = 44;
const WAV_BYTES_PER_SECOND = 32_000;

describe.skipIf(noHumanSpeech)('captions by a transcription service', () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    const samples = humanSamples('conf-getconfno', SAMPLE_RATE);
    const microphone = sequence(silence(1_000), { samples, voiced: [] }, silence(1_500));
    browser = await TestBrowser.launch({ persona: ADA, microphone });
  });
  afterAll(() => browser?.close());

  /** A room in which someone talks, read by one page. */
  const openRoom = async (cleanUp: AsyncDisposableStack, budget?: TranscriptionBudget) => {
    const standIn = cleanUp.use(await standInTranscriptionService());
    const service = { ...standIn.service, ...(budget && { budget }) };
    const { plane, close } = await localMedia({ transcription: { kind: 'service', service } });
    cleanUp.defer(close);
    const roomId = RoomId.parse('service');
    const room = await plane.request('room.create', { roomId, epoch: 1 });
    const events = cleanUp.use(new MediaEvents(plane, roomId));
    const rights = { group: 'candidate' as const, sources: ['microphone' as const], receivesFrom: [] };
    const ada = await MediaParticipant.join({ browser, plane, room, name: 'ada', rights });
    cleanUp.use(ada);
    await ada.publish('microphone');
    const keep = () =>
      plane.request('captions.keep', { room: room.room, readerId: 'server-1', language: 'en-US' });
    return {
      standIn,
      keep,
      lines: () => events.of('captions.line').map(({ line }) => line),
      waitForText: (text: string) =>
        events.waitFor('captions.line', ({ line }) => line.text === text, WAIT_MS),
      isState: (state: string) => events.waitFor('captions.state', event => event.state === state, WAIT_MS),
    };
  };

  it('send each finished sentence once, and show what the service heard, also if it is slow', async () => {
    await using cleanUp = new AsyncDisposableStack();
    const { standIn, keep, lines, waitForText } = await openRoom(cleanUp);
    const { promise: isReady, resolve: makeReady } = Promise.withResolvers<void>();
    standIn.answer(async (response, request) => {
      await isReady;
      hearing('Hello <b>there</b>.')(response, request);
    });
    expect(await keep()).toMatchObject({ by: 'service' });
    await expect.poll(() => standIn.requests.length, { timeout: WAIT_MS }).toBe(1);
    expect(lines()).toEqual([]);
    makeReady();
    await waitForText('Hello <b>there</b>.');
    expect(lines().every(({ final }) => final)).toBe(true);
    const [request] = standIn.requests;
    expect(request?.headers.authorization).toBe('Bearer the-key');
    expect(request?.fields).toMatchObject({ model: 'whisper-1', language: 'en' });
    const seconds = ((request?.file.byteLength ?? 0) - WAV_HEADER_BYTES) / WAV_BYTES_PER_SECOND;
    expect(seconds).toBeGreaterThan(2);
    expect(seconds).toBeLessThan(8.5);
  });

  it('pause while the service is down, and continue after it has recovered', async () => {
    await using cleanUp = new AsyncDisposableStack();
    const { standIn, keep, isState, waitForText } = await openRoom(cleanUp);
    standIn.answer(status(500));
    await keep();
    await isState('paused');
    standIn.answer(hearing('Back again.'));
    await isState('sentences');
    await waitForText('Back again.');
  });

  it('end when the budget of the month is used up, and say so', async () => {
    await using cleanUp = new AsyncDisposableStack();
    const folder = await temporaryFolder('budget');
    cleanUp.defer(() => folder.remove());
    const month = new Date().toISOString().slice(0, 7);
    await appendFile(path.join(folder.path, `transcription-seconds-${month}`), '.'.repeat(59));
    const { standIn, keep, isState } = await openRoom(cleanUp, { minutes: 1, folder: folder.path });
    standIn.answer(hearing('The last words.'));
    await keep();
    await isState('budget');
    expect(standIn.requests).toHaveLength(1);
    await expect(keep()).resolves.toMatchObject({ state: 'budget' });
  });
});
