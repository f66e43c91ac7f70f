import { breath, chair, cough, mouseClick, typing } from './bursts.ts';
import type { FliteVoice } from './flite.ts';
import { gated } from './gate.ts';
import { music } from './music.ts';
import { type NoiseKind, steadyNoise } from './noises.ts';
import { echoOf, inRoom } from './rooms.ts';
import {
  amplified,
  delayed,
  durationMsOf,
  mix,
  type Sound,
  sampleCountOf,
  sequence,
  silence,
} from './sound.ts';
import { synthesize } from './speech.ts';

export type TakeCategory =
  | 'answer'
  | 'rambler'
  | 'short answer'
  | 'answer in an echoing room'
  | 'answer in noise'
  | 'faint answer'
  | 'gated answer'
  | 'cough'
  | 'typing'
  | 'clicks and knocks'
  | 'steady noise'
  | 'noise that begins'
  | 'music'
  | 'silence'
  | 'echo'
  | 'interruption';

/** The sound of one microphone, and of the recruiter during that time. */
export interface Take {
  category: TakeCategory;
  name: string;
  microphone: Sound;
  /** As sent. */
  recruiter?: Sound;
}

const SENTENCES = [
  'We had three services that talked to one database, and every release broke one of them.',
  'So I sat down with the team, and we drew what really happened when an order came in.',
  'It took about six weeks, and after that we could release twice a day.',
  'Honestly, the hardest part was not the code, it was agreeing on who owns the data.',
] as const;
const RAMBLE = `${SENTENCES.join(' ')} And then, you know, there was this other project where we moved everything to a queue, and that taught me a lot about retries.`;
const SHORT = ['Yes.', 'No, never.', 'I think so.', 'About two years.', 'PostgreSQL, mostly.'] as const;
const GREETING =
  'Welcome, and thank you for taking the time today. I will ask you a few questions about your work.';
const QUESTION = 'Tell me about a time when something you built broke in production. What did you do first?';
const INTERRUPTIONS = [
  'Sorry, may I ask something?',
  'One moment, please. I did not understand that.',
] as const;

/** Shorter than any silence that ends an answer. */
const GATED_PAUSES_MS = [300, 600, 800] as const;
const GATED_SILENCE_MS = 15_000;

interface Speaker {
  voice: FliteVoice;
  levelDbov: number;
  /** After each sentence. */
  pausesMs: readonly [number, number, number];
}

/** Four people, loud to quiet. */
const LOUD: Speaker = { voice: 'slt', levelDbov: -20, pausesMs: [300, 700, 1_500] };
const USUAL: Speaker = { voice: 'rms', levelDbov: -26, pausesMs: [450, 1_000, 2_400] };
const SOFT: Speaker = { voice: 'awb', levelDbov: -33, pausesMs: [300, 600, 2_000] };
const QUIET: Speaker = { voice: 'kal16', levelDbov: -40, pausesMs: [550, 1_200, 800] };
const SPEAKERS = [LOUD, USUAL, SOFT, QUIET] as const;

/** More than sixty takes of some seconds each, fifteen minutes in total, deterministic. */
export async function testTakes(): Promise<Take[]> {
  const groups = [
    answers,
    noisyAnswers,
    ramblers,
    shortAnswers,
    faintAnswers,
    gatedAnswers,
    bursts,
    goingNoises,
    quiet,
    echoes,
    interruptions,
  ];
  return (await Promise.all(groups.map(group => group()))).flat();
}

async function answers(): Promise<Take[]> {
  const made = SPEAKERS.map(async (speaker, index): Promise<Take[]> => {
    const answer = await answerOf(speaker);
    const name = `${speaker.voice} at ${speaker.levelDbov} dBov`;
    const reverberant = inRoom(answer, { reverberationMs: 450, seed: index });
    return [
      { category: 'answer', name: `${name} in a quiet room`, microphone: inBackground(answer, -68) },
      { category: 'answer', name: `${name} without background`, microphone: answer },
      { category: 'answer in an echoing room', name, microphone: inBackground(reverberant, -66) },
    ];
  });
  return (await Promise.all(made)).flat();
}

async function answerOf({ voice, levelDbov, pausesMs }: Speaker): Promise<Sound> {
  const parts: Sound[] = [silence(800)];
  for (const [index, pauseMs] of pausesMs.entries())
    parts.push(await synthesize(SENTENCES[index] ?? '', { voice, levelDbov }), silence(pauseMs));
  return sequence(...parts, silence(1_200));
}

