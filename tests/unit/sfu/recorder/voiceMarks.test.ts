import { describe, expect, it } from 'vitest';
import { type VoiceMark, VoiceMarks } from '../../../../sfu/recorder/audioMarks.ts';
import { randomness } from '../../../support/spoken/randomNoise.ts';

const PACKET = 960;

/** RFC 6464 levels of a person who says this many syllables in a quiet room. */
function speech(syllables: number): number[] {
  const random = randomness(3);
  return Array.from({ length: syllables }, () => {
    const peak = random.between(24, 30);
    const vowel = Array.from(
      { length: 6 + Math.round(random.between(0, 5)) },
      () => peak + random.between(0, 2),
    );
    return [peak + 12, peak + 4, ...vowel, peak + 5, peak + 13, peak + 22];
  }).flat();
}

const quiet = (packets: number) => Array.from({ length: packets }, (_, index) => 66 - (index % 3));

function makeMarks(playedLevel: (ticks: number) => number = () => 127) {
  const marks: VoiceMark[] = [];
  const voice = new VoiceMarks({ clockRate: 48_000, playedLevel, onMark: mark => marks.push(mark) });
  let sequence = 65_500;
  let ticks = 0;
  return {
    marks,
    voice,
    take: (...levels: number[]) => {
      for (const level of levels) {
        voice.take({ sequence, ticks, level });
        sequence = (sequence + 1) & 0xffff;
        ticks += PACKET;
      }
      return ticks;
    },
  };
}

describe('VoiceMarks', () => {
  it('marks where a voice starts and where it ends', () => {
    const { marks, take } = makeMarks();
    const began = take(...quiet(50));
    const ended = take(...speech(8));
    take(...quiet(50));
    expect(marks.map(({ isSpeaking }) => isSpeaking)).toEqual([true, false]);
    expect(Math.abs((marks[0]?.ticks ?? 0) - began)).toBeLessThan(3 * PACKET);
    expect(Math.abs((marks[1]?.ticks ?? 0) - ended)).toBeLessThan(4 * PACKET);
  });

  it('ends a voice where no more audio arrives, not in the unknown time after it', () => {
    const { marks, voice, take } = makeMarks();
    take(...quiet(50));
    const ended = take(...speech(8));
    voice.lose();
    voice.lose();
    expect(marks.at(-1)).toEqual({ ticks: ended, isSpeaking: false });
    expect(marks).toHaveLength(2);
  });

  it('ignores the echo from the loudspeaker', () => {
    const played = [...quiet(50).map(() => 127), ...speech(30)];
    const levelAt = (ticks: number) => played[Math.round(ticks / PACKET)] ?? 127;
    const { marks, take } = makeMarks(levelAt);
    take(...played.map((level, index) => (level === 127 ? (quiet(50)[index % 50] ?? 66) : level + 12)));
    expect(marks).toEqual([]);
  });
});
