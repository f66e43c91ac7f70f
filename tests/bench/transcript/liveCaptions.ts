import { setTimeout as delay } from 'node:timers/promises';
import { CaptionText } from '../../../shared/media/captions.ts';
import { captionProcesses } from '../../support/captionProcess.ts';
import { humanPrompts, humanSamples, humanSpeech } from '../../support/humanSpeech.ts';
import { speechEngine } from '../../support/speechEngine.ts';
import { levelsOf } from '../../support/spoken/levels.ts';
import { opusPacketsOf } from '../../support/spoken/opus.ts';
import { SAMPLE_RATE, sequence, silence } from '../../support/spoken/sound.ts';
import type { BenchContext } from '../benchCase.ts';
import { compared, distribution, median, percentile } from '../figure.ts';
import { interviewClip } from '../recordedCalls/interviewClip.ts';
import { RecordedCalls } from '../recordedCalls/RecordedCalls.ts';
import { processSeconds } from '../recruiterCost/ourRecruiters.ts';
import type { LoopedClip } from '../sfuThroughput/sentMedia.ts';
import {
  type ArrivedLine,
  type CaptionTimes,
  captionTimesOf,
  type SpokenWord,
  spokenWords,
} from './captionTimes.ts';

/** Between two prompts: less than the pause that ends a line, and more, by turns. */
const PAUSES_MS = [350, 1_200, 600];
const SETTLE_MS = 1_500;
/** The last words are final by then. */
const LAST_WORDS_MS = 8_000;
const ROOMS = 10;
const PACKET_MS = 20;
const GAP_WINDOW_MS = 2_500;

export const LIVE_CAPTION_FIGURES = [
  'transcript.final-word',
  'transcript.revisions',
  'transcript.cores',
  'transcript.ten-rooms',
  'transcript.ten-rooms-received',
  'transcript.ten-rooms-gap',
] as const;

/**
 * Live captions of people with human voices in rooms of our sfu, whose packets come over ICE, DTLS, and SRTP. Time ends when the server is
 * told; the network to a reader and drawing aren't counted.
 */
export async function measureLiveCaptions(context: BenchContext): Promise<void> {
  const talk = await humanTalk(context.parameter('seconds') * 1_000);
  await measureOneTalker(context, talk);
  await measureTenRooms(context, talk);
}

interface Talk {
  readonly clip: LoopedClip;
  readonly words: readonly SpokenWord[];
  readonly lengthMs: number;
}

/** Held-out prompts of at least this long, or as many as there are. */
async function humanTalk(lengthMs: number): Promise<Talk> {
  const { frames } = await interviewClip();
  const sounds = [silence(1_000)];
  const words: SpokenWord[] = [];
  let atMs = 1_000;
  for (const [index, name] of humanPrompts('held-out').entries()) {
    if (atMs >= lengthMs) break;
    const samples = humanSamples(name, SAMPLE_RATE);
    words.push(...spokenWords(humanSpeech(name).words, samples, atMs));
    const pauseMs = PAUSES_MS[index % PAUSES_MS.length] ?? 0;
    sounds.push({ samples, voiced: [] }, silence(pauseMs));
    atMs += (samples.length / SAMPLE_RATE) * 1_000 + pauseMs;
  }
  const { samples } = sequence(...sounds, silence(1_000));
  const sound = opusPacketsOf(samples);
  const levels = levelsOf(samples);
  const count = Math.min(sound.length, levels.length);
  return {
    clip: { sound: sound.slice(0, count), levels: levels.slice(0, count), frames },
    words,
    lengthMs: count * PACKET_MS,
  };
}

interface Measured {
  readonly times: readonly CaptionTimes[];
  readonly cores: number;
  readonly media: MediaWindow;
}

interface MediaWindow {
  readonly receivedPerSecond: number;
  /** Longest time without sound at any receiver, in the median of windows. */
  readonly gapMs: number;
}

async function measureOneTalker(context: BenchContext, talk: Talk): Promise<void> {
  context.progress('one talker');
  await using calls = await openCalls(1, talk);
  const { times, cores } = await measureCaptions(calls, talk);
  const [{ finalMs, words, changed } = { finalMs: [], words: 0, changed: 0 }] = times;
  context.report({
    name: 'transcript.final-word',
    unit: 'ms',
    ...distribution(finalMs),
    note: 'one talker; from the end of a word, spread over the voiced frames of its prompt, until it is in the stable text to stay',
  });
  context.report({
    name: 'transcript.revisions',
    unit: 'share',
    value: changed / Math.max(1, words),
    n: words,
    note: 'words that changed after they were shown, per word',
  });
  context.report({
    name: 'transcript.cores',
    unit: 'cores',
    value: cores,
    n: 1,
    note: 'processor time of the captioning process while one person talks most of the time',
  });
}

