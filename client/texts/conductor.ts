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
  'set-aside': 'set aside, comes up again',
  'to-come': 'to come',
};

const LINES: Record<LogisticsLine, string> = {
  'cannot-hear-candidate': 'I cannot hear the candidate',
  'cannot-see-candidate': 'I cannot see the candidate',
  'please-repeat-answer': 'Please ask for that answer again',
  'time-is-short': 'Time is getting short',
  'stepping-out': 'I am stepping out for a moment',
  'back-again': 'I am back',
  'ready-to-go-on': 'I am ready to go on',
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
  total: (elapsedMs: number) => `${formatClock(elapsedMs)} in all`,
  upNext: 'Up next',
  preview: 'Preview',
  allDone: 'Every question has been asked or skipped',
  allDoneBody: 'Press a number to open one again.',
  notBegun: 'The lead has not opened a question yet.',
  between: 'No question is open at the moment.',
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
    answerBegins: 'Answer begins',
    answering: 'Answering',
  },
  keys: {
    title: 'While the questions have the focus',
    list: [
      ['O', 'Open the next question'],
      ['A', 'The answer begins'],
      ['S', 'Skip this question'],
      ['B', 'Back to the question before'],
      ['R', 'The question in other words'],
      ['← →', 'Look at another question'],
    ],
  },
  timer: {
    think: 'Thinking',
    answer: 'Answering',
    label: (stage: QuestionTimer['stage']) => (stage === 'think' ? 'Time to think' : 'Time to answer'),
    /** What stands beside the clock: the plan, then what is left of it, then how far it is over. */
    rest: ({ elapsedMs, limitMs, level }: QuestionTimer) => {
      if (limitMs === 0) return '';
      if (level === 'calm') return `of ${formatClock(limitMs)}`;
      return level === 'near'
        ? `${formatClock(roundUp(limitMs - elapsedMs))} left`
        : `${formatClock(elapsedMs - limitMs)} over`;
    },
    /** Spoken once when it changes, never each second. */
    spoken: ({ stage, level }: QuestionTimer) => {
      if (level === 'calm') return '';
      const what = stage === 'think' ? 'The time to think' : 'The time to answer';
      return level === 'near' ? `${what} is nearly used.` : `${what} is used. Nothing ends by itself.`;
    },
  },
  probes: {
    title: 'Probes',
    none: 'This question has no probes.',
    whenShort: (seconds: number) => `for answers under ${seconds} s`,
    states: { unused: '', wished: 'asked for', asked: 'asked' },
    mark: 'Mark as asked:',
    wish: 'Ask for a probe',
    requests: 'Asked for by the others',
    from: (name: string, number: number) => `${name} would like to hear, on Q${number}:`,
    asked: 'Asked',
    dismiss: 'Dismiss',
    askedNamed: (text: string) => `Asked: ${text}`,
    dismissNamed: (text: string) => `Dismiss: ${text}`,
    announce: (name: string, text: string) => `${name} asks for a probe: ${text}`,
  },
  logistics: {
    title: 'Between raters',
    send: 'Tell the others',
    note: 'Set phrases only, and never seen by the candidate. Ratings stay unspoken until all have locked.',
    lines: LINES,
    outcomes: { waiting: 'probe, waiting', asked: 'probe, asked', dismissed: 'probe, not now' },
    you: 'You',
  },
  show: 'Show the questions',
  hide: 'Fold the questions away',
  sheet: 'Questions and probes',
} as const;

/** "0:03 left" from 2.4 s on, so that the last second shown is 1 and not 0. */
function roundUp(ms: number): number {
  return Math.ceil(ms / 1_000) * 1_000;
}
