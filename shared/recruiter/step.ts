import type { SeatId } from '../ids.ts';
import {
  answerAgain,
  begin,
  endLine,
  finishAnswer,
  forgetAnswered,
  forgetSkipped,
  goOn,
  INTRODUCTION,
  interrupted,
  listen,
  type Moment,
  quiet,
  retakeOf,
  type Step,
  say,
  skip,
  startAnswer,
  takeLineAgain,
  topicOf,
  unchanged,
  undoSkip,
} from './course.ts';
import {
  type Due,
  dueInMoment,
  dueWhileListening,
  dueWhileSpeaking,
  dueWhileThinking,
  fallSilent,
  hearChange,
  isAcknowledgement,
  resumeLine,
  showLine,
  stopped,
} from './floor.ts';
import { ENGINE_RULES, type RecruiterInput } from './inputs.ts';
import { lineKeys } from './lines.ts';
import type { Interruptible, RecruiterContext, RecruiterState } from './recruiterState.ts';
import type { NextQuestion, RecruiterButton, RecruiterOrder } from './recruiterView.ts';
import {
  DROP_GRACE,
  END_AFTER,
  END_AFTER_WITH_PEOPLE,
  extensionMs,
  PERSON_GRACE,
  READY_PAUSE,
  SPOKEN_PER_WORD,
} from './timing.ts';

/**
 * What the interview's other events say to the recruiter. They are in the log already; nothing that has to be written follows from them.
 */
export type RoomInput =
  | { type: 'candidate'; here: RecruiterContext['candidate']['here'] }
  | { type: 'person'; seatId: SeatId; inside: boolean }
  | { type: 'session.ended' };

/**
 * The script engine: a pure function from a state and what happened to the next state, and to facts for the interview's log. It never
 * throws; an input that does not fit the state (a clip's end that comes late, a button of a moment ago) changes nothing. It knows no
 * clock: `deadlineOf` says when it wants to be told that time has passed. `rules` are those by which a step in the log was decided.
 */
export function step(
  state: RecruiterState,
  input: RecruiterInput | RoomInput,
  at: number,
  context: RecruiterContext,
  rules: number = ENGINE_RULES,
): Step {
  const moment: Moment = { at, context };
  switch (input.type) {
    case 'time':
      return rules < ENGINE_RULES ? onTimeOnce(state, moment) : onTime(state, moment);
    case 'play.started':
      return unchanged(onPlayStarted(state, input, at));
    case 'play.ended':
      return isCurrent(state, input.utterance) ? endLine(state, moment) : unchanged(state);
    case 'play.held':
      return unchanged(onPlayHeld(state, input));
    case 'play.failed':
      return unchanged(isCurrent(state, input.utterance) ? showLine(state, moment) : state);
    case 'voice':
      return hearChange(state, { state: input.state, since: at - input.agoMs }, moment);
    case 'pressed':
      return buttonsOf(state, context).includes(input.button)
        ? BUTTONS[input.button](state, moment)
        : unchanged(state);
    case 'written':
      return onWritten(state, input.words, moment);
    case 'ordered':
      return ordersOf(state, context).includes(input.order)
        ? ORDERS[input.order](state, moment, input)
        : unchanged(state);
    case 'candidate':
      return onCandidate(state, input.here, moment);
    case 'person':
      return unchanged(onPerson(state, input, at));
    case 'session.ended':
      return unchanged(
        state.stage.name === 'over' ? state : { ...stopped(state, at), stage: { name: 'over', since: at } },
      );
  }
}

/** When the engine wants to be told that time has passed; undefined while nothing can become due. */
export function deadlineOf(state: RecruiterState, context: RecruiterContext): number | undefined {
  const due = dueOf(state, context);
  return due.length === 0 ? undefined : Math.min(...due.map(({ at }) => at));
}

/** What the candidate can press. */
export function buttonsOf(state: RecruiterState, context: RecruiterContext): RecruiterButton[] {
  const { stage, topic } = state;
  if (context.candidate.here === 'gone') return [];
  if (stage.name === 'before') return context.candidate.here === 'inside' ? ['ready'] : [];
  if (isIntroduction(stage)) return ['skipIntroduction'];
  const undo: RecruiterButton[] = state.skipped ? ['undoSkip'] : [];
  const again: RecruiterButton[] = (retakeOf(state, context)?.left ?? 0) > 0 ? ['retry'] : [];
  if (isClosing(stage)) return [...(mayFinish(context) ? (['finish'] as const) : []), ...undo, ...again];
  if (!topic) return isInterruptible(stage) ? undo : [];
  const leaving: RecruiterButton[] = [...(maySkip(state, context) ? (['skip'] as const) : []), ...undo];
  switch (stage.name) {
    case 'speaking':
      return [...(stage.then === 'ask' ? (['repeat', ...leaving] as const) : undo), ...again];
    case 'thinking':
      return ['begin', 'repeat', 'moment', ...leaving];
    case 'listening': {
      const timed: RecruiterButton[] = context.accommodations.noTimeLimit
        ? []
        : [...(state.timerOff ? [] : (['extend'] as const)), 'timer'];
      return ['finished', 'repeat', 'moment', ...leaving, ...again, ...timed];
    }
    case 'moment':
      return ['moment', 'repeat', ...leaving, ...again];
    default:
      return [];
  }
}