async function measureTenRooms(context: BenchContext, talk: Talk): Promise<void> {
  context.progress(`${ROOMS} rooms`);
  await using calls = await openCalls(ROOMS, talk);
  const without = await measureMedia(calls, talk.lengthMs);
  const { times, cores, media } = await measureCaptions(calls, talk);
  const finalMs = times.flatMap(room => room.finalMs);
  context.progress(`${finalMs.length} words, ${cores.toFixed(2)} cores`);
  context.report({
    name: 'transcript.ten-rooms',
    unit: 'ms',
    ...distribution(finalMs),
    value: percentile(finalMs, 0.95),
    note: `p95 of the time to the final word in ${ROOMS} rooms, whose candidates all talk at the same time`,
  });
  context.report({
    name: 'transcript.ten-rooms-received',
    unit: 'packets/s',
    value: media.receivedPerSecond,
    n: 1,
    ...compared(media.receivedPerSecond, without.receivedPerSecond),
    note: 'what all receivers get while all rooms are captioned; baseline: without captions',
  });
  context.report({
    name: 'transcript.ten-rooms-gap',
    unit: 'ms',
    value: media.gapMs,
    n: 1,
    ...compared(media.gapMs, without.gapMs),
    note: 'longest time without sound at any receiver within 2.5 s, median; baseline: without captions',
  });
}

/** Calls in which only candidates have their microphones on. */
async function openCalls(count: number, { clip }: Talk): Promise<RecordedCalls> {
  const transcription = { kind: 'engine' as const, folder: speechEngine };
  const calls = await RecordedCalls.open({ calls: count, workers: 1, clip, transcription });
  for (const { room, people } of calls.calls)
    for (const peerId of people.slice(1))
      await calls.service.request('producer.setPaused', { room, peerId, source: 'microphone', paused: true });
  return calls;
}

/** Sends for this long. */
async function measureMedia(calls: RecordedCalls, lengthMs: number): Promise<MediaWindow> {
  await calls.load.order('start');
  await delay(SETTLE_MS);
  const before = await calls.load.order('count');
  const sinceMs = performance.now();
  const gaps: number[] = [];
  let received = before.received;
  while (performance.now() - sinceMs < lengthMs) {
    await delay(GAP_WINDOW_MS);
    const counted = await calls.load.order('count');
    gaps.push(counted.longestGapMs);
    received = counted.received;
  }
  const seconds = (performance.now() - sinceMs) / 1_000;
  await calls.load.order('stop');
  return { receivedPerSecond: (received - before.received) / seconds, gapMs: median(gaps) };
}

async function measureCaptions(calls: RecordedCalls, talk: Talk): Promise<Measured> {
  const { service } = calls;
  const rooms = new Map(calls.calls.map(({ room }) => [room.roomId, [] as ArrivedLine[]]));
  const keep = () =>
    Promise.all(
      calls.calls.map(({ room }) =>
        service.request('captions.keep', { room, readerId: 'bench', language: 'en' }),
      ),
    );
  const unsubscribe = service.subscribe(event => {
    if (event.name !== 'captions.line') return;
    const { room, line } = event.payload;
    rooms.get(room.roomId)?.push({ atMs: performance.now(), line: CaptionText.parse(line) });
  });
  while ((await keep()).some(({ state }) => state === 'starting')) await delay(200);
  const renewing = setInterval(() => void keep(), 15_000);
  const [pid = 0] = captionProcesses(process.pid);
  const coresBefore = processSeconds(pid);
  // The sound continues where it stopped.
  const { senders } = await calls.load.order('count');
  const startMs = performance.now() - (((senders[0]?.sound ?? 0) * PACKET_MS) % talk.lengthMs);
  const media = await measureMedia(calls, talk.lengthMs);
  await delay(LAST_WORDS_MS);
  clearInterval(renewing);
  unsubscribe();
  const cores = (processSeconds(pid) - coresBefore) / (talk.lengthMs / 1_000);
  const said = [0, talk.lengthMs].flatMap(offsetMs =>
    talk.words.map(({ word, endMs }) => ({ word, endMs: startMs + offsetMs + endMs })),
  );
  return { times: [...rooms.values()].map(lines => captionTimesOf(said, lines)), cores, media };
}
