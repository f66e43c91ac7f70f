import type { FliteVoice } from '../../support/spoken/flite.ts';
import {
  cough,
  delayed,
  durationMsOf,
  type Interval,
  inRoom,
  type MusicKind,
  mix,
  music,
  type NoiseKind,
  type Sound,
  sequence,
  silence,
  steadyNoise,
  synthesize,
  typing,
} from '../../support/spokenAudio.ts';
import type { AnswerCategory, Disturbance } from './interviewTruth.ts';

/** One answer to speak, and the sound around it. */
export interface SpokenAnswer {
  category: AnswerCategory;
  name: string;
  sound: Sound;
  /** From the start of the candidate's turn to the answer. */
  reactionMs: number;
  /** Instead: from the start of the question to the answer. */
  earlyMs?: number;
  /** Sound during the question; a mute has none. */
  over?: { kind: Disturbance; sound: Sound; afterMs: number };
  background?: Background;
  /** The microphone is muted between these moments, in which nothing is said. */
  muted?: Interval;
}

/** Background sound through this answer until the end of the following question. */
export interface Background {
  kind: 'steady noise' | 'music';
  sound: Sound;
  /** Starts in the middle of the question, instead of with the candidate's turn. */
  beginsOverQuestion: boolean;
}

/** One person for a whole interview, because the recruiter adapts to a speaker. */
export interface Speaker {
  voice: FliteVoice;
  levelDbov: number;
}

type Recipe = (speaker: Speaker, number: number) => Promise<SpokenAnswer>;

/** Number of answers of each kind in a full run. */
const RECIPES: readonly (readonly [count: number, category: AnswerCategory, recipe: Recipe])[] = [
  [6, 'plain', plain],
  [10, 'pauses in it', withPauses],
  [3, 'rambler', rambler],
  [5, 'short', short],
  [2, 'loud speaker', loud],
  [4, 'quiet speaker', quiet],
  [2, 'cough at the start', coughFirst],
  [2, 'cough in a pause', coughBetween],
  [2, 'cough after the end', coughLast],
  [3, 'keyboard in pauses', keyboardBetween],
  [4, 'steady noise', inNoise],
  [3, 'music', overMusic],
  [3, 'echoing room', inEchoingRoom],
  [6, 'before the question is over', early],
  [3, 'after a "hm" to the question', afterHm],
  [2, 'after a long silence', late],
  [3, 'mute in it', mutedBetween],
];
export const WHOLE_COUNT = RECIPES.reduce((sum, [count]) => sum + count, 0);

const SENTENCES = [
  'We had three services that shared one database, and every release broke one of them.',
  'So I sat down with the team and drew what really happened when an order came in.',
  'It took us six weeks, and after that we could release twice a day.',
  'The hardest part was to agree on who owns the data.',
  'First I looked at the graphs, and then I asked a colleague who knew the system.',
  'I wrote a small script that replayed the traffic of one night.',
  'No one had touched that module for two years.',
  'In the end it was a timeout that was longer than the one behind it.',
  'I learned to ask for the logs before I change anything.',
  'My manager wanted a date, and I gave her a range.',
  'We put the slow queries into a queue and responded immediately.',
  'I would do it again, but with a smaller first step.',
] as const;
const SHORT = [
  'Yes.',
  'No, never.',
  'I think so.',
  'About two years.',
  'PostgreSQL, mostly.',
  'Not really.',
] as const;
const RAMBLE_SENTENCES = 10;

/** Pauses within one answer in milliseconds: from a breath to a thought. */
const PAUSES: readonly (readonly number[])[] = [
  [300, 700],
  [900],
  [500, 1_300],
  [1_600],
  [400, 1_000, 600],
  [2_200],
  [800, 1_800],
  [1_200],
  [350, 450, 2_000],
  [1_500, 700],
];

/** Returns this many answers of mixed kinds. `speakerOf` is called in order and returns the speaker for a kind. */
export async function spokenAnswers(
  count: number,
  speakerOf: (category: AnswerCategory) => { speaker: Speaker; take: (answer: SpokenAnswer) => void },
): Promise<void> {
  const rounds = Math.ceil(count / WHOLE_COUNT);
  const placed = RECIPES.flatMap(([each, category, recipe]) =>
    Array.from({ length: each * rounds }, (_, number) => ({
      place: (number + 0.5) / each,
      category,
      recipe,
      number,
    })),
  ).toSorted((a, b) => a.place - b.place);
  // A quick run takes the first ones, which are of many kinds.
  for (const { category, recipe, number } of placed.slice(0, count)) {
    const { speaker, take } = speakerOf(category);
    take(await recipe(speaker, number));
  }
}

