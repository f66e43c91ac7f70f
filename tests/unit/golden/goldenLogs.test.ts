import { describe, expect, it } from 'vitest';
import { differences, digestOf, FORMATS, type Folded, GoldenLog, patternOf } from './goldenLog.ts';

const LOGS = FORMATS.flatMap(format => GoldenLog.ofFormat(format));

const partsOf = ({ state, views }: Folded) => ({ state, ...views });

describe.each(LOGS.map(log => [`${log.format}/${log.name}`, log] as const))(
  'the recorded log %s',
  (_name, log) => {
    it('reduces to the recorded state and views, plus listed later fields', () => {
      const { recorded, foldedBeforeChanges, additions } = log;
      const unexpected = differences({ ...recorded }, { ...foldedBeforeChanges }).filter(
        ({ path, kind }) => kind !== 'added' || additions[patternOf(path)] === undefined,
      );
      expect(unexpected).toEqual([]);
    });

    it('has the recorded digests', () => {
      const { digests } = log;
      const recorded: Record<string, Folded['state']> = partsOf(log.recorded);
      const now = Object.entries(partsOf(log.foldedBeforeChanges)).map(([part, value]) => [
        part,
        digestOf(value, recorded[part] ?? null),
      ]);
      expect(Object.fromEntries(now)).toEqual(digests);
    });
  },
);

it('recorded logs cover every kind of interview in each format', () => {
  for (const format of FORMATS) {
    const names = GoldenLog.ofFormat(format).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['live', 'recruiter', 'practice']));
  }
});
