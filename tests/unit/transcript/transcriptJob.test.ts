import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TranscribeError } from '../../../server/features/transcript/transcribeTask.ts';
import { eventually } from '../../support/eventually.ts';
import { chosenKit } from '../../support/exampleKit.ts';
import { ENGINE, spokenTrack, TranscriptStage, untilAborted } from '../../support/transcriptStage.ts';

const GERMAN_SERVICE = { url: 'http://127.0.0.1:1/v1', model: 'whisper-1', languages: ['de'] };

let stage: TranscriptStage;

beforeEach(async () => {
  stage = await TranscriptStage.start();
});
afterEach(() => stage[Symbol.asyncDispose]());

const ada = () => stage.interview.candidate.seatId;
const grace = () => stage.interview.lead.seatId;

it('has what both people said, by time, and leaves no work file', async () => {
  stage.tracks = [
    spokenTrack(ada(), [
      { fromMs: 5_000, toMs: 9_000 },
      { fromMs: 20_000, toMs: 22_000 },
    ]),
    spokenTrack(grace(), [{ fromMs: 1_000, toMs: 3_000 }], { fileName: 'candidate-1.webm' }),
  ];
  stage.speech.said = [
    { seatId: ada(), fromMs: 5_000, text: 'I like <b>tests</b>.' },
    { seatId: ada(), fromMs: 20_000, text: '', understood: false },
    { seatId: grace(), fromMs: 1_000, text: 'What do you like?' },
  ];
  await stage.open();
  await stage.record();
  await stage.made();
  expect(await stage.texts()).toEqual(['Grace: What do you like?', 'Ada: I like <b>tests</b>.', 'Ada: ?']);
  expect(await stage.stage.store.transcripts.find(stage.interview.recordingId)).toMatchObject({
    state: 'made',
    language: 'en',
  });
  await stage.stage.job(stage.interview.recordingId, 'compose', 'done');
  expect(await readdir(stage.stage.workFolder)).toEqual(['id']);
});

it('has no words of an interviewer who did not agree', async () => {
  stage.tracks = [
    spokenTrack(ada(), [{ fromMs: 5_000, toMs: 9_000 }]),
    spokenTrack(grace(), [{ fromMs: 1_000, toMs: 3_000 }], { fileName: 'candidate-1.webm' }),
  ];
  stage.speech.said = [{ seatId: ada(), fromMs: 5_000, text: 'Hello.' }];
  await stage.open();
  await stage.record(stage.consents(true, false));
  await stage.made();
  expect(stage.speech.tasks.flatMap(({ tracks }) => tracks.map(({ seatId }) => seatId))).toEqual([ada()]);
  expect(await stage.texts()).toEqual(['Ada: Hello.']);
});

it('is not made without the consent of the candidate, or after it was withdrawn', async () => {
  stage.tracks = [spokenTrack(ada(), [{ fromMs: 5_000, toMs: 9_000 }])];
  await stage.open();
  await stage.record([...stage.consents(true), ...stage.consents(false)]);
  await stage.made();
  expect(stage.speech.tasks).toEqual([]);
  expect(await stage.stage.store.transcripts.find(stage.interview.recordingId)).toMatchObject({
    state: 'none',
    reason: 'consent',
  });
});

it('is empty for a recording in which no one spoke', async () => {
  stage.tracks = [spokenTrack(ada(), [])];
  await stage.open();
  await stage.record();
  await stage.made();
  expect(await stage.texts()).toEqual([]);
  expect(await stage.stage.store.transcripts.find(stage.interview.recordingId)).toMatchObject({
    state: 'made',
  });
});

it('gives echoes to no one', async () => {
  stage.tracks = [
    spokenTrack(ada(), [{ fromMs: 1_200, toMs: 3_400, dbov: 60 }]),
    spokenTrack(grace(), [{ fromMs: 1_000, toMs: 3_000, dbov: 25 }], { fileName: 'candidate-1.webm' }),
  ];
  stage.speech.said = [
    { seatId: grace(), fromMs: 1_000, text: 'Tell me about your last project.' },
    { seatId: ada(), fromMs: 1_200, text: 'Tell me about your last project.' },
  ];
  await stage.open();
  await stage.record();
  await stage.made();
  expect(await stage.texts()).toEqual(['Grace: Tell me about your last project.']);
});

it('has the words of two people who speak at the same time', async () => {
  stage.tracks = [
    spokenTrack(ada(), [{ fromMs: 1_000, toMs: 4_000 }]),
    spokenTrack(grace(), [{ fromMs: 1_000, toMs: 4_000 }], { fileName: 'candidate-1.webm' }),
  ];
  stage.speech.said = [
    { seatId: ada(), fromMs: 1_000, text: 'I would say' },
    { seatId: grace(), fromMs: 1_000, text: 'Sorry, go ahead' },
  ];
  await stage.open();
  await stage.record();
  await stage.made();
  expect((await stage.texts()).toSorted()).toEqual(['Ada: I would say', 'Grace: Sorry, go ahead']);
});

it.each([
  ['engine-missing', 'retrying', 'The speech engine isn’t installed on the server.'],
  ['service-unreachable', 'retrying', 'The speech service doesn’t respond.'],
  ['disk-full', 'retrying', 'The disk of the server is full, or can’t be written to.'],
  ['service-refused', 'failed', 'The speech service refused the audio.'],
] as const)('after %s is %s', async (code, state, reason) => {
  stage.tracks = [spokenTrack(ada(), [{ fromMs: 5_000, toMs: 9_000 }])];
  stage.speech.said = [{ seatId: ada(), fromMs: 5_000, text: 'Hello.' }];
  stage.speech.before = () => {
    throw new TranscribeError(code);
  };
  await stage.open({ timing: { laterMs: 60_000 } });
  await stage.record();
  expect(await stage.stage.job(stage.interview.recordingId, 'transcript', state)).toMatchObject({ reason });
});

