import type { RecruiterScript } from '../../shared/kit/kit.ts';

/**
 * Recruiter lines of a new kit. They fit an interview of any length, with or without evaluators. No line
 * judges an answer, and no acknowledgement announces another question, because the closing can follow it.
 */
export const newKitTexts = {
  script: (role: string): RecruiterScript => ({
    greeting: `Hello, and welcome to this interview for the role of ${role}. I’m an automated recruiter, not a person.`,
    consent: 'You’re recorded only as you agreed on the previous page. No software scores your answers.',
    instructions:
      'Press “I’m finished” when you’re done, or stay silent for about three seconds. You can hear any question again, or skip it.',
    briefing:
      'I follow a fixed list of questions and don’t understand what you say. You hear each question and see it as text. You have some time to think, and then time to answer. Once you have started, about three seconds of silence end your answer. If you weren’t done, keep talking, and it continues.\n\nIf you need an accommodation, such as more time or written answers, ask the person who invited you before you start.',
    acknowledgements: [
      'Thank you.',
      'Thanks for explaining that.',
      'All right, thank you.',
      'Okay, thank you for your answer.',
      'Thanks for your answer.',
      'Okay, thanks.',
      'Thank you for going through that.',
      'Thank you for telling me about that.',
      'Thanks. Let’s leave it there.',
    ],
    reassurances: [
      'Take your time. There’s no hurry.',
      'It’s fine to think for a moment before you start.',
      'You can start your answer over if you like.',
    ],
    reasks: ['Let me ask that in other words.', 'Here is the same question, put differently.'],
    timeWarnings: [
      'Time is up. Please finish your thought.',
      'The time for this question is over. Please come to your last point.',
    ],
    handOver: {
      toPerson: ['A member of the team would like to speak with you now. I’ll step aside.'],
      toRecruiter: ['I’m back, and we continue with the questions.'],
    },
    closing: 'That was the last question. Thank you for your time. You can leave the interview now.',
  }),
} as const;
