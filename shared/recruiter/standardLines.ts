/**
 * What the recruiter says besides a kit's own lines: about the technique and the running of the interview. Neutral, short, and never
 * about how an answer was. Plain text, spoken as it stands.
 */
export const STANDARD_LINES = {
  practiceIntroduction:
    'Let us begin with a practice question. It is not recorded and nobody rates it; it is there so that you can get used to this.',
  practiceQuestion: 'In two or three sentences: what did you do last weekend?',
  practiceDone: 'That was the practice question. From here on it is the interview itself.',
  microphoneMuted:
    'Your microphone is muted. Please press the microphone button, or the M key, and I will hear you.',
  microphoneOff:
    'No sound arrives from your microphone. Please check that it is plugged in and chosen in the menu for devices. I wait for you.',
  microphoneFaint:
    'I can hear you only faintly. Please come closer to the microphone, or choose another one in the menu for devices.',
  takeYourTime: 'Take your time.',
  concreteExample: 'Could you give a concrete example of that?',
  offerToSkip:
    'If you would rather leave this question, press Skip, and we go on to the next one. Otherwise, just begin when you like.',
  timeUp: 'I have to come in here: the time for this question is used up. We go on from here.',
  moment: 'Of course. Take a moment. Press the button when you want to go on.',
  welcomeBack: 'Welcome back. Nothing is lost. I ask the question once more.',
  welcomeBackHere: 'Welcome back. Nothing is lost. We go on where we were.',
  resumed: 'We go on now.',
  skipped: 'All right, we leave this one.',
} as const;

export type StandardLine = keyof typeof STANDARD_LINES;
