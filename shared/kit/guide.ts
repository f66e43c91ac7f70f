import { z } from 'zod';
import { GuideQuestionId, QuestionId } from './kitIds.ts';
import { KIT_LIMITS } from './kitLimits.ts';

const line = z.string().trim().max(KIT_LIMITS.line);
const text = z.string().trim().max(KIT_LIMITS.text);

/** How much of the job a question takes for granted. */
export const Difficulty = z.enum(['basic', 'intermediate', 'advanced']);
export type Difficulty = z.infer<typeof Difficulty>;

/** Languages that the public page can highlight; `text` is printed as it stands. */
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
  /** Spaces and line breaks count, so nothing is trimmed. */
  code: z.string().max(KIT_LIMITS.code),
});
export type CodeExample = z.infer<typeof CodeExample>;

/** One question of the public guide with everything the page says about it. */
export const GuideQuestion = z.strictObject({
  /** Its address on the page, as in `#what-is-caching`. Made once: it stays when the title is edited. */
  id: GuideQuestionId,
  /** The short heading. */
  title: z.string().trim().max(KIT_LIMITS.name),
  /** As an interviewer would put it. */
  question: line,
  /** What it is about, in a word or two; questions of one topic can be filtered. */
  topic: z.string().trim().max(KIT_LIMITS.name).default(''),
  difficulty: Difficulty.default('intermediate'),
  /** The direct answer in about forty words, ahead of the long one. */
  short: line.default(''),
  /** The long answer. Paragraphs are separated by an empty line. */
  answer: text,
  /** What the person across the table listens for, said to the one who prepares. */
  coachNote: line.default(''),
  commonMistake: line.default(''),
  /** What is often asked next. */
  followUps: z.array(line).max(KIT_LIMITS.followUps).default([]),
  code: CodeExample.optional(),
  /** The rated question of the kit that lets people practice this. */
  practice: QuestionId.optional(),
});
export type GuideQuestion = z.infer<typeof GuideQuestion>;

/** The public guide of the role; open to everybody who prepares. */
export const Guide = z.strictObject({
  /** What the guide gives, in one sentence. */
  promise: line,
  questions: z.array(GuideQuestion).max(KIT_LIMITS.guideQuestions),
  preparation: z.array(z.strictObject({ title: line, text })).max(KIT_LIMITS.preparationSteps),
  expertTip: text,
  commonMistake: text,
});
export type Guide = z.infer<typeof Guide>;
