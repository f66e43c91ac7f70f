import { SHORT_PRACTICE_QUESTIONS } from '../practice/practice.ts';
import { practiceEditionOf } from '../practice/practiceEdition.ts';
import {
  ANCHOR_COUNT,
  type Competency,
  type GuideQuestion,
  type Kit,
  type Question,
  QuestionCategory,
} from './kit.ts';
import { areTooClose, gistOf } from './similarQuestions.ts';
import { introductionSeconds, spokenSeconds, wordCount } from './transcript.ts';

/** A problem of a kit, with the values for the message that authors read. */
export type KitProblem =
  | { code: 'missing-text'; field: RequiredText }
  | { code: 'missing-anchor'; rating: number }
  | { code: 'same-anchor'; rating: number }
  | { code: 'bare-anchor' }
  | { code: 'too-many-competencies'; count: number; max: number }
  | { code: 'few-competencies'; count: number; min: number; max: number }
  | { code: 'unfed-competency'; competency: string }
  | { code: 'aimless-question' }
  | { code: 'no-questions' }
  | { code: 'no-behavioural-question' }
  | { code: 'missing-category'; category: Exclude<QuestionCategory, 'behavioural'> }
  | { code: 'same-question' }
  | { code: 'no-probe' }
  | { code: 'probes-not-rephrased'; count: number }
  | { code: 'same-words' }
  | { code: 'evaluating-acknowledgement'; word: string }
  | { code: 'few-acknowledgements'; count: number; min: number }
  | { code: 'same-acknowledgement' }
  | { code: 'long-introduction'; seconds: number; max: number }
  | { code: 'long-heading'; max: number }
  | { code: 'same-heading' }
  | { code: 'direct-answer-length'; words: number }
  | { code: 'rated-question'; question: string }
  | { code: 'little-practice'; questions: number; min: number };

export type Finding<Problem> = Problem & {
  /** An `error` prevents using a kit in interviews, or publishing a report. */
  severity: 'error' | 'warning';
  /** Keys and indexes from the top of the document. Empty if the finding is about the whole document. */
  path: readonly (string | number)[];
};
export type KitFinding = Finding<KitProblem>;

type Path = KitFinding['path'];

const SPOKEN_TEXTS = ['greeting', 'consent', 'instructions', 'closing'] as const;
const SPOKEN_LINES = ['reassurances', 'reasks', 'timeWarnings'] as const;
const HANDOVER_LINES = ['toPerson', 'toRecruiter'] as const;
const GUIDE_TEXTS = ['title', 'question', 'topic', 'short', 'answer', 'coachNote', 'commonMistake'] as const;

/** Fields that must not be empty, as named by the last key of a finding's path. */
export type RequiredText =
  | 'name'
  | 'description'
  | 'text'
  | 'rephrased'
  | 'modelAnswer'
  | 'strong'
  | 'weak'
  | 'code'
  | (typeof SPOKEN_TEXTS | typeof SPOKEN_LINES | typeof HANDOVER_LINES | typeof GUIDE_TEXTS)[number];

export const RECOMMENDED_COMPETENCIES = { min: 5, max: 8 } as const;
const MIN_ACKNOWLEDGEMENTS = 8;
/** Longest introduction in seconds, because people stop listening after that. */
const MAX_INTRODUCTION = 30;
const DIRECT_ANSWER_WORDS = { min: 25, max: 55 } as const;
/** Longest heading in characters, because search results cut longer headings. */
export const MAX_HEADING = 65;
/** An anchor with fewer words is a label, such as "very good", and describes no behavior. */
const MIN_ANCHOR_WORDS = 4;

/** Words that judge an answer. The recruiter's lines must be neutral. */
const EVALUATING =
  `good, great, excellent, perfect, perfectly, awesome, amazing, brilliant, fantastic, wonderful, impressive,
  impressed, superb, outstanding, correct, exactly, right, wrong, incorrect, bad, poor, weak, strong, nice,
  nicely, lovely, smart, clever, impressively, well done, well said, well put, love that, like that, agree,
  disagree, unfortunately, disappointing, disappointed, interesting, fascinating, spot on, better, best,
  worse, solid, insightful, helpful, terrific, fine answer`.split(/,\s+/);

/** Phrases that are neutral although they contain a judging word. */
const NEUTRAL = [/\ball right\b/gi, /\balright\b/gi, /\bright away\b/gi, /\bright now\b/gi];

const EVALUATING_PATTERN = new RegExp(`(?<![\\p{L}\\p{N}])(${EVALUATING.join('|')})(?![\\p{L}\\p{N}])`, 'iu');

