import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withGuideOfToday } from '../../../shared/kit/earlierKits.ts';
import { type GuideQuestion, Kit } from '../../../shared/kit/kit.ts';
import { MAX_HEADING } from '../../../shared/kit/lintKit.ts';
import { earlierKit, exampleKit, guideQuestion } from '../../support/exampleKit.ts';
import { kitArbitrary } from '../../support/kitArbitrary.ts';

function read(...questions: string[]): GuideQuestion[] {
  const value = withGuideOfToday(earlierKit(questions.map(question => ({ question, answer: 'So.' }))));
  return Kit.parse(value).guide.questions;
}

describe('a kit of an earlier version', () => {
  it('gets a slug and a heading for each question of its guide, and defaults for the rest', () => {
    expect(read('What is caching?')).toEqual([
      {
        id: 'what-is-caching',
        title: 'What is caching?',
        question: 'What is caching?',
        topic: '',
        difficulty: 'intermediate',
        short: '',
        answer: 'So.',
        coachNote: '',
        commonMistake: '',
        followUps: [],
      },
    ]);
  });

  it('gets unique slugs, even when questions are alike, empty, or without a Latin letter', () => {
    expect(read('Why?', 'Why?', '', '数据库', 'why').map(({ id }) => id)).toEqual([
      'why',
      'why-2',
      'question',
      'question-2',
      'why-3',
    ]);
  });

  it('gets headings that end at a word boundary', () => {
    const [long] = read('Describe how you would find out why one page of many has become slow, and fix it.');
    expect(long?.title).toBe('Describe how you would find out why one page of many has become');
    const [comma] = read(`${'x'.repeat(40)} and ${'y'.repeat(19)}, and then`);
    expect(comma?.title).toBe(`${'x'.repeat(40)} and ${'y'.repeat(19)}`);
    const [exact] = read(`${'x'.repeat(60)} four five`);
    expect(exact?.title).toHaveLength(MAX_HEADING);
    const [lines] = read('First\n  and second');
    expect(lines?.title).toBe('First and second');
    const [unbroken] = read('\u{1f600}'.repeat(60));
    expect(unbroken?.title).toBe('\u{1f600}'.repeat(32));
  });

  it('fits the schema and is converted identically each time, whatever its questions are', () => {
    const question = fc.string({ maxLength: 400, unit: 'grapheme' }).map(text => text.slice(0, 400));
    fc.assert(
      fc.property(fc.array(question, { maxLength: 8 }), questions => {
        const once = read(...questions);
        expect(read(...questions)).toEqual(once);
        for (const { title } of once) expect(title.length).toBeLessThanOrEqual(MAX_HEADING);
      }),
    );
  });

  it('keeps the slug of a question that has one, and gives it to no other', () => {
    const { guide } = exampleKit();
    const mixed = {
      ...exampleKit(),
      guide: { ...guide, questions: [{ question: 'What is an index?', answer: '' }, guideQuestion()] },
    };
    expect(Kit.parse(withGuideOfToday(mixed)).guide.questions.map(({ id }) => id)).toEqual([
      'what-is-an-index-2',
      'what-is-an-index',
    ]);
  });
});

describe('a value that is not an earlier kit', () => {
  it('is passed on unchanged', () => {
    fc.assert(
      fc.property(fc.oneof(kitArbitrary, fc.anything()), value => {
        expect(withGuideOfToday(value)).toBe(value);
      }),
    );
    const { id: _gone, ...withoutAddress } = guideQuestion();
    const { guide } = exampleKit();
    for (const questions of [undefined, 'text', [], [null, 5, ['a']], [withoutAddress]]) {
      const value = { ...exampleKit(), guide: { ...guide, questions } };
      expect(withGuideOfToday(value)).toBe(value);
    }
  });
});