async function plain(speaker: Speaker, number: number): Promise<SpokenAnswer> {
  const answer = await said('plain', speaker, number, [250]);
  return { ...answer, over: number % 2 ? keyboardOver(number) : coughOver(number) };
}

async function withPauses(speaker: Speaker, number: number): Promise<SpokenAnswer> {
  const pausesMs = PAUSES[number % PAUSES.length] ?? [];
  const answer = await said('pauses in it', speaker, number, pausesMs);
  const over = [coughOver(number), keyboardOver(number), muteOver(), undefined][number % 4];
  return { ...answer, ...(over && { over }) };
}

async function rambler(speaker: Speaker, number: number): Promise<SpokenAnswer> {
  const pausesMs = Array.from(
    { length: RAMBLE_SENTENCES - 1 },
    (_, at) => 300 + ((at * 370 + number * 510) % 1_200),
  );
  return said('rambler', speaker, number, pausesMs);
}

async function short(speaker: Speaker, number: number): Promise<SpokenAnswer> {
  const text = SHORT[number % SHORT.length] ?? '';
  const sound = await synthesize(text, speaker);
  return { category: 'short', name: nameOf(speaker, `"${text}"`), sound, reactionMs: 500 + number * 70 };
}

function loud(speaker: Speaker, number: number): Promise<SpokenAnswer> {
  return said('loud speaker', { ...speaker, levelDbov: -17 }, number, [500]);
}

function quiet(speaker: Speaker, number: number): Promise<SpokenAnswer> {
  return said('quiet speaker', { ...speaker, levelDbov: -37 - (number % 2) * 3 }, number, [600]);
}

async function coughFirst(speaker: Speaker, number: number): Promise<SpokenAnswer> {
  const answer = await said('cough at the start', speaker, number, [400]);
  const sound = sequence(coughOf(number), silence(500 + number * 400), answer.sound);
  return { ...answer, sound };
}

async function coughBetween(speaker: Speaker, number: number): Promise<SpokenAnswer> {
  const answer = await said('cough in a pause', speaker, number, [1_600]);
  const pause = longestPause(answer.sound);
  return { ...answer, sound: mix(answer.sound, delayed(coughOf(number), pause.fromMs + 500)) };
}

async function coughLast(speaker: Speaker, number: number): Promise<SpokenAnswer> {
  const answer = await said('cough after the end', speaker, number, [400]);
  return { ...answer, sound: sequence(answer.sound, silence(600 + number * 300), coughOf(number)) };
}

async function keyboardBetween(speaker: Speaker, number: number): Promise<SpokenAnswer> {
  const answer = await said('keyboard in pauses', speaker, number, [1_800]);
  const pause = longestPause(answer.sound);
  const keys = keyboardOf(1_700, number);
  const sound = mix(answer.sound, delayed(keys, pause.fromMs), delayed(keys, durationMsOf(answer.sound)));
  return { ...answer, sound };
}

async function inNoise(speaker: Speaker, number: number): Promise<SpokenAnswer> {
  const kinds: readonly NoiseKind[] = ['fan', 'pink', 'street', 'hum'];
  const kind = kinds[number % kinds.length] ?? 'fan';
  const sound = steadyNoise(kind, { durationMs: 5_000, levelDbov: -46, seed: number + 1 });
  const beginsOverQuestion = number % 2 === 1;
  const answer = await said('steady noise', { ...speaker, levelDbov: -24 }, number, [700]);
  return {
    ...answer,
    name: `${answer.name} in ${kind}`,
    background: { kind: 'steady noise', sound, beginsOverQuestion },
  };
}

async function overMusic(speaker: Speaker, number: number): Promise<SpokenAnswer> {
  const kinds: readonly MusicKind[] = ['beat', 'pad', 'song'];
  const kind = kinds[number % kinds.length] ?? 'beat';
  // Four bars, so that repetitions fit.
  const sound = music(kind, { durationMs: 8_889, levelDbov: -46 });
  const beginsOverQuestion = number % 2 === 1;
  const answer = await said('music', { ...speaker, levelDbov: -24 }, number, [700]);
  return {
    ...answer,
    name: `${answer.name} over a ${kind}`,
    background: { kind: 'music', sound, beginsOverQuestion },
  };
}

