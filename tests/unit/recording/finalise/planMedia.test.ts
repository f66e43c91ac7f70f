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

it('all pages of a person go into one file, each other person and each screen has its own', () => {
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
    // Sound begins 6.5 ms before it is heard.
    { name: 'candidate-1', person: 'candidate', kind: 'person', span: [993, 25_000], parts: [2, 1] },
    { name: 'candidate-screen-1', person: 'candidate', kind: 'screen', span: [3_000, 13_000], parts: [0, 1] },
    { name: 'zoe-lead-1', person: 'Zoë / lead', kind: 'person', span: [0, 10_000], parts: [0, 1] },
  ]);
});

it('a share is one producer, whatever stretches it goes through, with the sound that was there with it', () => {
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

it('of whom no one knows has files of their own, a page each', () => {
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

it('where only one person was there, what has no journal is theirs', () => {
  const [plan] = planMedia([alignedSegment()], people.slice(0, 2));
  expect(plan?.person).toBe('candidate');
});

it('a camera of which nothing can be decoded is left out, and a person of whom nothing is left', () => {
  const packet = () => ({ isKey: false });
  const sound = alignedSegment({ peerId: 'seat.page1', fromMs: 5_000 });
  const picture = alignedSegment({ peerId: 'seat.page1', source: 'camera', packet });
  expect(plans(sound, picture)).toMatchObject([{ span: [4_993, 15_000], parts: [1, 0] }]);
  expect(plans(picture)).toEqual([]);
});

it.each(['候補者', '', '../../etc/passwd', 'x'.repeat(120), '-', 'A.B_c'])(
  'a person called %j has a file that can be',
  person => {
    const named = [{ peerId: PeerId.parse('p'), person }];
    const [plan] = planMedia(
      [alignedSegment({ peerId: 'p', source: 'screen', presence: { fromMs: 0, toMs: 1 } })],
      named,
    );
    expect(FinishedMedia.shape.fileName.safeParse(`${plan?.name}.webm`).success).toBe(true);
  },
);

it('people whose names look alike in a file’s name are told apart', () => {
  const named = ['Ann', 'ann', 'Ánn'].map((person, index) => ({ peerId: PeerId.parse(`p${index}`), person }));
  const names = planMedia(
    named.map(({ peerId }) => alignedSegment({ peerId })),
    named,
  ).map(({ name }) => name);
  expect(new Set(names).size).toBe(3);
});
