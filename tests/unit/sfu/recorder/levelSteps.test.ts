import { describe, expect, it } from 'vitest';
import { type LevelRun, LevelSteps } from '../../../../sfu/recorder/audioMarks.ts';

const PACKET = 960;
const STEP = 4_800;

function makeSteps() {
  const runs: LevelRun[] = [];
  const steps = new LevelSteps(48_000, run => runs.push(run));
  return {
    runs,
    steps,
    take: (fromTicks: number, ...levels: number[]) => {
      for (const [index, level] of levels.entries()) steps.take(fromTicks + index * PACKET, level);
    },
  };
}

describe('LevelSteps', () => {
  it('emits the loudest level of each 100 ms, one second at a time', () => {
    const { runs, take } = makeSteps();
    take(
      0,
      ...Array.from({ length: 51 }, (_, packet) => (packet % 5 === 3 ? 20 + Math.floor(packet / 5) : 90)),
    );
    expect(runs).toEqual([{ ticks: 0, levels: [20, 21, 22, 23, 24, 25, 26, 27, 28, 29] }]);
  });

  it('reports silence for missing packets of less than a second', () => {
    const { runs, steps, take } = makeSteps();
    take(0, 30, 30, 30, 30, 30);
    take(4 * STEP, 40);
    steps.flush();
    expect(runs).toEqual([{ ticks: 0, levels: [30, 127, 127, 127, 40] }]);
  });

  it('starts a new run after a longer gap, whose levels are unknown', () => {
    const { runs, steps, take } = makeSteps();
    take(0, 30);
    take(20 * STEP + 7, 40, 41);
    steps.flush();
    expect(runs).toEqual([
      { ticks: 0, levels: [30] },
      { ticks: 20 * STEP + 7, levels: [40] },
    ]);
  });

  it('starts at the first packet and continues in even steps', () => {
    const { runs, steps, take } = makeSteps();
    take(50 * STEP, ...new Array<number>(50).fill(30));
    take(60 * STEP, 50);
    steps.flush();
    expect(runs.map(({ ticks }) => ticks)).toEqual([50 * STEP, 60 * STEP]);
  });

  it('continues with the next step after a flush in the middle of one', () => {
    const { runs, steps, take } = makeSteps();
    take(0, 30, 31);
    steps.flush();
    steps.flush();
    take(2 * PACKET, 32, 33);
    take(STEP, 20);
    steps.flush();
    expect(runs).toEqual([
      { ticks: 0, levels: [30] },
      { ticks: STEP, levels: [20] },
    ]);
  });
});
