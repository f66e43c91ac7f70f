import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Unwanted {
  pattern: RegExp;
  /** Why the word is unwanted, and what to write instead. */
  reason: string;
}

const UNWANTED: readonly Unwanted[] = [
  { pattern: /\bby (itself|themselves|ourselves)\b/i, reason: 'Software does things automatically.' },
  { pattern: /\bany more\b/i, reason: 'Reads as translated. Write “no longer”.' },
  { pattern: /\bat once\b/i, reason: 'Two meanings. Write “immediately” or “at the same time”.' },
  { pattern: /\bfor good\b(?! (reason|measure))/i, reason: 'Two meanings. Write “permanently”.' },
  { pattern: /\bmeanwhile\b/i, reason: 'Stiff. Write “while …”, or leave it out.' },
  { pattern: /\b(whoever|whomever)\b/i, reason: 'Hides the person. Name the role, such as “the evaluator”.' },
  {
    pattern: /\b(nobody|somebody|anybody|everybody)\b/i,
    reason: 'Two sets of words for one thing. Write “no one”, “someone”, “anyone”, “everyone”.',
  },
  { pattern: /\bbeside\b/i, reason: 'Often mistaken for “besides”. Write “next to”.' },
  { pattern: /\bcould(n’t|n't| not) be loaded\b/i, reason: 'No actor. Write “Couldn’t load …”.' },
  {
    pattern: /\b(colour|behaviour|favour|honour|neighbour|flavour)/i,
    reason: 'American spelling ends in -or.',
  },
  {
    pattern: /\b(cancell(?!ation)|signall|labell(?!edby)|modell|travell|channell|fulfil\b)/i,
    reason: 'American spelling has one l before -ed and -ing, and two in “fulfill”.',
  },
  {
    pattern:
      /\b(organis|synthesis(e|ing)|recognis|optimis(?!t)|normalis|initialis|serialis|finalis(?!t)|minimis|realis(e|ing)|summaris|authoris|randomis|customis)/i,
    reason: 'American spelling ends in -ize.',
  },
  {
    pattern: /\b(catalogue|programmes?|centre|metre|analyse|licence|defence|artefact|judgement|grey)\b/i,
    reason: 'American: catalog, program, center, meter, analyze, license, defense, artifact, judgment, gray.',
  },
  {
    pattern: /\b(afterwards|towards|whilst|amongst|learnt)\b/i,
    reason: 'American: afterward, toward, while, among, learned.',
  },
];

interface Allowed {
  file: RegExp;
  /** What may stand in that file. */
  phrase: RegExp;
  reason: string;
}

const ALLOWED: readonly Allowed[] = [
  {
    file: /^server\/features\/kit\/builtIn\/.*\.yaml$/,
    phrase: /category: behavioural/g,
    reason: 'Stored value.',
  },
  { file: /^tests\/unit\/kit\/kitYaml/, phrase: /knowledge, behavioural,/g, reason: 'Stored value.' },
  { file: /^tests\/unit\/shared\/lintKit/, phrase: /no.behavioural.question/g, reason: 'Stored value.' },
  {
    file: /^tests\/contract\/(interviewRecordingStore|jobStore)\.contract\.ts$/,
    phrase: /'finalise \w+'/g,
    reason: 'Stored kind of a job.',
  },
  {
    file: /^tests\/contract\/finaliseFailures/,
    phrase: /finaliseRecording/g,
    reason: 'Code of a script.',
  },
  {
    file: /^tests\/unit\/site\/searchQueries\.ts$/,
    phrase: /behavioural questions/g,
    reason: 'Searches that people type.',
  },
  {
    file: /^shared\/report\/reportWording\.ts$/,
    phrase: /someone\|somebody/g,
    reason: 'Finds what people write.',
  },
];

const FILES = '{client,server,sfu,shared,scripts,tests,docs}/**/*.{ts,tsx,mjs,css,md,yaml}';
const OTHER_FILES = ['*.md', '*.ts'];
/** Quotes the words. */
const THIS_FILE = 'tests/unit/words.test.ts';

const files = globSync([FILES, ...OTHER_FILES])
  .map(file => file.replaceAll('\\', '/'))
  .filter(file => file !== THIS_FILE)
  .sort();

describe('plain American English', () => {
  it('reads files of every kind', () => {
    for (const file of [
      'client/texts/room.ts',
      'README.md',
      'server/features/kit/builtIn/backend-developer.yaml',
    ])
      expect(files).toContain(file);
  });

  it('is what texts, comments, and documents are written in', () => {
    const findings = files.flatMap(findingsIn);
    expect(findings).toEqual([]);
  });

  it.each([
    ['a comment', '/** It closes by itself. */'],
    ['a comment at the end of a line', 'close(); // It does not open any more.'],
    ['a text', "const text = 'Deleted for good';"],
    ['a template', 'const text = `It closes at once`;'],
    ['text in markup', '<p>The colour changes</p>'],
  ])('finds an unwanted word in %s', (_, code) => {
    expect(proseOf('some.tsx', code).flatMap(reasonsAgainst)).toHaveLength(1);
  });

  it.each([
    ['a name', 'const cancelled = behaviour.colour;'],
    ['a value without spaces', "state === 'cancelled'"],
    ['code in a comment', '/** `cancelled` is final. */'],
    ['an address', "fetch('https://example.com/colour')"],
    ['good reasons', '// Refused for good reason.'],
  ])('leaves %s alone', (_, code) => {
    expect(proseOf('some.tsx', code).flatMap(reasonsAgainst)).toEqual([]);
  });
});

function findingsIn(file: string): string[] {
  const prose = proseOf(file, readFileSync(file, 'utf8'));
  const allowed = ALLOWED.filter(entry => entry.file.test(file));
  return prose
    .map(text => allowed.reduce((rest, { phrase }) => rest.replace(phrase, ''), text))
    .flatMap(text => reasonsAgainst(text).map(reason => `${file}: ${reason}`));
}

function reasonsAgainst(text: string): string[] {
  return UNWANTED.flatMap(({ pattern, reason }) => {
    const [word] = pattern.exec(text) ?? [];
    return word === undefined ? [] : [`“${word}”: ${reason}`];
  });
}

/** Returns what people read in a file: comments and texts of code without code spans, and all of other files. */
function proseOf(file: string, content: string): string[] {
  if (/\.(md|yaml)$/.test(file))
    return content
      .replace(/^```[\s\S]*?^```/gm, '')
      .split('\n')
      .map(withoutCode);
  const comments = content.match(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*$/gm) ?? [];
  const code = content.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*$/gm, '');
  const quoted = code.match(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? [];
  const markup = file.endsWith('.tsx') ? (code.match(/(?<=>)[^<>{}=;]+(?=<)/g) ?? []) : [];
  return [...comments.map(withoutCode), ...[...quoted, ...markup].filter(text => text.trim().includes(' '))];
}

function withoutCode(text: string): string {
  return text.replace(/`[^`]*`/g, '');
}
