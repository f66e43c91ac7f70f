import { SHORT_PRACTICE_QUESTIONS } from '../practice/practice.ts';
import { practiceEditionOf } from '../practice/practiceEdition.ts';
import type { GuideQuestion } from './guide.ts';
import { ANCHOR_COUNT, type Competency, type Kit, type Question, QuestionCategory } from './kit.ts';
import { areTooClose, evaluatingWord, gistOf } from './lintWording.ts';
import { introductionSeconds, spokenSeconds, wordCount } from './transcript.ts';

/** A remark of the linter about one place in a kit. */
export interface Finding {
  rule: FindingRule;
  /** `error`: no interview can use this kit yet. `warning`: it can be used, but should be improved. */
  level: 'error' | 'warning';
  /** Keys and indexes from the top of the kit. Empty for the kit as a whole. */
  path: readonly (string | number)[];
  /** One sentence for the author of the kit. */
  message: string;
}

const FINDING_RULES = [
  'missing-text',
  'missing-anchor',
  'same-anchor',
  'bare-anchor',
  'too-many-competencies',
  'few-competencies',
  'unfed-competency',
  'aimless-question',
  'no-questions',
  'no-behavioural-question',
  'missing-category',
  'same-question',
  'no-probe',
  'evaluating-acknowledgement',
  'few-acknowledgements',
  'same-acknowledgement',
  'long-introduction',
  'long-heading',
  'same-heading',
  'direct-answer-length',
  'rated-question',
  'little-practice',
] as const;
type FindingRule = (typeof FINDING_RULES)[number];

export const RECOMMENDED_COMPETENCIES = { min: 5, max: 8 } as const;
const MIN_ACKNOWLEDGEMENTS = 8;
/** Longest introduction, in seconds: after that, people stop listening before the first question. */
const MAX_INTRODUCTION = 30;
/** Number of words of the direct answer in a guide: enough to answer, few enough to read at a glance. */
const DIRECT_ANSWER_WORDS = { min: 25, max: 55 } as const;
/** Longest heading, in characters: search results cut longer ones. */
export const MAX_HEADING = 65;
/** An anchor with fewer words is a label, such as "very good", and describes no behavior. */
const MIN_ANCHOR_WORDS = 4;

/** Returns all remarks about a kit, in the order of the kit. Fast enough to run on each key press. */
export function lintKit(kit: Kit): Finding[] {
  return [
    ...lintCompetencies(kit),
    ...lintQuestions(kit),
    ...lintScript(kit),
    ...lintGuide(kit),
    ...lintPractice(kit),
  ];
}

/** True when an interview can use this kit. */
export function isFit(kit: Kit): boolean {
  return lintKit(kit).every(finding => finding.level !== 'error');
}

function* lintCompetencies(kit: Kit): Generator<Finding> {
  const { min, max } = RECOMMENDED_COMPETENCIES;
  const count = kit.competencies.length;
  if (count > max)
    yield error(
      'too-many-competencies',
      ['competencies'],
      `People can’t rate ${count} competencies well. Keep at most ${max}.`,
    );
  else if (count < min)
    yield warning(
      'few-competencies',
      ['competencies'],
      `${count} ${count === 1 ? 'competency says' : 'competencies say'} little about a person. Most kits have ${min} to ${max}.`,
    );
  const fed = new Set(kit.questions.flatMap(question => question.competencies));
  for (const [index, competency] of kit.competencies.entries()) {
    yield* lintCompetency(competency, ['competencies', index]);
    if (!fed.has(competency.id))
      yield error(
        'unfed-competency',
        ['competencies', index],
        `No question gives evidence for ${competency.name || competency.id}.`,
      );
  }
}

function* lintCompetency(competency: Competency, path: readonly (string | number)[]): Generator<Finding> {
  if (competency.name === '') yield missing([...path, 'name'], 'The competency needs a name.');
  if (competency.description === '')
    yield missing([...path, 'description'], 'Say in one sentence what the competency covers.', 'warning');
  const seen = new Set<string>();
  for (let index = 0; index < ANCHOR_COUNT; index += 1) {
    const place = [...path, 'anchors', index];
    const anchor = competency.anchors[index] ?? '';
    if (anchor === '') {
      yield error('missing-anchor', place, `Rating ${index + 1} has no anchor.`);
      continue;
    }
    if (seen.has(normalized(anchor)))
      yield error('same-anchor', place, `The anchor for ${index + 1} repeats another one.`);
    else if (wordCount(anchor) < MIN_ANCHOR_WORDS)
      yield warning('bare-anchor', place, 'Describe what a person says or does, not how good it is.');
    seen.add(normalized(anchor));
  }
}

