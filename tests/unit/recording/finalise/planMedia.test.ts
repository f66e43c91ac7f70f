import { expect, it } from 'vitest';
import type { AlignedSegment } from '../../../../server/features/recording/finalise/work/align/alignSegments.ts';
import { planMedia } from '../../../../server/features/recording/finalise/work/plan/planMedia.ts';
import { PeerId } from '../../../../shared/ids.ts';
import { FinishedMedia } from '../../../../shared/recording/finished.ts';
import { alignedSegment } from '../../../support/alignedSegment.ts';

const people = [
  { peerId: PeerId.parse('seat.page1'), person: 'candidate' },
  { peerId: PeerId.parse('seat.page2'), person: 'candidate' },
  { peerId: PeerId.parse('other.page'), person: 'Zoë / lead' },
];

function plans(...segments: AlignedSegment[]) {
  return planMedia(segments, people).map(({ name, person, kind, span, sound, picture }) => ({
    name,
    person,
    kind,
    span: [span.fromMs, span.toMs],
    parts: [sound.length, picture.length],
  }));
}

it('planMedia puts all pages of a person into one file, and each other person and screen into its own', () => {
  const planned = plans(
    alignedSegment({ peerId: 'seat.page1', fromMs: 1_000 }),
    alignedSegment({ peerId: 'seat.page1', source: 'camera', fromMs: 2_000 }),
    alignedSegment({ peerId: 'seat.page2', fromMs: 15_000 }),
    alignedSegment({ peerId: 'other.page', source: 'camera' }),
    alignedSegment({
      peerId: 'seat.page1',
      source: 'screen',
      fromMs: 3_000,
      presence: { fromMs: 0, toMs: 9 },
    }),
  );
  expect(planned).toEqual([
    // Audio starts 6.5 ms before it is heard.
    { name: 'candidate-1', person: 'candidate', kind: 'person', span: [993, 25_000], parts: [2, 1] },
    { name: 'candidate-screen-1', person: 'candidate', kind: 'screen', span: [3_000, 13_000], parts: [0, 1] },
    { name: 'zoe-lead-1', person: 'Zoë / lead', kind: 'person', span: [0, 10_000], parts: [0, 1] },
  ]);
});

it('planMedia treats a screen share as one producer across segment runs, with its audio', () => {
  const screen = { peerId: 'seat.page1', source: 'screen' } as const;
  const sound = { peerId: 'seat.page1', source: 'screenAudio' } as const;
  const presence = { fromMs: 0, toMs: 1 };
  const planned = plans(
    alignedSegment({ ...screen, producerId: 'a', presence, fromMs: 0 }),
    alignedSegment({ ...screen, producerId: 'a', presence, fromMs: 20_000 }),
    alignedSegment({ ...screen, producerId: 'b', presence, fromMs: 40_000 }),
    alignedSegment({ ...sound, producerId: 'c', presence, fromMs: 40_500 }),
    alignedSegment({ ...sound, producerId: 'd', presence, fromMs: 60_000 }),
    alignedSegment({ ...sound, peerId: 'other.page', producerId: 'e', presence, fromMs: 40_500 }),
  );
  expect(planned.map(({ name, parts }) => [name, parts])).toEqual([
    ['candidate-screen-1', [0, 2]],
    ['candidate-screen-2', [1, 1]],
    ['candidate-screen-3', [1, 0]],
    ['zoe-lead-screen-1', [1, 0]],
  ]);
});

it('planMedia gives unknown people files of their own, one per page', () => {
  const planned = plans(
    alignedSegment({ peerId: 'stranger.1' }),
    alignedSegment({ peerId: 'stranger.1', source: 'camera' }),
    alignedSegment(),
    alignedSegment(),
  );
  expect(planned.map(({ name, person, parts }) => [name, person, parts])).toEqual([
    ['unknown-1', 'unknown', [1, 1]],
    ['unknown-2', 'unknown', [1, 0]],
    ['unknown-3', 'unknown', [1, 0]],
  ]);
});

it('planMedia assigns segments without a journal to the only person present', () => {
  const [plan] = planMedia([alignedSegment()], people.slice(0, 2));
  expect(plan?.person).toBe('candidate');
});

it('planMedia omits a camera without decodable frames, and a person without any media', () => {
  const packet = () => ({ isKey: false });
  const sound = alignedSegment({ peerId: 'seat.page1', fromMs: 5_000 });
  const picture = alignedSegment({ peerId: 'seat.page1', source: 'camera', packet });
  expect(plans(sound, picture)).toMatchObject([{ span: [4_993, 15_000], parts: [1, 0] }]);
  expect(plans(picture)).toEqual([]);
});

it.each(['候補者', '', '../../etc/passwd', 'x'.repeat(120), '-', 'A.B_c'])(
  'planMedia creates a valid file name for a person called %j',
  person => {
    const named = [{ peerId: PeerId.parse('p'), person }];
    const [plan] = planMedia(
      [alignedSegment({ peerId: 'p', source: 'screen', presence: { fromMs: 0, toMs: 1 } })],
      named,
    );
    expect(FinishedMedia.shape.fileName.safeParse(`${plan?.name}.webm`).success).toBe(true);
  },
);

it('planMedia gives distinct file names to people whose names look alike', () => {
  const named = ['Ann', 'ann', 'Ánn'].map((person, index) => ({ peerId: PeerId.parse(`p${index}`), person }));
  const names = planMedia(
    named.map(({ peerId }) => alignedSegment({ peerId })),
    named,
  ).map(({ name }) => name);
  expect(new Set(names).size).toBe(3);
});
