import { formatFacts, formatNumber, formatUnit, plural } from '../../shared/intl.ts';
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
  1.25: '25% more (× 1.25)',
  1.5: '50% more (× 1.5)',
  2: 'Twice as much (× 2)',
};

const PACES_WITHIN: Record<Pace, string> = {
  faster: 'pace: faster, with short pauses',
  normal: 'pace: normal',
  slower: 'pace: slower, with long pauses',
};

export const recruiterSetup = {
  choice: {
    title: 'Who asks the questions?',
    people: 'People',
    peopleHint: 'An interviewer leads and goes through the questions.',
    recruiter: 'The virtual recruiter',
    recruiterHint:
      'It says the kit’s lines, listens, and moves on automatically. No one else has to be there, and a person can take over at any time.',
    frozen: 'You can’t change this because the interview has started.',
    voice: 'Voice',
    voices: VOICES,
    pace: 'Pace',
    paceHint: 'How fast it speaks, and how long it waits after the last word.',
    paces: PACES,
    candidate: 'One candidate per interview',
    interviewers:
      'Optional. Interviewers who join watch, and the first one can pause the recruiter or take over.',
    practice: 'Start with a practice question',
    practiceHint: 'One easy question to get used to it. It isn’t recorded or rated.',
  },
  startWindow: {
    opens: 'The candidate can start',
    anyTime: 'At any time, without a deadline',
    before: (span: string) => `${span} before`,
    onTime: 'At the scheduled time',
    closes: 'Deadline to start',
    after: (span: string) => `${span} after`,
    span: (minutes: number): string => {
      if (minutes % 1_440 === 0) return formatUnit(minutes / 1_440, 'day', 'long');
      if (minutes % 60 === 0) return formatUnit(minutes / 60, 'hour', 'long');
      return formatUnit(minutes, 'minute', 'long');
    },
    summary: (opensAt: number, closesAt: number, now: number) =>
      `From ${formatMomentAlone(opensAt, now)} until ${formatMomentAlone(closesAt, now)}. The invitation and the candidate’s page say so. An interview that has started is never cut off.`,
  },
  accommodations: {
    open: 'Accommodations',
    title: (name: string) => `Accommodations for ${name}`,
    menu: 'Accommodations',
    hidden: 'Interviewers, evaluators, and observers never see these.',
    hiddenFromRater:
      'You’re an evaluator in this interview, so its current accommodations are hidden from you. What you save here replaces them.',
    dialogBody: 'Changes apply immediately.',
    failed: 'Couldn’t save the accommodations',
    done: (name: string) => `Accommodations for ${name} saved`,
    extraTime: 'Time to think and answer',
    extraTimes: TIMES,
    pace: 'Pace of the recruiter',
    paceAsSet: 'As set for the interview',
    paces: PACES,
    audioOnly: 'Sound only',
    audioOnlyHint: 'The recruiter is heard but not seen, and the candidate doesn’t need a camera.',
    questionsInAdvance: 'Questions in advance',
    questionsInAdvanceHint: 'The candidate can read all questions before and during the interview.',
    textAnswers: 'Answers in writing',
    textAnswersHint: 'The candidate can write each answer instead of speaking.',
    noTimeLimit: 'No time limit',
    noTimeLimitHint: 'Answers have no time limit.',
    summary: (set: readonly string[]) => `Accommodations: ${formatFacts(set)}`,
  },
  held: 'Virtual recruiter',
  heldLine:
    'It asks the kit’s questions automatically. Interviewers can watch, and the lead can take over at any time.',
  settings: (voice: RecruiterVoice, pace: Pace, practice: boolean) =>
    [VOICES[voice], PACES_WITHIN[pace], practice ? 'with a practice question' : 'no practice question'].join(
      ' · ',
    ),
  tasks: {
    noCandidateSoon: (minutes: number) =>
      `Starts in ${formatUnit(minutes, 'minute')}, the candidate isn’t here yet`,
    candidateHere: 'Candidate is here, the recruiter waits until they’re ready',
    overdue: 'The candidate hasn’t joined yet',
    overdueUntil: (deadline: string) => `The candidate hasn’t joined yet, deadline ${deadline}`,
  },
  nextStep: {
    noCandidate: 'There’s no candidate yet. Add one and send them their link.',
    waits: (name: string) =>
      `The virtual recruiter starts when ${name} is ready. No one else has to be there.`,
    window: (opensAt: number, closesAt: number, now: number) =>
      `They can start from ${formatMomentAlone(opensAt, now)} until ${formatMomentAlone(closesAt, now)}.`,
    begins: (name: string) => `${name} is here. The virtual recruiter starts when they say they’re ready.`,
    unheard: (name: string) =>
      `${name} hasn’t agreed to be recorded and no evaluator is in the room, so these answers can’t be evaluated. Ask an evaluator or interviewer to join now, or agree on another time with ${name}. Please respect the candidate’s choice.`,
    running: (since: string) => `The virtual recruiter has been conducting this interview since ${since}.`,
  },
} as const;

export function accommodationWords(set: Accommodations): string[] {
  return [
    set.extraTime !== 1 && `time × ${formatNumber(set.extraTime)}`,
    set.pace && PACES_WITHIN[set.pace],
    set.audioOnly && 'sound only',
    set.questionsInAdvance && 'questions in advance',
    set.textAnswers && 'answers in writing',
    set.noTimeLimit && 'no time limit',
  ].filter(word => typeof word === 'string');
}

export const recruiterClips = {
  title: 'The virtual recruiter',
  ready: (ready: number, total: number) => `${formatNumber(ready)} of ${formatNumber(total)} lines ready`,
  allReady: (total: number) => plural(total, { other: 'All # lines are ready' }),
  making: (text: string) => `Preparing: “${text}”`,
  meanwhile: 'The interview can start at any time. Lines that aren’t ready are shown as text.',
  bar: 'Lines ready',
  failedTitle: (count: number) =>
    plural(count, { one: 'Couldn’t prepare # line', other: 'Couldn’t prepare # lines' }),
  fallbackTitle: (count: number) =>
    plural(count, { one: '# line has another voice', other: '# lines have another voice' }),
  shown: 'It’s shown as text.',
  retry: 'Try again',
  retryFailed: 'Couldn’t retry the lines',
  loadFailed: 'Couldn’t load the progress of the recruiter’s lines',
} as const;
