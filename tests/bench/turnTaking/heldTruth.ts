import type { Interval } from '../../support/spoken/sound.ts';

export const ANSWER_CATEGORIES = [
  'plain',
  'pauses in it',
  'rambler',
  'short',
  'loud speaker',
  'quiet speaker',
  'cough at the start',
  'cough in a pause',
  'cough after the end',
  'keyboard in pauses',
  'steady noise',
  'music',
  'echoing room',
  'before the question is over',
  'after a "hm" to the question',
  'after a long silence',
  'mute in it',
] as const;
export type AnswerCategory = (typeof ANSWER_CATEGORIES)[number];

/** What else than a voice may be heard while the recruiter speaks. `hm` is one, but of less than the 500 ms that ask for the floor. */
export type Disturbance =
  | 'cough'
  | 'keyboard'
  | 'steady noise'
  | 'noise that begins'
  | 'music'
  | 'music that begins'
  | 'mute'
  | 'hm';

/** One spoken answer as it really was. All times are epoch milliseconds. */
export interface HeldAnswer {
  category: AnswerCategory;
  /** What was said, for a person who looks into a strange figure. */
  name: string;
  /** From where on the recruiter waits for it: its question is being asked, or has been. */
  fromMs: number;
  /** Where the voice is heard. Not empty. */
  voiced: readonly Interval[];
  /** Until where it is looked for the recruiter's going on; the next answer's `fromMs`. */
  untilMs: number;
}

export interface HeldDisturbance extends Interval {
  kind: Disturbance;
}

/** Everything that one microphone really heard in an interview. */
export interface HeldTruth {
  answers: readonly HeldAnswer[];
  disturbances: readonly HeldDisturbance[];
  /** How much of the recruiter's own sound came back into the microphone throughout; absent: headphones. */
  echo?: { couplingDb: number; delayMs: number };
}

/** Coupling of the recruiter's own sound up to which a person who interrupts it is louder. */
export const HEARD_ABOVE_DB = -20;
