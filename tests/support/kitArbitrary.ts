import fc from 'fast-check';
import {
  ANCHOR_COUNT,
  CodeLanguage,
  Difficulty,
  type GuideQuestion,
  type Kit,
  MAX_RETRIES,
  type Probe,
  type Question,
  QuestionCategory,
} from '../../shared/kit/kit.ts';
import { CompetencyId, GuideQuestionId, ProbeId, QuestionId } from '../../shared/kit/kitIds.ts';

/** Texts that YAML could parse as another type, or that contain YAML syntax. */
const TRICKY = [
  'yes',
  'null',
  '~',
  '12',
  '1e3',
  '.nan',
  '0x1f',
  '2024-01-01',
  '- item',
  'key: value',
  '# no comment',
  '&anchor *alias !tag',
  '<<',
  '"quoted"',
  "it's",
  '---',
  '...',
  '%YAML 1.1',
  '| block',
  '> fold',
  '{a: [b]}',
  'first\nsecond',
  'first\n\n\n  indented\n\tby tab\nlast',
  'trailing spaces  \nand more',
  'carriage\r\nreturn',
  'a line that is longer than any editor shows, '.repeat(4).trim(),
  `${'word '.repeat(60)}\n\n${'word '.repeat(60)}`.trim(),
];

/** Texts without surrounding white space, as they are stored. */
function text(maxLength: number, minLength = 0): fc.Arbitrary<string> {
  return fc
    .oneof(
      { weight: 3, arbitrary: fc.string({ maxLength, unit: 'binary' }) },
      { weight: 3, arbitrary: fc.string({ maxLength, unit: 'grapheme' }) },
      { weight: 2, arbitrary: fc.constantFrom(...TRICKY.filter(({ length }) => length <= maxLength)) },
      {
        weight: 2,
        arbitrary: fc.array(fc.constantFrom('a', 'word', ' ', '  ', '\n', '\n\n', '\t', ':', '#', '-')),
      },
    )
    .map(value => (typeof value === 'string' ? value : value.join('')).slice(0, maxLength).trim())
    .filter(({ length }) => length >= minLength);
}

const name = text(80, 1);
const line = text(200);
const long = text(600);
const lines = fc.array(line, { maxLength: 4 });
const slug = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);

function distinctIds<Id>(parse: (id: string) => Id, maxLength: number): fc.Arbitrary<Id[]> {
  return fc.uniqueArray(slug, { maxLength }).map(ids => ids.map(parse));
}

function probe(id: ProbeId): fc.Arbitrary<Probe> {
  return fc.record(
    {
      id: fc.constant(id),
      text: line,
      rephrased: line,
      whenShorterThanSeconds: fc.integer({ min: 5, max: 300 }),
    },
    { requiredKeys: ['id', 'text'] },
  );
}

function question(id: QuestionId, competencies: readonly CompetencyId[]): fc.Arbitrary<Question> {
  const fields = {
    id: fc.constant(id),
    text: line,
    rephrased: line,
    category: fc.constantFrom(...QuestionCategory.options),
    competencies: fc.subarray([...competencies]).map(some => some.slice(0, 2)),
    thinkSeconds: fc.integer({ min: 0, max: 300 }),
    answerSeconds: fc.integer({ min: 15, max: 900 }),
    probes: distinctIds(id => ProbeId.parse(id), 3).chain(ids => fc.tuple(...ids.map(probe))),
    modelAnswer: long,
    strong: lines,
    weak: lines,
  };
  const required = Object.keys(fields) as (keyof typeof fields)[];
  const optional = {
    mayBeSkipped: fc.boolean(),
    retries: fc.integer({ min: 0, max: MAX_RETRIES }),
    practice: fc.boolean(),
    mentions: lines,
  };
  return fc.record({ ...fields, ...optional }, { requiredKeys: required });
}

/** Code, where all white space matters. */
const CODE = [
  '',
  ' ',
  '\n',
  '\n\n  x\n\n',
  '---\nkey: value\n...\n',
  '# no comment\n  indented # here',
  'trailing spaces   \n\ttab first\ttab within\t\n\n',
  '  first line indented\nnot the second\n',
  "say('\u{1f600}');\n",
  'windows\r\nlines\r\n',
  'old mac\rlines',
  'next\u0085line \u2028 \u2029 \ufeff \u0000',
  `${'x = 1; '.repeat(40)}\n`,
  `const long = '${'y'.repeat(150)}';`,
  '%YAML 1.2\n---\n',
  '|\n>\n- &a *b !c\n',
];
const code = fc.oneof(
  fc.constantFrom(...CODE),
  fc
    .array(fc.constantFrom('  ', ' ', '\t', '\n', '#', '---', 'let a;', '"', "'", '\\', ':'))
    .map(parts => parts.join('')),
  fc.string({ maxLength: 300, unit: 'binary' }),
  fc.string({ maxLength: 300, unit: 'grapheme' }),
);

function guideQuestion(id: GuideQuestionId, questions: readonly QuestionId[]): fc.Arbitrary<GuideQuestion> {
  const fields = {
    id: fc.constant(id),
    title: text(80),
    question: line,
    topic: text(80),
    difficulty: fc.constantFrom(...Difficulty.options),
    short: line,
    answer: long,
    coachNote: line,
    commonMistake: line,
    followUps: lines,
  };
  const required = Object.keys(fields) as (keyof typeof fields)[];
  const optional = {
    mentions: lines,
    code: fc.record({ language: fc.constantFrom(...CodeLanguage.options), code }),
    ...(questions.length > 0 && { practice: fc.constantFrom(...questions) }),
  };
  return fc.record({ ...fields, ...optional }, { requiredKeys: required });
}

const ids = fc.record({
  competencies: distinctIds(id => CompetencyId.parse(id), 4),
  questions: distinctIds(id => QuestionId.parse(id), 4),
  guideQuestions: distinctIds(id => GuideQuestionId.parse(id), 3),
});

/** Kits that the schema allows, with or without linter findings. */
export const kitArbitrary: fc.Arbitrary<Kit> = ids.chain(({ competencies, questions, guideQuestions }) =>
  fc.record({
    role: name,
    level: name,
    locale: fc.constantFrom('en', 'en-GB', 'no'),
    competencies: fc.tuple(
      ...competencies.map(id =>
        fc.record({
          id: fc.constant(id),
          name: text(80),
          description: line,
          anchors: fc.array(line, { maxLength: ANCHOR_COUNT }),
        }),
      ),
    ),
    questions: fc.tuple(...questions.map(id => question(id, competencies))),
    script: fc.record({
      greeting: long,
      consent: long,
      instructions: long,
      briefing: long,
      acknowledgements: lines,
      reassurances: lines,
      reasks: lines,
      timeWarnings: lines,
      handOver: fc.record({ toPerson: lines, toRecruiter: lines }),
      closing: long,
    }),
    guide: fc.record({
      promise: line,
      questions: fc.tuple(...guideQuestions.map(id => guideQuestion(id, questions))),
      preparation: fc.array(fc.record({ title: line, text: long }), { maxLength: 3 }),
      expertTip: long,
      commonMistake: long,
    }),
  }),
);