/** What the lead can order. */
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

/** Alone with the recruiter an interview is over a moment after its closing; in practice nobody has to hear that to its end. */
function mayFinish({ personInside, retakes }: RecruiterContext): boolean {
  return personInside || retakes;
}

function maySkip({ topic }: RecruiterState, { kit }: RecruiterContext): boolean {
  const question = kit.questions.find(({ id }) => id === topic?.questionId);
  return question?.mayBeSkipped !== false;
}

/** What is said before the first question. */
function isIntroduction(stage: RecruiterState['stage']): boolean {
  return stage.name === 'speaking' && stage.lines.some(line => INTRODUCTION.includes(line));
}

/** From the closing line to the end of the session. */
export function isClosing(stage: RecruiterState['stage']): boolean {
  return stage.name === 'over' || (stage.name === 'speaking' && stage.then === 'finish');
}

/** Whether handing back leaves an unanswered question. */
export function choosesNext({ stage, topic }: RecruiterState, context: RecruiterContext): boolean {
  const { currentQuestionId: open, questions } = context;
  if (stage.name !== 'person' || !open) return false;
  const answered = topic?.questionId === open && (topic.answer !== undefined || topic.isProbe);
  return !answered && questions[open]?.answerStartedAt === undefined;
}

function dueOf(state: RecruiterState, context: RecruiterContext): Due[] {
  const { stage, voice } = state;
  switch (stage.name) {
    case 'before':
      return stage.spoke && voice.state === 'silent' && context.candidate.here === 'inside'
        ? [{ at: voice.since + READY_PAUSE, act: begin }]
        : [];
    case 'speaking':
      return [...dueOnDrop(state), ...dueWhileSpeaking(state, stage)];
    case 'thinking':
      return [...dueOnDrop(state), ...dueWhileThinking(state, stage)];
    case 'listening':
      return [...dueOnDrop(state), ...dueWhileListening(state, stage, context)];
    case 'moment':
      return [...dueOnDrop(state), ...dueInMoment(state)];
    case 'person':
      return stage.leftSince === undefined
        ? []
        : [{ at: stage.leftSince + PERSON_GRACE, act: ORDERS.handBack }];
    case 'over': {
      const wait =
        context.candidate.here === 'gone' ? 0 : context.personInside ? END_AFTER_WITH_PEOPLE : END_AFTER;
      return [{ at: stage.since + wait, act: endSession }];
    }
    case 'paused':
    case 'away':
      return [];
  }
}

function dueOnDrop({ droppedSince }: RecruiterState): Due[] {
  if (droppedSince === undefined) return [];
  return [{ at: droppedSince + DROP_GRACE, act: (state, { at }) => unchanged(leave(state, at)) }];
}

/** Of what is due, the most urgent; the rest is due again right after it, if it still is. */
function onTime(state: RecruiterState, moment: Moment): Step {
  const due = dueOf(state, moment.context).find(({ at }) => at <= moment.at);
  return due ? due.act(state, moment) : unchanged(state);
}

/** By earlier rules something was due, or the step would not be in the log; which moment that was is not asked again. */
function onTimeOnce(state: RecruiterState, moment: Moment): Step {
  if (state.stage.name === 'before') return begin(state, moment);
  const due = dueOf(state, moment.context);
  const first = due.find(({ at }) => at <= moment.at) ?? due.toSorted((a, b) => a.at - b.at)[0];
  return first ? first.act(state, moment) : unchanged(state);
}

function endSession(state: RecruiterState): Step {
  return { state, effects: [{ kind: 'session.ended', payload: {} }] };
}

function isCurrent(state: RecruiterState, utterance: number): boolean {
  return state.stage.name === 'speaking' && state.utterance === utterance;
}

function onPlayStarted(
  state: RecruiterState,
  input: Extract<RecruiterInput, { type: 'play.started' }>,
  at: number,
): RecruiterState {
  const { stage, said } = state;
  if (stage.name !== 'speaking' || !said || said.utterance !== input.utterance || stage.held) return state;
  const { readUntil: _heard, ...speaking } = stage;
  const { fromMs, durationMs, cues } = input;
  return {
    ...state,
    stage: speaking,
    said: { ...said, clip: 'playing', startedAt: at, fromMs, durationMs, cues },
  };
}

function onPlayHeld(
  state: RecruiterState,
  { utterance, resumeMs }: Extract<RecruiterInput, { type: 'play.held' }>,
): RecruiterState {
  const { stage, said } = state;
  if (!said || said.utterance !== utterance) return state;
  const known = { ...state, said: { ...said, fromMs: resumeMs } };
  if (stage.name === 'speaking' && stage.held) return { ...known, stage: { ...stage, fromMs: resumeMs } };
  if ((stage.name === 'paused' || stage.name === 'away') && stage.resume.name === 'speaking')
    return { ...known, stage: { ...stage, resume: { ...stage.resume, fromMs: resumeMs } } };
  return state;
}