/** The noise starts three seconds before the speech. */
async function noisyAnswers(): Promise<Take[]> {
  const cases: readonly [Speaker, number, NoiseKind, number][] = [
    [LOUD, -20, 'fan', -45],
    [LOUD, -20, 'street', -42],
    [USUAL, -26, 'pink', -46],
    [SOFT, -28, 'hum', -48],
    [USUAL, -24, 'fan', -42],
  ];
  const made = cases.map(async ([speaker, levelDbov, kind, noiseDbov]): Promise<Take> => {
    const answer = delayed(await answerOf({ ...speaker, levelDbov }), 3_000);
    const noise = steadyNoise(kind, { durationMs: durationMsOf(answer), levelDbov: noiseDbov });
    const name = `${speaker.voice} at ${levelDbov} over ${kind} at ${noiseDbov} dBov`;
    return { category: 'answer in noise', name, microphone: mix(answer, noise) };
  });
  return Promise.all(made);
}

async function ramblers(): Promise<Take[]> {
  const cases: readonly [FliteVoice, number, number][] = [
    ['slt', -25, 0.85],
    ['awb', -30, 0.9],
  ];
  const made = cases.map(async ([voice, levelDbov, stretch]): Promise<Take> => {
    const speech = await synthesize(RAMBLE, { voice, levelDbov, stretch });
    return { category: 'rambler', name: voice, microphone: inBackground(between(speech, 500, 1_500), -65) };
  });
  return Promise.all(made);
}

async function shortAnswers(): Promise<Take[]> {
  const made = SHORT.map(async (text, index): Promise<Take> => {
    const { voice, levelDbov } = SPEAKERS[index % SPEAKERS.length] ?? LOUD;
    const speech = between(await synthesize(text, { voice, levelDbov }), 1_200, 1_200);
    return { category: 'short answer', name: `"${text}", ${voice}`, microphone: inBackground(speech, -68) };
  });
  return Promise.all(made);
}

async function faintAnswers(): Promise<Take[]> {
  const cases: readonly [FliteVoice, number][] = [
    ['slt', -66],
    ['rms', -68],
    ['awb', -70],
  ];
  const made = cases.map(async ([voice, levelDbov]): Promise<Take> => {
    const speech = await synthesize(SENTENCES.slice(0, 2).join(' '), { voice, levelDbov });
    const microphone = inBackground(between(speech, 1_200, 2_500), -82);
    return { category: 'faint answer', name: `${voice} at ${levelDbov} dBov`, microphone };
  });
  return Promise.all(made);
}

/** Behind a noise gate, in a quiet room and next to a fan: digital silence between words, and for a long time after the last one. */
export async function gatedAnswers(): Promise<Take[]> {
  const made = SPEAKERS.map(async (speaker): Promise<Take[]> => {
    const answer = sequence(
      await answerOf({ ...speaker, pausesMs: GATED_PAUSES_MS }),
      silence(GATED_SILENCE_MS),
    );
    const fan = steadyNoise('fan', { durationMs: durationMsOf(answer), levelDbov: speaker.levelDbov - 24 });
    return [
      { name: 'in a quiet room', sound: inBackground(answer, -68) },
      { name: 'next to a fan', sound: mix(answer, fan) },
    ].map(({ name, sound }) => ({
      category: 'gated answer',
      name: `${speaker.voice} at ${speaker.levelDbov} dBov ${name}`,
      microphone: gated(sound),
    }));
  });
  return (await Promise.all(made)).flat();
}

function bursts(): Take[] {
  const coughs = (
    [
      [250, -25],
      [350, -18],
      [300, -32],
    ] as const
  ).map(([durationMs, peakDbov]): Take => {
    const two = [1, 2].map(seed => delayed(cough({ durationMs, peakDbov, seed }), 2_000));
    const microphone = inBackground(inRoom(sequence(...two, silence(2_000))), -68);
    return { category: 'cough', name: `${durationMs} ms at ${peakDbov} dBov`, microphone };
  });
  const keys = (
    [
      [3, -30],
      [5, -25],
      [8, -30],
      [6, -42],
      [7, -20],
    ] as const
  ).map(([perSecond, peakDbov]): Take => {
    const strokes = typing({ durationMs: 10_000, perSecond, peakDbov, seed: perSecond });
    const microphone = inBackground(inRoom(strokes, { reverberationMs: 300, seed: perSecond }), -68);
    return { category: 'typing', name: `${perSecond} a second at ${peakDbov} dBov`, microphone };
  });
  const knocks = [
    mouseClick({ peakDbov: -32 }),
    chair({ peakDbov: -24 }),
    mouseClick({ peakDbov: -40, seed: 4 }),
    chair({ peakDbov: -30, durationMs: 100, seed: 5 }),
  ].map(knock => delayed(knock, 1_200));
  const knocking = inBackground(inRoom(sequence(...knocks, silence(1_200))), -68);
  return [
    ...coughs,
    ...keys,
    { category: 'clicks and knocks', name: 'a mouse and a chair', microphone: knocking },
  ];
}

