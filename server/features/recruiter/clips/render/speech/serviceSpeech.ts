import { setTimeout as delay } from 'node:timers/promises';
import { ClipError } from '../../clipError.ts';
import type { SpeechService } from '../../speechConfig.ts';
import { levelsOf, SOUND_RATE, samplesOf, startsByLength, type Voiced, voicedOf } from '../sound/levels.ts';
import { readWav, type Sound } from '../sound/readWav.ts';
import { resample } from '../sound/resample.ts';
import { PHRASE_PAUSE_MS, type Sentence, type SentenceSound } from './sentences.ts';
import { faded } from './timedSound.ts';

const ANSWER_MAX_BYTES = 20 * 1024 * 1024;

/** Timeouts and delays. Only tests change them, to shorter times. */
const SERVICE_PATIENCE = {
  /** Timeout of a response, including its body. */
  answerMs: 20_000,
  /** Delays before each retry, unless the service sends `Retry-After`. */
  betweenMs: [500, 2_000] as readonly number[],
  retryAfterMaxMs: 10_000,
};

/** A request that failed. `again` is true if a retry may succeed. */
class AttemptError extends ClipError {
  readonly again: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(
    reason: ClipError['reason'],
    {
      again = false,
      retryAfterMs,
      cause,
    }: { again?: boolean; retryAfterMs?: number | undefined; cause?: unknown } = {},
  ) {
    super(reason, cause);
    this.again = again;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Requests speech from a service. Rejects with a `ClipError` whose reason starts with `speech-`. */
export async function serviceSpeech(
  service: SpeechService,
  text: string,
  speed: number,
  patience = SERVICE_PATIENCE,
): Promise<Sound> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask(service, text, speed, patience.answerMs);
    } catch (error) {
      const betweenMs = patience.betweenMs[attempt];
      if (!(error instanceof AttemptError) || !error.again || betweenMs === undefined) throw error;
      await delay(Math.min(error.retryAfterMs ?? betweenMs, patience.retryAfterMaxMs));
    }
  }
}

async function ask(service: SpeechService, text: string, speed: number, answerMs: number): Promise<Sound> {
  const signal = AbortSignal.timeout(answerMs);
  const response = await fetch(`${service.url}/audio/speech`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'audio/wav',
      ...(service.key !== undefined && { authorization: `Bearer ${service.key}` }),
    },
    body: JSON.stringify({
      model: service.model,
      input: text,
      voice: service.voice,
      response_format: 'wav',
      speed,
    }),
    // Rejects redirects, because a redirect could point anywhere, including into this network.
    redirect: 'manual',
    signal,
  }).catch(error => {
    throw signal.aborted
      ? new AttemptError('speech-timeout', { again: true, cause: error })
      : new AttemptError('speech-unreachable', { again: true, cause: error });
  });
  try {
    requireSuccess(response);
    const sound = readWav(await readBody(response, signal));
    if (!sound) throw new AttemptError('speech-not-audio');
    return requirePlausible(sound, text);
  } finally {
    await response.body?.cancel().catch(() => {});
  }
}

function requireSuccess(response: Response): void {
  const { status } = response;
  if (status >= 300 && status < 400) throw new AttemptError('speech-redirected');
  if (status === 429 || status >= 500)
    throw new AttemptError('speech-overloaded', { again: true, retryAfterMs: retryAfterMs(response) });
  if (status !== 200)
    throw new AttemptError('speech-refused', { cause: new Error(`The answer was ${status}.`) });
}

function retryAfterMs(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
}

async function readBody(response: Response, signal: AbortSignal): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const part of response.body ?? []) {
      bytes += part.byteLength;
      if (bytes > ANSWER_MAX_BYTES) throw new AttemptError('speech-too-large');
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof AttemptError) throw error;
    throw new AttemptError(signal.aborted ? 'speech-timeout' : 'speech-unreachable', {
      again: true,
      cause: error,
    });
  }
  return Buffer.concat(parts);
}

const CHARACTERS_PER_SECOND_MAX = 40;
const SECONDS_PER_CHARACTER_MAX = 0.5;
const SECONDS_MORE = 4;
/** Peak of the quietest sound that can be speech. Full scale is 1. */
const FAINTEST_PEAK = 0.003;

function requirePlausible(sound: Sound, text: string): Sound {
  const seconds = sound.samples.length / sound.rate;
  const tooShort = seconds < text.length / CHARACTERS_PER_SECOND_MAX;
  const tooLong = seconds > text.length * SECONDS_PER_CHARACTER_MAX + SECONDS_MORE;
  if (tooShort || tooLong || !sound.samples.some(sample => Math.abs(sample) > FAINTEST_PEAK))
    throw new AttemptError('speech-implausible');
  return sound;
}

const EDGE_MS = 30;

export function serviceSentence({ words }: Sentence, sound: Sound): SentenceSound {
  const whole = resample(sound.samples, sound.rate, SOUND_RATE);
  const voiced: Voiced = voicedOf(levelsOf(whole), PHRASE_PAUSE_MS) ?? {
    fromMs: 0,
    toMs: whole.length / (SOUND_RATE / 1_000),
    pauses: [],
  };
  const fromMs = Math.max(0, voiced.fromMs - EDGE_MS);
  const samples = whole.slice(samplesOf(fromMs), samplesOf(voiced.toMs + EDGE_MS));
  const pauses = voiced.pauses.map(pause => ({ fromMs: pause.fromMs - fromMs, toMs: pause.toMs - fromMs }));
  const starts = startsByLength(
    words.map(({ written }) => written),
    { fromMs: voiced.fromMs - fromMs, toMs: voiced.toMs - fromMs, pauses },
  );
  return {
    samples: faded(samples, SOUND_RATE, { start: EDGE_MS / 2, end: EDGE_MS / 2 }),
    pauses,
    wordStartMs: word => starts[word] ?? 0,
  };
}
