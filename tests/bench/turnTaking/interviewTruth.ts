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

/** Sound other than speech during the recruiter's lines. `hm` is a voice, but shorter than the 500 ms that ask for a turn. */
export type Disturbance =
  | 'cough'
  | 'keyboard'
  | 'steady noise'
  | 'noise that begins'
  | 'music'
  | 'music that begins'
  | 'mute'
  | 'hm';

/** The truth about one spoken answer. All times are epoch milliseconds. */
export interface TrueAnswer {
  category: AnswerCategory;
  /** Description for people who investigate a result. */
  name: string;
  /** When the recruiter starts to wait for it: its question is being asked, or was. */
  fromMs: number;
  /** Where the voice is audible. Not empty. */
  voiced: readonly Interval[];
  /** Limit of the search for the recruiter's continuation; the next answer's `fromMs`. */
  untilMs: number;
}

export interface TrueDisturbance extends Interval {
  kind: Disturbance;
}

/** Everything that one microphone really heard in an interview. */
export interface InterviewTruth {
  answers: readonly TrueAnswer[];
  disturbances: readonly TrueDisturbance[];
  /** Echo of the recruiter in the microphone; absent: headphones. */
  echo?: { couplingDb: number; delayMs: number };
}

/** Coupling of the recruiter's echo up to which an interrupting voice is louder. */
export const HEARD_ABOVE_DB = -20;