it('is made after the engine was installed', async () => {
  stage.tracks = [spokenTrack(ada(), [{ fromMs: 5_000, toMs: 9_000 }])];
  stage.speech.said = [{ seatId: ada(), fromMs: 5_000, text: 'Hello.' }];
  stage.speech.before = () => {
    if (stage.speech.tasks.length < 3) throw new TranscribeError('engine-missing');
  };
  await stage.open();
  await stage.record();
  await stage.made();
  expect(await stage.texts()).toEqual(['Ada: Hello.']);
});

it('says that the language is not recognized', async () => {
  stage.tracks = [spokenTrack(ada(), [{ fromMs: 5_000, toMs: 9_000 }])];
  stage.speech.before = () => {
    throw new TranscribeError('language');
  };
  await stage.open();
  await stage.record();
  await stage.made();
  expect(await stage.stage.store.transcripts.find(stage.interview.recordingId)).toMatchObject({
    state: 'none',
    reason: 'language',
  });
});

it('says that German is not recognized, where no one was asked to agree', async () => {
  stage.tracks = [spokenTrack(ada(), [{ fromMs: 5_000, toMs: 9_000 }])];
  const { kit, ...chosen } = chosenKit();
  await stage.open();
  const german = { ...chosen, kit: { ...kit, locale: 'de' } };
  await stage.record([...stage.consents(false, false), { kind: 'kit.chosen', payload: german }]);
  await stage.made();
  expect(await stage.stage.store.transcripts.find(stage.interview.recordingId)).toMatchObject({
    reason: 'language',
  });
});

it('says that the engine is missing, and not that people who weren’t asked disagreed', async () => {
  stage.tracks = [spokenTrack(ada(), [{ fromMs: 5_000, toMs: 9_000 }])];
  await stage.open({}, { kind: 'engine', folder: undefined });
  await stage.record(stage.consents(false, false));
  await stage.made();
  expect(await stage.stage.store.transcripts.find(stage.interview.recordingId)).toMatchObject({
    reason: 'engine',
  });
});

it.each([
  ['the engine', ENGINE, []],
  ['a service for it', { kind: 'service', service: GERMAN_SERVICE }, ['de']],
] as const)('of a kit in German is made only by a service: %s', async (_name, config, languages) => {
  stage.tracks = [spokenTrack(ada(), [{ fromMs: 5_000, toMs: 9_000 }])];
  const { kit, ...chosen } = chosenKit();
  await stage.open({}, config);
  await stage.record([
    ...stage.consents(),
    { kind: 'kit.chosen', payload: { ...chosen, kit: { ...kit, locale: 'de' } } },
  ]);
  await stage.made();
  expect(stage.speech.tasks.map(({ language }) => language)).toEqual(languages);
  expect(await stage.stage.store.transcripts.find(stage.interview.recordingId)).toMatchObject(
    languages.length > 0 ? { state: 'made', language: 'de' } : { state: 'none', reason: 'language' },
  );
});

it('has no passage of music, coughs, and other sounds without words', async () => {
  stage.tracks = [
    spokenTrack(ada(), [
      { fromMs: 5_000, toMs: 9_000 },
      { fromMs: 20_000, toMs: 20_300 },
    ]),
  ];
  stage.speech.said = [{ seatId: ada(), fromMs: 20_000, text: '', understood: false }];
  await stage.open();
  await stage.record();
  await stage.made();
  expect(await stage.texts()).toEqual([]);
});

it('is not made on a server that transcribes nothing', async () => {
  stage.tracks = [spokenTrack(ada(), [{ fromMs: 5_000, toMs: 9_000 }])];
  await stage.open({}, { kind: 'off' });
  await stage.record();
  await stage.made();
  expect(stage.speech.tasks).toEqual([]);
  expect(await stage.stage.store.transcripts.find(stage.interview.recordingId)).toBeUndefined();
});

it('continues on another server', async () => {
  stage.tracks = [spokenTrack(ada(), [{ fromMs: 5_000, toMs: 9_000 }])];
  stage.speech.said = [{ seatId: ada(), fromMs: 5_000, text: 'Hello.' }];
  const begun = Promise.withResolvers<void>();
  stage.speech.before = async (_task, signal) => {
    begun.resolve();
    if (stage.speech.tasks.length === 1) await untilAborted(signal);
  };
  const first = await stage.open();
  await stage.record();
  await begun.promise;
  await first.close();
  await stage.open();
  await stage.made();
  expect(stage.speech.tasks).toHaveLength(2);
  expect(await stage.texts()).toEqual(['Ada: Hello.']);
});

it('ends with the recording, which leaves no word and no work file', async () => {
  stage.tracks = [spokenTrack(ada(), [{ fromMs: 5_000, toMs: 9_000 }])];
  stage.speech.said = [{ seatId: ada(), fromMs: 5_000, text: 'Hello.' }];
  const begun = Promise.withResolvers<void>();
  stage.speech.before = async (_task, signal) => {
    begun.resolve();
    await untilAborted(signal);
  };
  await stage.open();
  await stage.record();
  await begun.promise;
  const { recordingId } = stage.interview;
  await stage.interview.erase();
  await eventually('the deletion to end', async () => {
    const receipt = await stage.stage.store.erasures.find(recordingId);
    return receipt?.completedAt !== undefined;
  });
  expect(await stage.stage.store.transcripts.find(recordingId)).toBeUndefined();
  expect(await readdir(stage.stage.workFolder)).toEqual(['id']);
});