/** Returns all problems of a kit, in the kit's order. Fast enough to run at every key press. */
export function lintKit(kit: Kit): KitFinding[] {
  const rules = [lintCompetencies, lintQuestions, lintScript, lintGuide, lintPractice];
  return rules.flatMap(rule => [...rule(kit)]);
}

export function isFit(kit: Kit): boolean {
  return lintKit(kit).every(finding => finding.severity !== 'error');
}

function* lintCompetencies(kit: Kit): Generator<KitFinding> {
  const { min, max } = RECOMMENDED_COMPETENCIES;
  const count = kit.competencies.length;
  if (count > max) yield error(['competencies'], { code: 'too-many-competencies', count, max });
  else if (count < min) yield warning(['competencies'], { code: 'few-competencies', count, min, max });
  const fed = new Set(kit.questions.flatMap(question => question.competencies));
  for (const [index, competency] of kit.competencies.entries()) {
    const path = ['competencies', index];
    yield* lintCompetency(competency, path);
    if (!fed.has(competency.id))
      yield error(path, { code: 'unfed-competency', competency: competency.name || competency.id });
  }
}

function* lintCompetency(competency: Competency, path: Path): Generator<KitFinding> {
  if (competency.name === '') yield missing(path, 'name', 'error');
  if (competency.description === '') yield missing(path, 'description');
  const seen = new Set<string>();
  for (let index = 0; index < ANCHOR_COUNT; index += 1) {
    const anchorPath = [...path, 'anchors', index];
    const anchor = competency.anchors[index] ?? '';
    const rating = index + 1;
    if (anchor === '') {
      yield error(anchorPath, { code: 'missing-anchor', rating });
      continue;
    }
    if (seen.has(normalized(anchor))) yield error(anchorPath, { code: 'same-anchor', rating });
    else if (wordCount(anchor) < MIN_ANCHOR_WORDS) yield warning(anchorPath, { code: 'bare-anchor' });
    seen.add(normalized(anchor));
  }
}

function* lintQuestions({ questions }: Kit): Generator<KitFinding> {
  if (questions.length === 0) yield error(['questions'], { code: 'no-questions' });
  else yield* lintCategories(new Set(questions.map(question => question.category)));
  const seen = new Set<string>();
  for (const [index, question] of questions.entries()) {
    const path = ['questions', index];
    yield* lintQuestion(question, path);
    if (question.text !== '' && seen.has(normalized(question.text)))
      yield warning([...path, 'text'], { code: 'same-question' });
    seen.add(normalized(question.text));
  }
}

function* lintCategories(used: ReadonlySet<QuestionCategory>): Generator<KitFinding> {
  for (const category of QuestionCategory.options) {
    if (used.has(category)) continue;
    if (category === 'behavioural') yield error(['questions'], { code: 'no-behavioural-question' });
    else yield warning(['questions'], { code: 'missing-category', category });
  }
}

function* lintQuestion(question: Question, path: Path): Generator<KitFinding> {
  if (question.text === '') yield missing(path, 'text', 'error');
  if (question.competencies.length === 0)
    yield error([...path, 'competencies'], { code: 'aimless-question' });
  if (question.rephrased === '') yield missing(path, 'rephrased');
  else if (isSame(question.text, question.rephrased))
    yield warning([...path, 'rephrased'], { code: 'same-words' });
  if (question.modelAnswer === '') yield missing(path, 'modelAnswer');
  if (areEmpty(question.strong)) yield missing(path, 'strong');
  if (areEmpty(question.weak)) yield missing(path, 'weak');
  if (question.probes.every(probe => probe.text === ''))
    yield warning([...path, 'probes'], { code: 'no-probe' });
  yield* lintOtherWords(question.probes, [...path, 'probes']);
}

function* lintOtherWords(probes: Question['probes'], path: Path): Generator<KitFinding> {
  const count = probes.filter(({ text, rephrased }) => text !== '' && !rephrased).length;
  if (count > 0) yield warning(path, { code: 'probes-not-rephrased', count });
  for (const [index, { text, rephrased }] of probes.entries())
    if (rephrased && isSame(text, rephrased))
      yield warning([...path, index, 'rephrased'], { code: 'same-words' });
}

function* lintScript({ script }: Kit): Generator<KitFinding> {
  for (const part of SPOKEN_TEXTS) if (script[part] === '') yield missing(['script'], part, 'error');
  yield* lintIntroduction(script);
  yield* lintAcknowledgements(script.acknowledgements);
  for (const part of SPOKEN_LINES) if (areEmpty(script[part])) yield missing(['script'], part);
  for (const part of HANDOVER_LINES)
    if (areEmpty(script.handOver[part])) yield missing(['script', 'handOver'], part);
}