function* lintQuestions(kit: Kit): Generator<Finding> {
  if (kit.questions.length === 0) yield error('no-questions', ['questions'], 'There are no questions yet.');
  const categories = new Set(kit.questions.map(question => question.category));
  for (const category of QuestionCategory.options) {
    if (categories.has(category) || kit.questions.length === 0) continue;
    if (category === 'behavioural')
      yield error(
        'no-behavioural-question',
        ['questions'],
        'Ask about at least one thing the person has done.',
      );
    else yield warning('missing-category', ['questions'], `There is no ${category} question.`);
  }
  const seen = new Set<string>();
  for (const [index, question] of kit.questions.entries()) {
    const path = ['questions', index];
    yield* lintQuestion(question, path);
    if (question.text !== '' && seen.has(normalized(question.text)))
      yield warning('same-question', [...path, 'text'], 'This question appears twice.');
    seen.add(normalized(question.text));
  }
}

function* lintQuestion(question: Question, path: readonly (string | number)[]): Generator<Finding> {
  if (question.text === '') yield missing([...path, 'text'], 'The question has no text.');
  if (question.competencies.length === 0)
    yield error(
      'aimless-question',
      [...path, 'competencies'],
      'Choose the competency that an answer gives evidence for.',
    );
  if (question.rephrased === '')
    yield missing(
      [...path, 'rephrased'],
      'Write the question in other words, for candidates who didn’t understand it the first time.',
      'warning',
    );
  if (question.modelAnswer === '')
    yield missing([...path, 'modelAnswer'], 'Evaluators have no model answer to compare with.', 'warning');
  if (question.strong.every(point => point === ''))
    yield missing([...path, 'strong'], 'Say what strong answers show.', 'warning');
  if (question.weak.every(point => point === ''))
    yield missing([...path, 'weak'], 'Say what weak answers show.', 'warning');
  if (question.probes.every(probe => probe.text === ''))
    yield warning('no-probe', [...path, 'probes'], 'There is no follow-up for a short answer.');
}

function* lintScript({ script }: Kit): Generator<Finding> {
  for (const part of ['greeting', 'consent', 'instructions', 'closing'] as const) {
    if (script[part] === '') yield missing(['script', part], `The recruiter has no ${part}.`);
  }
  yield* lintIntroduction(script);
  const path = ['script', 'acknowledgements'];
  const spoken = script.acknowledgements.filter(line => line !== '');
  if (spoken.length < MIN_ACKNOWLEDGEMENTS)
    yield error(
      'few-acknowledgements',
      path,
      `With ${spoken.length}, acknowledgments repeat too often. Write at least ${MIN_ACKNOWLEDGEMENTS}.`,
    );
  const seen = new Set<string>();
  for (const [index, line] of script.acknowledgements.entries()) {
    const word = evaluatingWord(line);
    if (word)
      yield error(
        'evaluating-acknowledgement',
        [...path, index],
        `“${word}” tells the candidate how good the answer was.`,
      );
    if (line !== '' && seen.has(normalized(line)))
      yield warning('same-acknowledgement', [...path, index], 'This line appears twice.');
    seen.add(normalized(line));
  }
  for (const part of ['reassurances', 'reasks', 'timeWarnings'] as const) {
    if (script[part].every(line => line === ''))
      yield missing(['script', part], 'The recruiter has no line for this moment.', 'warning');
  }
  for (const part of ['toPerson', 'toRecruiter'] as const) {
    if (script.handOver[part].every(line => line === ''))
      yield missing(['script', 'handOver', part], 'The recruiter has no line for this moment.', 'warning');
  }
}

