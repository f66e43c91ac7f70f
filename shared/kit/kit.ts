import { z } from 'zod';
import { type ErrorReason, reasonMessage } from '../errorReasons.ts';
import { CompetencyId, GuideQuestionId, KitId, KitVersion, ProbeId, QuestionId } from './kitIds.ts';

export const KIT_LIMITS = {
  name: 80,
  line: 400,
  text: 4_000,
  code: 2_000,
  competencies: 12,
  questions: 30,
  probes: 8,
  points: 10,
  lines: 40,
  guideQuestions: 60,
  followUps: 6,
  preparationSteps: 12,
} as const;

export const MAX_RETRIES = 5;

/** One anchor for each level from 1 to 5. */
export const ANCHOR_COUNT = 5;

const name = z.string().trim().min(1).max(KIT_LIMITS.name);
/** May be empty, because incomplete kits can be saved. The linter reports what is missing. */
const line = z.string().trim().max(KIT_LIMITS.line);
const text = z.string().trim().max(KIT_LIMITS.text);
const lines = z.array(line).max(KIT_LIMITS.lines);
const points = z.array(line).max(KIT_LIMITS.points);
/**
 * What an answer can mention, such as `A limit on waiting: timeout, time limit`. Shown to people who practice with
 * whether their transcript has one of the words.
 */
const mentions = points.optional();

export const QuestionCategory = z.enum([
  'knowledge',
  'behavioural',
  'situational',
  'experience',
  'motivation',
]);
export type QuestionCategory = z.infer<typeof QuestionCategory>;

export const Competency = z.strictObject({
  id: CompetencyId,
  name: z.string().trim().max(KIT_LIMITS.name),
  /** For example, "Covers queries; does not cover typing speed." Public pages show only the first half. */
  description: line,
  /** Describes an answer at each level, from 1 to 5. */
  anchors: z.array(line).max(ANCHOR_COUNT),
});
export type Competency = z.infer<typeof Competency>;

export const Probe = z.strictObject({
  id: ProbeId,
  text: line,
  /** The follow-up in other words. If absent or empty, the recruiter can only repeat the text. */
  rephrased: line.optional(),
  /** Asked automatically after an answer shorter than this. If absent, only a person can ask this probe. */
  whenShorterThanSeconds: z.number().int().min(5).max(300).optional(),
});
export type Probe = z.infer<typeof Probe>;

export const Question = z.strictObject({
  id: QuestionId,
  text: line,
  /** The question in other words, for candidates who didn't understand it. */
  rephrased: line,
  category: QuestionCategory,
  competencies: z.array(CompetencyId).max(2),
  thinkSeconds: z.number().int().min(0).max(300),
  answerSeconds: z.number().int().min(15).max(900),
  /** If absent or true, the candidate may skip the question. */
  mayBeSkipped: z.boolean().optional(),
  /** How many times practice allows another answer to the question. If absent, `usualRetries` applies. */
  retries: z.number().int().min(0).max(MAX_RETRIES).optional(),
  /** True when practice may ask the question, which makes it public. If absent, practice doesn't ask it. */
  practice: z.boolean().optional(),
  probes: z.array(Probe).max(KIT_LIMITS.probes),
  modelAnswer: text,
  strong: points,
  weak: points,
  mentions,
});
export type Question = z.infer<typeof Question>;

/** What the recruiter says besides the questions. Lines are spoken exactly as written. */
export const RecruiterScript = z.strictObject({
  greeting: text,
  consent: text,
  instructions: text,
  /** The candidate reads this before the first question; it isn't spoken. Empty in older kits. */
  briefing: text.default(''),
  /** Acknowledgments. After each answer, the next line is said. All must be neutral. */
  acknowledgements: lines,
  /** Said to a candidate who is nervous or silent. */
  reassurances: lines,
  /** Said before the rephrased question. */
  reasks: lines,
  timeWarnings: lines,
  handOver: z.strictObject({ toPerson: lines, toRecruiter: lines }),
  closing: text,
});
export type RecruiterScript = z.infer<typeof RecruiterScript>;

export const Difficulty = z.enum(['basic', 'intermediate', 'advanced']);
export type Difficulty = z.infer<typeof Difficulty>;

/** Languages that the public page can highlight. `text` is shown without highlighting. */
export const CodeLanguage = z.enum([
  'text',
  'sql',
  'javascript',
  'typescript',
  'html',
  'css',
  'http',
  'python',
  'java',
  'bash',
]);
export type CodeLanguage = z.infer<typeof CodeLanguage>;

