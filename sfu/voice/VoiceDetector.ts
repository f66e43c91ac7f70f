import type { VoiceState } from '../../shared/media/voice.ts';
import { EchoEstimator } from './EchoEstimator.ts';
import { FaintVoice } from './FaintVoice.ts';
import { FRAME_MS, SILENCE_DBOV, type VoiceFrame } from './LevelTrack.ts';
import { NoiseFloor } from './NoiseFloor.ts';
import { NoiseGate } from './NoiseGate.ts';
import { SpeechLikeness } from './SpeechLikeness.ts';
import { VoiceRun, type VoiceThresholds } from './VoiceRun.ts';

/** A state, and when it began in media time. */
export interface VoiceChange {
  state: VoiceState;
  sinceMs: number;
}

/** However quiet the room is: what is softer cannot be understood. */
const ON_DBOV = -52;
const OFF_DBOV = -58;
const FAINT_ON_DBOV = -70;
const FAINT_OFF_DBOV = -74;
/** What is softer is not even the soft beginning of a voice. */
const AUDIBLE_DBOV = -64;
/** While something is played, people who want to be heard speak up. */
const OVER_PLAYED_DB = 6;

/** Above the noise floor, from so much in a noise that never varies to so much in one that does. */
const ON_ABOVE_FLOOR = { min: 6, max: 12, base: 3, perSpread: 3 };
const OFF_ABOVE_FLOOR = { min: 4, max: 8, base: 2, perSpread: 2 };

/** Above the echo that is predicted, in standard deviations of it. */
const ON_ABOVE_ECHO = { min: 4, max: 14, base: 0, perSpread: 2.1 };
const OFF_ABOVE_ECHO = { min: 4, max: 10, base: 0, perSpread: 1.5 };

/** Below the loudest of the last moments. That falls by 40 dB a second, more slowly than a room dies away. */
const PEAK_FALL_DB = 0.8;
const ON_BELOW_PEAK_DB = 20;
const OFF_BELOW_PEAK_DB = 28;
const TAIL_BELOW_PEAK_DB = 18;

/** The loudest of the last seconds. Soft consonants are so far below it, and are lost where noise or echo is louder than they are. */
const VOICE_FALL_DB = 0.1;
const SOFT_BELOW_VOICE_DB = 18;
/** Within words and between them it is quiet for less than this. */
const HANGOVER_MS = 140;
/** While something is played, it matters more how soon a sound is known to be over than that a voice is told in one piece. */
const HANGOVER_OVER_PLAYED_MS = 100;
const CLARITY = { clear: 1, covered: 0.7 };

/** How far before the first evidence for it a voice can begin: with a soft consonant. */
const LEAD_MAX_MS = 200;

/**
 * A sound in which no pitch is found for so long is a cough, a breath or keys, unless it goes on for as long as no cough does: then someone may be
 * whispering. Consonants at the beginning of a word are shorter, and what is taken back is taken back before it counts as speech (`speechMin` and
 * `toldLate` in `shared/recruiter/rules.ts`).
 */
const VOICELESS_MS = 240;
const VOICELESS_MAX_MS = 600;

/** A voice that begins while something is played is compared with it, over what was heard before, too. */
const FIRST_CHECK_FRAMES = 30;
const FIRST_CHECK_DEVIATION_DB = 4.2;
const FIRST_CHECK_SHARE = 1.15;
/** What was told as a voice so shortly before belongs to it. */
const ONE_TALK_MS = 200;
/** And again, every so often while it goes on, from its beginning: the longer, the further a voice strays from what is played. */
const CHECK_EVERY_FRAMES = 5;
const CHECKED_FRAMES_MAX = 60;
const LATER_CHECKS: readonly (readonly [fromFrames: number, deviationDb: number])[] = [
  [40, 4.8],
  [30, 4.2],
  [25, 3.4],
];

/**
 * Tells a voice from noise, clicks, coughs and the echo of what is played, by levels at steps of 20 ms and by what the sender's encoder says of
 * their pitch, where it does: an onset after about 80 ms of voice, an end after 140 ms without. A cough is taken back: `silent` from where it began. It has no clock; times are media time. Frames must come in order. Pure.
 */
