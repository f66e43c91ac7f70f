import { AppError } from '../errors.ts';
import type { InterviewKit, Kit, RecruiterScript } from '../kit/kit.ts';
import type { QuestionId } from '../kit/kitIds.ts';
import { transcriptOf } from '../kit/transcript.ts';
import type { PracticeOffer } from '../protocol/practiceRoutes.ts';
import { linesOf, type ScriptLine } from '../recruiter/lines.ts';
import { chooseQuestions } from './chooseQuestions.ts';
import { isForAnyRole, PracticeLength, PracticePurpose, retriesOf } from './practice.ts';
import { guidePracticesOf, type PracticeEdition, practiceEditionOf } from './practiceEdition.ts';

type PracticedKit = InterviewKit & Partial<Pick<PracticeEdition, 'single'>>;

/** Returns the kit for one attempt, with only what it needs. Throws `invalid` for an unknown question. */
export function practiceKitOf(
  { role, level, locale, competencies, questions, single = [], script }: PracticedKit,
  {
    questionIds,
    length,
    purpose,
  }: { questionIds: readonly QuestionId[]; length: PracticeLength; purpose: PracticePurpose },
): InterviewKit {
  const asked = questionIds.map(id => {
    const question = [...questions, ...single].find(known => known.id === id);
    if (!question) throw AppError.invalid('question-withdrawn', { questionId: id });
    return question;
  });
  const fed = new Set(asked.flatMap(question => question.competencies));
  const words = practiceWords({
    role,
    length,
    purpose,
    maySkip: questions.every(({ mayBeSkipped }) => mayBeSkipped !== false),
    mayRetry: questions.every(question => retriesOf(question) > 0),
  });
  return {
    role,
    level,
    locale,
    competencies: competencies.filter(({ id }) => fed.has(id)),
    questions: asked,
    script: { ...script, ...words },
  };
}

/** Returns all lines that any practice with this kit can need, roughly in the order of use. */
export function practiceLines(kit: InterviewKit): ScriptLine[] {
  const questionIds = kit.questions.map(({ id }) => id);
  const lines = PracticeLength.options
    .toReversed()
    .flatMap(length =>
      PracticePurpose.options.flatMap(purpose =>
        linesOf(practiceKitOf(kit, { questionIds, length, purpose })),
      ),
    );
  // Grouping by key keeps the order of use, because the longest practice comes first and has all keys.
  const byName = Map.groupBy(lines, ({ key }) => key);
  const byText = new Map([...byName.values()].flat().map(line => [line.text, line]));
  return [...byText.values()];
}

export function practiceMinutesOf(
  kit: PracticedKit,
  length: PracticeLength,
  questionIds: readonly QuestionId[],
): number {
  return plannedMinutesOf(practiceKitOf(kit, { questionIds, length, purpose: 'self' }));
}

export function plannedMinutesOf(kit: InterviewKit): number {
  return Math.max(1, transcriptOf(kit).plannedMinutes);
}

interface PracticeFit {
  readonly role: string;
  readonly length: PracticeLength;
  readonly purpose: PracticePurpose;
  /** True when all of the kit's questions may be skipped, whichever of them an attempt asks. */
  readonly maySkip: boolean;
  readonly mayRetry: boolean;
}

type PracticeScript = Pick<RecruiterScript, 'greeting' | 'consent' | 'instructions' | 'briefing' | 'closing'>;

/** Returns lines written for practice, because the kit's script addresses invited candidates. */
function practiceWords(fit: PracticeFit): PracticeScript {
  const one = fit.length === 'question';
  const forRole = isForAnyRole(fit.role) ? '' : ` for the ${fit.role} role`;
  return {
    greeting: one
      ? "Hello, I'm an automated recruiter. Here's your question."
      : `Hello, and welcome to this practice interview${forRole}. I'm an automated recruiter, not a person.`,
    // Who practices one question hears it after one line. The rest can be read in the briefing.
    consent: one ? '' : consentOf(fit),
    instructions: one
      ? ''
      : `When an answer is complete, press "I'm finished". A longer pause ends it, too. You can ${listed(choicesOf(fit))}.`,
    briefing: briefingOf(fit),
    closing: one
      ? "That was your practice question. Thank you. Next, you'll see your private page with a model answer."
      : "That was the last question. Thank you for practicing. Next, you'll see your private page with a model answer to each question.",
  };
}

