import type { VoiceState } from '../../shared/media/voice.ts';
import { EchoEstimator } from './EchoEstimator.ts';
import { FaintVoice } from './FaintVoice.ts';
import { FRAME_MS, SILENCE_DBOV, type VoiceFrame } from './LevelTrack.ts';
import { NoiseFloor } from './NoiseFloor.ts';
import { NoiseGate } from './NoiseGate.ts';
import { SpeechLikeness } from './SpeechLikeness.ts';
import { VoiceRun, type VoiceThresholds } from './VoiceRun.ts';

export type VoiceChange = { state: VoiceState; sinceMs: number };

/** A voice starts above `ON` and continues above `OFF`. A voice between these and `FAINT` is too soft. */
const ON_DBOV = -52;
const OFF_DBOV = -58;
const FAINT_ON_DBOV = -70;
const FAINT_OFF_DBOV = -74;
/** A sound softer than this can't be the start of a voice. */
const AUDIBLE_DBOV = -64;
/** Raises the thresholds while something is played, because people speak up over it. */
const OVER_PLAYED_DB = 6;

/** Margin above the noise floor. Noise that varies more gets a larger margin. */
const ON_ABOVE_FLOOR = { min: 6, max: 12, base: 3, perSpread: 3 };
const OFF_ABOVE_FLOOR = { min: 4, max: 8, base: 2, perSpread: 2 };

/** Margin above the predicted echo: `perSpread` standard deviations, but between `min` and `max` dB. */
const ON_ABOVE_ECHO = { min: 4, max: 14, base: 0, perSpread: 2.1 };
const OFF_ABOVE_ECHO = { min: 4, max: 10, base: 0, perSpread: 1.5 };

/** Margin below the recent peak, which falls by 40 dB a second: more slowly than an echo decays. */
const PEAK_FALL_DB = 0.8;
const ON_BELOW_PEAK_DB = 20;
const OFF_BELOW_PEAK_DB = 28;
const TAIL_BELOW_PEAK_DB = 18;

/** Noise or echo that is less than this below the peak of the last seconds may cover soft consonants. */
const VOICE_FALL_DB = 0.1;
const SOFT_BELOW_VOICE_DB = 18;
/** A voice ends after this much silence. Pauses within and between words are shorter. */
const HANGOVER_MS = 140;
/** During playback, a voice ends sooner, because a quick end matters more than an unbroken voice. */
const HANGOVER_OVER_PLAYED_MS = 100;
const CLARITY = { clear: 1, covered: 0.7 };

/** A voice that begins with a soft consonant may start up to this long before its first evidence. */
const LEAD_MAX_MS = 200;

/**
 * A sound without pitch for `VOICELESS_MS` is a cough, a breath, or keys. Consonants at the start of a word
 * are shorter. After `VOICELESS_MAX_MS`, the sound may be a whisper. A cough is retracted before it would
 * count as speech (`speechMin` and `toldLate` in `shared/recruiter/timing.ts`).
 */
const VOICELESS_MS = 240;
const VOICELESS_MAX_MS = 600;

/** A voice that starts during playback is compared with the playback over this many frames. */
const FIRST_CHECK_FRAMES = 30;
const FIRST_CHECK_DEVIATION_DB = 4.2;
const FIRST_CHECK_SHARE = 1.15;
/** A voice that starts this soon after the previous voice ended continues that voice. */
const ONE_TALK_MS = 200;
/** Later comparisons begin at the voice's start, because a voice deviates from the playback over time. */
const CHECK_EVERY_FRAMES = 5;
const CHECKED_FRAMES_MAX = 60;
const LATER_CHECKS: readonly (readonly [fromFrames: number, deviationDb: number])[] = [
  [40, 4.8],
  [30, 4.2],
  [25, 3.4],
];

/**
 * Distinguishes a voice from noise, clicks, coughs, and the echo of what is played, by levels in steps of 20
 * ms and by the encoder's pitch detection, if available. Reports a start after about 80 ms of voice, and an
 * end 140 ms after it. Retracts a cough, as `silent` from its start. Times are media time.
 */