export class VoiceDetector {
  readonly #floor = new NoiseFloor();
  readonly #echo = new EchoEstimator();
  readonly #voice = new VoiceRun();
  readonly #voicing = new Voicing();
  readonly #faint = new FaintVoice();
  readonly #likeness = new SpeechLikeness();
  readonly #gate = new NoiseGate();
  #state: VoiceState = 'absent';
  #peak = SILENCE_DBOV;
  #voicePeak = SILENCE_DBOV;
  #audibleSinceMs: number | undefined;
  #lastSoundMs = 0;
  #startedMs = 0;
  /** The first evidence for this voice. */
  #runFromMs = 0;
  /** Of this voice and of those that it follows closely. */
  #talkStartedMs = 0;
  #talkToMs = Number.NEGATIVE_INFINITY;

  get state(): VoiceState {
    return this.#state;
  }

  /** Takes the next 20 ms, and says when the state has changed. */
  step(frame: VoiceFrame): VoiceChange | undefined {
    const { atMs, levelDbov, playedDbov } = frame;
    this.#echo.step(levelDbov, playedDbov, this.#voice.isActive);
    if (levelDbov > SILENCE_DBOV) {
      this.#floor.step(levelDbov, this.#voice.isActive);
      this.#lastSoundMs = atMs + FRAME_MS;
    }
    this.#peak = Math.max(levelDbov, this.#peak - PEAK_FALL_DB);
    this.#voicePeak = Math.max(levelDbov, this.#voicePeak - VOICE_FALL_DB);
    this.#takeVoice(frame);
    const change = this.#judge(atMs, levelDbov);
    if (change?.state === 'speaking') this.#gate.noteVoiceStart(change.sinceMs);
    this.#gate.step(frame, this.#state === 'speaking');
    return change;
  }

  /** No more sound arrives. What was learned of the room is kept for when it comes back. */
  lose(): void {
    this.#state = 'absent';
    this.#voice.stop();
    this.#faint.forget();
    this.#gate.lose();
    this.#audibleSinceMs = undefined;
  }

