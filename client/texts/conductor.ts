import { formatUnit } from '../../shared/intl.ts';
import type { LogisticsLine } from '../../shared/rubric/rubricState.ts';
import type { StripState } from '../core/conductor/questionFlow.ts';
import type { QuestionTimer } from '../core/conductor/questionTimer.ts';
import { formatClock } from './clock.ts';
import { room } from './room.ts';
import { rubricTexts } from './rubric.ts';

const STATES: Record<StripState, string> = {
  open: 'open now',
  asked: 'asked',
  skipped: 'skipped',
  'set-aside': 'set aside for later',
  'to-come': 'not asked yet',
};

const LINES: Record<LogisticsLine, string> = {
  'cannot-hear-candidate': 'I can’t hear the candidate',
  'cannot-see-candidate': 'I can’t see the candidate',
  'please-repeat-answer': 'Please ask for that answer again',
  'time-is-short': 'Time is getting short',
  'stepping-out': 'I’m stepping out for a moment',
  'back-again': 'I’m back',
  'ready-to-go-on': 'I’m ready to continue',
};

export const conductor = {
  title: 'Questions',
  label: room.questions.label,
  failed: room.questions.failed,
  states: STATES,
  categories: rubricTexts.categories,
  short: (number: number) => `Q${number}`,
  numberOf: (number: number, count: number) => `Question ${number} of ${count}`,
  chip: (number: number, state: StripState) => `Q${number} ${STATES[state]}`,
  spent: (elapsedMs: number) => `${formatClock(elapsedMs)} on this question`,
  total: (elapsedMs: number) => `${formatClock(elapsedMs)} in total`,
  upNext: 'Up next',
  preview: 'Preview',
  allDone: 'Every question has been asked or skipped',
  allDoneBody: 'Press a number to open a question again.',
  notBegun: 'The lead hasn’t opened a question yet.',
  between: 'No question is open right now.',
  announceOpen: (number: number) => `Question ${number} is open.`,
  rephrase: 'In other words',
  strong: 'Strong answers show',
  weak: 'Weak answers show',
  modelAnswer: rubricTexts.question.modelAnswer,
  guidance: rubricTexts.question.guide,
  actions: {
    bar: 'Move through the questions',
    open: (number: number) => `Open question ${number}`,
    next: 'Open next',
    finish: 'Finish questions',
    skip: 'Skip',
    back: 'Back',
    backToOpen: (number: number) => `Back to question ${number}`,
    answerBegins: 'Answer starts',
    answering: 'Answering',
  },
  keys: {
    title: 'While the questions have the focus',
    list: [
      ['O', 'Open the next question'],
      ['A', 'The answer starts'],
      ['S', 'Skip this question'],
      ['B', 'Back to the previous question'],
      ['R', 'The question in other words'],
      ['← →', 'Look at another question'],
    ],
  },
  timer: {
    think: 'Thinking',
    answer: 'Answering',
    label: (activity: QuestionTimer['activity']) =>
      activity === 'think' ? 'Time to think' : 'Time to answer',
    /** Shown next to the clock: first the time limit, then the time left, then the time over the limit. */
    rest: ({ elapsedMs, limitMs, level }: QuestionTimer) => {
      if (limitMs === 0) return '';
      if (level === 'calm') return `of ${formatClock(limitMs)}`;
      return level === 'near'
        ? `${formatClock(roundUp(limitMs - elapsedMs))} left`
        : `${formatClock(elapsedMs - limitMs)} over`;
    },
    /** Text for screen readers, which changes only with the timer's level, not every second. */
    spoken: ({ activity, level }: QuestionTimer) => {
      if (level === 'calm') return '';
      if (activity === 'think')
        return level === 'near'
          ? 'The time to think is almost up.'
          : 'The time to think is up. Nothing stops automatically.';
      return level === 'near'
        ? 'The time to answer is almost up.'
        : 'The time to answer is up. Nothing stops automatically.';
    },
  },
  probes: {
    title: 'Follow-ups',
    none: 'This question has no follow-ups.',
    whenShort: (seconds: number) => `for answers under ${formatUnit(seconds, 'second')}`,
    states: { unused: '', requested: 'requested', asked: 'asked' },
    mark: 'Mark as asked:',
    request: 'Request a follow-up',
    requests: 'Requested by others',
    from: (name: string, number: number) => `${name} requests, for Q${number}:`,
    asked: 'Asked',
    dismiss: 'Dismiss',
    askedNamed: (text: string) => `Asked: ${text}`,
    dismissNamed: (text: string) => `Dismiss: ${text}`,
    announce: (name: string, text: string) => `${name} requests a follow-up: ${text}`,
  },
  logistics: {
    title: 'Messages between evaluators',
    send: 'Send a message',
    note: 'Preset messages only. The candidate never sees them. Don’t discuss ratings until everyone has locked.',
    lines: LINES,
    outcomes: { waiting: 'follow-up, waiting', asked: 'follow-up, asked', dismissed: 'follow-up, not now' },
    you: 'You',
  },
  show: 'Show the questions',
  hide: 'Hide the questions',
  sheet: 'Questions and follow-ups',
} as const;

/** Rounds up, so that the last second shows as 1. */
function roundUp(ms: number): number {
  return Math.ceil(ms / 1_000) * 1_000;
}
