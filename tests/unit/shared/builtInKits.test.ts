import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { coveredBy, Kit, QuestionCategory } from '../../../shared/kit/kit.ts';
import { lintKit, RECOMMENDED_COMPETENCIES } from '../../../shared/kit/lintKit.ts';

const FOLDER = new URL('../../../server/features/kit/builtIn/', import.meta.url);
const NAMES = readdirSync(FOLDER).filter(name => name.endsWith('.yaml'));

function read(name: string): Kit {
  return Kit.parse(parse(readFileSync(new URL(name, FOLDER), 'utf8')));
}

const words = (text: string) => text.trim().split(/\s+/).length;
/** Code is omitted, because it may contain angle brackets. */
const allTexts = (value: unknown): string[] =>
  typeof value === 'object' && value && 'code' in value && 'language' in value
    ? []
    : typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value
        ? Object.values(value).flatMap(allTexts)
        : [];

describe('the built-in kits', () => {
  it('are one for any role and those for five roles', () => {
    expect(NAMES.map(name => read(name).role).sort()).toEqual([
      'Backend Developer',
      'Common questions',
      'Data Analyst',
      'Frontend Developer',
      'HR / Recruiter',
      'Product Manager',
    ]);
  });

  describe.each(NAMES)('%s', name => {
    const kit = read(name);

    it('has no linter findings', () => {
      expect(lintKit(kit)).toEqual([]);
    });

    it('has a guide of enough questions with substantial answers', () => {
      expect(kit.guide.questions).toHaveLength(name === 'any-role.yaml' ? 15 : 20);
      for (const { question, answer, followUps } of kit.guide.questions) {
        expect(words(answer), question).toBeGreaterThan(80);
        expect(followUps.length, question).toBeGreaterThanOrEqual(2);
      }
      expect(kit.guide.preparation.length).toBeGreaterThanOrEqual(4);
    });

    it('has a guide with filters that divide it, and questions to practice', () => {
      const { questions } = kit.guide;
      const topics = new Set(questions.map(({ topic }) => topic));
      expect(topics.size).toBeGreaterThanOrEqual(5);
      expect(topics.size).toBeLessThanOrEqual(8);
      for (const [difficulty, least] of [
        ['basic', 5],
        ['intermediate', 3],
        ['advanced', 3],
      ] as const)
        expect(
          questions.filter(one => one.difficulty === difficulty).length,
          difficulty,
        ).toBeGreaterThanOrEqual(least);
      expect(questions.filter(({ practice }) => practice).length).toBeGreaterThanOrEqual(6);
    });

    it('has code examples that fit a phone in landscape', () => {
      for (const { code } of kit.guide.questions)
        for (const line of code?.code.split('\n') ?? []) expect(line.length, line).toBeLessThanOrEqual(72);
    });

    it('has settings for the virtual recruiter that fit an interview of any length', () => {
      const { greeting, consent, instructions, closing } = kit.script;
      for (const line of [greeting, consent, instructions, closing])
        expect(line).not.toMatch(/\b(two|three|four|five|six|seven|eight|nine|ten|\d+)\b(?! seconds)/i);
      expect(greeting).toMatch(/automated recruiter, not a person/);
    });

    it('opens every question to practice', () => {
      expect(kit.questions.every(({ practice }) => practice)).toBe(true);
    });

    it('has seven to nine questions over all five categories, each with follow-ups, and five to eight competencies', () => {
      expect(kit.questions.length).toBeGreaterThanOrEqual(7);
      expect(kit.questions.length).toBeLessThanOrEqual(9);
      expect(new Set(kit.questions.map(({ category }) => category))).toEqual(
        new Set(QuestionCategory.options),
      );
      expect(kit.questions.every(({ probes }) => probes.length >= 2)).toBe(true);
      expect(kit.competencies.length).toBeGreaterThanOrEqual(5);
      expect(kit.competencies.length).toBeLessThanOrEqual(RECOMMENDED_COMPETENCIES.max);
    });

    it('describes every level by behavior', () => {
      for (const { anchors, name: of } of kit.competencies)
        for (const anchor of anchors) expect(words(anchor), `${of}: ${anchor}`).toBeGreaterThan(12);
    });

    it('builds level 5 on level 4, and keeps each level short enough to hear all of it', () => {
      for (const { anchors, name: of } of kit.competencies) {
        expect(anchors[4], of).toMatch(/^Also /);
        for (const anchor of anchors) expect(words(anchor), `${of}: ${anchor}`).toBeLessThanOrEqual(26);
      }
    });

    it('describes competencies in two parts: what they cover for everyone, and what they exclude for evaluators', () => {
      for (const { description } of kit.competencies) {
        expect(description).toMatch(/^Covers .+; does not cover .+\.$/);
        expect(coveredBy(description)).toMatch(/^Covers [^;]+\.$/);
      }
    });

    it('heads every guide question with a question, and answers it directly instead of giving advice', () => {
      for (const { title, short } of kit.guide.questions) {
        expect(title).toMatch(/\?$/);
        expect(short).not.toMatch(/\byour?\b/i);
      }
    });

    it('asks how people use AI and check its output', () => {
      expect(kit.guide.questions.some(({ question }) => /\bAI\b/.test(question))).toBe(true);
    });

    it('has other words for every question and follow-up, which no other line has', () => {
      const asked = kit.questions.flatMap(({ text, rephrased, probes }) => [{ text, rephrased }, ...probes]);
      for (const { text, rephrased = '' } of asked) {
        expect(words(rephrased), text).toBeGreaterThan(4);
        expect(words(rephrased), text).toBeLessThanOrEqual(45);
      }
      const lines = asked.flatMap(({ text, rephrased }) => [text, rephrased]);
      expect(new Set(lines).size).toBe(lines.length);
    });

    it('has short spoken sentences for one voice', () => {
      const { briefing: _read, ...spoken } = kit.script;
      const lines = [
        ...allTexts(spoken),
        ...kit.questions.flatMap(({ text, rephrased, probes }) => [
          text,
          rephrased,
          ...probes.flatMap(probe => [probe.text, probe.rephrased ?? '']),
        ]),
      ];
      for (const line of lines)
        expect(line).not.toMatch(/;|\b(tell|give|take) us\b|\bcannot\b|\b(do|does|did) not\b/i);
    });

    it('fits an interview of 45 minutes', () => {
      const seconds = kit.questions.reduce((sum, one) => sum + one.thinkSeconds + one.answerSeconds, 0);
      expect(seconds).toBeLessThanOrEqual(45 * 60);
    });

    it('contains no markup, placeholder, or URL', () => {
      for (const text of allTexts(kit))
        expect(text).not.toMatch(/<[a-z/]|https?:\/\/|\{\{|TODO|lorem|\*\*|^#/i);
    });
  });

  it('share no sentence of guide, anchors, or model answers', () => {
    const seen = new Map<string, string>();
    for (const name of NAMES) {
      const { guide, competencies, questions } = read(name);
      const texts = [
        ...guide.questions.map(({ answer }) => answer),
        ...competencies.flatMap(({ anchors }) => anchors),
        ...questions.map(({ modelAnswer }) => modelAnswer),
      ];
      for (const sentence of texts
        .flatMap(text => text.split(/(?<=[.!?])\s+/))
        .filter(one => words(one) > 6)) {
        expect(seen.get(sentence) ?? name, sentence).toBe(name);
        seen.set(sentence, name);
      }
    }
  });
});

describe('the kit for backend developers', () => {
  const kit = read('backend-developer.yaml');

  it('covers its twenty topics', () => {
    const topics = [
      /responsib/i,
      /language|framework/i,
      /REST/,
      /GET.*POST/,
      /ORM|object-relational/i,
      /cach/i,
      /authenticat.*authori/i,
      /SQL injection/i,
      /index/i,
      /transaction.*isolation/i,
      /thread/i,
      /synchronous.*asynchronous|asynchronous/i,
      /rate limiter/i,
      /version control/i,
      /AI assistant/,
      /deploy/i,
      /logs.*metrics.*traces/i,
      /UDP.*TCP|TCP.*UDP/,
      /secur/i,
      /debug/i,
    ];
    const asked = kit.guide.questions.map(({ question }) => question);
    expect(topics.map((topic, index) => [topic.test(asked[index] ?? ''), asked[index]])).toEqual(
      asked.map(question => [true, question]),
    );
  });

  it('has five preparation steps, with its tip and its mistake', () => {
    expect(kit.guide.preparation.map(({ title }) => title.toLowerCase())).toEqual([
      expect.stringContaining('technical'),
      expect.stringContaining('coding'),
      expect.stringContaining('company'),
      expect.stringContaining('behavio'),
      expect.stringContaining('ask'),
    ]);
    expect(kit.guide.expertTip).toMatch(/employer/i);
    expect(kit.guide.commonMistake).toMatch(/late|on time/i);
  });
});

describe('the kit for any role', () => {
  const kit = read('any-role.yaml');

  it('has the questions that open every interview, which other pages refer to by id', () => {
    expect(kit.guide.questions.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'about-yourself',
        'strengths',
        'weakness',
        'why-this-company',
        'why-hire-you',
        'why-leaving',
        'conflict',
        'failure',
        'proudest-achievement',
        'teamwork',
        'pressure',
        'five-years',
        'salary-expectations',
        'questions-for-us',
      ]),
    );
  });

  it('opens with “Tell me about yourself”, in the guide and in the interview', () => {
    expect(kit.guide.questions[0]).toMatchObject({ id: 'about-yourself', practice: 'about-yourself' });
    expect(kit.questions[0]).toMatchObject({ id: 'about-yourself', practice: true });
  });

  it('practices the question itself where the guide offers practice', () => {
    const offered = kit.guide.questions.flatMap(({ id, practice }) => (practice ? [[id, practice]] : []));
    expect(offered).toEqual(kit.questions.map(({ id }) => [id, id]).toSorted(byGuideOrder));
  });

  function byGuideOrder([a]: string[], [b]: string[]): number {
    const ids = kit.guide.questions.map(({ id }) => id as string);
    return ids.indexOf(a ?? '') - ids.indexOf(b ?? '');
  }
});
