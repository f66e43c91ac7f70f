import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Kit } from '../../../shared/kit/kit.ts';
import { guidePointsIn, idlePhrases, readMention } from '../../../shared/practice/guidePoints.ts';
import { practiceEditionOf } from '../../../shared/practice/practiceEdition.ts';
import { spreadWords } from '../../../shared/transcript/wordTimes.ts';

const FOLDER = new URL('../../../server/features/kit/builtIn/', import.meta.url);
const kitOf = (name: string): Kit => Kit.parse(parse(readFileSync(new URL(name, FOLDER), 'utf8')));

/** One word per half second, from 0:10 on, and ten seconds between passages. */
function said(...passages: string[]) {
  return passages.map((text, index) => {
    const fromMs = 10_000 + index * 10_000;
    const span = { fromMs, toMs: fromMs + text.split(' ').length * 500 };
    return spreadWords(text, span, { speech: [span], fromMs });
  });
}

const foundIn = (mentions: string[], passages: string[], text = '') =>
  guidePointsIn({ text, mentions }, said(...passages)).map(({ found }) => found?.words);

describe('a point of the guide', () => {
  it('is mentioned by any of its words, with the words found and their time', () => {
    const mentions = ['A limit on waiting: timeout, time limit', 'A queue: queue, message broker'];
    const points = guidePointsIn({ text: '', mentions }, said('So, I set a time limit.'));
    expect(points).toEqual([
      { text: 'A limit on waiting', found: { words: 'time limit', atMs: expect.any(Number) } },
      { text: 'A queue' },
    ]);
    expect(points[0]?.found?.atMs).toBeGreaterThan(11_000);
  });

  it.each([
    ['cache', 'We were caching it.', 'caching'],
    ['cache', 'CACHED!', 'CACHED'],
    ['retry', 'It retries, then stops.', 'retries'],
    ['stop', 'I stopped.', 'stopped'],
    ['index', 'Two indexes', 'indexes'],
    ['tell the customer', 'I told the customer', 'told the customer'],
    ['prioritize', 'I was prioritising', 'prioritising'],
    ['roll back', 'A rollback is quick.', 'rollback'],
    ['timeout', 'It has a time-out.', 'time-out'],
    ['at least once', 'It is at-least-once delivery', 'at-least-once'],
    ['unique constraint', 'a unique database constraint', 'unique database constraint'],
    ['café', 'a cafe', 'cafe'],
  ])('“%s” is mentioned by “%s”', (phrase, text, found) => {
    expect(foundIn([`A point: ${phrase}`], [text])).toEqual([found]);
  });

  it.each([
    ['cat', 'I would categorize it.'],
    ['note', 'That is not it.'],
    ['care', 'We took the car.'],
    ['unique constraint', 'a constraint that is unique'],
    ['unique constraint', 'unique in a table by some constraint'],
  ])('“%s” isn’t mentioned by “%s”', (phrase, text) => {
    expect(foundIn([`A point: ${phrase}`], [text])).toEqual([undefined]);
  });

  it('needs all words of a phrase in one passage', () => {
    expect(foundIn(['A key: same key'], ['It is the same', 'key as before.'])).toEqual([undefined]);
  });

  it('isn’t mentioned by words of the question alone', () => {
    const asked = 'How do you keep a cache correct?';
    const mentions = ['The cache: cache, keep correct', 'Expiry: expire, keep the cache for'];
    expect(foundIn(mentions, ['I keep a cache correct by caching.'], asked)).toEqual([undefined, undefined]);
    expect(foundIn(['The key: cache key'], ['the key of it, or cache keys'], asked)).toEqual(['cache keys']);
  });

  it('is its own phrase if it has no others', () => {
    expect(readMention('Dead-letter queue')).toEqual({
      point: 'Dead-letter queue',
      phrases: ['Dead-letter queue'],
    });
    expect(foundIn(['Dead-letter queue', ''], ['a dead letter queue'])).toEqual(['dead letter queue']);
  });
});

/** Real answers, as they would be recognized, with the points that they mention. */
describe('an answer to a question of the guide', () => {
  const pointsOf = (name: string, questionId: string, ...passages: string[]) => {
    const { questions, single } = practiceEditionOf(kitOf(name));
    const question = [...questions, ...single].find(({ id }) => id === questionId);
    if (!question) throw new Error('There is no such question.');
    const points = guidePointsIn(question, said(...passages));
    return Object.fromEntries(points.map(({ text, found }) => [text, found?.words]));
  };
  const retry = (...passages: string[]) => pointsOf('backend-developer.yaml', 'safe-retry', ...passages);

  it('mentions most points if it is good', () => {
    expect(
      retry(
        'Well, the app makes a key once per payment, say a UUID, and sends the same key on every attempt.',
        'I insert it with a unique constraint, so the second insert fails, and I never check beforehand.',
        'If the server crashes after the provider has charged, the row is still pending, and a job asks the provider.',
        'The second caller gets the stored response.',
        'Keys expire after a day, so there is a bit to clean up.',
      ),
    ).toEqual({
      'A key that the app creates and keeps': 'UUID',
      'One atomic step in the database': 'unique constraint',
      'A crash between the provider and the record': 'crashes',
      'What the second call gets': 'stored response',
      'What it costs': 'expire',
    });
  });

  it('mentions few points if it is poor', () => {
    const poor = retry(
      'I would just disable the button in the app, so that people can’t press it again.',
      'And I look whether there is already a payment with that amount from a minute ago.',
    );
    expect(Object.values(poor).filter(Boolean)).toEqual([]);
  });

  it('mentions nothing if it repeats the question', () => {
    const repeated = retry(
      'So the mobile app sends a payment to the API, the connection drops, and the app is sending it again.',
      'And I have to explain how I build an endpoint so the customer is only charged once.',
    );
    expect(Object.values(repeated).filter(Boolean)).toEqual([]);
  });

  it('can be a story', () => {
    expect(
      pointsOf(
        'any-role.yaml',
        'weakness',
        'I said yes to too much, and twice I missed a deadline because of it.',
        'I keep a list now of what I promised.',
        'My colleagues noticed, and it’s still hard with people I like.',
      ),
    ).toEqual({
      'What it cost': 'missed',
      'What you do about it': 'list',
      'How you know that it helps': 'noticed',
      "What isn't solved": 'still',
    });
  });
});

describe.each(readdirSync(FOLDER))('the guide of %s', name => {
  const { questions, single } = practiceEditionOf(kitOf(name));
  const all = [...questions, ...single];

  it('has points for every question, each with phrases that can be found', () => {
    for (const question of all) {
      expect(question.mentions?.length, question.text).toBeGreaterThanOrEqual(3);
      expect(question.mentions?.length, question.text).toBeLessThanOrEqual(7);
      for (const line of question.mentions ?? []) {
        const { point, phrases } = readMention(line);
        expect(point.length, line).toBeLessThanOrEqual(70);
        expect(phrases.length, line).toBeGreaterThan(0);
      }
      expect(idlePhrases(question), question.text).toEqual([]);
    }
  });

  it('has no point that repeating the question mentions', () => {
    for (const question of all) {
      const points = guidePointsIn(question, said(question.text));
      expect(
        points.filter(({ found }) => found),
        question.text,
      ).toEqual([]);
    }
  });
});