export const CodeExample = z.strictObject({
  language: CodeLanguage,
  /** Not trimmed, because spaces and line breaks count. */
  code: z.string().max(KIT_LIMITS.code),
});
export type CodeExample = z.infer<typeof CodeExample>;

export const GuideQuestion = z.strictObject({
  /** Fragment of the question's address, such as `#what-is-caching`. Editing the title doesn't change it. */
  id: GuideQuestionId,
  title: z.string().trim().max(KIT_LIMITS.name),
  question: line,
  /** One or two words, by which visitors can filter the page. */
  topic: z.string().trim().max(KIT_LIMITS.name).default(''),
  difficulty: Difficulty.default('intermediate'),
  /** A direct answer in about forty words, as a candidate would say it. Advice belongs in `coachNote`. */
  short: line.default(''),
  answer: text,
  /** What interviewers listen for, addressed to the reader. */
  coachNote: line.default(''),
  commonMistake: line.default(''),
  mentions,
  followUps: z.array(line).max(KIT_LIMITS.followUps).default([]),
  code: CodeExample.optional(),
  /** The rated question of the kit that this guide question prepares for. */
  practice: QuestionId.optional(),
});
export type GuideQuestion = z.infer<typeof GuideQuestion>;

export const Guide = z.strictObject({
  /** One sentence on what the guide offers. */
  promise: line,
  questions: z.array(GuideQuestion).max(KIT_LIMITS.guideQuestions),
  preparation: z.array(z.strictObject({ title: line, text })).max(KIT_LIMITS.preparationSteps),
  expertTip: text,
  commonMistake: text,
});
export type Guide = z.infer<typeof Guide>;

const kitShape = {
  role: name,
  level: name,
  /** BCP 47 language tag, such as `en`. */
  locale: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, reasonMessage('kit-language-tag')),
  competencies: z.array(Competency).max(KIT_LIMITS.competencies),
  questions: z.array(Question).max(KIT_LIMITS.questions),
  script: RecruiterScript,
};

/** The parts of a kit that interviews use: everything but the public guide and what only practice shows. */
export const InterviewKit = z.strictObject(kitShape);
export type InterviewKit = z.infer<typeof InterviewKit>;

/** A kit for one role. The schema checks shapes, sizes, and references; the linter checks the rest. */
export const Kit = z.strictObject({ ...kitShape, guide: Guide }).superRefine((kit, context) => {
  const report = (path: PropertyKey[], id: string, reason: ErrorReason = 'kit-id-repeated') =>
    context.addIssue({ code: 'custom', path, message: reasonMessage(reason), params: { id } });
  reportRepeats(kit.competencies, (id, index) => report(['competencies', index, 'id'], id));
  reportRepeats(kit.questions, (id, index) => report(['questions', index, 'id'], id));
  const known = new Set(kit.competencies.map(({ id }) => id));
  for (const [index, question] of kit.questions.entries()) {
    const path = ['questions', index];
    reportRepeats(question.probes, (id, at) => report([...path, 'probes', at, 'id'], id));
    for (const [at, id] of question.competencies.entries()) {
      if (!known.has(id)) report([...path, 'competencies', at], id, 'kit-no-competency');
      if (question.competencies.indexOf(id) !== at) report([...path, 'competencies', at], id);
    }
  }
  const asked = new Set(kit.questions.map(({ id }) => id));
  reportRepeats(kit.guide.questions, (id, index) => report(['guide', 'questions', index, 'id'], id));
  for (const [index, { practice }] of kit.guide.questions.entries()) {
    if (practice !== undefined && !asked.has(practice))
      report(['guide', 'questions', index, 'practice'], practice, 'kit-no-question');
  }
});
export type Kit = z.infer<typeof Kit>;

/** The version of a kit that an interview uses, stored with the interview. */
export const ChosenKit = z.strictObject({ kitId: KitId, version: KitVersion, kit: InterviewKit });
export type ChosenKit = z.infer<typeof ChosenKit>;

export function interviewKitOf({ guide: _open, questions, ...kit }: Kit): InterviewKit {
  return { ...kit, questions: questions.map(({ mentions: _practiced, ...question }) => question) };
}

function reportRepeats<Id extends string>(
  parts: readonly { id: Id }[],
  report: (id: Id, index: number) => void,
): void {
  const seen = new Set<Id>();
  for (const [index, { id }] of parts.entries()) {
    if (seen.has(id)) report(id, index);
    seen.add(id);
  }
}

/** Returns what a competency covers, from its description. What it doesn't cover is for evaluators. */
export function coveredBy(description: string): string {
  return description.replace(/;\s+(?:does not cover|not)\b[^;]*$/s, '.');
}