function goingNoises(): Take[] {
  const cases: readonly [NoiseKind, number][] = [
    ['white', -45],
    ['pink', -40],
    ['hum', -38],
    ['fan', -35],
    ['street', -40],
    ['street', -35],
  ];
  const noises = cases.flatMap(([kind, levelDbov]): Take[] => {
    const noise = steadyNoise(kind, { durationMs: 8_000, levelDbov, seed: 7 });
    const name = `${kind} at ${levelDbov} dBov`;
    return [
      { category: 'steady noise', name, microphone: noise },
      { category: 'noise that begins', name, microphone: inBackground(between(noise, 2_000, 1_500), -68) },
    ];
  });
  const musics = (['pad', 'beat', 'song'] as const).map((kind): Take => {
    const sound = between(music(kind, { durationMs: 20_000, levelDbov: -30 }), 1_000, 1_000);
    return { category: 'music', name: kind, microphone: inBackground(sound, -68) };
  });
  return [...noises, ...musics];
}

function quiet(): Take[] {
  const breaths = [1, 2, 3].map(seed => delayed(breath({ peakDbov: -56, seed }), 2_500));
  return [
    { category: 'silence', name: 'someone breathes', microphone: inBackground(sequence(...breaths), -70) },
    { category: 'silence', name: 'a room at -58 dBov', microphone: inBackground(silence(8_000), -58) },
    { category: 'silence', name: 'no sound at all', microphone: silence(5_000) },
  ];
}

async function echoes(): Promise<Take[]> {
  const recruiter = await recruiterSpeaks();
  const cases: readonly [couplingDb: number, delayMs: number, waveringDb: number][] = [
    [-40, 60, 0],
    [-30, 120, 0],
    [-20, 200, 0],
    [-12, 280, 0],
    [-6, 350, 0],
    [-6, 90, 0],
    [-30, 220, 8],
    [-18, 160, 6],
  ];
  const takes = cases.map(([couplingDb, delayMs, waveringDb]): Take => {
    const echo = echoOf(recruiter, { couplingDb, delayMs, waveringDb, seed: delayMs });
    const name = `${couplingDb} dB after ${delayMs} ms${waveringDb ? `, wavering by ${waveringDb} dB` : ''}`;
    return { category: 'echo', name, recruiter, microphone: inBackground(echo, -65) };
  });
  const soft = echoOf(recruiter, { couplingDb: -40, delayMs: 180 });
  const turnedUpAt = sampleCountOf(durationMsOf(recruiter) * 0.4);
  const louder = amplified(soft, 26).samples.subarray(turnedUpAt);
  const samples = soft.samples.slice();
  samples.set(louder, turnedUpAt);
  const turnedUp = inBackground({ samples, voiced: [] }, -65);
  return [...takes, { category: 'echo', name: 'turned up in the middle', recruiter, microphone: turnedUp }];
}

/** Someone speaks during the greeting, and again during the question. */
async function interruptions(): Promise<Take[]> {
  const recruiter = await recruiterSpeaks();
  const cases: readonly [FliteVoice, number, couplingDb: number | undefined, delayMs: number][] = [
    ['rms', -30, undefined, 0],
    ['awb', -30, -40, 150],
    ['rms', -30, -30, 100],
    ['kal16', -26, -20, 220],
    ['awb', -22, -14, 300],
  ];
  const made = cases.map(async ([voice, levelDbov, couplingDb, delayMs]): Promise<Take> => {
    const [first, second] = await Promise.all(
      INTERRUPTIONS.map(text => synthesize(text, { voice, levelDbov })),
    );
    if (!first || !second) throw new Error('There are two interruptions.');
    const person = mix(delayed(first, 3_600), delayed(second, 9_600));
    const echo =
      couplingDb === undefined ? silence(0) : echoOf(recruiter, { couplingDb, delayMs, seed: delayMs });
    const over = couplingDb === undefined ? 'with headphones' : `over an echo of ${couplingDb} dB`;
    const microphone = inBackground(mix(echo, person), -65);
    return { category: 'interruption', name: `${voice} ${over}`, recruiter, microphone };
  });
  return Promise.all(made);
}

async function recruiterSpeaks(): Promise<Sound> {
  const says = (text: string) => synthesize(text, { voice: 'slt', levelDbov: -20 });
  return sequence(silence(1_000), await says(GREETING), silence(1_500), await says(QUESTION), silence(1_500));
}

function between(sound: Sound, beforeMs: number, afterMs: number): Sound {
  return sequence(silence(beforeMs), sound, silence(afterMs));
}

/** Adds the noise of a quiet room. */
function inBackground(sound: Sound, levelDbov: number): Sound {
  const samples = roomNoise().samples.subarray(0, sound.samples.length);
  return mix(sound, amplified({ samples, voiced: [] }, levelDbov - ROOM_NOISE_DBOV));
}

const ROOM_NOISE_DBOV = -60;
let madeRoomNoise: Sound | undefined;

/** Longer than any take, and created once because noise is slow to create. */
function roomNoise(): Sound {
  madeRoomNoise ??= steadyNoise('pink', { durationMs: 40_000, levelDbov: ROOM_NOISE_DBOV, seed: 11 });
  return madeRoomNoise;
}
