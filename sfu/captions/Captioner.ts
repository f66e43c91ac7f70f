import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { CaptionMaker, CaptionState, CaptionText } from '../../shared/media/captions.ts';
import { isLanguageCovered, type TranscriptionConfig } from '../../transcription/config.ts';
import { TRANSCRIBER_ARGUMENTS, TRANSCRIBER_ENVIRONMENT } from '../../transcription/openTranscriber.ts';
import { CaptionTalker } from './CaptionTalker.ts';
import { CAPTION_MODES, type CaptionMode, type FromCaptioner, type ToCaptioner } from './captionMessages.ts';

const PROGRAM = fileURLToPath(new URL('./program/main.ts', import.meta.url));
/** Environment variables that are passed on to the process. None is a secret. */
const ENVIRONMENT = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LD_LIBRARY_PATH', 'NODE_COMPILE_CACHE'];
const HEAP_MB = 256;

/** The process ends after this time without a room that is captioned. */
const IDLE_MS = 60_000;
/** A process that crashes again within this time is restarted after a delay, at most `QUICK_CRASHES_MAX` times in a row. */
const QUICK_MS = 10_000;
const RESTART_DELAY_MS = 2_000;
const QUICK_CRASHES_MAX = 5;
/** After repeated crashes, or if the engine or service refused, a new process is tried after this time. */
const OFF_MS = 10 * 60_000;
/** A process that has sent nothing for this long hangs. While it starts, it may be busy for longer. */
const SILENT_MAX_MS = { ready: 4_000, starting: 20_000 };
const WATCH_EVERY_MS = 1_000;

/** The last line of a microphone that was closed comes within this time, or never. */
const LAST_LINE_MS = 30_000;

interface CaptionerOptions {
  config: TranscriptionConfig;
  /** Called when the state has changed. */
  onState: () => void;
  logger: Logger;
}

type ProcessState = 'absent' | 'starting' | CaptionMode | 'budget' | 'off';

/**
 * Runs the process that captions all rooms of this node, while there are any. Restarts it when it ends, and sends it
 * the audio of unfinished lines again. What was said is in no log.
 */
export class Captioner {
  readonly #options: CaptionerOptions;
  readonly #rooms = new Set<object>();
  readonly #talkers = new Map<string, CaptionTalker>();
  #state: ProcessState = 'absent';
  #child: ChildProcess | undefined;
  #startedAtMs = 0;
  #heardAtMs = 0;
  #quickCrashes = 0;
  #idleTimer: NodeJS.Timeout | undefined;
  #restartTimer: NodeJS.Timeout | undefined;
  #watchTimer: NodeJS.Timeout | undefined;
  #talkerCount = 0;
  #isClosed = false;

  constructor(options: CaptionerOptions) {
    this.#options = options;
  }

  /** For logs. */
  get #figures(): { rooms: number; talkers: number; state: string } {
    return { rooms: this.#rooms.size, talkers: this.#talkers.size, state: this.#state };
  }

  /** What captions are made with. Empty if they are off. */
  get maker(): { by?: CaptionMaker } {
    const { kind } = this.#options.config;
    return kind === 'off' ? {} : { by: kind };
  }

