import type { InterviewKit } from '../kit/kit.ts';
import type { ProbeId, QuestionId } from '../kit/kitIds.ts';
import type { LineKey } from './lineKey.ts';
import { STANDARD_LINES, type StandardLine } from './standardLines.ts';

export interface ScriptLine {
  key: LineKey;
  text: string;
}

/** Names of lines, for the code that decides what is said. */
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
  standard: (name: StandardLine) => `standard.${name}` as LineKey,
};

/** What a practice question needs. */
const PRACTICE: readonly StandardLine[] = ['practiceIntroduction', 'practiceQuestion', 'practiceDone'];
/** Lines of the ordinary course of an interview. */
const ORDINARY: readonly StandardLine[] = ['concreteExample', 'skipped', 'takeYourTime'];

/** Lines that are said only where an interview begins with a practice question. */
export const PRACTICE_LINES: ReadonlySet<LineKey> = new Set(PRACTICE.map(lineKeys.standard));

/** Every line of an interview that has words, in the order in which they are likely to be needed. */
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
  ];
  return lines.filter(({ text }) => text.trim() !== '');
}

/** The words of one line, or undefined where the kit has no such line or leaves it empty. */
export function textOfLine(kit: InterviewKit, key: LineKey): string | undefined {
  return linesByKey(kit).get(key);
}

/** A kit never changes once an interview holds it, so its lines are gathered once. */
const knownLines = new WeakMap<InterviewKit, ReadonlyMap<LineKey, string>>();

function linesByKey(kit: InterviewKit): ReadonlyMap<LineKey, string> {
  const known = knownLines.get(kit);
  if (known) return known;
  const lines = new Map(linesOf(kit).map(({ key, text }) => [key, text]));
  knownLines.set(kit, lines);
  return lines;
}
