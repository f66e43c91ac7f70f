import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { kitOfYaml, readKitYaml, yamlOfKit } from '../../../server/features/kit/kitYaml.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { GuideQuestion, Kit } from '../../../shared/kit/kit.ts';
import { MAX_KIT_YAML } from '../../../shared/protocol/kitRoutes.ts';
import { closedForPractice, earlierKit, exampleKit, guideQuestion } from '../../support/exampleKit.ts';
import { fullestKit } from '../../support/fullestKit.ts';
import { kitArbitrary } from '../../support/kitArbitrary.ts';
import { tries } from '../../support/longTests.ts';

const LINES = yamlOfKit(closedForPractice(exampleKit())).trimEnd().split('\n');

/** The example kit as YAML with some lines, counted from 1, replaced; undefined removes a line. */
function withLines(changes: Record<number, string | undefined>): string {
  return LINES.map((line, index) => (index + 1 in changes ? changes[index + 1] : line))
    .filter(line => line !== undefined)
    .join('\n');
}

function withGuide(questions: readonly GuideQuestion[]): Kit {
  const kit = closedForPractice(exampleKit());
  return { ...kit, guide: { ...kit.guide, questions: [...questions] } };
}

function problemsOf(yaml: string) {
  const outcome = readKitYaml(yaml);
  return outcome.kit ? [] : outcome.problems;
}

function refusalOf(yaml: string): AppError {
  try {
    kitOfYaml(yaml);
  } catch (error) {
    return error as AppError;
  }
  throw new Error('The text was taken for a kit.');
}

describe('a kit in YAML', () => {
  it('is read exactly as it was written', () => {
    fc.assert(
      fc.property(kitArbitrary, kit => {
        expect(kitOfYaml(yamlOfKit(kit))).toEqual(kit);
      }),
      { numRuns: tries(80, 200) },
    );
  });

  it('is written in the order of the schema, whatever the order of its fields', () => {
    const { role, level, ...rest } = exampleKit();
    expect(yamlOfKit({ ...rest, level, role })).toBe(yamlOfKit(exampleKit()));
    expect(LINES.slice(0, 6)).toEqual([
      'role: Backend Developer',
      'level: Senior',
      'locale: en',
      'competencies:',
      '  - id: competency-1',
      '    name: COMPMARK Databases',
    ]);
  });

  it('is written with long texts as blocks of lines that fit a screen', () => {
    const [first, ...others] = exampleKit().questions;
    if (!first) throw new Error('The example has no question.');
    const modelAnswer = `${'An answer: with a colon. '.repeat(8)}\n\n${'A second part. '.repeat(8)}`.trim();
    const yaml = yamlOfKit(exampleKit({ questions: [{ ...first, modelAnswer }, ...others] }));
    expect(yaml).toContain('modelAnswer: >-\n      An answer: with a colon.');
    expect(Math.max(...yaml.split('\n').map(line => line.length))).toBeLessThanOrEqual(100);
    expect(kitOfYaml(yaml).questions[0]?.modelAnswer).toBe(modelAnswer);
  });

  it('is written with code line by line, unchanged', () => {
    const code = "SELECT day -- the key\n\tFROM orders   \n---\n# no comment\n  '\u{1f600}';\n";
    const yaml = yamlOfKit(withGuide([guideQuestion({ code: { language: 'sql', code } })]));
    expect(yaml).toContain(
      'code: |\n          SELECT day -- the key\n          \tFROM orders   \n          ---\n',
    );
    expect(kitOfYaml(yaml).guide.questions[0]?.code?.code).toBe(code);
  });

  it.each(['', ' ', '\n', '  \n x', 'a\r\nb\r\n', 'a\n\n\n', '\ta\n', 'a\n  ', 'x'.repeat(300)])(
    'keeps every space of the code %j',
    code => {
      const kit = withGuide([guideQuestion({ code: { language: 'text', code } })]);
      expect(kitOfYaml(yamlOfKit(kit)).guide.questions[0]?.code?.code).toBe(code);
    },
  );

  it('may reach all limits of the schema', () => {
    const yaml = yamlOfKit(fullestKit());
    expect(yaml.length).toBeLessThan(MAX_KIT_YAML);
    expect(kitOfYaml(yaml)).toEqual(fullestKit());
  });

  it('can be read from other writers: comments, quotes, flow style, Windows line ends', () => {
    const yaml = withLines({
      1: '\ufeff# The kit of our team\n---\nrole: "Backend Developer" # for now',
      8: "    anchors: ['one thing is said', two things are said]",
      ...Object.fromEntries([9, 10, 11, 12, 13].map(line => [line, undefined])),
    });
    const kit = kitOfYaml(yaml.replaceAll('\n', '\r\n'));
    expect(kit.role).toBe('Backend Developer');
    expect(kit.competencies[0]?.anchors).toEqual(['one thing is said', 'two things are said']);
  });
});