function lintIntroduction(script: Kit['script']): Finding[] {
  const seconds = Math.round(introductionSeconds(script));
  if (seconds <= MAX_INTRODUCTION) return [];
  const parts = ['greeting', 'consent', 'instructions'] as const;
  const [longest] = parts.toSorted((a, b) => spokenSeconds(script[b]) - spokenSeconds(script[a]));
  return [
    warning(
      'long-introduction',
      ['script', longest ?? 'greeting'],
      `Greeting, consent, and instructions take ${seconds} seconds. Keep them to ${MAX_INTRODUCTION}, and move the rest to the text that candidates read.`,
    ),
  ];
}

function* lintGuide({ guide, questions }: Kit): Generator<Finding> {
  const headings = new Set<string>();
  const asked = questions.map(({ text, rephrased }) => ({ text, gists: [gistOf(text), gistOf(rephrased)] }));
  for (const [index, entry] of guide.questions.entries()) {
    const path = ['guide', 'questions', index];
    yield* lintGuideQuestion(entry, path);
    const heading = headingKey(entry.title);
    if (heading !== '' && headings.has(heading))
      yield warning('same-heading', [...path, 'title'], 'Another question has this heading.');
    headings.add(heading);
    const gist = gistOf(entry.question);
    const rated = asked.find(({ gists }) => gists.some(one => areTooClose(one, gist)));
    if (rated)
      yield warning(
        'rated-question',
        [...path, 'question'],
        `The interview asks almost the same: “${rated.text}” People who read the guide would have rehearsed it.`,
      );
  }
}

/** Checks kits with a guide only: the others are not meant for the public. */
function lintPractice(kit: Kit): Finding[] {
  if (kit.guide.questions.length === 0 || kit.questions.length === 0) return [];
  const asked = practiceEditionOf(kit).questions.length;
  if (asked >= SHORT_PRACTICE_QUESTIONS) return [];
  const can = asked === 0 ? 'nothing' : `only ${asked} ${asked === 1 ? 'question' : 'questions'}`;
  return [
    warning(
      'little-practice',
      ['guide', 'questions'],
      `Practice on the public page can ask ${can}. Write at least ${SHORT_PRACTICE_QUESTIONS} questions for the guide, or open questions of the interview for practice.`,
    ),
  ];
}

function* lintGuideQuestion(entry: GuideQuestion, path: readonly (string | number)[]): Generator<Finding> {
  for (const [field, message] of GUIDE_FIELDS) {
    if (entry[field] === '') yield missing([...path, field], message, 'warning');
  }
  if (entry.code?.code.trim() === '')
    yield missing([...path, 'code', 'code'], 'The code example is empty. Write it or remove it.', 'warning');
  if (entry.title.length > MAX_HEADING)
    yield warning(
      'long-heading',
      [...path, 'title'],
      `Search results cut this heading. Keep it to ${MAX_HEADING} characters.`,
    );
  const words = wordCount(entry.short);
  const { min, max } = DIRECT_ANSWER_WORDS;
  if (entry.short !== '' && (words < min || words > max))
    yield warning(
      'direct-answer-length',
      [...path, 'short'],
      `The direct answer has ${words} ${words === 1 ? 'word' : 'words'}. Write about forty, which can be read at a glance.`,
    );
}

const GUIDE_FIELDS = [
  ['title', 'The question needs a short heading.'],
  ['question', 'The question has no text.'],
  ['topic', 'Say what it is about, in a word or two.'],
  ['short', 'Start with a direct answer of about forty words.'],
  ['answer', 'The question has no answer.'],
  ['coachNote', 'Say what interviewers listen for.'],
  ['commonMistake', 'Name the most common mistake.'],
] as const;

function error(rule: FindingRule, path: Finding['path'], message: string): Finding {
  return { rule, level: 'error', path, message };
}

function warning(rule: FindingRule, path: Finding['path'], message: string): Finding {
  return { rule, level: 'warning', path, message };
}

function missing(path: Finding['path'], message: string, level: Finding['level'] = 'error'): Finding {
  return { rule: 'missing-text', level, path, message };
}

/** Ignores case and punctuation at the end. Other characters count, because they distinguish C from C++. */
function headingKey(title: string): string {
  return title
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[\s.?!…]+$/, '');
}

/** Ignores case and punctuation. */
function normalized(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