async function inEchoingRoom(speaker: Speaker, number: number): Promise<SpokenAnswer> {
  const answer = await said('echoing room', speaker, number, [800]);
  return { ...answer, sound: inRoom(answer.sound, { reverberationMs: 500, seed: number + 3 }) };
}

async function early(speaker: Speaker, number: number): Promise<SpokenAnswer> {
  const answer = await said('before the question is over', speaker, number, [400]);
  return { ...answer, earlyMs: 500 + (number % 4) * 250 };
}

async function afterHm(speaker: Speaker, number: number): Promise<SpokenAnswer> {
  const hm = await synthesize('Hm.', { ...speaker, stretch: 0.55 });
  const answer = await said('after a "hm" to the question', speaker, number, [400]);
  return { ...answer, over: { kind: 'hm', sound: { ...hm, voiced: [] }, afterMs: 500 + number * 400 } };
}

async function late(speaker: Speaker, number: number): Promise<SpokenAnswer> {
  const answer = await said('after a long silence', speaker, number, [500]);
  // Before the second one, the recruiter has said to take their time.
  return { ...answer, reactionMs: number % 2 ? 14_500 : 7_000 };
}

async function mutedBetween(speaker: Speaker, number: number): Promise<SpokenAnswer> {
  const answer = await said('mute in it', speaker, number, [3_000]);
  const { fromMs, toMs } = longestPause(answer.sound);
  return { ...answer, over: muteOver(), muted: { fromMs: fromMs + 250, toMs: toMs - 400 } };
}

/** Sentences with pauses between them. */
async function said(
  category: AnswerCategory,
  speaker: Speaker,
  number: number,
  pausesMs: readonly number[],
): Promise<SpokenAnswer> {
  const first = category.length + number * 5;
  const parts: Sound[] = [];
  for (let at = 0; at <= pausesMs.length; at += 1) {
    const sentence = withoutEdges(
      await synthesize(SENTENCES[(first + at) % SENTENCES.length] ?? '', speaker),
    );
    parts.push(sentence, silence(pausesMs[at] ?? 0));
  }
  const pauses = pausesMs.length > 4 ? `${pausesMs.length} pauses` : `pauses of ${pausesMs.join(', ')} ms`;
  const reactionMs = 400 + ((number * 290) % 900);
  return { category, name: nameOf(speaker, pauses), sound: sequence(...parts), reactionMs };
}

function nameOf({ voice, levelDbov }: Speaker, what: string): string {
  return `${voice} at ${levelDbov} dBov, ${what}`;
}

/** Removes the synthesizer's leading and trailing silence, which would lengthen pauses. */
function withoutEdges({ samples, voiced }: Sound): Sound {
  const fromMs = voiced[0]?.fromMs ?? 0;
  const toMs = voiced.at(-1)?.toMs ?? 0;
  const inSamples = (milliseconds: number) => Math.round(milliseconds * 48);
  return {
    samples: samples.slice(inSamples(fromMs), inSamples(toMs)),
    voiced: voiced.map(part => ({ fromMs: part.fromMs - fromMs, toMs: part.toMs - fromMs })),
  };
}

function longestPause({ voiced }: Sound): Interval {
  return voiced
    .slice(1)
    .map(({ fromMs }, at) => ({ fromMs: voiced[at]?.toMs ?? 0, toMs: fromMs }))
    .reduce((longest, pause) =>
      pause.toMs - pause.fromMs > longest.toMs - longest.fromMs ? pause : longest,
    );
}

function coughOf(number: number): Sound {
  return inRoom(
    cough({ peakDbov: -20 - (number % 3) * 5, durationMs: 250 + (number % 3) * 50, seed: number + 1 }),
  );
}

function keyboardOf(durationMs: number, number: number): Sound {
  return inRoom(
    typing({ durationMs, perSecond: 4 + (number % 4), peakDbov: -26 - (number % 3) * 6, seed: number + 1 }),
  );
}

function coughOver(number: number) {
  return { kind: 'cough' as const, sound: coughOf(number), afterMs: 500 + (number % 3) * 450 };
}

function keyboardOver(number: number) {
  return { kind: 'keyboard' as const, sound: keyboardOf(2_000, number), afterMs: 300 };
}

function muteOver() {
  return { kind: 'mute' as const, sound: silence(1_200), afterMs: 400 };
}