describe('a kit that an earlier version exported', () => {
  const yaml = stringify(
    earlierKit([
      { question: 'What is caching?', answer: 'Keeping what is asked for again.' },
      { question: 'What is caching?', answer: 'The same, asked again.' },
    ]),
  );

  it('is read with a slug and a heading for each question of the guide', () => {
    expect(kitOfYaml(yaml).guide.questions).toMatchObject([
      { id: 'what-is-caching', title: 'What is caching?', answer: 'Keeping what is asked for again.' },
      { id: 'what-is-caching-2', title: 'What is caching?', difficulty: 'intermediate', followUps: [] },
    ]);
  });

  it('gets errors at their lines, and none about fields that did not exist yet', () => {
    const lines = yaml.split('\n');
    const at = lines.findIndex(line => line.includes('Keeping what'));
    const broken = lines.with(at, '      reply: Keeping.').with(1, 'level: 3');
    expect(problemsOf(broken.join('\n'))).toEqual([
      expect.objectContaining({ line: 2, field: 'level' }),
      { line: at, column: 7, field: 'guide.questions.0.answer', reason: 'This field is missing.' },
      {
        line: at + 1,
        column: 7,
        field: 'guide.questions.0.reply',
        reason: 'There is no such field here.',
      },
    ]);
  });
});