function* lintIntroduction(script: Kit['script']): Generator<KitFinding> {
  const seconds = Math.round(introductionSeconds(script));
  const max = MAX_INTRODUCTION;
  if (seconds <= max) return;
  const parts = ['greeting', 'consent', 'instructions'] as const;
  const [longest] = parts.toSorted((a, b) => spokenSeconds(script[b]) - spokenSeconds(script[a]));
  yield warning(['script', longest ?? 'greeting'], { code: 'long-introduction', seconds, max });
}

function* lintAcknowledgements(lines: readonly string[]): Generator<KitFinding> {
  const path = ['script', 'acknowledgements'];
  const count = lines.filter(line => line !== '').length;
  if (count < MIN_ACKNOWLEDGEMENTS)
    yield error(path, { code: 'few-acknowledgements', count, min: MIN_ACKNOWLEDGEMENTS });
  const seen = new Set<string>();
  for (const [index, line] of lines.entries()) {
    const word = evaluatingWord(line);
    if (word) yield error([...path, index], { code: 'evaluating-acknowledgement', word });
    if (line !== '' && seen.has(normalized(line)))
      yield warning([...path, index], { code: 'same-acknowledgement' });
    seen.add(normalized(line));
  }
}

/** Returns the first judging word of a line, or undefined for a neutral line. */
export function evaluatingWord(line: string): string | undefined {
  const bare = NEUTRAL.reduce((text, pattern) => text.replace(pattern, ''), line);
  return EVALUATING_PATTERN.exec(bare)?.[0];
}

function* lintGuide({ guide, questions }: Kit): Generator<KitFinding> {
  const headings = new Set<string>();
  const asked = questions.map(question => ({
    ...question,
    gists: [gistOf(question.text), gistOf(question.rephrased)],
  }));
  for (const [index, entry] of guide.questions.entries()) {
    const path = ['guide', 'questions', index];
    yield* lintGuideQuestion(entry, path);
    const heading = headingKey(entry.title);
    if (heading !== '' && headings.has(heading)) yield warning([...path, 'title'], { code: 'same-heading' });
    headings.add(heading);
    const gist = gistOf(entry.question);
    const rated = asked.find(({ gists }) => gists.some(one => areTooClose(one, gist)));
    // The guide may show a question that it offers for practice, because practice makes the question public.
    const isOffered = rated?.practice && rated.id === entry.practice;
    if (rated && !isOffered)
      yield warning([...path, 'question'], { code: 'rated-question', question: rated.text });
  }
}

/** Checks that practice has enough questions. Kits without a guide aren't public, and aren't checked. */
function* lintPractice(kit: Kit): Generator<KitFinding> {
  if (kit.guide.questions.length === 0 || kit.questions.length === 0) return;
  const questions = practiceEditionOf(kit).questions.length;
  const min = SHORT_PRACTICE_QUESTIONS;
  if (questions < min) yield warning(['guide', 'questions'], { code: 'little-practice', questions, min });
}

function* lintGuideQuestion(entry: GuideQuestion, path: Path): Generator<KitFinding> {
  for (const field of GUIDE_TEXTS) if (entry[field] === '') yield missing(path, field);
  if (entry.code?.code.trim() === '') yield missing([...path, 'code'], 'code');
  if (entry.title.length > MAX_HEADING)
    yield warning([...path, 'title'], { code: 'long-heading', max: MAX_HEADING });
  const words = wordCount(entry.short);
  const { min, max } = DIRECT_ANSWER_WORDS;
  if (entry.short !== '' && (words < min || words > max))
    yield warning([...path, 'short'], { code: 'direct-answer-length', words });
}

function error(path: Path, problem: KitProblem): KitFinding {
  return { severity: 'error', path, ...problem };
}

function warning(path: Path, problem: KitProblem): KitFinding {
  return { severity: 'warning', path, ...problem };
}

function missing(path: Path, field: RequiredText, severity: KitFinding['severity'] = 'warning'): KitFinding {
  return { severity, path: [...path, field], code: 'missing-text', field };
}

function areEmpty(lines: readonly string[]): boolean {
  return lines.every(line => line === '');
}

/** Normalizes a title for comparison. Ignores case and final punctuation, but keeps signs as in "C++". */
function headingKey(title: string): string {
  return title
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[\s.?!…]+$/, '');
}

function isSame(one: string, other: string): boolean {
  return normalized(one) === normalized(other);
}

function normalized(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
