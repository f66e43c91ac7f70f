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

/** The example kit with words that can be listened to: short, so that an interview passes quickly, and no thinking time. */
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
