import { extensionMs } from './deadlines.ts';
import { lineKeys, otherWordsFor } from './lines.ts';
import {
  answerAgain,
  begin,
  endSession,
  finishAnswer,
  INTRODUCTION,
  interrupted,
  listen,
  type Moment,
  quiet,
  repeat,
  rephrase,
  retakeOf,
  type Step,
  say,
  skip,
  startAnswer,
  unchanged,
  undoSkip,
} from './questionFlow.ts';
import { isInterruptible, type RecruiterContext, type RecruiterState } from './recruiterState.ts';
import type { RecruiterButton } from './recruiterView.ts';
import { ENGINE_RULES } from './timing.ts';
import { fallSilent, stopped } from './turnTaking.ts';

export function buttonsOf(state: RecruiterState, context: RecruiterContext): RecruiterButton[] {
  const { stage, topic } = state;
  if (context.candidate.here === 'gone') return [];
  if (stage.name === 'before') return context.candidate.here === 'inside' ? ['ready'] : [];
  if (isIntroduction(stage)) return ['skipIntroduction'];
  const undo: RecruiterButton[] = state.skipped ? ['undoSkip'] : [];
  const again: RecruiterButton[] = (retakeOf(state, context)?.left ?? 0) > 0 ? ['retry'] : [];
  // When no other people are in the room, the interview ends automatically, so no button is needed.
  const mayFinish = context.personInside || context.retakes;
  if (isClosing(stage)) return [...(mayFinish ? (['finish'] as const) : []), ...undo, ...again];
  if (!topic) return isInterruptible(stage) ? undo : [];
  const asking: RecruiterButton[] = mayRephrase(state, context) ? ['repeat', 'rephrase'] : ['repeat'];
  const leaving: RecruiterButton[] = [...(maySkip(state, context) ? (['skip'] as const) : []), ...undo];
  switch (stage.name) {
    case 'speaking':
      return [...(stage.then === 'ask' ? [...asking, ...leaving] : undo), ...again];
    case 'thinking':
      return ['begin', ...asking, 'moment', ...leaving];
    case 'listening': {
      const timed: RecruiterButton[] = context.accommodations.noTimeLimit
        ? []
        : [...(state.timerOff ? [] : (['extend'] as const)), 'timer'];
      return ['finished', ...asking, 'moment', ...leaving, ...again, ...timed];
    }
    case 'moment':
      return ['moment', ...asking, ...leaving, ...again];
    default:
      return [];
  }
}

/** Presses a button. A button that is not available now changes nothing. */
export function press(state: RecruiterState, button: RecruiterButton, moment: Moment): Step {
  return buttonsOf(state, moment.context).includes(button)
    ? BUTTONS[button](state, moment)
    : unchanged(state);
}

function maySkip({ topic }: RecruiterState, { kit }: RecruiterContext): boolean {
  const question = kit.questions.find(({ id }) => id === topic?.questionId);
  return question?.mayBeSkipped !== false;
}

/** Interviews with earlier rules don't offer other words, because their pages may not know the button. */
function mayRephrase({ topic, rules = ENGINE_RULES }: RecruiterState, { kit }: RecruiterContext): boolean {
  return topic !== undefined && rules >= 3 && otherWordsFor(kit, topic.prompt) !== undefined;
}

function isIntroduction(stage: RecruiterState['stage']): boolean {
  return stage.name === 'speaking' && stage.lines.some(line => INTRODUCTION.includes(line));
}

/** True from the closing line to the end of the interview. */
export function isClosing(stage: RecruiterState['stage']): boolean {
  return stage.name === 'over' || (stage.name === 'speaking' && stage.then === 'finish');
}

const BUTTONS: Record<RecruiterButton, (state: RecruiterState, moment: Moment) => Step> = {
  ready: begin,
  skipIntroduction: (state, moment) =>
    state.stage.name === 'speaking' ? say(quiet(state), [], state.stage.then, moment) : unchanged(state),
  finished: (state, moment) => finishAnswer(fallSilent(state, moment.at), moment),
  repeat,
  rephrase,
  moment: (state, moment) =>
    state.stage.name === 'moment'
      ? unchanged(listen(state, moment.at))
      : say(state, [lineKeys.standard('moment')], 'moment', moment),
  skip: (state, moment) => {
    const { topic: skipped } = interrupted(state, moment.at);
    return skip(skipped ? { ...state, skipped } : state, moment);
  },
  undoSkip,
  retry: answerAgain,
  begin: (state, moment) => unchanged(listen(state, moment.at)),
  extend: (state, { at, context }) => {
    const started = startAnswer(state, at, context);
    const { topic } = started.state;
    if (!topic?.answer) return unchanged(state);
    const extraMs = topic.answer.extraMs + extensionMs(started.state, topic, context);
    const answer = { ...topic.answer, extraMs, warned: false };
    return { state: { ...started.state, topic: { ...topic, answer } }, effects: started.effects };
  },
  timer: state => unchanged({ ...state, timerOff: !state.timerOff }),
  finish: (state, { at }) => endSession({ ...stopped(state, at), stage: { name: 'over', since: at } }),
};
