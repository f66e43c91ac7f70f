import { describe, expect, it } from 'vitest';
import { readJournal } from '../../../../server/features/recording/finalise/work/capture/journal.ts';

const START = {
  kind: 'start',
  version: 1,
  recordingId: '1'.repeat(32),
  stretchId: '2'.repeat(32),
  segmentId: '3'.repeat(32),
  stretchAt: 1_000,
  at: 1_010,
  peerId: 'seat.page',
  group: 'candidate',
  source: 'microphone',
  producerId: 'producer',
  codec: 'opus',
  clockRate: 48_000,
  channels: 2,
  muted: false,
};
const LINES = [
  START,
  { kind: 'first', at: 1_040, rtp: 77 },
  { kind: 'arrival', at: 1_040, ticks: 0 },
  { kind: 'report', at: 1_300, ticks: 12_480, ntpMs: 5_300.25 },
  { kind: 'keyFrame', at: 1_400, ticks: 1 },
  { kind: 'levels', at: 1_500, ticks: 0, dbov: [30, 31] },
  { kind: 'end', at: 9_000, ticks: 99, packets: 4, lost: 0, frames: 4, dropped: 0, mediaBytes: 12 },
];
const text = (lines: readonly unknown[]) => lines.map(line => `${JSON.stringify(line)}\n`).join('');

it('readJournal returns the lines of a complete journal by kind', () => {
  const journal = readJournal(text(LINES));
  expect(journal).toMatchObject({
    isCut: false,
    start: { peerId: 'seat.page', clockRate: 48_000 },
    first: { rtp: 77 },
    end: { mediaBytes: 12 },
    lastAt: 9_000,
  });
  expect(journal.report).toEqual([LINES[3]]);
  expect(journal.levels).toHaveLength(1);
});

it('readJournal returns the lines before a truncation, and reports it', () => {
  const whole = text(LINES);
  for (let length = 0; length < whole.length; length += 7) {
    const journal = readJournal(whole.slice(0, length));
    const lines = whole.slice(0, length).split('\n').length - 1;
    expect(journal.report).toHaveLength(lines > 3 ? 1 : 0);
    const isBetweenLines = length === 0 || whole[length - 1] === '\n';
    const isLineButForItsEnd = whole[length] === '\n';
    expect(journal.isCut).toBe(lines === 0 ? !isLineButForItsEnd : !isBetweenLines && !isLineButForItsEnd);
  }
});

describe('readJournal skips', () => {
  it.each([
    ['a newer kind', { kind: 'weather', at: 1_200, sun: true }, false],
    ['a line of a known kind with a missing field', { kind: 'report', at: 1_200 }, false],
    ['other content', 'hello', false],
    ['null', null, false],
  ])('%s', (_, line, isCut) => {
    const journal = readJournal(text([START, line, ...LINES.slice(1)]));
    expect(journal).toMatchObject({ isCut, first: { rtp: 77 } });
    expect(journal.report).toHaveLength(1);
  });

  it('zeros, as a disk leaves them after a power loss', () => {
    const journal = readJournal(`${text(LINES.slice(0, 3))}${'\0'.repeat(500)}\n${text(LINES.slice(3))}`);
    expect(journal).toMatchObject({ isCut: true, end: { frames: 4 } });
    expect(journal.report).toHaveLength(1);
  });
});

it('readJournal returns no owner without the first line', () => {
  const journal = readJournal(text(LINES.slice(1)));
  expect(journal.isCut).toBe(true);
  expect(journal.start).toBeUndefined();
});
