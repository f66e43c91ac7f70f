import type { RecruiterScript } from '../../shared/kit/kit.ts';

/** What a new kit begins with, to be kept or rewritten. Every line is neutral: none says how an answer was. */
export const newKitTexts = {
  script: (role: string): RecruiterScript => ({
    greeting: `Hello, and welcome to this interview for the role of ${role}. I will ask you the questions one after another.`,
    consent:
      'Before we start: this interview is recorded only if you agreed to that on the page before. I follow a fixed list of questions and do not judge your answers; people do that.',
    instructions:
      'You hear each question and see it as text. You have some time to think, and then time to answer. Press “I’m finished” when you are done. You can have a question repeated at any time.',
    acknowledgements: [
      'Thank you.',
      'Thank you, I have noted that.',
      'All right. Let us go on.',
      'Okay, thank you for your answer.',
      'Understood. Here is the next question.',
      'Thanks. We move on from here.',
      'Noted. On to the next topic.',
      'I see. Thank you for telling me.',
      'Okay. We leave that question there.',
    ],
    reassurances: [
      'Take your time. There is no hurry.',
      'A pause is fine. Begin wherever you like.',
      'You can start your answer over if you wish.',
    ],
    reasks: ['Let me ask that in other words.', 'Here is the same question, put differently.'],
    timeWarnings: [
      'You have about half a minute left for this question.',
      'The time for this question is nearly over. Please come to your last point.',
    ],
    handOver: {
      toPerson: ['Somebody from the team would like to speak with you now. I step aside.'],
      toRecruiter: ['I am back, and we go on with the next question.'],
    },
    closing:
      'That was the last question. Thank you for your time. People from the team will look at your answers and get back to you. You can close this page now.',
  }),
} as const;