function consentOf({ purpose }: PracticeFit): string {
  return purpose === 'self'
    ? 'If you agreed to a recording, only you can watch it.'
    : 'If you agreed to a recording, people watch it and rate your answers by written criteria.';
}

function choicesOf({ maySkip, mayRetry }: PracticeFit): string[] {
  return ['hear a question again', ...(maySkip ? ['skip it'] : []), ...(mayRetry ? ['answer it again'] : [])];
}

/** Returns the text to read before the first question. Never spoken. */
function briefingOf({ length, purpose, mayRetry }: PracticeFit): string {
  return [
    "I follow a script, and I don't understand what you say. No software scores your answers, your face, or your voice.",
    'Take your time before you start. After that, a longer pause ends your answer. You can also write it.',
    // Who practices one question has little time to read.
    ...(length === 'question'
      ? []
      : [
          'After an answer, I may ask a short follow-up question. When the time is up, I say so and move on shortly afterward. You can add time or turn off the limit.',
          ...(mayRetry
            ? ['For another try, press "Answer again" before the next question. Your earlier answer is kept.']
            : []),
        ]),
    purpose === 'self'
      ? 'This practice is just for you. If you agreed to a recording, you can delete it on your private page at any time.'
      : 'You asked people to evaluate this practice. They need a recording for that: without one, they can only rate what they watched live. You can delete it on your private page at any time.',
    'Please leave out anything confidential, such as passwords or the names of customers.',
  ].join('\n\n');
}

function listed(parts: readonly string[]): string {
  if (parts.length <= 2) return parts.join(' or ');
  return `${parts.slice(0, -1).join(', ')}, or ${parts.at(-1)}`;
}

/** Returns the kinds of practice that a kit offers. Empty for a kit without questions. */
export function practiceOfferOf(
  kit: Kit,
): Pick<PracticeOffer, 'role' | 'level' | 'locale' | 'lengths' | 'questions'> {
  const { role, level, locale, guide } = kit;
  const asked = practiceEditionOf(kit);
  const practices = guidePracticesOf(kit, asked);
  const titles = new Map<QuestionId, string>();
  for (const { id, title, question } of guide.questions) {
    const practice = practices.get(id);
    if (practice && !practice.related) titles.set(practice.questionId, title || question);
  }
  const ofGuide = new Set(titles.keys());
  for (const { id, text } of asked.questions) if (!titles.has(id)) titles.set(id, text);
  const texts = new Map([...asked.questions, ...asked.single].map(({ id, text }) => [id, text]));
  const questions = [...titles].map(([questionId, title]) => {
    const text = texts.get(questionId);
    return {
      questionId,
      title,
      ...(text !== undefined && text !== title && { asked: text }),
      minutes: practiceMinutesOf(asked, 'question', [questionId]),
      ...(ofGuide.has(questionId) && { guide: true as const }),
    };
  });
  const lengths: PracticeOffer['lengths'] = [];
  const shortest = Math.min(...questions.map(({ minutes }) => minutes));
  if (questions.length > 0) lengths.push({ length: 'question', questions: 1, minutes: shortest });
  for (const length of asked.questions.length === 0 ? [] : (['short', 'full'] as const)) {
    const chosen = chooseQuestions(asked, { length, attempt: 0 });
    lengths.push({ length, questions: chosen.length, minutes: practiceMinutesOf(asked, length, chosen) });
  }
  return { role, level, locale, lengths, questions };
}
