import type { Accommodations, ExtraTime, Pace, RecruiterVoice } from '../../shared/recruiter/settings.ts';
import { formatMomentAlone } from './times.ts';

const PACES: Record<Pace, string> = {
  faster: 'Faster, with short pauses',
  normal: 'Normal',
  slower: 'Slower, with long pauses',
};

const VOICES: Record<RecruiterVoice, string> = {
  slt: 'Higher voice, American',
  rms: 'Lower voice, American',
  awb: 'Lower voice, Scottish',
};

const TIMES: Record<ExtraTime, string> = {
  1: 'As planned',
  1.25: 'A quarter more (× 1.25)',
  1.5: 'Half as much again (× 1.5)',
  2: 'Twice as much (× 2)',
};

/** How an interview that the virtual recruiter holds is set up in the console. */
export const recruiterSetup = {
  choice: {
    title: 'Who asks the questions?',
    people: 'People',
    peopleHint: 'An interviewer leads and goes through the questions.',
    recruiter: 'The virtual recruiter',
    recruiterHint:
      'It speaks the kit’s lines, listens, and moves on by itself. No one else has to be there; a person can take over at any time.',
    frozen: 'The session has begun, so this stays as it is.',
    voice: 'Voice',
    voices: VOICES,
    pace: 'Pace',
    paceHint: 'How fast it speaks, and how long it waits after the last word.',
    paces: PACES,
    candidate: 'One candidate per interview',
    interviewers:
      'Optional. Interviewers who join watch, and the first one can pause the recruiter or take over.',
    practice: 'Begin with a practice question',
    practiceHint: 'One easy question to get used to it. It is not recorded or rated.',
  },
  startWindow: {
    opens: 'The candidate can start',
    anyTime: 'At any time, without a deadline',
    before: (span: string) => `${span} before`,
    onTime: 'At the scheduled time',
    closes: 'Deadline to start',
    after: (span: string) => `${span} after`,
    span: (minutes: number): string => {
      if (minutes % 1_440 === 0) return minutes === 1_440 ? '1 day' : `${minutes / 1_440} days`;
      if (minutes % 60 === 0) return minutes === 60 ? '1 hour' : `${minutes / 60} hours`;
      return `${minutes} minutes`;
    },
    summary: (opensAt: number, closesAt: number, now: number) =>
      `From ${formatMomentAlone(opensAt, now)} until ${formatMomentAlone(closesAt, now)}. The invitation and the candidate’s page say so. An interview that has begun is never cut off.`,
  },
  accommodations: {
    open: 'Accommodations',
    title: (name: string) => `Accommodations for ${name}`,
    menu: 'Accommodations',
    hidden: 'Interviewers, evaluators and observers never see these.',
    hiddenFromRater:
      'You rate in this interview, so the accommodations that are set are hidden from you. What you save here replaces them.',
    dialogBody: 'Changes apply at once.',
    failed: 'The accommodations were not saved',
    done: (name: string) => `Accommodations for ${name} saved`,
    extraTime: 'Time to think and to answer',
    extraTimes: TIMES,
    pace: 'Pace of the recruiter',
    paceAsSet: 'As set for the interview',
    paces: PACES,
    audioOnly: 'Sound only',
    audioOnlyHint: 'The recruiter is heard and not seen, and no camera is asked for.',
    questionsInAdvance: 'Questions in advance',
    questionsInAdvanceHint: 'All questions can be read before the interview begins, and all through it.',
    textAnswers: 'Answers in writing',
    textAnswersHint: 'Each answer may be written instead of spoken.',
    noTimeLimit: 'No time limit',
    noTimeLimitHint: 'Answers have no time limit.',
    /** In one line, for the person's row. */
    summary: (set: readonly string[]) => `Accommodations: ${set.join(', ')}`,
  },
  held: 'Virtual recruiter',
  heldLine:
    'It asks the questions of the kit by itself. Interviewers may watch, and the lead can take over at any time.',
  settings: (voice: RecruiterVoice, pace: Pace, practice: boolean) =>
    [
      VOICES[voice],
      `pace: ${PACES[pace].toLowerCase()}`,
      practice ? 'with a practice question' : 'no practice question',
    ].join(' · '),
  tasks: {
    noCandidateSoon: (minutes: number) => `Starts in ${minutes} min, the candidate is not here yet`,
    candidateHere: 'Candidate is here; the recruiter waits until they’re ready',
    overdue: 'The candidate has not come yet',
    overdueUntil: (deadline: string) => `The candidate has not come yet, deadline ${deadline}`,
  },
  nextStep: {
    noCandidate: 'There is no candidate yet. Add one and send them their link.',
    waits: (name: string) =>
      `The virtual recruiter begins when ${name} is ready. No one else has to be there.`,
    window: (opensAt: number, closesAt: number, now: number) =>
      `They can start from ${formatMomentAlone(opensAt, now)} until ${formatMomentAlone(closesAt, now)}.`,
    begins: (name: string) => `${name} is here. The virtual recruiter begins when they say they’re ready.`,
    unheard: (name: string) =>
      `${name} has not agreed to be recorded and no evaluator is in the room, so these answers can’t be evaluated. Ask an evaluator or interviewer to join now, or agree on another time with ${name}. Respect the choice: don’t press for a yes.`,
    running: (since: string) => `The virtual recruiter has been holding this interview since ${since}.`,
  },
} as const;

/** What is set, each in a few words; empty where everything is as usual. */
export function accommodationWords(set: Accommodations): string[] {
  const words = recruiterSetup.accommodations;
  return [
    set.extraTime !== 1 && `time × ${set.extraTime}`,
    set.pace && `pace: ${words.paces[set.pace].toLowerCase()}`,
    set.audioOnly && words.audioOnly.toLowerCase(),
    set.questionsInAdvance && words.questionsInAdvance.toLowerCase(),
    set.textAnswers && words.textAnswers.toLowerCase(),
    set.noTimeLimit && words.noTimeLimit.toLowerCase(),
  ].filter(word => typeof word === 'string');
}
