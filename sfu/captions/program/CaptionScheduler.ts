import { type Recognized, SAMPLE_RATE, type Transcriber } from '../../../transcription/Transcriber.ts';
import type { CaptionMode, FromCaptioner, SpokenLine } from '../captionMessages.ts';
import type { CaptionLoad } from './CaptionLoad.ts';
import type { EndedUtterance, Talker, Utterance } from './Talker.ts';

/** Time between two versions of a line while the person speaks. The result comes a little later. */
const INTERVALS_MS: Record<CaptionMode, number> = {
  live: 850,
  slow: 1_900,
  sentences: Number.POSITIVE_INFINITY,
  paused: Number.POSITIVE_INFINITY,
};

/** Recognizing a longer segment without a prefix takes too long for someone who reads the last words. */
const WHOLE_MAX_SAMPLES = 5 * SAMPLE_RATE;

interface SchedulerOptions {
  transcriber: Pick<Transcriber, 'transcribe'>;
  load: CaptionLoad;
  now: () => number;
  send: (message: FromCaptioner) => void;
  /** Called with an error of the transcriber. Captions continue. */
  onError: (error: unknown) => void;
  /** `onHung` is called by `assess()` if one recognition takes longer than `afterMs`. */
  hang: { readonly afterMs: number; readonly onHung: () => void };
}

type Work =
  | { readonly talker: Talker; readonly ended: EndedUtterance; readonly sinceMs: number }
  | { readonly talker: Talker; readonly ended?: undefined; readonly sinceMs: number };

/** Recognizes what all talkers say, one segment at a time: ended segments first, then the oldest open one. */
export class CaptionScheduler {
  readonly #options: SchedulerOptions;
  readonly #talkers = new Map<string, Talker>();
  #running: Promise<void> | undefined;
  /** Start of the recognition that is under way. */
  #busySinceMs: number | undefined;
  #toldMode: CaptionMode;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#toldMode = options.load.mode;
  }

  get size(): number {
    return this.#talkers.size;
  }

  find(talkerId: string): Talker | undefined {
    return this.#talkers.get(talkerId);
  }

  add(talker: Talker): void {
    talker.isShort = this.#isFinalOnly;
    this.#talkers.set(talker.talkerId, talker);
  }

  /** Recognizes everything that is due. Resolves when nothing is due. */
  run(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Adapts the mode, and notices a recognition that hangs. Call about once a second. */
  assess(): void {
    const { load, now, send, hang } = this.#options;
    const nowMs = now();
    if (nowMs - (this.#busySinceMs ?? nowMs) > hang.afterMs) hang.onHung();
    const work = this.#next(nowMs);
    const mode = load.assess(nowMs, work ? nowMs - work.sinceMs : 0);
    // An error may have changed it, too.
    if (mode === this.#toldMode) return;
    this.#toldMode = mode;
    for (const talker of this.#talkers.values()) talker.isShort = this.#isFinalOnly;
    send({ type: 'mode', mode });
  }

  get #isFinalOnly(): boolean {
    return INTERVALS_MS[this.#options.load.mode] === Number.POSITIVE_INFINITY;
  }

  async #run(): Promise<void> {
    for (;;) {
      if (this.#options.load.mode === 'paused') this.#dropEnded();
      const work = this.#next(this.#options.now());
      if (!work || work.sinceMs > this.#options.now()) break;
      if (work.ended) await this.#finish(work.talker, work.ended);
      else await this.#revise(work.talker);
    }
    for (const talker of this.#talkers.values()) if (talker.isOver) this.#talkers.delete(talker.talkerId);
  }

  #next(nowMs: number): Work | undefined {
    const talkers = [...this.#talkers.values()];
    const finals = talkers.flatMap(talker =>
      talker.ended.slice(0, 1).map(ended => ({ talker, ended, sinceMs: ended.endedAtMs })),
    );
    if (finals.length > 0) return oldest(finals);
    if (this.#isFinalOnly) return undefined;
    const intervalMs = INTERVALS_MS[this.#options.load.mode];
    const revisions = talkers.flatMap(talker => {
      const sinceMs = talker.revisionDueAtMs(intervalMs);
      return sinceMs === undefined || sinceMs > nowMs ? [] : [{ talker, sinceMs }];
    });
    return oldest(revisions);
  }

  async #finish(talker: Talker, ended: EndedUtterance): Promise<void> {
    const { line, samples, pausedSinceMs } = ended;
    const recognized =
      samples.length === 0
        ? { text: '', understood: true }
        : (line.wholeUntil(pausedSinceMs) ?? (await this.#recognize(talker, ended)));
    talker.ended.shift();
    this.#send(talker, ended, line.end(recognized));
  }

  async #revise(talker: Talker): Promise<void> {
    const utterance = talker.revise();
    if (!utterance) return;
    const { line, pausedSinceMs, samples } = utterance;
    // At a pause, the text may be the final one. A short one is recognized as a whole.
    const isFinal = pausedSinceMs !== undefined && samples.length < WHOLE_MAX_SAMPLES;
    const prefix = isFinal ? undefined : line.prefix;
    const recognized = await this.#recognize(talker, utterance, prefix);
    if (!recognized) return;
    const version = line.revise(recognized, { pausedSinceMs, isWhole: prefix === undefined });
    if (version && talker.isOpen(line)) this.#send(talker, utterance, version);
  }

  /** In a pause, lines end with the words that are shown. */
  #dropEnded(): void {
    for (const talker of this.#talkers.values())
      for (const ended of talker.ended.splice(0)) this.#send(talker, ended, ended.line.end(undefined));
  }

  async #recognize(
    { language }: Talker,
    { samples }: Utterance,
    prefix?: readonly number[],
  ): Promise<Recognized | undefined> {
    const { transcriber, load, now, onError } = this.#options;
    const fromMs = now();
    this.#busySinceMs = fromMs;
    try {
      return await transcriber.transcribe({ samples, language }, prefix ? { prefix } : {});
    } catch (error) {
      onError(error);
      return undefined;
    } finally {
      this.#busySinceMs = undefined;
      load.worked(fromMs, now());
    }
  }

  #send({ talkerId }: Talker, { fromTimestamp, toTimestamp }: Utterance, line: SpokenLine): void {
    this.#options.send({ type: 'line', talkerId, line, fromTimestamp, toTimestamp });
  }
}

function oldest<W extends { sinceMs: number }>(works: readonly W[]): W | undefined {
  return works.reduce<W | undefined>(
    (best, work) => (best && best.sinceMs <= work.sinceMs ? best : work),
    undefined,
  );
}