  stateOf(language: string): CaptionState {
    if (this.#options.config.kind === 'off' || this.#state === 'off') return 'off';
    if (!isLanguageCovered(this.#options.config, language)) return 'language';
    return this.#state === 'absent' ? 'starting' : this.#state;
  }

  /** Keeps the process running until `leave`, if the language can be recognized. Safe to repeat. */
  enter(room: object, language: string): void {
    if (!isLanguageCovered(this.#options.config, language) || this.#isClosed) return;
    this.#rooms.add(room);
    clearTimeout(this.#idleTimer);
    if (this.#state === 'absent') this.#start();
  }

  leave(room: object): void {
    if (!this.#rooms.delete(room) || this.#rooms.size > 0) return;
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => this.#stop(), IDLE_MS);
    this.#idleTimer.unref();
  }

  /** Adds a microphone. End it with `closeTalker` or `forgetTalker`. */
  addTalker(language: string, onLine: (line: CaptionText) => void): CaptionTalker {
    this.#talkerCount += 1;
    const talker = new CaptionTalker({
      talkerId: String(this.#talkerCount),
      language,
      send: message => this.#send(message),
      onLine,
    });
    this.#talkers.set(talker.talkerId, talker);
    return talker;
  }

  /** Ends a microphone. Its last line still comes. */
  closeTalker(talker: CaptionTalker): void {
    talker.close();
    if (!talker.isUnfinished) this.#talkers.delete(talker.talkerId);
    setTimeout(() => this.#talkers.delete(talker.talkerId), LAST_LINE_MS).unref();
  }

  /** Ends a microphone whose lines no one reads anymore. */
  forgetTalker(talker: CaptionTalker): void {
    this.#talkers.delete(talker.talkerId);
    talker.close();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#idleTimer);
    this.#talkers.clear();
    this.#stop();
  }

  #start(): void {
    clearTimeout(this.#restartTimer);
    this.#startedAtMs = performance.now();
    this.#heardAtMs = this.#startedAtMs;
    const child = fork(PROGRAM, {
      env: {
        ...Object.fromEntries(ENVIRONMENT.map(name => [name, process.env[name]])),
        ...TRANSCRIBER_ENVIRONMENT,
      },
      execArgv: [
        '--disable-warning=ExperimentalWarning',
        `--max-old-space-size=${HEAP_MB}`,
        ...TRANSCRIBER_ARGUMENTS,
      ],
      // Nothing that the process prints can get into a log.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    this.#child = child;
    this.#enter('starting');
    child.on('message', (message: FromCaptioner) => {
      if (this.#child === child) this.#take(message);
    });
    child.on('error', error => this.#options.logger.error({ err: error }, 'captioning process failed'));
    child.on('close', (code, signal) => {
      if (this.#child === child) this.#onEnded({ code, signal });
    });
    this.#post(child, { type: 'configure', config: this.#options.config });
    clearInterval(this.#watchTimer);
    // Checks after pending messages are handled, so that a busy server doesn't miss them.
    this.#watchTimer = setInterval(() => setImmediate(() => this.#watch()), WATCH_EVERY_MS);
    this.#watchTimer.unref();
  }

  #take(message: FromCaptioner): void {
    this.#heardAtMs = performance.now();
    switch (message.type) {
      case 'ready':
        this.#onReady(message.mode);
        break;
      case 'mode':
        this.#options.logger.info({ mode: message.mode, ...this.#figures }, 'caption mode changed');
        this.#enter(message.mode);
        break;
      case 'line':
        this.#takeLine(message);
        break;
      case 'failed':
        this.#options.logger.warn({ code: message.code, reason: message.message }, 'captions are off');
        this.#turnOff(message.code === 'budget' ? 'budget' : 'off');
        break;
      case 'alive':
        break;
    }
  }

  #onReady(mode: CaptionMode): void {
    this.#options.logger.info(
      { startMs: Math.round(performance.now() - this.#startedAtMs) },
      'captions ready',
    );
    this.#enter(mode);
    for (const talker of this.#talkers.values()) talker.resend();
  }

  #takeLine(message: Extract<FromCaptioner, { type: 'line' }>): void {
    const talker = this.#talkers.get(message.talkerId);
    talker?.takeLine(message);
    if (talker?.isClosed && !talker.isUnfinished) this.#talkers.delete(talker.talkerId);
  }

  #onEnded(end: { code: number | null; signal: string | null }): void {
    this.#child = undefined;
    clearInterval(this.#watchTimer);
    const isQuick = performance.now() - this.#startedAtMs < QUICK_MS;
    this.#quickCrashes = isQuick ? this.#quickCrashes + 1 : 0;
    this.#options.logger.warn({ ...end, quickCrashes: this.#quickCrashes }, 'captioning process ended');
    if (this.#rooms.size === 0) this.#enter('absent');
    else if (this.#quickCrashes > QUICK_CRASHES_MAX) this.#turnOff();
    else {
      this.#enter('starting');
      this.#restartTimer = setTimeout(() => this.#start(), this.#quickCrashes > 1 ? RESTART_DELAY_MS : 0);
    }
  }

  /** Gives up for some time. Lines end with the words that are shown. */
  #turnOff(state: 'budget' | 'off' = 'off'): void {
    for (const talker of this.#talkers.values()) talker.abandon();
    this.#quickCrashes = 0;
    this.#stop(state);
    this.#restartTimer = setTimeout(() => {
      if (this.#rooms.size > 0) this.#start();
      else this.#enter('absent');
    }, OFF_MS);
    this.#restartTimer.unref();
  }

  #stop(state: 'absent' | 'budget' | 'off' = 'absent'): void {
    clearInterval(this.#watchTimer);
    clearTimeout(this.#restartTimer);
    const child = this.#child;
    this.#child = undefined;
    child?.kill('SIGKILL');
    this.#enter(state);
  }

  /** Ends a process that hangs. */
  #watch(): void {
    const maxMs = this.#state === 'starting' ? SILENT_MAX_MS.starting : SILENT_MAX_MS.ready;
    if (performance.now() - this.#heardAtMs > maxMs) this.#child?.kill('SIGKILL');
  }

  #enter(state: ProcessState): void {
    if (state === this.#state) return;
    this.#state = state;
    if (!this.#isClosed) this.#options.onState();
  }

  /** A process that is still starting gets everything when it is ready. */
  #send(message: ToCaptioner): void {
    const isReady = CAPTION_MODES.some(mode => mode === this.#state);
    if (isReady && this.#child) this.#post(this.#child, message);
  }

  #post(child: ChildProcess, message: ToCaptioner): void {
    // Ignores an error, because it means that the process has ended, which `close` reports.
    if (child.connected) child.send(message, () => {});
  }
}
