import type { RecruiterScript } from '../kit/kit.ts';
import type { PracticeLength, PracticePurpose } from './practice.ts';

/** What the words of a practice depend on. */
export interface PracticeFit {
  readonly role: string;
  readonly length: PracticeLength;
  readonly purpose: PracticePurpose;
  /** Of every question of the kit, so that one kit has few lines to render. */
  readonly maySkip: boolean;
  readonly mayRetry: boolean;
}

export type PracticeScript = Pick<
  RecruiterScript,
  'greeting' | 'consent' | 'instructions' | 'briefing' | 'closing'
>;

/**
 * What the recruiter says in practice around the questions. A kit's own words for this are for people who were invited to an interview: in
 * practice no one asked for the person, and who sees the recording is the person's own choice.
 */
export function practiceWords(fit: PracticeFit): PracticeScript {
  const one = fit.length === 'question';
  return {
    greeting: one
      ? `Hello, I'm an automated recruiter with one practice question for the ${fit.role} role.`
      : `Hello, and welcome to this practice interview for the ${fit.role} role. I'm an automated recruiter, not a person.`,
    consent: consentOf(fit),
    instructions: one
      ? `Press "I'm finished" when you're done.`
      : `When an answer is complete, press "I'm finished". A longer pause ends it, too. You can ${listed(choicesOf(fit))}.`,
    briefing: briefingOf(fit),
    closing: one
      ? "That was your practice question. Thank you. Next, you'll see your private page with a model answer."
      : "That was the last question. Thank you for practicing. Next, you'll see your private page with a model answer to each question.",
  };
}

function consentOf({ length, purpose }: PracticeFit): string {
  if (purpose === 'self')
    return length === 'question'
      ? "If you agreed to a recording, it's only for you."
      : 'If you agreed to a recording, only you can watch it.';
  return length === 'question'
    ? 'If you agreed to a recording, people rate it by written criteria.'
    : 'If you agreed to a recording, people watch it and rate your answers by written criteria.';
}

function choicesOf({ maySkip, mayRetry }: PracticeFit): string[] {
  return ['hear a question again', ...(maySkip ? ['skip it'] : []), ...(mayRetry ? ['answer it again'] : [])];
}

/** Read before the first question, and never spoken. */
function briefingOf({ length, purpose, mayRetry }: PracticeFit): string {
  return [
    "I follow a script. My lines and questions were written in advance, and I don't understand what you say. No software scores your answers, your face, or your voice.",
    "Each question is spoken and shown as text. Then you have time to think, or you can begin at once. It's fine to pause and think before you start. Once you have started, a longer pause ends your answer. After an answer, I may ask a short follow-up question.",
    'When the time for an answer is up, I say so. Please finish your thought then, because I move on shortly afterward. You can add time or turn off the time limit, and you can write an answer instead of speaking.',
    ...(mayRetry
      ? [
          `If you want another try, press "Answer again" ${length === 'question' ? 'after your answer' : 'before the next question'}. Your earlier answer is kept.`,
        ]
      : []),
    purpose === 'self'
      ? 'This practice is just for you. If you agreed to a recording, you can watch it on your private page and delete it there at any time.'
      : 'You asked people to evaluate this practice. They need a recording for that: without one, they can only rate what they watched live. You can watch everything on your private page and delete it there at any time.',
    'Please leave out anything confidential, such as passwords or the names of customers.',
  ].join('\n\n');
}

/** "a, b, or c". */
function listed(parts: readonly string[]): string {
  if (parts.length <= 2) return parts.join(' or ');
  return `${parts.slice(0, -1).join(', ')}, or ${parts.at(-1)}`;
}