describe('a YAML text that is not a valid kit', () => {
  it('gets an error for each of several fields that are missing in one place', () => {
    const fields = problemsOf('role: Backend Developer\nlevel: Senior\n').map(({ field }) => field);
    expect(fields.sort()).toEqual(['competencies', 'guide', 'locale', 'questions', 'script']);
  });

  it('gets an error with line, column, field, and reason for every problem', () => {
    const yaml = withLines({
      2: 'level: 3',
      3: 'locale: english',
      6: undefined,
      54: '    category: trivia',
      57: '    thinkSeconds: 15.5',
      58: '    answerSeconds: 901',
      67: '    modelAnswer:\n    price: 5',
    });
    expect(problemsOf(yaml)).toEqual([
      {
        line: 2,
        column: 8,
        field: 'level',
        reason: 'There is a number where a text belongs. Put a text in quotes.',
      },
      { line: 3, column: 9, field: 'locale', reason: 'Use a language tag such as en or en-GB.' },
      { line: 5, column: 5, field: 'competencies.0.name', reason: 'This field is missing.' },
      {
        line: 53,
        column: 15,
        field: 'questions.0.category',
        reason: 'One of these belongs here: knowledge, behavioural, situational, experience, motivation.',
      },
      {
        line: 56,
        column: 19,
        field: 'questions.0.thinkSeconds',
        reason: 'There is a fraction where a whole number belongs.',
      },
      { line: 57, column: 20, field: 'questions.0.answerSeconds', reason: 'At most 900.' },
      {
        line: 66,
        column: 17,
        field: 'questions.0.modelAnswer',
        reason: 'There is nothing where a text belongs.',
      },
      { line: 67, column: 5, field: 'questions.0.price', reason: 'There is no such field here.' },
    ]);
  });

  it('may mark a question as required', () => {
    const field = (value: string) => withLines({ 58: `    answerSeconds: 120\n    mayBeSkipped: ${value}` });
    expect(kitOfYaml(field('false')).questions[0]?.mayBeSkipped).toBe(false);
    expect(yamlOfKit(kitOfYaml(field('false')))).toContain('    mayBeSkipped: false\n');
    expect(problemsOf(field('perhaps'))).toMatchObject([
      {
        field: 'questions.0.mayBeSkipped',
        reason: 'There is a text where yes or no belongs.',
      },
    ]);
  });

  it('may allow a question for practice, and omits the field otherwise', () => {
    const field = (value: string) => withLines({ 58: `    answerSeconds: 120\n    practice: ${value}` });
    expect(kitOfYaml(field('true')).questions[0]?.practice).toBe(true);
    expect(yamlOfKit(kitOfYaml(field('true')))).toContain('    practice: true\n');
    expect(kitOfYaml(withLines({})).questions[0]).not.toHaveProperty('practice');
    expect(problemsOf(field('perhaps'))).toMatchObject([
      { field: 'questions.0.practice', reason: 'There is a text where yes or no belongs.' },
    ]);
  });

  it('is rejected as invalid, with the first problem as a value and all in the details', () => {
    const refusal = refusalOf(withLines({ 2: undefined, 3: 'locale: english' }));
    expect(refusal.code).toBe('invalid');
    expect(refusal).toMatchObject({
      reason: 'kit-yaml-invalid',
      values: { problem: 'Line 1, column 1, level: This field is missing.', more: 1 },
    });
    expect(refusal.details?.problems).toHaveLength(2);
  });

  it.each([
    ['an unclosed quote', { 6: '    name: "COMPMARK' }, 6, 'competencies.0.name'],
    ['a lost indent', { 6: '  name: COMPMARK' }, 6, 'competencies.0.id'],
    ['a tab as indentation', { 6: '\tname: COMPMARK' }, 6, 'competencies.0.id'],
    ['a second colon', { 6: '    name: COMPMARK: Databases' }, 6, 'competencies.0.name'],
    ['an unclosed list', { 8: '    anchors: [one, two' }, 14, 'competencies.0.anchors.1'],
    ['no colon', { 6: '    name COMPMARK' }, 6, 'competencies.0'],
  ])('with %s gets an error where parsing stopped', (_fault, lines, line, field) => {
    const [first] = problemsOf(withLines(lines));
    expect(first).toMatchObject({ line, field });
    expect(first?.reason).not.toMatch(/missing\.$/);
  });

  it('gets errors for duplicate IDs and unknown references', () => {
    const yaml = withLines({ 14: '  - id: competency-1', 78: '      - competency-9' });
    expect(problemsOf(yaml)).toEqual([
      { line: 14, column: 9, field: 'competencies.1.id', reason: 'competency-1 appears twice.' },
      {
        line: 78,
        column: 9,
        field: 'questions.1.competencies.1',
        reason: 'There is no competency competency-9 in this kit.',
      },
      expect.objectContaining({ line: 99, field: 'questions.2.competencies.0' }),
    ]);
  });

  it('gets an error for an invalid question of the guide', () => {
    const yaml = yamlOfKit(withGuide([guideQuestion(), guideQuestion({ id: 'another' as never })]))
      .replace('id: another', 'id: what-is-an-index\n      practice: question-9')
      .replace('language: sql', 'language: cobol')
      .replace('difficulty: basic', 'difficulty: easy');
    const lineOf = (text: string) => yaml.split('\n').findIndex(line => line.includes(text)) + 1;
    expect(problemsOf(yaml).map(({ line, field }) => [line, field])).toEqual([
      [lineOf('difficulty: easy'), 'guide.questions.0.difficulty'],
      [lineOf('language: cobol'), 'guide.questions.0.code.language'],
    ]);
    const readable = yaml.replace('cobol', 'java').replace('easy', 'basic');
    expect(problemsOf(readable)).toEqual([
      expect.objectContaining({
        line: lineOf('practice:') - 1,
        field: 'guide.questions.1.id',
        reason: 'what-is-an-index appears twice.',
      }),
      expect.objectContaining({
        line: lineOf('practice:'),
        field: 'guide.questions.1.practice',
        reason: 'There is no question question-9 in this kit.',
      }),
    ]);
  });

  it('gets an error for a duplicate field, at the second position', () => {
    expect(problemsOf(withLines({ 7: '    name: Another' }))).toEqual([
      { line: 5, column: 5, field: 'competencies.0.description', reason: 'This field is missing.' },
      { line: 7, column: 5, field: 'competencies.0.name', reason: 'This field appears twice.' },
    ]);
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', '<<'])("can't have a field %s", name => {
    expect(problemsOf(withLines({ 1: `role: Developer\n${name}: { role: Eve }` }))).toEqual([
      { line: 2, column: 1, field: name, reason: 'There is no such field here.' },
    ]);
    expect(problemsOf(withLines({ 7: `    description: text\n    ${name}: 5` }))).toEqual([
      { line: 8, column: 5, field: `competencies.0.${name}`, reason: 'There is no such field here.' },
    ]);
    expect(Object.hasOwn(Object.prototype, 'role')).toBe(false);
  });

  it.each([
    ['.nan', 'There is no finite number where a number belongs.'],
    ['.inf', 'There is no finite number where a number belongs.'],
    ['1e999', 'There is no finite number where a number belongs.'],
    ['-5', 'At least 0.'],
    ['0x1ff', 'At most 300.'],
    ['99999999999999999999999', 'This number is far too large.'],
    ['"15"', 'There is a text where a number belongs.'],
  ])("can't have a time of %s", (value, reason) => {
    const problems = problemsOf(withLines({ 57: `    thinkSeconds: ${value}` }));
    expect(problems).toContainEqual({ line: 57, column: 19, field: 'questions.0.thinkSeconds', reason });
  });

  it.each([
    ['a custom tag', { 2: 'level: !secret Senior' }, 2, 'level'],
    ['a tag that runs code in other parsers', { 2: 'level: !!js/function "() => 1"' }, 2, 'level'],
    ['a tag on a list', { 8: '    anchors: !!set' }, 8, 'competencies.0.anchors'],
    ['a tag on a key', { 2: '!key level: Senior' }, 2, 'level'],
    ['an alias', { 1: 'role: &role Developer', 2: 'level: *role' }, 2, 'level'],
    ['an unknown alias', { 2: 'level: *nowhere' }, 2, 'level'],
    ['a directive', { 1: '%YAML 1.1\n---\nrole: Developer' }, 1, ''],
    ['a list as a key', { 2: 'level: Senior\n? [a]\n: five' }, 3, 'level'],
  ])('with %s is rejected at that position', (_what, lines, line, field) => {
    expect(problemsOf(withLines(lines))).toContainEqual(expect.objectContaining({ line, field }));
  });

  it("can't contain two kits", () => {
    const kit = LINES.join('\n');
    expect(problemsOf(`${kit}\n---\n${kit}`)).toEqual([
      expect.objectContaining({
        line: LINES.length + 1,
        field: '',
        reason: expect.stringMatching(/one kit/),
      }),
    ]);
  });

  it.each([
    ['empty', ''],
    ['a comment', '# soon'],
    ['a word', 'kit'],
    ['a list', '- kit'],
    ['null', '~'],
    ['a number', '5'],
    ['other JSON', '{"a": [1, 2]}'],
    ['a document end', '...'],
    ['binary', '\u0000\u0001\u0002'],
  ])('is rejected when it is %s', (_what, yaml) => {
    expect(problemsOf(yaml).length).toBeGreaterThan(0);
    for (const { line, column } of problemsOf(yaml)) expect(Math.min(line, column)).toBeGreaterThan(0);
  });

  it('gets no more errors than a person can fix', () => {
    const unknown = Array.from({ length: 1_000 }, (_, index) => `field${index}: 1`);
    expect(problemsOf([...LINES, ...unknown].join('\n'))).toHaveLength(200);
  });
});

