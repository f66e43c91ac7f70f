import { z } from 'zod';
import type { InterviewKit } from '../kit/kit.ts';
import type { ProbeId, QuestionId } from '../kit/kitIds.ts';

export type ScriptLine = { key: LineKey; text: string };

export const lineKeys = {
  greeting: 'greeting' as LineKey,
  consent: 'consent' as LineKey,
  instructions: 'instructions' as LineKey,
  closing: 'closing' as LineKey,
  acknowledgement: (index: number) => `acknowledgement.${index}` as LineKey,
  reassurance: (index: number) => `reassurance.${index}` as LineKey,
  reask: (index: number) => `reask.${index}` as LineKey,
  timeWarning: (index: number) => `timeWarning.${index}` as LineKey,
  toPerson: (index: number) => `toPerson.${index}` as LineKey,
  toRecruiter: (index: number) => `toRecruiter.${index}` as LineKey,
  question: (questionId: QuestionId) => `question.${questionId}` as LineKey,
  rephrased: (questionId: QuestionId) => `rephrased.${questionId}` as LineKey,
  probe: (questionId: QuestionId, probeId: ProbeId) => `probe.${questionId}.${probeId}` as LineKey,
  rephrasedProbe: (questionId: QuestionId, probeId: ProbeId) =>
    `rephrasedProbe.${questionId}.${probeId}` as LineKey,
  standard: (name: StandardLine) => `standard.${name}` as LineKey,
};

const PRACTICE: readonly StandardLine[] = ['practiceIntroduction', 'practiceQuestion', 'practiceDone'];
/** Standard lines that most interviews need. */
const ORDINARY: readonly StandardLine[] = ['concreteExample', 'skipped', 'takeYourTime'];

export const PRACTICE_LINES: ReadonlySet<LineKey> = new Set(PRACTICE.map(lineKeys.standard));

/** Returns every line with text, in the order in which lines are likely to be needed. */
export function linesOf(kit: InterviewKit): ScriptLine[] {
  const { script } = kit;
  const numbered = (texts: readonly string[], key: (index: number) => LineKey): ScriptLine[] =>
    texts.map((text, index) => ({ key: key(index), text }));
  const standard = (names: readonly StandardLine[]): ScriptLine[] =>
    names.map(name => ({ key: lineKeys.standard(name), text: STANDARD_LINES[name] }));
  const named = new Set<string>([...PRACTICE, ...ORDINARY]);
  const lines: ScriptLine[] = [
    { key: lineKeys.greeting, text: script.greeting },
    { key: lineKeys.consent, text: script.consent },
    { key: lineKeys.instructions, text: script.instructions },
    ...standard(PRACTICE),
    ...kit.questions.map(({ id, text }) => ({ key: lineKeys.question(id), text })),
    ...numbered(script.acknowledgements, lineKeys.acknowledgement),
    ...standard(ORDINARY),
    ...kit.questions.flatMap(question =>
      question.probes.map(({ id, text }) => ({ key: lineKeys.probe(question.id, id), text })),
    ),
    { key: lineKeys.closing, text: script.closing },
    ...numbered(script.reassurances, lineKeys.reassurance),
    ...numbered(script.reasks, lineKeys.reask),
    ...kit.questions.map(({ id, rephrased }) => ({ key: lineKeys.rephrased(id), text: rephrased })),
    ...numbered(script.timeWarnings, lineKeys.timeWarning),
    ...numbered(script.handOver.toPerson, lineKeys.toPerson),
    ...numbered(script.handOver.toRecruiter, lineKeys.toRecruiter),
    ...standard((Object.keys(STANDARD_LINES) as StandardLine[]).filter(name => !named.has(name))),
    ...kit.questions.flatMap(question =>
      question.probes.map(({ id, rephrased = '' }) => ({
        key: lineKeys.rephrasedProbe(question.id, id),
        text: rephrased,
      })),
    ),
  ];
  return lines.filter(({ text }) => text.trim() !== '');
}

/** Returns the text of a line, or undefined when the kit does not have the line or leaves it empty. */
export function textOfLine(kit: InterviewKit, key: LineKey): string | undefined {
  const lines = knownLines.get(kit) ?? new Map(linesOf(kit).map(line => [line.key, line.text]));
  knownLines.set(kit, lines);
  return lines.get(key);
}

/** Returns the line that says a question or follow-up in other words, or undefined if there are none. */
export function otherWordsFor(kit: InterviewKit, prompt: LineKey): LineKey | undefined {
  const [kind = '', ...ids] = prompt.split('.');
  const words = OTHER_WORDS.get(kind);
  if (words === undefined) return undefined;
  const line = [words, ...ids].join('.') as LineKey;
  const text = textOfLine(kit, line)?.trim();
  return text === undefined || text === textOfLine(kit, prompt)?.trim() ? undefined : line;
}

/** Kinds of lines that can have other words, with the kind of the line that says them. */
const OTHER_WORDS = new Map([
  ['question', 'rephrased'],
  ['probe', 'rephrasedProbe'],
]);

/** Caches the lines of each kit. The cache stays valid because an interview's kit never changes. */
const knownLines = new WeakMap<InterviewKit, ReadonlyMap<LineKey, string>>();

/** Key such as `question.slow-endpoint` or `acknowledgement.3`. The number is an index in the kit's list. */
export const LineKey = z
  .string()
  .regex(/^[a-zA-Z]+(\.[a-zA-Z0-9-]+){0,2}$/)
  .max(120)
  .brand<'LineKey'>();
export type LineKey = z.infer<typeof LineKey>;

/** Lines that all kits share, spoken word for word. No line says how good an answer was. */
export const STANDARD_LINES = {
  practiceIntroduction:
    "Let's start with a practice question, so that you can get used to this. It isn't recorded or rated.",
  practiceQuestion: 'In two or three sentences, tell me about a tool you use often and what you use it for.',
  practiceDone: 'That was the practice question. Now the interview starts.',
  microphoneMuted:
    'Your microphone is muted. Press the microphone button, or the M key, so that I can hear you.',
  microphoneOff:
    "There's no sound from your microphone. Please check that it's plugged in, or choose another one under Devices. I'll wait for you.",
  microphoneFaint:
    'I can barely hear you. Please come closer to the microphone, or choose another one under Devices.',
  takeYourTime: 'Take your time.',
  concreteExample: 'Could you give a concrete example of that?',
  offerToSkip: "If you'd rather skip this question, press Skip. Otherwise, start whenever you like.",
  timeUp: "I have to stop you there. The time for this question is up, so let's move on.",
  moment: "Of course. Take your time, and press Continue when you're ready.",
  welcomeBack: 'Welcome back. Nothing is lost. Here is the question again.',
  welcomeBackHere: "Welcome back. Nothing is lost. Let's continue where we were.",
  resumed: "Let's continue.",
  skipped: "No problem, let's skip that one.",
  answerAgain: "Let's take that question again.",
} as const;

export type StandardLine = keyof typeof STANDARD_LINES;
