import { z } from 'zod';
import { GuideQuestionId, QuestionId } from './kitIds.ts';
import { KIT_LIMITS } from './kitLimits.ts';

const line = z.string().trim().max(KIT_LIMITS.line);
const text = z.string().trim().max(KIT_LIMITS.text);

/** How much of the job a question takes for granted. */
export const Difficulty = z.enum(['basic', 'intermediate', 'advanced']);
export type Difficulty = z.infer<typeof Difficulty>;

/** Languages that the public page can highlight. `text` is printed without highlighting. */
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
  /** Its address on the page, as in `#what-is-caching`. Never changes, even when the title is edited. */
  id: GuideQuestionId,
  /** The short heading. */
  title: z.string().trim().max(KIT_LIMITS.name),
  /** As an interviewer would put it. */
  question: line,
  /** One or two words. The page can filter by topic. */
  topic: z.string().trim().max(KIT_LIMITS.name).default(''),
  difficulty: Difficulty.default('intermediate'),
  /** Direct answer in about forty words, as a candidate would say it. Advice belongs in `coachNote`. */
  short: line.default(''),
  /** The long answer. Paragraphs are separated by an empty line. */
  answer: text,
  /** What interviewers listen for, addressed to the reader. */
  coachNote: line.default(''),
  commonMistake: line.default(''),
  /** Common follow-up questions. */
  followUps: z.array(line).max(KIT_LIMITS.followUps).default([]),
  code: CodeExample.optional(),
  /** The rated question of the kit that this one prepares for. */
  practice: QuestionId.optional(),
});
export type GuideQuestion = z.infer<typeof GuideQuestion>;

/** The public guide of the role. */
export const Guide = z.strictObject({
  /** One sentence on what the guide offers. */
  promise: line,
  questions: z.array(GuideQuestion).max(KIT_LIMITS.guideQuestions),
  preparation: z.array(z.strictObject({ title: line, text })).max(KIT_LIMITS.preparationSteps),
  expertTip: text,
  commonMistake: text,
});
export type Guide = z.infer<typeof Guide>;
