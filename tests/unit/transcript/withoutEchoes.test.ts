import { expect, it } from 'vitest';
import {
  type SpokenPassage,
  type TrackLevels,
  withoutEchoes,
} from '../../../server/features/transcript/withoutEchoes.ts';
import { spreadWords } from '../../../shared/transcript/wordTimes.ts';

function said(person: string, fromMs: number, toMs: number, text: string): SpokenPassage {
  const span = { fromMs, toMs };
  return { person, ...span, understood: true, words: spreadWords(text, span, { speech: [span], fromMs: 0 }) };
}

function track(person: string, ...loud: [fromMs: number, toMs: number, dbov: number][]): TrackLevels {
  const dbov = new Array<number>(600).fill(110);
  for (const [fromMs, toMs, level] of loud) dbov.fill(level, fromMs / 100, toMs / 100);
  return { person, fromMs: 0, levels: { stepMs: 100, dbov } };
}

const texts = (passages: readonly SpokenPassage[]) =>
  passages.map(({ person, words }) => `${person}: ${words.map(({ text }) => text).join(' ')}`);

const QUESTION = 'So tell me about your last big project';
const grace = said('grace', 1_000, 4_000, QUESTION);

it('removes an echo before an answer in the same passage', () => {
  const ada = said('ada', 1_200, 9_000, `${QUESTION}. I moved a bank to the cloud over two years`);
  const tracks = [track('ada', [1_200, 4_200, 65], [4_500, 9_000, 30]), track('grace', [1_000, 4_000, 30])];
  const kept = texts(withoutEchoes([grace, ada], [grace, ada], [], tracks));
  expect(kept[0]).toBe(`grace: ${QUESTION}`);
  expect(kept[1]).toMatch(/I moved a bank to the cloud over two years$/);
  expect(kept[1]?.split(' ').length).toBeLessThanOrEqual(14);
});

it('keeps words that someone repeats as loudly, or later', () => {
  const repeated = said('ada', 1_200, 4_200, QUESTION);
  const loud = [track('ada', [1_200, 4_200, 32]), track('grace', [1_000, 4_000, 30])];
  expect(withoutEchoes([repeated], [grace, repeated], [], loud)).toEqual([repeated]);
  const later = said('ada', 12_000, 15_000, QUESTION);
  const quiet = [track('ada', [12_000, 15_000, 65]), track('grace', [1_000, 4_000, 30])];
  expect(withoutEchoes([later], [grace, later], [], quiet)).toEqual([later]);
});

it('keeps a word that two people happen to say', () => {
  const ada = said('ada', 1_000, 4_000, 'Well about that I would rather wait');
  const tracks = [track('ada', [1_000, 4_000, 50]), track('grace', [1_000, 4_000, 30])];
  expect(withoutEchoes([ada], [grace, ada], [], tracks)).toEqual([ada]);
});

it('removes what a loudspeaker says of someone whose words must not be recognized', () => {
  const echo = said('ada', 1_200, 4_000, 'Something');
  const tracks = [track('ada', [1_200, 4_000, 60]), track('grace', [1_000, 4_100, 30])];
  const withheld = [{ person: 'grace', fromMs: 1_000, toMs: 4_100, words: [] }];
  expect(withoutEchoes([echo], [echo], withheld, tracks)).toEqual([]);
  const own = [track('ada', [1_200, 4_000, 35]), track('grace', [1_000, 4_100, 30])];
  expect(withoutEchoes([echo], [echo], withheld, own)).toEqual([echo]);
});