export class VoiceDetector {
  readonly #floor = new NoiseFloor();
  readonly #echo = new EchoEstimator();
  readonly #voice = new VoiceRun();
  readonly #voicing = new Voicing();
  readonly #faint = new FaintVoice();
  readonly #likeness = new SpeechLikeness();
  readonly #gate = new NoiseGate();
  state: VoiceState = 'absent';
  #peak = SILENCE_DBOV;
  #voicePeak = SILENCE_DBOV;
  #audibleSinceMs: number | undefined;
  #lastSoundMs = 0;
  #startedMs = 0;
  /** Time of the first evidence of this voice. */
  #runFromMs = 0;
  /** Start of this voice, or of the earlier voice that it continues. */
  #talkStartedMs = 0;
  #talkToMs = Number.NEGATIVE_INFINITY;

  /** Takes the next 20 ms. Returns the new state when it has changed. */
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
    this.#gate.step(frame, this.state === 'speaking');
    return change;
  }

  /** Called when no more sound arrives. Keeps what was learned about the room. */
  lose(): void {
    this.state = 'absent';
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
    if (step === 'started') this.#start();
    const isOrWasVoice = this.#voice.isActive || step === 'ended';
    this.#voicing.step(isOrWasVoice ? this.#runFromMs : this.#voice.fromMs, frame.isVoiced);
    if (step === 'ended' && this.state === 'speaking') this.#talkToMs = this.#voice.toMs;
    if (isOrWasVoice && this.#echo.isActive && this.#isEcho(atMs)) this.#voice.dismiss(this.#startedMs);
    this.#likeness.step(levelDbov, this.#voice.isActive);
    // While the sound is unlike speech, no voice in it can have started yet.
    if (this.#likeness.isUnlike) this.#startedMs = atMs;
    if (this.#voice.isActive) this.#faint.forget();
    else this.#faint.step(frame, this.#thresholds(FAINT_ON_DBOV, FAINT_OFF_DBOV));
  }

  #judge(atMs: number, levelDbov: number): VoiceChange | undefined {
    const isVoiceless = this.#isVoiceless(atMs);
    if (this.#voice.isActive && !this.#likeness.isUnlike && !isVoiceless)
      return this.state === 'speaking' ? undefined : this.#enter('speaking', this.#startedMs);
    if (this.state === 'speaking')
      // A sound that wasn't a voice is reported as silence from its start.
      return this.#enter(
        'silent',
        isVoiceless ? Math.min(this.#startedMs, this.#voice.toMs) : this.#voice.toMs,
      );
    if (levelDbov <= SILENCE_DBOV && !this.#gate.isKnown) {
      const isGone = atMs + FRAME_MS - this.#lastSoundMs >= this.#gate.silenceMaxMs;
      return this.state !== 'absent' && isGone ? this.#enter('absent', this.#lastSoundMs) : undefined;
    }
    const faintSinceMs = this.#faint.sinceMs;
    if (faintSinceMs !== undefined)
      return this.state === 'faint' ? undefined : this.#enter('faint', faintSinceMs);
    if (this.state === 'faint') return this.#enter('silent', this.#faint.lastMs);
    return this.state === 'absent' ? this.#enter('silent', atMs) : undefined;
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

  /** Returns the level above which a sound may be the soft start of a voice. */
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
    if (this.state !== 'speaking') {
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
    this.state = state;
    return { state, sinceMs };
  }
}

function above(
  { min, max, base, perSpread }: { min: number; max: number; base: number; perSpread: number },
  spreadDb: number,
): number {
  return Math.max(min, Math.min(max, base + perSpread * spreadDb));
}

/** Counts frames with and without a pitch in a sound that may be a voice. */
class Voicing {
  #fromMs = Number.NaN;
  #frames = 0;
  #voiced = 0;
  #unvoiced = 0;

  /** True when no frame had a pitch, and most frames certainly had none. */
  get isVoiceless(): boolean {
    return this.#voiced === 0 && this.#unvoiced * 2 > this.#frames;
  }

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
