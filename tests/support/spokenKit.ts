import type { Kit } from '../../shared/kit/kit.ts';
import { exampleKit } from './exampleKit.ts';

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'] as const;
const THANKS = [
  'Thank you.',
  'Okay, thanks.',
  'I have that.',
  'Thanks for that.',
  'Alright.',
  'Noted.',
  'Okay.',
  'Thanks.',
];

/** The example kit with short lines, so that an interview passes quickly, and without thinking time. */
export function spokenKit(change: (question: Kit['questions'][number]) => object = () => ({})): Kit {
  const kit = exampleKit();
  return {
    ...kit,
    questions: kit.questions.map((question, index) => ({
      ...question,
      text: `Question ${NUMBERS[index]}. What did you do first, and why?`,
      rephrased: `Number ${NUMBERS[index]} in other words. What came first?`,
      thinkSeconds: 0,
      probes: question.probes.map((probe, at) => ({
        ...probe,
        text: `Could you say more about part ${NUMBERS[at]}?`,
      })),
      ...change(question),
    })),
    script: {
      ...kit.script,
      greeting:
        'Hello, and welcome to this interview. I am a scripted recruiter, and people listen to your answers.',
      consent: 'The call is recorded as you have agreed.',
      instructions: 'Answer as long as you like, and tell me when you are done.',
      acknowledgements: [...THANKS],
      reassurances: ['There is no hurry.'],
      reasks: ['Let me ask in other words.'],
      timeWarnings: ['Please come to the end of this answer.'],
      handOver: { toPerson: ['A person goes on here.'], toRecruiter: ['I am back with the questions.'] },
      closing: 'That was the last question. Goodbye.',
    },
  };
}

/**
 * A kit with as few and as short lines as possible, so that its clips are rendered in seconds: two
 * questions without follow-ups of their own, and only what the linter requires.
 */
export function briefKit(changes: Partial<Kit['script']> = {}): Kit {
  const kit = spokenKit();
  const [first, second, third, last] = kit.competencies.map(({ id }) => id);
  const shortened = (question: Kit['questions'][number] | undefined, text: string, ids: unknown[]) =>
    ({ ...question, text, rephrased: '', probes: [], competencies: ids }) as Kit['questions'][number];
  return {
    ...kit,
    competencies: kit.competencies.slice(0, 4),
    questions: [
      // The linter requires a behavioral question.
      shortened(kit.questions[3], 'What did you do first, and why?', [first, second]),
      shortened(kit.questions[0], 'And what came next?', [third, last]),
    ],
    script: {
      ...kit.script,
      greeting: 'Hello, and welcome. I am a scripted recruiter, and people listen to your answers.',
      consent: 'This is recorded.',
      instructions: 'Let us begin.',
      reassurances: [],
      reasks: [],
      timeWarnings: [],
      handOver: { toPerson: [], toRecruiter: [] },
      closing: 'Goodbye.',
      ...changes,
    },
  };
}
