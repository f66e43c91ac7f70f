import type { RecruiterScript } from '../../shared/kit/kit.ts';

/**
 * What a new kit begins with, to be kept or rewritten. It fits an interview of any length, rated by people or not. Every line is
 * neutral: none says how an answer was, and no acknowledgement says what comes next, because the closing may.
 */
export const newKitTexts = {
  script: (role: string): RecruiterScript => ({
    greeting: `Hello, and welcome to this interview for the role of ${role}. I’m an automated recruiter, not a person.`,
    consent: 'You’re recorded only as you agreed on the page before. No software scores your answers.',
    instructions:
      'Press “I’m finished” when you are done; a longer pause ends your answer, too. You can repeat or skip any question.',
    briefing:
      'I follow a fixed list of questions and don’t understand what you say. You hear each question and see it as text. You have some time to think, and then time to answer. It’s fine to pause and think, but a longer pause ends your answer.\n\nIf you need an accommodation, such as more time or written answers, ask the person who invited you before you start.',
    acknowledgements: [
      'Thank you.',
      'Noted, thank you.',
      'All right, thank you.',
      'Okay, thank you for your answer.',
      'Thanks for your answer.',
      'Thanks, that’s noted.',
      'Thank you for going through that.',
      'Thank you for telling us about that.',
      'Okay. We’ll leave it there.',
    ],
    reassurances: [
      'Take your time. There is no hurry.',
      'It’s fine to pause and think before you begin.',
      'You can start your answer over if you like.',
    ],
    reasks: ['Let me ask that in other words.', 'Here is the same question, put differently.'],
    timeWarnings: [
      'Time is up; please finish your thought.',
      'The time for this question is over. Please come to your last point.',
    ],
    handOver: {
      toPerson: ['A member of the team would like to speak with you now. I’ll step aside.'],
      toRecruiter: ['I’m back, and we continue with the questions.'],
    },
    closing: 'That was the last question. Thank you for your time. You can leave the interview now.',
  }),
} as const;
