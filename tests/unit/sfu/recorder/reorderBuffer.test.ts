import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReorderBuffer } from '../../../../sfu/recorder/stream/ReorderBuffer.ts';

const WAIT_MS = 700;

function makeBuffer() {
  const out: (number | string)[] = [];
  const buffer = new ReorderBuffer<{ sequence: number; arrivedAtMs: number }>(WAIT_MS, {
    take: ({ sequence }) => out.push(sequence),
    lost: count => out.push(`lost ${count}`),
  });
  return {
    out,
    buffer,
    take: (atMs: number, ...sequences: number[]) => {
      for (const sequence of sequences) buffer.take({ sequence: sequence & 0xffff, arrivedAtMs: atMs });
    },
  };
}

describe('ReorderBuffer', () => {
  it('passes packets immediately when they are in order, even when sequence numbers wrap', () => {
    const { out, take } = makeBuffer();
    take(0, 65_534, 65_535, 0, 1);
    expect(out).toEqual([65_534, 65_535, 0, 1]);
  });

  it('holds packets after a missing one, and passes them in order when it arrives', () => {
    const { out, take } = makeBuffer();
    take(0, 10, 12, 13);
    expect(out).toEqual([10]);
    take(300, 11, 14);
    expect(out).toEqual([10, 11, 12, 13, 14]);
  });

  it('sorts packets across the wrap of sequence numbers', () => {
    const { out, take } = makeBuffer();
    take(0, 65_534, 1, 0, 65_535);
    expect(out).toEqual([65_534, 65_535, 0, 1]);
  });

  it('stops waiting at the time limit, without another packet', () => {
    const { out, take, buffer } = makeBuffer();
    take(0, 10);
    take(100, 13, 14);
    buffer.tick(100 + WAIT_MS - 1);
    expect(out).toEqual([10]);
    buffer.tick(100 + WAIT_MS);
    expect(out).toEqual([10, 'lost 2', 13, 14]);
  });

  it('stops waiting at the time limit while others arrive, counted for each missing packet', () => {
    const { out, take } = makeBuffer();
    take(0, 10, 12);
    take(400, 14);
    take(WAIT_MS, 15);
    expect(out).toEqual([10, 'lost 1', 12]);
    take(WAIT_MS + 10, 13);
    expect(out).toEqual([10, 'lost 1', 12, 13, 14, 15]);
  });

  it('drops packets that arrive too late or twice', () => {
    const { out, take, buffer } = makeBuffer();
    take(0, 10, 10, 12, 12);
    buffer.tick(WAIT_MS);
    take(WAIT_MS + 1, 11, 12, 13);
    expect(out).toEqual([10, 'lost 1', 12, 13]);
  });

  it('limits the number of held packets', () => {
    const { out, take } = makeBuffer();
    take(0, 10, ...Array.from({ length: 1_025 }, (_, index) => 12 + index));
    expect(out.slice(0, 3)).toEqual([10, 'lost 1', 12]);
    expect(out).toHaveLength(1_027);
  });

  it('passes held packets when no more arrive', () => {
    const { out, take, buffer } = makeBuffer();
    take(0, 10, 12, 15);
    buffer.flush();
    expect(out).toEqual([10, 'lost 1', 12, 'lost 2', 15]);
  });

  it('accepts a restart of the sequence numbers, which is not a late packet', () => {
    const { out, take } = makeBuffer();
    take(0, 30_000, 30_002);
    take(10, 20_000, 20_001);
    expect(out).toEqual([30_000, 'lost 1', 30_002, 'lost 0', 20_000, 20_001]);
  });

  it('passes packets in order, each once, and counts the missing ones, on any network', () => {
    const plan = fc.record({
      start: fc.nat(0xffff),
      // How many positions late each packet arrives; 60 is lost.
      late: fc.array(fc.oneof(fc.constant(0), fc.nat(30), fc.constant(60)), { minLength: 2, maxLength: 200 }),
    });
    fc.assert(
      fc.property(plan, ({ start, late }) => {
        const { out, take, buffer } = makeBuffer();
        const sent = late
          .map((places, index) => ({ index, at: index === 0 ? -1 : index + places, isLost: places === 60 }))
          .filter(({ isLost, index }) => !isLost || index === 0)
          .toSorted((a, b) => a.at - b.at);
        for (const [step, { index }] of sent.entries()) take(step, start + index);
        buffer.flush();
        const came = out.filter(each => typeof each === 'number').map(number => (number - start) & 0xffff);
        expect(came).toEqual(sent.map(({ index }) => index).toSorted((a, b) => a - b));
        const lost = out.reduce<number>(
          (sum, each) => sum + (typeof each === 'string' ? Number(each.slice(5)) : 0),
          0,
        );
        expect(came.length + lost).toBe((came.at(-1) ?? 0) + 1);
      }),
    );
  });
});
