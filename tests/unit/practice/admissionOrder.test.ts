import { describe, expect, it } from 'vitest';
import { admissible, admissionOrder } from '../../../server/store/practiceQueueStore.ts';

/** Attempts in the order in which they came, each named after its source; `-` has none. */
const line = (sources: string) =>
  [...sources].map((source, at) => ({ source: source === '-' ? null : source, at }));
const sourcesOf = (attempts: readonly { source: string | null }[]) =>
  attempts.map(({ source }) => source ?? '-').join('');
const admitted = (inside: string, waiting: string, capacity: number) =>
  sourcesOf(admissible(line(inside), line(waiting), capacity));

describe('attempts are let in', () => {
  it('in the order in which they came, where no source has more than its share', () => {
    expect(admissible(line(''), line('abc'), 2).map(({ at }) => at)).toEqual([0, 1]);
    expect(admitted('ab', 'cd', 2)).toBe('');
    expect(admitted('ab', 'cd', 1)).toBe('');
  });

  it('with others before those whose source has its share, however many came before', () => {
    expect(admitted('', 'aaaaaaaaaaaab', 4)).toBe('aaab');
    expect(admitted('aaa', 'aaaab', 4)).toBe('b');
    expect(admitted('aaaaa', 'aaabc', 8)).toBe('bc');
  });

  it('of one source alone in all places but one, so that the next person finds it empty', () => {
    expect(admitted('', 'aaaaaaaaaaaa', 8)).toBe('aaaaaaa');
    expect(admitted('aaaaaaa', 'aaaaa', 8)).toBe('');
    expect(admitted('aaaaaaa', 'aaaaab', 8)).toBe('b');
  });

  it('in all places of a small house', () => {
    expect(admitted('', 'aaaaa', 3)).toBe('aaa');
    expect(admitted('', 'aaaaa', 2)).toBe('aa');
  });

  it('each for itself where nothing is known of their source', () => {
    expect(admitted('', '------', 6)).toBe('------');
  });
});

it('who has its share waits behind all others, in order', () => {
  const { first, last } = admissionOrder(line('aa'), line('aabacb'));
  expect(first.map(({ at }) => at)).toEqual([0, 2, 4, 5]);
  expect(last.map(({ at }) => at)).toEqual([1, 3]);
});
