import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ServiceTranscriber } from '../../../transcription/service/ServiceTranscriber.ts';
import { endless, sending, stalling, status } from '../../support/speechService.ts';
import {
  hearing,
  type StandInTranscriptionService,
  standInTranscriptionService,
} from '../../support/transcriptionService.ts';

const PATIENCE = { answerMs: 2_000, betweenMs: [5, 10], retryAfterMaxMs: 1_000 };
const SEGMENT = { samples: Float32Array.of(0, 0.5, -0.5, 2), language: 'en-US' };

describe('a transcription service', () => {
  let standIn: StandInTranscriptionService;
  beforeEach(async () => {
    standIn = await standInTranscriptionService();
  });
  afterEach(() => standIn[Symbol.asyncDispose]());

  const open = (patience = PATIENCE) => new ServiceTranscriber(standIn.service, patience);

  async function failure(patience = PATIENCE): Promise<{ code?: string; message: string }> {
    const error: unknown = await open(patience)
      .transcribe(SEGMENT)
      .catch((reason: unknown) => reason);
    if (!(error instanceof Error)) throw new Error('It did not fail.');
    return error;
  }

  it('gets one request with a WAV file and the language', async () => {
    standIn.answer(hearing('  Hello,\n world. '));
    expect(await open().transcribe(SEGMENT)).toEqual({ text: 'Hello, world.', understood: true });
    const [request, ...others] = standIn.requests;
    expect(others).toEqual([]);
    expect(request?.path).toBe('/v1/audio/transcriptions');
    expect(request?.headers.authorization).toBe('Bearer the-key');
    expect(request?.fields).toEqual({
      model: 'whisper-1',
      language: 'en',
      response_format: 'json',
      temperature: '0',
    });
    const wav = Buffer.from(request?.file ?? []);
    expect(wav.toString('latin1', 0, 16)).toMatch(/^RIFF....WAVEfmt $/s);
    expect([wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt16LE(34)]).toEqual([1, 16_000, 16]);
    expect([...Array(4).keys()].map(at => wav.readInt16LE(44 + 2 * at))).toEqual([
      0, 16_384, -16_383, 32_767,
    ]);
  });

  it('is asked for one segment at a time', async () => {
    await using other = await standInTranscriptionService();
    let running = 0;
    let most = 0;
    standIn.answer(async (response, request) => {
      running += 1;
      most = Math.max(most, running);
      // Another request that was sent at the same time would arrive during this one.
      await fetch(other.url, { method: 'POST', body: new FormData() });
      running -= 1;
      hearing('yes')(response, request);
    });
    const transcriber = open();
    await Promise.all([1, 2, 3].map(() => transcriber.transcribe(SEGMENT)));
    expect(most).toBe(1);
    expect(standIn.requests).toHaveLength(3);
  });

  it('keeps markup in the text as text', async () => {
    standIn.answer(hearing('<script>alert(1)</script> & "x"'));
    expect((await open().transcribe(SEGMENT)).text).toBe('<script>alert(1)</script> & "x"');
  });

  it('is asked again after a rate limit, an error, and a lost connection', async () => {
    standIn.answer(status(429, { 'retry-after': '0' }), response => response.destroy(), hearing('at last'));
    expect((await open().transcribe(SEGMENT)).text).toBe('at last');
    expect(standIn.requests).toHaveLength(3);
  });

  it.each([
    ['seconds', () => '1'],
    ['a date', () => new Date(Date.now() + 2_000).toUTCString()],
  ])('is asked again when it wants to be, in %s', async (_, value) => {
    standIn.answer(status(429, { 'retry-after': value() }), hearing('at last'));
    const startedAt = Date.now();
    await open({ ...PATIENCE, retryAfterMaxMs: 300 }).transcribe(SEGMENT);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(290);
  });

  it.each([
    [429, 'service-busy', 3],
    [503, 'service-busy', 3],
    [500, 'service-unreachable', 3],
    [401, 'service-refused', 1],
    [400, 'service-refused', 1],
    [302, 'service-refused', 1],
  ])('that answers %i fails with %s after %i requests', async (code, failed, requests) => {
    standIn.answer(status(code, { location: `${standIn.service.url}/elsewhere` }));
    expect(await failure()).toMatchObject({ name: 'TranscriptionError', code: failed });
    expect(standIn.requests).toHaveLength(requests);
  });

  it.each([
    ['an endless body', endless()],
    ['no JSON', sending('secret words the-key')],
    ['JSON without text', sending('{"words":"secret words"}')],
  ])('with %s is refused, without its words in the error', async (_, answer) => {
    standIn.answer(answer);
    const error = await failure();
    expect(error.code).toBe('service-refused');
    expect(`${error.message} ${JSON.stringify(error)}`).not.toMatch(/secret|the-key/);
  });

  it('that does not answer in time is unreachable', async () => {
    standIn.answer(stalling());
    expect(await failure({ ...PATIENCE, answerMs: 50, betweenMs: [] })).toMatchObject({
      code: 'service-unreachable',
    });
  });

  it('that is not there is unreachable', async () => {
    const nowhere = new ServiceTranscriber({ ...standIn.service, url: 'http://127.0.0.1:1' }, PATIENCE);
    await expect(nowhere.transcribe(SEGMENT)).rejects.toMatchObject({ code: 'service-unreachable' });
  });

  it('is not asked again once it is closed', async () => {
    const transcriber = open();
    standIn.answer(response => {
      status(429, { 'retry-after': '1' })(response, undefined);
      response.once('finish', () => void transcriber.close());
    });
    await expect(transcriber.transcribe(SEGMENT)).rejects.toMatchObject({ name: 'AbortError' });
    expect(standIn.requests).toHaveLength(1);
  });
});
