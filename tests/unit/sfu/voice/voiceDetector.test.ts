import { describe, expect, it } from 'vitest';
import { type VoiceChange, VoiceDetector } from '../../../../sfu/voice/VoiceDetector.ts';
import { randomness } from '../../../support/spoken/randomNoise.ts';

const QUIET = -66;

/** Feeds levels to the detector, and records each change with its time. */
class Listening {
  readonly detector = new VoiceDetector();
  readonly told: (VoiceChange & { toldMs: number })[] = [];
  #atMs = 0;

  get nowMs(): number {
    return this.#atMs;
  }

  get states(): string[] {
    return this.told.map(({ state }) => state);
  }

  hear(levels: readonly number[], playedDbov = -127, isVoiced?: boolean): this {
    for (const levelDbov of levels) {
      const change = this.detector.step({
        atMs: this.#atMs,
        levelDbov,
        isGuessed: false,
        playedDbov,
        isVoiced,
      });
      this.#atMs += 20;
      if (change) this.told.push({ ...change, toldMs: this.#atMs });
    }
    return this;
  }
}

/** Slightly uneven, as the noise of a real room is. */
const room = (milliseconds: number, levelDbov = QUIET) =>
  Array.from({ length: milliseconds / 20 }, (_, index) => levelDbov + (index % 3) - 1);
/**
 * Syllables that swell, last, and fade, about four a second with closures in between, all different. The
 * first starts with its steepest rise; the last ends with a vowel.
 */
const speech = (syllables: number, changeDb = 0, seed = 1) => {
  const random = randomness(seed);
  return Array.from({ length: syllables }, (_, index) => {
    const peak = changeDb - random.between(23, 30);
    const vowel = Array.from(
      { length: 4 + Math.round(random.between(0, 7)) },
      () => peak - random.between(0, 2),
    );
    const closure = Array.from(
      { length: Math.round(random.between(1, 4)) },
      () => peak - random.between(18, 26),
    );
    return [
      peak - 10,
      peak - 4,
      ...vowel,
      peak - 4,
      ...(index < syllables - 1 ? [peak - 10, ...closure] : []),
    ];
  }).flat();
};
const level = (milliseconds: number, levelDbov: number) =>
  new Array<number>(milliseconds / 20).fill(levelDbov);

describe('VoiceDetector: a voice', () => {
  it('is reported soon after it starts and after it ends, with the times of both', () => {
    const listening = new Listening().hear(room(2_000)).hear(speech(8)).hear(room(1_000));
    expect(listening.states).toEqual(['silent', 'speaking', 'silent']);
    const [, began, ended] = listening.told;
    expect(began?.sinceMs).toBe(2_000);
    expect(began?.toldMs).toBeLessThanOrEqual(2_120);
    const lastSoundMs = 2_000 + speech(8).length * 20;
    expect(Math.abs((ended?.sinceMs ?? 0) - lastSoundMs)).toBeLessThanOrEqual(40);
    expect(ended?.toldMs).toBeLessThanOrEqual(lastSoundMs + 160);
  });

  it('continues through the closures in words, and ends in a pause', () => {
    const closure = level(120, QUIET);
    const words = [1, 2, 3, 4].flatMap(() => [...speech(2), ...closure]);
    expect(new Listening().hear(room(1_000)).hear(words).states).toEqual(['silent', 'speaking']);
    const pausing = new Listening().hear(room(1_000));
    for (let sentence = 0; sentence < 3; sentence += 1) pausing.hear(speech(4)).hear(room(300));
    expect(pausing.states.filter(state => state === 'speaking')).toHaveLength(3);
  });

  it('is detected over a quieter noise', () => {
    const listening = new Listening().hear(room(3_000, -42)).hear(speech(6)).hear(room(1_000, -42));
    expect(listening.states).toEqual(['silent', 'speaking', 'silent']);
  });

  it('is detected when the microphone is unmuted in the middle of it', () => {
    const listening = new Listening().hear(speech(4));
    expect(listening.detector.state).toBe('speaking');
  });

  it('is reported as faint after two seconds when it is too quiet to understand, and so is its end', () => {
    const listening = new Listening().hear(room(1_000, -84)).hear(speech(12, -37)).hear(room(3_000, -84));
    expect(listening.states).toEqual(['silent', 'faint', 'silent']);
    const [, faint, silent] = listening.told;
    expect(faint?.sinceMs).toBeLessThanOrEqual(1_100);
    expect(faint?.toldMs).toBeGreaterThanOrEqual(3_000);
    expect(silent?.sinceMs).toBeGreaterThan(3_500);
    listening.hear(speech(4, -37));
    expect(listening.detector.state).toBe('silent');
    listening.hear(speech(4));
    expect(listening.detector.state).toBe('speaking');
  });
});

describe('VoiceDetector: no voice', () => {
  it('in a noise from the start, however loud', () => {
    expect(new Listening().hear(room(5_000, -30)).states).toEqual(['silent']);
  });

  it('in a noise that starts later, after a second at most', () => {
    const listening = new Listening().hear(room(2_000)).hear(room(5_000, -38));
    expect(listening.detector.state).toBe('silent');
    expect(listening.told.at(-1)?.toldMs).toBeLessThanOrEqual(3_200);
  });

  it('in clicks, however frequent', () => {
    const key = [-26, -33, -41, -50, QUIET, QUIET, QUIET];
    const keys = Array.from({ length: 60 }, () => key).flat();
    expect(new Listening().hear(room(1_000)).hear(keys).states).toEqual(['silent']);
  });

  it('in a knock that fades in the room', () => {
    const knock = [-20, -22, -26, -30, -34, -38, -42, -46, -50, -54, -58, -62];
    const listening = new Listening().hear(room(1_000));
    for (let count = 0; count < 5; count += 1) listening.hear(knock).hear(room(500));
    expect(listening.states).toEqual(['silent']);
  });

  it('in a tone, after some seconds, while a voice over it is still detected', () => {
    const drone = Array.from({ length: 600 }, (_, index) => -32 + 4 * Math.sin(index / 40));
    const listening = new Listening().hear(room(1_000)).hear(drone);
    expect(listening.detector.state).toBe('silent');
    expect(listening.hear(speech(16, 10)).detector.state).toBe('speaking');
  });

  it('in a beat, after some seconds', () => {
    const beat = Array.from({ length: 28 }, (_, index) => -22 - index * 0.9);
    const listening = new Listening().hear(room(1_000)).hear(Array.from({ length: 24 }, () => beat).flat());
    expect(listening.detector.state).toBe('silent');
    expect(listening.told.at(-1)?.toldMs).toBeLessThan(8_000);
  });
});

describe('VoiceDetector: a sound without a pitch', () => {
  const COUGH = [-21, -20, -21, -26, -27, -28, -26, -27, -31, -36, -41, -45, -49, -54];
  const unvoiced = (listening: Listening, levels: readonly number[]) => listening.hear(levels, -127, false);

  it('is soon taken back as a voice when it is short, like a cough', () => {
    const listening = new Listening().hear(room(2_000));
    unvoiced(listening, COUGH).hear(room(500));
    expect(listening.states).toEqual(['silent', 'speaking', 'silent']);
    expect(listening.told.at(-1)).toMatchObject({ sinceMs: 2_000, toldMs: 2_240 });
    // With a pitch, the same levels are a word.
    listening.hear(COUGH, -127, true).hear(room(500));
    const [began, ended] = listening.told.slice(-2);
    expect((ended?.sinceMs ?? 0) - (began?.sinceMs ?? 0)).toBeGreaterThan(200);
  });

  it('is taken back even sooner when it ends sooner', () => {
    const listening = new Listening().hear(room(2_000));
    unvoiced(listening, [-36, -30, -29, -28, -29, -29]).hear(room(500), -127, false);
    const [, began, ended] = listening.told;
    expect([began?.state, began?.sinceMs]).toEqual(['speaking', 2_000]);
    expect([ended?.state, ended?.sinceMs]).toEqual(['silent', 2_000]);
  });

  it('is a voice after 600 ms, counted from its start, like a whisper', () => {
    const listening = new Listening().hear(room(2_000));
    unvoiced(listening, speech(8));
    expect(listening.states).toEqual(['silent', 'speaking', 'silent', 'speaking']);
    const began = listening.told.at(-1);
    expect(began?.sinceMs).toBe(2_000);
    expect(began?.toldMs).toBeLessThanOrEqual(2_640);
  });

  it('is the start of a voice when a vowel follows', () => {
    const listening = new Listening().hear(room(2_000));
    unvoiced(listening, [-40, -36, -35, -36, -35, -36, -34, -35]).hear(speech(3), -127, true);
    expect(listening.states).toEqual(['silent', 'speaking']);
    expect(listening.told.at(-1)?.sinceMs).toBe(2_000);
    // A longer one is taken back first, and then reported with its vowel.
    const longer = new Listening().hear(room(2_000));
    unvoiced(longer, level(300, -35)).hear([-25], -127, true);
    expect(longer.states).toEqual(['silent', 'speaking', 'silent', 'speaking']);
    expect(longer.told.at(-1)?.sinceMs).toBe(2_000);
  });

  it('belongs to a voice that is already detected', () => {
    const listening = new Listening().hear(room(1_000)).hear(speech(2), -127, true);
    unvoiced(listening, [-30, -31, -30, -32, -31, -30, -31, -30, -31, -30, -36, -42, -47, -51, -55]);
    expect(listening.states).toEqual(['silent', 'speaking']);
    unvoiced(listening, room(400));
    expect(listening.told.at(-1)?.state).toBe('silent');
    expect(listening.told.at(-1)?.sinceMs).toBeGreaterThan(1_500);
  });

  it('may be a voice when the pitch is mostly unknown', () => {
    const listening = new Listening().hear(room(2_000));
    for (const [index, levelDbov] of COUGH.entries())
      listening.hear([levelDbov], -127, index % 3 === 2 ? false : undefined);
    expect(listening.states).toEqual(['silent', 'speaking']);
  });
});

describe('VoiceDetector: no audio', () => {
  it('is absent from the start, and silent with the first packet', () => {
    const listening = new Listening().hear(level(5_000, -127));
    expect(listening.told).toEqual([]);
    expect(listening.detector.state).toBe('absent');
    listening.hear(room(100));
    expect(listening.told).toEqual([{ state: 'silent', sinceMs: 5_000, toldMs: 5_020 }]);
  });

  it('is reported after two seconds of digital silence, counted from the last sound, when room noise preceded it', () => {
    const listening = new Listening().hear(room(1_000)).hear(speech(4)).hear(room(1_000));
    const lastSoundMs = listening.nowMs;
    listening.hear(level(3_000, -127));
    expect(listening.states).toEqual(['silent', 'speaking', 'silent', 'absent']);
    expect(listening.told.at(-1)).toEqual({
      state: 'absent',
      sinceMs: lastSoundMs,
      toldMs: lastSoundMs + 2_000,
    });
  });

  it('ends automatically, and what was learned about the room is kept', () => {
    const listening = new Listening().hear(room(3_000, -40));
    listening.detector.lose();
    expect(listening.detector.state).toBe('absent');
    listening.hear(room(1_000, -40)).hear(speech(4));
    expect(listening.states).toEqual(['silent', 'silent', 'speaking']);
  });
});

describe('VoiceDetector: a noise gate', () => {
  const shut = (milliseconds: number) => level(milliseconds, -127);

  it('that closes at the end of a voice is silence, until it exceeds the longest wait for an answer', () => {
    const listening = new Listening().hear(room(1_000)).hear(speech(4));
    const lastSoundMs = listening.nowMs;
    listening.hear(shut(5_900));
    expect(listening.states).toEqual(['silent', 'speaking', 'silent']);
    listening.hear(shut(200));
    expect(listening.told.at(-1)).toEqual({
      state: 'absent',
      sinceMs: lastSoundMs,
      toldMs: lastSoundMs + 6_000,
    });
  });

  it.each([
    ['a breath', [-40, -44, -50, -55, -60]],
    ['its own closing noise', room(240)],
  ])('may let %s through before it closes', (_, between) => {
    const listening = new Listening().hear(room(1_000)).hear(speech(4)).hear(between).hear(shut(5_000));
    expect(listening.detector.state).toBe('silent');
  });

  it('may open for a key press or a breath in between', () => {
    const listening = new Listening().hear(room(1_000)).hear(speech(4)).hear(shut(1_000));
    listening.hear([-40, -50, -60]).hear(shut(3_000));
    expect(listening.detector.state).toBe('silent');
  });

  it('is recognized after it opened for a voice, and its silence is never absence again', () => {
    const listening = new Listening().hear(speech(4)).hear(shut(600)).hear(speech(4)).hear(shut(60_000));
    expect(listening.states).toEqual(['silent', 'speaking', 'silent', 'speaking', 'silent']);
    // Sounds that it lets through change nothing.
    listening.hear(room(2_000)).hear(shut(20_000));
    expect(listening.detector.state).toBe('silent');
  });

  it('is recognized even when its silence counted as absence before', () => {
    const listening = new Listening().hear(speech(4)).hear(shut(7_000)).hear(speech(4)).hear(shut(20_000));
    const once = ['silent', 'speaking', 'silent'];
    expect(listening.states).toEqual([...once, 'absent', ...once]);
  });

  it('is still recognized after a mute, when its silence arrives as audio', () => {
    const listening = new Listening().hear(speech(4)).hear(shut(600)).hear(speech(4)).hear(shut(600));
    listening.detector.lose();
    expect(listening.detector.state).toBe('absent');
    expect(listening.hear(shut(3_000)).detector.state).toBe('silent');
  });

  it('is not assumed when a device is switched off after a voice and room noise precedes the next', () => {
    const listening = new Listening().hear(room(1_000)).hear(speech(4)).hear(shut(1_000));
    listening.hear(room(1_500)).hear(speech(4)).hear(room(1_000)).hear(shut(2_100));
    expect(listening.detector.state).toBe('absent');
  });

  it('is not assumed after only noise, nor after the first mute', () => {
    expect(new Listening().hear(room(3_000)).hear(shut(2_000)).detector.state).toBe('absent');
    const muted = new Listening().hear(room(1_000)).hear(speech(4));
    muted.detector.lose();
    muted.hear(shut(3_000));
    expect(muted.detector.state).toBe('absent');
  });
});

describe('VoiceDetector: the echo of played audio', () => {
  const PLAYED = speech(40, 6, 7);
  /** Per 20 ms, with a reverberation time of 0.4 s. */
  const ROOM_FALL_DB = 3;
  /**
   * Plays audio and feeds its echo, delayed and attenuated, over the room noise and a person who may speak.
   */
  const playTo = (
    listening: Listening,
    couplingDb: number,
    delayFrames: number,
    person: readonly number[] = [],
  ) => {
    let echo = -127;
    for (const [index, playedDbov] of PLAYED.entries()) {
      echo = Math.max((PLAYED[index - delayFrames] ?? -127) + couplingDb, echo - ROOM_FALL_DB);
      listening.hear([Math.max(QUIET, echo, person[index] ?? -127)], playedDbov);
    }
    return listening;
  };

  it.each([
    [-6, 5],
    [-12, 12],
    [-20, 24],
    [-40, 8],
  ])('is no voice, at %d dB after %d frames, from the very first word', (couplingDb, delayFrames) => {
    expect(playTo(new Listening().hear(room(1_000)), couplingDb, delayFrames).states).toEqual(['silent']);
  });

  it('does not hide a person who is louder', () => {
    const person = [...level(4_000, -127), ...speech(10, 0, 9)];
    const listening = playTo(new Listening().hear(room(1_000)), -30, 10, person);
    const began = listening.told.find(({ state }) => state === 'speaking');
    expect(began?.toldMs).toBeGreaterThan(5_000);
    expect(began?.toldMs).toBeLessThanOrEqual(5_250);
  });

  it('is recognized when it gets louder in the middle, and then taken back as a voice', () => {
    const listening = playTo(new Listening().hear(room(1_000)), -45, 9);
    playTo(listening, -12, 9);
    const [, began, ended] = listening.told;
    if (began) expect(ended).toMatchObject({ state: 'silent', sinceMs: began.sinceMs });
    expect(listening.detector.state).toBe('silent');
    expect(listening.states.filter(state => state === 'speaking').length).toBeLessThanOrEqual(1);
  });

  it('is remembered from one clip to the next', () => {
    const listening = playTo(new Listening().hear(room(1_000)), -14, 9)
      .hear(room(10_000))
      .hear(speech(8));
    expect(listening.detector.state).toBe('speaking');
    listening.hear(room(2_000));
    expect(playTo(listening, -14, 9).states).toEqual(['silent', 'speaking', 'silent']);
  });
});