type Act = (state: RecruiterState, moment: Moment) => Step;

const BUTTONS: Record<RecruiterButton, Act> = {
  ready: begin,
  skipIntroduction: (state, moment) =>
    state.stage.name === 'speaking' ? say(quiet(state), [], state.stage.then, moment) : unchanged(state),
  finished: (state, moment) => finishAnswer(fallSilent(state, moment.at), moment),
  repeat,
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
    const extraMs = topic.answer.extraMs + extensionMs(topic, context);
    const answer = { ...topic.answer, extraMs, warned: false };
    return { state: { ...started.state, topic: { ...topic, answer } }, effects: started.effects };
  },
  timer: state => unchanged({ ...state, timerOff: !state.timerOff }),
  finish: (state, { at }) => endSession({ ...stopped(state, at), stage: { name: 'over', since: at } }),
};

/** What came with an order. */
interface Ordered {
  readonly seatId?: SeatId;
  readonly next?: NextQuestion | undefined;
}

const ORDERS: Record<RecruiterOrder, (state: RecruiterState, moment: Moment, ordered?: Ordered) => Step> = {
  pause: (state, { at }) => unchanged(paused(state, at)),
  resume,
  skip: (state, moment) => skip(forgetSkipped(state), moment),
  repeat,
  takeOver,
  handBack,
};

function repeat(state: RecruiterState, moment: Moment): Step {
  const { topic } = state;
  if (!topic) return unchanged(state);
  return say(state, [topic.prompt], topic.answer ? 'listen' : 'ask', moment);
}

function onWritten(state: RecruiterState, words: number, moment: Moment): Step {
  const started = startAnswer(state, moment.at, moment.context);
  const { topic } = started.state;
  if (!topic?.answer) return unchanged(state);
  const answer = { ...topic.answer, spokenMs: topic.answer.spokenMs + words * SPOKEN_PER_WORD };
  const finished = finishAnswer({ ...started.state, topic: { ...topic, answer } }, moment);
  return { state: finished.state, effects: [...started.effects, ...finished.effects] };
}

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

/** A person goes on in the recruiter's place. Whoever is speaking is not talked over by an announcement. */
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

/** The recruiter goes on with the list. A question that was not answered yet is asked again if the lead says so, or has left it at once. */
function handBack(state: RecruiterState, moment: Moment, { next }: Ordered = {}): Step {
  const { stage, topic } = state;
  if (stage.name !== 'person') return unchanged(state);
  const { context, at } = moment;
  const open = context.currentQuestionId;
  const unanswered = topic !== undefined && !topic.answer && topic.questionId === open;
  const brief = at - stage.since < HARDLY_TALKED;
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

/** A person who stayed for less than that has not talked the open question through. */
const HARDLY_TALKED = 15_000;

function onCandidate(
  state: RecruiterState,
  here: RecruiterContext['candidate']['here'],
  moment: Moment,
): Step {
  const { droppedSince: _mended, ...whole } = state;
  switch (here) {
    case 'reconnecting':
      return unchanged({ ...state, droppedSince: state.droppedSince ?? moment.at });
    case 'gone':
      return unchanged(leave(state, moment.at));
    case 'inside':
      return comeBack(whole, moment);
  }
}

function leave(state: RecruiterState, at: number): RecruiterState {
  const { droppedSince: _known, ...rest } = state;
  const { stage } = rest;
  if (stage.name === 'before') return { ...rest, stage: { name: 'before' } };
  if (!isInterruptible(stage)) return rest;
  return { ...stopped(interrupted(rest, at), at), stage: { name: 'away', since: at, resume: stage } };
}

function comeBack(state: RecruiterState, moment: Moment): Step {
  const { stage, topic } = state;
  if (stage.name !== 'away') return unchanged(state);
  const { resume: before } = stage;
  // What was being said before the question, or after the answer, is said from its beginning.
  if (before.name === 'speaking' && (before.then !== 'listen' || !topic)) {
    const rest = before.lines.filter(line => !isAcknowledgement(line));
    const lines = [lineKeys.standard('welcomeBackHere'), ...rest];
    return say(state, lines, before.then, moment);
  }
  if (!topic) return say(state, [lineKeys.standard('welcomeBackHere')], 'next', moment);
  return say(state, [lineKeys.standard('welcomeBack'), topic.prompt], 'listen', moment);
}

function onPerson(
  state: RecruiterState,
  { seatId, inside }: Extract<RoomInput, { type: 'person' }>,
  at: number,
): RecruiterState {
  const { stage } = state;
  if (stage.name !== 'person' || stage.seatId !== seatId) return state;
  const { leftSince, ...present } = stage;
  return { ...state, stage: inside ? present : { ...present, leftSince: leftSince ?? at } };
}

function isInterruptible(stage: RecruiterState['stage']): stage is Interruptible {
  return ['speaking', 'thinking', 'listening', 'moment'].includes(stage.name);
}
