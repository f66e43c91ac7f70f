import { cp, mkdir, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkEngine } from '../../transcription/engine/engineFiles.ts';
import { openTranscriber } from '../../transcription/openTranscriber.ts';
import { ServiceTranscriber } from '../../transcription/service/ServiceTranscriber.ts';
import type { Transcriber } from '../../transcription/Transcriber.ts';
import { germanSamples, humanSamples, noGermanSpeech, noHumanSpeech } from '../support/humanSpeech.ts';
import { noSpeechEngine, speechEngine } from '../support/speechEngine.ts';
import { music } from '../support/spoken/music.ts';
import { steadyNoise } from '../support/spoken/noises.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { hearing, standInTranscriptionService } from '../support/transcriptionService.ts';
import { describeTranscriber } from './transcriber.contract.ts';

const openEngine = () => openTranscriber({ kind: 'engine', folder: speechEngine });
const because = noSpeechEngine ?? noHumanSpeech;

describeTranscriber(
  'the engine',
  async () => {
    const transcriber = await openEngine();
    return { transcriber, saying: () => {}, close: () => transcriber.close() };
  },
  because,
);

describeTranscriber(
  'a transcription service',
  async () => {
    const standIn = await standInTranscriptionService();
    const transcriber = new ServiceTranscriber(standIn.service);
    return {
      transcriber,
      saying: (...texts) => standIn.answer(...texts.map(hearing)),
      close: async () => {
        await transcriber.close();
        await standIn[Symbol.asyncDispose]();
      },
    };
  },
  noHumanSpeech,
);

describe.skipIf(because)(`what the engine recognizes${because ? ` (not run: ${because})` : ''}`, () => {
  let engine: Transcriber;
  beforeAll(async () => {
    engine = await openEngine();
  });
  afterAll(() => engine.close());

  /** From 48 kHz to 16 kHz, without a filter. */
  const thinned = (samples: Float32Array) => samples.filter((_, at) => at % 3 === 0).slice(0, 15 * 16_000);

  it.each([
    ['noise', () => thinned(steadyNoise('white', { durationMs: 10_000, levelDbov: -30 }).samples)],
    ['loud noise', () => thinned(steadyNoise('white', { durationMs: 10_000, levelDbov: -15 }).samples)],
    ['music', () => thinned(music('pad', { durationMs: 10_000, levelDbov: -20 }).samples)],
  ])('is no text in %s', async (_, samples) => {
    expect((await engine.transcribe({ samples: samples(), language: 'en' })).text).toBe('');
  });

  it('continues from known tokens with the same text', async () => {
    const samples = humanSamples('demo-moreinfo');
    const whole = await engine.transcribe({ samples, language: 'en' });
    const prefix = whole.tokens?.slice(0, -5) ?? [];
    expect(prefix.length).toBeGreaterThan(20);
    expect(await engine.transcribe({ samples, language: 'en' }, { prefix })).toEqual(whole);
  });

  it.skipIf(noGermanSpeech).each(['vm-incorrect-mailbox', 'vm-reenterpassword'])(
    `is not understood in German${noGermanSpeech ? ` (not run: ${noGermanSpeech})` : ''}: %s`,
    async name => {
      expect(await engine.transcribe({ samples: germanSamples(name), language: 'en' })).toMatchObject({
        text: '',
        understood: false,
        tokens: [],
      });
    },
  );

  it('is nothing in samples that are not numbers', async () => {
    const samples = new Float32Array(16_000).fill(Number.NaN);
    expect((await engine.transcribe({ samples, language: 'en' })).text).toBe('');
  });
});

describe.skipIf(noSpeechEngine)(`an engine${noSpeechEngine ? ` (not run: ${noSpeechEngine})` : ''}`, () => {
  let folder: TemporaryFolder;
  beforeAll(async () => {
    folder = await temporaryFolder('engine');
  });
  afterAll(() => folder.remove());

  it('without a folder, without files, or turned off is missing', async () => {
    expect(await checkEngine(undefined)).toBe('engine-missing');
    expect(await checkEngine(path.join(folder.path, 'nowhere'))).toBe('engine-missing');
    for (const config of [{ kind: 'off' }, { kind: 'engine', folder: undefined }] as const) {
      await expect(openTranscriber(config)).rejects.toMatchObject({ code: 'engine-missing' });
    }
  });

  it('with a damaged model or runtime is not loaded', async () => {
    const source = speechEngine ?? '';
    const copy = path.join(folder.path, 'copy');
    await cp(path.join(source, 'model'), path.join(copy, 'model'), { recursive: true });
    expect(await checkEngine(copy)).toBeUndefined();
    const runtime = path.join(copy, 'node_modules', 'onnxruntime-node');
    await mkdir(runtime, { recursive: true });
    await writeFile(path.join(runtime, 'index.js'), 'broken(');
    await expect(openTranscriber({ kind: 'engine', folder: copy })).rejects.toMatchObject({
      name: 'TranscriptionError',
      code: 'engine-damaged',
    });

    await truncate(path.join(copy, 'model', 'encoder_model.onnx'), 1_000_000);
    expect(await checkEngine(copy)).toBe('engine-damaged');
    await expect(openTranscriber({ kind: 'engine', folder: copy })).rejects.toMatchObject({
      code: 'engine-damaged',
    });
  });
});
