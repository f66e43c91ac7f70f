import { describe, expect, it } from 'vitest';
import { type AssembledFrame, FrameAssembler } from '../../../../sfu/recorder/stream/videoFrames.ts';
import { vp8Descriptor } from '../../../support/handMadeVp8.ts';

function makeAssembler() {
  const frames: AssembledFrame[] = [];
  const assembler = new FrameAssembler(frame => frames.push(frame));
  /** `start`, `middle`, or `last` piece of a frame; `only` is a complete frame. */
  const take = (ticks: number, which: 'start' | 'middle' | 'last' | 'only', ...data: number[]) => {
    const descriptor = vp8Descriptor({
      startsFrame: which === 'start' || which === 'only',
      pictureId: ticks,
    });
    const payload = Buffer.from([...descriptor, ...data]);
    assembler.take({ payload, ticks, marker: which === 'last' || which === 'only' });
  };
  const seen = () =>
    frames.map(({ ticks, isWhole, followsLoss, data }) => ({ ticks, isWhole, followsLoss, data: [...data] }));
  return { assembler, frames, take, seen };
}

const whole = { isWhole: true, followsLoss: false };
const broken = { isWhole: false, followsLoss: false };

describe('FrameAssembler', () => {
  it('joins the pieces of a frame, without the payload descriptors', () => {
    const { take, seen, frames } = makeAssembler();
    take(1, 'only', 1, 2);
    take(2, 'start', 3);
    take(2, 'middle', 4, 5);
    take(2, 'last', 6);
    expect(seen()).toEqual([
      { ticks: 1, ...whole, data: [1, 2] },
      { ticks: 2, ...whole, data: [3, 4, 5, 6] },
    ]);
    expect(frames.map(({ descriptor }) => descriptor?.pictureId)).toEqual([1, 2]);
  });

  it('completes a frame when the next one starts, even without an end marker', () => {
    const { take, seen } = makeAssembler();
    take(1, 'start', 1);
    take(1, 'middle', 2);
    take(2, 'only', 3);
    expect(seen()).toEqual([
      { ticks: 1, ...whole, data: [1, 2] },
      { ticks: 2, ...whole, data: [3] },
    ]);
  });

  it.each<[string, (take: ReturnType<typeof makeAssembler>['take'], lose: () => void) => void, object[]]>([
    [
      'a middle piece',
      (take, lose) => {
        take(1, 'start', 1);
        lose();
        take(1, 'last', 3);
        take(2, 'only', 4);
      },
      [
        { ticks: 1, ...broken, data: [1, 3] },
        { ticks: 2, ...whole, followsLoss: true, data: [4] },
      ],
    ],
    [
      'the last piece',
      (take, lose) => {
        take(1, 'start', 1);
        lose();
        take(2, 'only', 4);
      },
      [
        { ticks: 1, ...broken, data: [1] },
        { ticks: 2, ...whole, followsLoss: true, data: [4] },
      ],
    ],
    [
      'the first piece',
      (take, lose) => {
        take(1, 'only', 1);
        lose();
        take(2, 'middle', 3);
        take(2, 'last', 4);
        take(3, 'only', 5);
      },
      [
        { ticks: 1, ...whole, data: [1] },
        { ticks: 2, ...broken, followsLoss: true, data: [3, 4] },
        { ticks: 3, ...whole, data: [5] },
      ],
    ],
    [
      'a run of whole frames',
      (take, lose) => {
        take(1, 'only', 1);
        lose();
        take(5, 'only', 5);
        take(6, 'only', 6);
      },
      [
        { ticks: 1, ...whole, data: [1] },
        { ticks: 5, ...whole, followsLoss: true, data: [5] },
        { ticks: 6, ...whole, data: [6] },
      ],
    ],
  ])('returns incomplete frames as far as received when %s is lost', (_, play, expected) => {
    const { assembler, take, seen } = makeAssembler();
    play(take, () => assembler.lose());
    expect(seen()).toEqual(expected);
  });

  it("marks a frame as damaged when a piece can't be read", () => {
    const { assembler, take, seen } = makeAssembler();
    take(1, 'start', 1);
    assembler.take({ payload: Buffer.from([0x90]), ticks: 1, marker: true });
    assembler.take({ payload: Buffer.alloc(0), ticks: 2, marker: true });
    take(3, 'only', 3);
    expect(seen()).toEqual([
      { ticks: 1, ...broken, data: [1] },
      { ticks: 2, ...broken, data: [] },
      { ticks: 3, ...whole, data: [3] },
    ]);
  });

  it('returns two frames when a second one starts with the same timestamp', () => {
    const { take, seen } = makeAssembler();
    take(1, 'start', 1);
    take(1, 'only', 2);
    expect(seen().map(({ data }) => data)).toEqual([[1], [2]]);
  });

  it('drops abandoned frames and reports the gap', () => {
    const { assembler, take, seen } = makeAssembler();
    take(1, 'start', 1);
    assembler.discard();
    take(2, 'only', 2);
    assembler.discard();
    take(3, 'only', 3);
    expect(seen()).toEqual([
      { ticks: 2, ...whole, followsLoss: true, data: [2] },
      { ticks: 3, ...whole, data: [3] },
    ]);
  });

  it('limits the memory for a frame that never ends', () => {
    const { assembler, frames } = makeAssembler();
    const piece = Buffer.concat([Buffer.from(vp8Descriptor({ startsFrame: true })), Buffer.alloc(1_000_000)]);
    const next = Buffer.concat([Buffer.from(vp8Descriptor({})), Buffer.alloc(1_000_000)]);
    assembler.take({ payload: piece, ticks: 1, marker: false });
    for (let index = 0; index < 20; index += 1) assembler.take({ payload: next, ticks: 1, marker: false });
    assembler.take({ payload: next, ticks: 1, marker: true });
    expect(frames[0]?.isWhole).toBe(false);
    expect(frames[0]?.data.length).toBeLessThan(6_000_000);
  });
});