  #takeVoice(frame: VoiceFrame): void {
    const { atMs, levelDbov } = frame;
    const raisedDb = this.#echo.isActive ? OVER_PLAYED_DB : 0;
    const thresholds = this.#thresholds(ON_DBOV + raisedDb, OFF_DBOV + raisedDb);
    if (levelDbov <= this.#audibleDbov()) this.#audibleSinceMs = undefined;
    else this.#audibleSinceMs ??= atMs;
    const step = this.#voice.step(frame, thresholds);
    if (step === 'began') this.#start();
    const isOrWasVoice = this.#voice.isActive || step === 'ended';
    this.#voicing.step(isOrWasVoice ? this.#runFromMs : this.#voice.fromMs, frame.isVoiced);
    if (step === 'ended' && this.#state === 'speaking') this.#talkToMs = this.#voice.toMs;
    if (isOrWasVoice && this.#echo.isActive && this.#isEcho(atMs)) this.#voice.dismiss(this.#startedMs);
    this.#likeness.step(levelDbov, this.#voice.isActive);
    // Should it turn out to be a voice after all, it is one from here on.
    if (this.#likeness.isUnlike) this.#startedMs = atMs;
    if (this.#voice.isActive) this.#faint.forget();
    else this.#faint.step(frame, this.#thresholds(FAINT_ON_DBOV, FAINT_OFF_DBOV));
  }

  #judge(atMs: number, levelDbov: number): VoiceChange | undefined {
    const isVoiceless = this.#isVoiceless(atMs);
    if (this.#voice.isActive && !this.#likeness.isUnlike && !isVoiceless)
      return this.#state === 'speaking' ? undefined : this.#enter('speaking', this.#startedMs);
    if (this.#state === 'speaking')
      // What was no voice has ended where it began.
      return this.#enter(
        'silent',
        isVoiceless ? Math.min(this.#startedMs, this.#voice.toMs) : this.#voice.toMs,
      );
    if (levelDbov <= SILENCE_DBOV && !this.#gate.isKnown) {
      const isGone = atMs + FRAME_MS - this.#lastSoundMs >= this.#gate.silenceMaxMs;
      return this.#state !== 'absent' && isGone ? this.#enter('absent', this.#lastSoundMs) : undefined;
    }
    const faintSinceMs = this.#faint.sinceMs;
    if (faintSinceMs !== undefined)
      return this.#state === 'faint' ? undefined : this.#enter('faint', faintSinceMs);
    if (this.#state === 'faint') return this.#enter('silent', this.#faint.lastMs);
    return this.#state === 'absent' ? this.#enter('silent', atMs) : undefined;
  }

  #isVoiceless(atMs: number): boolean {
    if (!this.#voicing.isVoiceless || this.#voice.toMs - this.#runFromMs >= VOICELESS_MAX_MS) return false;
    return !this.#voice.isActive || atMs + FRAME_MS - this.#startedMs >= VOICELESS_MS;
  }

  #thresholds(onDbov: number, offDbov: number): VoiceThresholds {
    const onFloor = this.#floor.dbov + above(ON_ABOVE_FLOOR, this.#floor.spreadDb);
    const offFloor = this.#floor.dbov + above(OFF_ABOVE_FLOOR, this.#floor.spreadDb);
    const onEcho = this.#echo.predictedDbov + above(ON_ABOVE_ECHO, this.#echo.deviationDb);
    const offEcho = this.#echo.predictedDbov + above(OFF_ABOVE_ECHO, this.#echo.deviationDb);
    const off = Math.max(offDbov, offFloor, this.#peak - OFF_BELOW_PEAK_DB);
    const isCovered = Math.max(offFloor, offEcho) > this.#voicePeak - SOFT_BELOW_VOICE_DB;
    return {
      onDbov: Math.max(onDbov, onFloor, onEcho, this.#peak - ON_BELOW_PEAK_DB),
      offDbov: Math.max(off, offEcho),
      tailDbov: this.#peak - TAIL_BELOW_PEAK_DB,
      hangoverMs: this.#echo.isPlaying && !isCovered ? HANGOVER_OVER_PLAYED_MS : HANGOVER_MS,
      clarity: isCovered ? CLARITY.covered : CLARITY.clear,
    };
  }

  /** What is louder than this may be the soft beginning of a voice. */
  #audibleDbov(): number {
    return Math.max(
      AUDIBLE_DBOV,
      this.#floor.dbov + above(OFF_ABOVE_FLOOR, this.#floor.spreadDb),
      this.#echo.predictedDbov + above(OFF_ABOVE_ECHO, this.#echo.deviationDb),
    );
  }

  #start(): void {
    const { fromMs } = this.#voice;
    this.#runFromMs = fromMs;
    const audibleMs = Math.min(fromMs, this.#audibleSinceMs ?? fromMs);
    this.#startedMs = Math.max(audibleMs, fromMs - LEAD_MAX_MS);
    if (this.#startedMs - this.#talkToMs > ONE_TALK_MS) this.#talkStartedMs = this.#startedMs;
  }

  #isEcho(atMs: number): boolean {
    if (this.#state !== 'speaking') {
      const deviationDb = Math.max(FIRST_CHECK_DEVIATION_DB, this.#echo.deviationDb * FIRST_CHECK_SHARE);
      return this.#echo.recognize(FIRST_CHECK_FRAMES, deviationDb);
    }
    const frames = Math.round((atMs - this.#talkStartedMs) / FRAME_MS);
    const check = LATER_CHECKS.find(([fromFrames]) => frames >= fromFrames);
    const isTime = frames % CHECK_EVERY_FRAMES === 0 || !this.#voice.isActive;
    if (!check || !isTime) return false;
    return this.#echo.recognize(Math.min(frames, CHECKED_FRAMES_MAX), check[1]);
  }

  #enter(state: VoiceState, sinceMs: number): VoiceChange {
    this.#state = state;
    return { state, sinceMs };
  }
}

function above(
  { min, max, base, perSpread }: { min: number; max: number; base: number; perSpread: number },
  spreadDb: number,
): number {
  return Math.max(min, Math.min(max, base + perSpread * spreadDb));
}

/** Counts what the sender's encoder says of the frames of one stretch of sound that may be a voice. Pure. */
export class Voicing {
  #fromMs = Number.NaN;
  #frames = 0;
  #voiced = 0;
  #unvoiced = 0;

  /** No pitch was found in any frame so far, and most of them are known to have none. */
  get isVoiceless(): boolean {
    return this.#voiced === 0 && this.#unvoiced * 2 > this.#frames;
  }

  /** Takes the next frame of the stretch that began at `fromMs`. */
  step(fromMs: number, isVoiced: boolean | undefined): void {
    if (fromMs !== this.#fromMs) {
      this.#fromMs = fromMs;
      this.#frames = 0;
      this.#voiced = 0;
      this.#unvoiced = 0;
    }
    this.#frames += 1;
    if (isVoiced === true) this.#voiced += 1;
    if (isVoiced === false) this.#unvoiced += 1;
  }
}
