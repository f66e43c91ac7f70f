import { describe, expect, it } from 'vitest';
import { admissible, admissionOrder } from '../../../server/store/practiceQueueStore.ts';

/** Attempts in order of arrival, each named after its source; `-` is an unknown source. */
const line = (sources: string) =>
  [...sources].map((source, at) => ({ source: source === '-' ? null : source, at }));
const sourcesOf = (attempts: readonly { source: string | null }[]) =>
  attempts.map(({ source }) => source ?? '-').join('');
const admitted = (inside: string, waiting: string, capacity: number) =>
  sourcesOf(admissible(line(inside), line(waiting), capacity));

describe('admissible admits attempts', () => {
  it('in order of arrival when no source exceeds its share', () => {
    expect(admissible(line(''), line('abc'), 2).map(({ at }) => at)).toEqual([0, 1]);
    expect(admitted('ab', 'cd', 2)).toBe('');
    expect(admitted('ab', 'cd', 1)).toBe('');
  });

  it('from other sources before those whose source has reached its share, in any order of arrival', () => {
    expect(admitted('', 'aaaaaaaaaaaab', 4)).toBe('aaab');
    expect(admitted('aaa', 'aaaab', 4)).toBe('b');
    expect(admitted('aaaaa', 'aaabc', 8)).toBe('bc');
  });

  it('from one source into all slots but one, so that the next person finds a free slot', () => {
    expect(admitted('', 'aaaaaaaaaaaa', 8)).toBe('aaaaaaa');
    expect(admitted('aaaaaaa', 'aaaaa', 8)).toBe('');
    expect(admitted('aaaaaaa', 'aaaaab', 8)).toBe('b');
  });

  it('into all slots when the capacity is small', () => {
    expect(admitted('', 'aaaaa', 3)).toBe('aaa');
    expect(admitted('', 'aaaaa', 2)).toBe('aa');
  });

  it('individually when their source is unknown', () => {
    expect(admitted('', '------', 6)).toBe('------');
  });
});

it('admissionOrder puts attempts beyond the share of their source last, in order', () => {
  const { first, last } = admissionOrder(line('aa'), line('aabacb'));
  expect(first.map(({ at }) => at)).toEqual([0, 2, 4, 5]);
  expect(last.map(({ at }) => at)).toEqual([1, 3]);
});
