/**
 * Lines that the recruiter speaks in every interview, whatever the kit: about devices and about the course of the interview. Plain text,
 * sent to speech synthesis unchanged. No line says how good an answer was.
 */
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