describe('a YAML text designed to exhaust resources', () => {
  const ALIASES = Array.from({ length: 9 }, (_, level) => {
    const reference = level === 0 ? 'lol' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array.from({ length: 9 }, () => reference).join(', ')}]`;
  }).join('\n');

  it('with nested aliases is rejected at each of them', () => {
    const problems = problemsOf(ALIASES).filter(({ reason }) => reason.startsWith('References'));
    expect(problems).toHaveLength(72);
  });

  it('that refers to itself is rejected', () => {
    expect(problemsOf('&a [*a]')).toContainEqual(expect.objectContaining({ line: 1, column: 5 }));
  });

  it.each([
    ['[', /nested deeper/],
    ['{a: ', /nested deeper/],
    ['- ', /nested deeper/],
    ['? ', /nested deeper/],
    [']', /more in this text/],
    ['&a ', /more in this text/],
    ['!a ', /more in this text/],
    ['- *a\n', /more in this text/],
    ['---\n', /more in this text/],
    ['%a\n', /more in this text/],
    ['"', /more in this text/],
    ['\n', /more in this text/],
  ])('of only %j is rejected beyond a limit', (part, reason) => {
    expect(problemsOf(part.repeat((MAX_KIT_YAML - 1) / part.length))).toEqual([
      expect.objectContaining({ field: '', reason: expect.stringMatching(reason) }),
    ]);
  });

  it('of many different fields is rejected beyond a limit', () => {
    const fields = Array.from({ length: 60_000 }, (_, index) => `${index.toString(36)}:`).join('\n');
    expect(problemsOf(fields)).toEqual([expect.objectContaining({ field: '' })]);
  });

  it('beyond the size limit is not parsed', () => {
    expect(problemsOf('x'.repeat(MAX_KIT_YAML + 1))).toEqual([
      { line: 1, column: 1, field: '', reason: 'A kit has at most 2200000 characters.' },
    ]);
  });
});
