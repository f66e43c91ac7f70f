import type { SeatId } from '../ids.ts';
import { lineKeys } from './lines.ts';
import {
  forgetAnswered,
  forgetSkipped,
  goOn,
  interrupted,
  type Moment,
  repeat,
  type Step,
  say,
  skip,
  takeLineAgain,
  topicOf,
  unchanged,
} from './questionFlow.ts';
import { isInterruptible, type RecruiterContext, type RecruiterState } from './recruiterState.ts';
import type { NextQuestion, RecruiterOrder } from './recruiterView.ts';
import { timingOf } from './timing.ts';
import { resumeLine, stopped } from './turnTaking.ts';

export function ordersOf(state: RecruiterState, context: RecruiterContext): RecruiterOrder[] {
  const { stage, topic } = state;
  switch (stage.name) {
    case 'speaking':
    case 'thinking':
    case 'listening':
    case 'moment':
      if (stage.name === 'speaking' && (stage.then === 'finish' || typeof stage.then === 'object')) return [];
      return ['pause', ...(topic ? (['repeat', 'skip'] as const) : []), 'takeOver'];
    case 'paused':
      return ['resume', 'takeOver'];
    case 'away':
      return context.candidate.here === 'gone' ? [] : ['takeOver'];
    case 'person':
      return ['handBack'];
    default:
      return [];
  }
}

/** True when the lead must choose the next question on handing back, as the current one is unanswered. */
export function choosesNext({ stage, topic }: RecruiterState, context: RecruiterContext): boolean {
  const { currentQuestionId: open, questions } = context;
  if (stage.name !== 'person' || !open) return false;
  const answered = topic?.questionId === open && (topic.answer !== undefined || topic.isProbe);
  return !answered && questions[open]?.answerStartedAt === undefined;
}

/** Follows an order. An order that is not possible now changes nothing. */
export function follow(
  state: RecruiterState,
  ordered: Ordered & { readonly order: RecruiterOrder },
  moment: Moment,
): Step {
  const { order } = ordered;
  return ordersOf(state, moment.context).includes(order)
    ? ORDERS[order](state, moment, ordered)
    : unchanged(state);
}

type Ordered = { readonly seatId?: SeatId; readonly next?: NextQuestion | undefined };

const ORDERS: Record<RecruiterOrder, (state: RecruiterState, moment: Moment, ordered?: Ordered) => Step> = {
  pause: (state, { at }) => unchanged(paused(state, at)),
  resume,
  skip: (state, moment) => skip(forgetSkipped(state), moment),
  repeat,
  takeOver,
  handBack,
};

function paused(state: RecruiterState, at: number): RecruiterState {
  const { stage } = state;
  if (!isInterruptible(stage)) return state;
  return { ...stopped(interrupted(state, at), at), stage: { name: 'paused', since: at, resume: stage } };
}

function resume(state: RecruiterState, moment: Moment): Step {
  const { stage } = state;
  if (stage.name !== 'paused') return unchanged(state);
  const { at } = moment;
  const before = stage.resume;
  switch (before.name) {
    case 'speaking':
      return unchanged(resumeLine({ ...state, stage: before }, before, at));
    case 'thinking': {
      const until = at + Math.max(0, before.until - stage.since);
      return unchanged({ ...state, stage: { name: 'thinking', since: before.since, until } });
    }
    case 'listening':
      return say(state, [lineKeys.standard('resumed')], 'listen', moment);
    case 'moment':
      return unchanged({ ...state, stage: before });
  }
}

/** Lets a person take over. Announces the takeover unless the candidate is speaking or not in the room. */
function takeOver(before: RecruiterState, moment: Moment, { seatId }: Ordered = {}): Step {
  if (seatId === undefined) return unchanged(before);
  const state = forgetAnswered(forgetSkipped(before));
  const then = { person: seatId };
  const speaksNow = state.stage.name === 'listening' && state.stage.voiced;
  if (speaksNow || moment.context.candidate.here !== 'inside')
    return goOn(stopped(state, moment.at), then, moment);
  const { state: taken, line } = takeLineAgain(state, 'toPerson', moment.context);
  return say(taken, line === undefined ? [] : [line], then, moment);
}

/** Continues the questions. Repeats an unanswered question if the lead chose to or the takeover was brief. */
export function handBack(state: RecruiterState, moment: Moment, { next }: Ordered = {}): Step {
  const { stage, topic } = state;
  if (stage.name !== 'person') return unchanged(state);
  const { context, at } = moment;
  const open = context.currentQuestionId;
  const unanswered = topic !== undefined && !topic.answer && topic.questionId === open;
  const brief = at - stage.since < timingOf(state).hardlyTalked;
  const { state: taken, line } = takeLineAgain(state, 'toRecruiter', context);
  const lines = line === undefined ? [] : [line];
  if (context.candidate.here === 'gone')
    return unchanged({ ...taken, stage: { name: 'away', since: at, resume: { name: 'moment', since: at } } });
  if (next === undefined && unanswered && brief)
    return say(taken, [...lines, topic.prompt], 'listen', moment);
  if (next === 'same' && open && choosesNext(state, context)) {
    const again = unanswered ? topic : topicOf(open);
    return say({ ...taken, topic: again }, [...lines, again.prompt], 'ask', moment);
  }
  const { topic: _left, ...rest } = taken;
  return say(open ? { ...rest, topic: topicOf(open) } : rest, lines, 'next', moment);
}
