import { readdirSync } from 'node:fs';
import { setPriority } from 'node:os';
import { OpusAudio } from '../../../transcription/OpusAudio.ts';
import { openTranscriber } from '../../../transcription/openTranscriber.ts';
import { type Transcriber, TranscriptionError } from '../../../transcription/Transcriber.ts';
import type { FromCaptioner, ToCaptioner } from '../captionMessages.ts';
import { CaptionLoad } from './CaptionLoad.ts';
import { CaptionScheduler } from './CaptionScheduler.ts';
import { Talker } from './Talker.ts';

/** Below media, which the same machine forwards. */
const NICENESS = 5;
const ASSESS_EVERY_MS = 1_000;
const ALIVE_EVERY_MS = 1_000;
/** The engine needs a second for the longest segment. A service has timeouts of its own. */
const ENGINE_MAX_MS = 10_000;
/** After this many errors in a row, a new process may do better. */
const ERRORS_MAX = 3;

type TalkerMessage = Extract<ToCaptioner, { talkerId: string }>;

function send(message: FromCaptioner): void {
  if (process.connected) process.send?.(message);
}

/** Ends immediately, without waiting for a recognition that is under way. */
function end(): never {
  process.kill(process.pid, 'SIGKILL');
  process.exit(1);
}

/** Lowers the priority of each thread, because Linux has one per thread. */
function giveWay(): void {
  const threads = process.platform === 'linux' ? readdirSync('/proc/self/task') : [];
  for (const thread of [process.pid, ...threads.map(Number)]) setPriority(thread, NICENESS);
}

/** Recognizes what the talkers of all rooms of a node say. Ends with its parent. Never writes what was said. */
class CaptioningProgram {
  readonly #transcriber: Transcriber;
  readonly #load: CaptionLoad;
  readonly #scheduler: CaptionScheduler;
  /** Messages wait until their talker's decoder is ready. */
  readonly #talkers = new Map<string, Promise<Talker>>();
  #errors = 0;

  constructor(transcriber: Transcriber, { isService }: { isService: boolean }) {
    this.#transcriber = transcriber;
    // A service gets each segment once, because it may be paid by the minute.
    this.#load = new CaptionLoad(isService ? 'sentences' : 'live');
    this.#scheduler = new CaptionScheduler({
      transcriber: { transcribe: (...call) => this.#transcribe(...call) },
      load: this.#load,
      now: () => performance.now(),
      send,
      onError: error => this.#takeError(error),
      hang: { afterMs: isService ? Number.POSITIVE_INFINITY : ENGINE_MAX_MS, onHung: end },
    });
    setInterval(() => this.#assess(), ASSESS_EVERY_MS);
    send({ type: 'ready', mode: this.#load.mode });
  }

  take(message: ToCaptioner): void {
    if (message.type !== 'configure') void this.#takeOfTalker(message);
  }

  async #takeOfTalker(message: TalkerMessage): Promise<void> {
    const { talkerId } = message;
    let opening = this.#talkers.get(talkerId);
    if (!opening) {
      if (message.type !== 'packets') return;
      opening = this.#open(talkerId, message.language);
      this.#talkers.set(talkerId, opening);
    }
    if (message.type === 'close') this.#talkers.delete(talkerId);
    const talker = await opening;
    if (message.type === 'packets') talker.take(message.packets);
    else if (message.type === 'voice') talker.setVoice(message.isSpeaking, message.timestamp);
    else if (message.type === 'end') talker.stop();
    else talker.close();
    await this.#scheduler.run();
  }

  async #open(talkerId: string, language: string): Promise<Talker> {
    const talker = new Talker(talkerId, language, await OpusAudio.open(), () => performance.now());
    this.#scheduler.add(talker);
    return talker;
  }

  async #transcribe(...call: Parameters<Transcriber['transcribe']>) {
    const recognized = await this.#transcriber.transcribe(...call);
    this.#errors = 0;
    return recognized;
  }

  #assess(): void {
    this.#scheduler.assess();
    void this.#scheduler.run();
  }

  #takeError(error: unknown): void {
    const code = error instanceof TranscriptionError ? error.code : undefined;
    this.#errors += 1;
    if (code === 'service-refused' || code === 'budget') fail(error);
    else if (code === 'service-unreachable' || code === 'service-busy') this.#load.fail(performance.now());
    else if (this.#errors >= ERRORS_MAX) end();
  }
}

/** The message of a `TranscriptionError` never contains what was said. */
function fail(error: unknown): void {
  if (error instanceof TranscriptionError) send({ type: 'failed', code: error.code, message: error.message });
  else end();
}

async function main(): Promise<void> {
  giveWay();
  process.on('disconnect', end);
  // Ctrl-C reaches the whole process group. The parent ends this process.
  process.on('SIGINT', () => {});
  setInterval(() => send({ type: 'alive' }), ALIVE_EVERY_MS);
  let program: CaptioningProgram | undefined;
  process.on('message', (message: ToCaptioner) => {
    if (message.type !== 'configure') {
      program?.take(message);
      return;
    }
    openTranscriber(message.config, { isLive: true }).then(transcriber => {
      program = new CaptioningProgram(transcriber, { isService: message.config.kind === 'service' });
    }, fail);
  });
}

void main();
