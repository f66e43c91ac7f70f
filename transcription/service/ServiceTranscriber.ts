import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { TranscriptionService } from '../config.ts';
import { primarySubtag, requireSegment } from '../segment.ts';
import {
  type Recognized,
  SAMPLE_RATE,
  type SpeechSegment,
  type TranscribeOptions,
  type Transcriber,
  TranscriptionError,
  type TranscriptionFailure,
} from '../Transcriber.ts';
import { AudioBudget } from './AudioBudget.ts';
import { wavOf } from './wav.ts';

/** Fifteen seconds of speech have a few hundred bytes. */
const ANSWER_MAX_BYTES = 256 * 1024;
const TEXT_MAX_LENGTH = 2_000;

/** Timeouts, delays, and limits. Only tests change them, to shorter times. */
export const SERVICE_PATIENCE = {
  /** Timeout of a response, including its body. */
  answerMs: 30_000,
  /** Delays before each retry, unless the service sends `Retry-After`. */
  betweenMs: [500, 2_000, 5_000] as readonly number[],
  retryAfterMaxMs: 20_000,
};

/** For live captions, because text that comes after half a minute is of no use. */
export const LIVE_PATIENCE: typeof SERVICE_PATIENCE = {
  answerMs: 10_000,
  betweenMs: [500],
  retryAfterMaxMs: 2_000,
};

const Answer = z.object({ text: z.string() });

/** A request that failed. `again` is true if a retry may succeed. */
class AttemptError extends TranscriptionError {
  readonly again: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(
    code: TranscriptionFailure,
    message: string,
    { again = false, retryAfterMs }: { again?: boolean; retryAfterMs?: number | undefined } = {},
  ) {
    super(code, message);
    this.again = again;
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * Sends each segment to a service with OpenAI's `POST /audio/transcriptions`, one request at a time. Errors contain
 * neither the key nor anything that the service sent, because that may be what was said.
 */
export class ServiceTranscriber implements Transcriber {
  readonly #service: TranscriptionService;
  readonly #patience: typeof SERVICE_PATIENCE;
  readonly #budget: AudioBudget | undefined;
  readonly #closing = new AbortController();
  /** Settles after the latest call. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(service: TranscriptionService, patience = SERVICE_PATIENCE) {
    this.#service = service;
    this.#patience = patience;
    this.#budget = service.budget && new AudioBudget(service.budget);
  }

  /** Rejects with `TranscriptionError` if the budget is used up already. */
  static async open(service: TranscriptionService, patience = SERVICE_PATIENCE): Promise<ServiceTranscriber> {
    if (service.budget) await new AudioBudget(service.budget).requireLeft();
    return new ServiceTranscriber(service, patience);
  }

  speaks(language: string): boolean {
    return this.#service.languages.includes(primarySubtag(language));
  }

  async transcribe(segment: SpeechSegment, options: TranscribeOptions = {}): Promise<Recognized> {
    requireSegment(segment, this.#service.languages);
    const signal = AbortSignal.any([this.#closing.signal, ...(options.signal ? [options.signal] : [])]);
    const run = this.#last.then(() => this.#recognize(segment, signal));
    this.#last = run.catch(() => {});
    return run;
  }

  async close(): Promise<void> {
    this.#closing.abort(new DOMException('The transcriber was closed.', 'AbortError'));
    await this.#last;
  }

  async #recognize(segment: SpeechSegment, signal: AbortSignal): Promise<Recognized> {
    signal.throwIfAborted();
    if (segment.samples.length === 0) return { text: '', understood: true };
    await this.#budget?.spend((segment.samples.length / SAMPLE_RATE) * 1_000);
    for (let attempt = 0; ; attempt += 1) {
      try {
        return { text: await this.#ask(segment, signal), understood: true };
      } catch (error) {
        signal.throwIfAborted();
        const betweenMs = this.#patience.betweenMs[attempt];
        if (!(error instanceof AttemptError) || !error.again || betweenMs === undefined) throw error;
        const waitMs = Math.min(error.retryAfterMs ?? betweenMs, this.#patience.retryAfterMaxMs);
        await delay(waitMs, undefined, { signal }).catch(() => signal.throwIfAborted());
      }
    }
  }

  async #ask({ samples, language }: SpeechSegment, closing: AbortSignal): Promise<string> {
    const { url, key, model } = this.#service;
    const form = new FormData();
    form.set('file', new Blob([wavOf(samples, SAMPLE_RATE)], { type: 'audio/wav' }), 'segment.wav');
    form.set('model', model);
    form.set('language', primarySubtag(language));
    form.set('response_format', 'json');
    form.set('temperature', '0');
    const response = await fetch(`${url}/audio/transcriptions`, {
      method: 'POST',
      headers: { accept: 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) },
      body: form,
      // Rejects redirects, because a redirect could point anywhere, including into this network.
      redirect: 'manual',
      signal: AbortSignal.any([closing, AbortSignal.timeout(this.#patience.answerMs)]),
    }).catch(() => {
      throw unreachable();
    });
    try {
      requireSuccess(response);
      return textIn(await readBody(response));
    } finally {
      await response.body?.cancel().catch(() => {});
    }
  }
}

function unreachable(): AttemptError {
  return new AttemptError('service-unreachable', "The transcription service can't be reached.", {
    again: true,
  });
}

function requireSuccess({ status, headers }: Response): void {
  if (status === 200) return;
  if (status === 429 || status === 503)
    throw new AttemptError('service-busy', `The transcription service is busy (${status}).`, {
      again: true,
      retryAfterMs: retryAfterMs(headers),
    });
  if (status >= 500)
    throw new AttemptError('service-unreachable', `The transcription service failed (${status}).`, {
      again: true,
      retryAfterMs: retryAfterMs(headers),
    });
  throw new AttemptError('service-refused', `The transcription service refused the request (${status}).`);
}

/** `Retry-After` has seconds or a date (RFC 9110, section 10.2.3). */
function retryAfterMs(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

async function readBody(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const part of response.body ?? []) {
      bytes += part.byteLength;
      if (bytes > ANSWER_MAX_BYTES) break;
      parts.push(part);
    }
  } catch {
    throw unreachable();
  }
  if (bytes > ANSWER_MAX_BYTES)
    throw new AttemptError('service-refused', 'The response of the transcription service is too long.');
  return Buffer.concat(parts).toString('utf8');
}

function textIn(body: string): string {
  let decoded: z.infer<typeof Answer>;
  try {
    decoded = Answer.parse(JSON.parse(body));
  } catch {
    throw new AttemptError('service-refused', 'The response of the transcription service has no text.');
  }
  return decoded.text.replace(/\s+/g, ' ').trim().slice(0, TEXT_MAX_LENGTH);
}
