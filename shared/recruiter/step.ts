import type { SeatId } from '../ids.ts';
import { press } from './buttons.ts';
import type { RecruiterInput } from './inputs.ts';
import { lineKeys } from './lines.ts';
import { follow, handBack } from './orders.ts';
import {
  begin,
  endLine,
  endSession,
  finishAnswer,
  interrupted,
  type Moment,
  type Step,
  say,
  startAnswer,
  unchanged,
} from './questionFlow.ts';
import { isInterruptible, type RecruiterContext, type RecruiterState } from './recruiterState.ts';
import { ENGINE_RULES, timingOf } from './timing.ts';
import {
  type Due,
  dueInMoment,
  dueWhileListening,
  dueWhileSpeaking,
  dueWhileThinking,
  hearChange,
  isAcknowledgement,
  showLine,
  stopped,
} from './turnTaking.ts';

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
 * clock: `deadlineOf` says when it wants to be told that time has passed. `rules` are those by which a step in the log was decided; what the
 * room says follows the rules of the step before.
 */
export function step(
  before: RecruiterState,
  input: RecruiterInput | RoomInput,
  at: number,
  context: RecruiterContext,
  rules: number | undefined = before.rules,
): Step {
  const state = rules === before.rules || rules === undefined ? before : { ...before, rules };
  const next = stepByRules(state, input, at, context);
  // An input that changes nothing does not settle the rules either.
  return next.state === state && next.effects.length === 0 ? unchanged(before) : next;
}

function stepByRules(
  state: RecruiterState,
  input: RecruiterInput | RoomInput,
  at: number,
  context: RecruiterContext,
): Step {
  const readingMs = 'readingMs' in input ? input.readingMs : undefined;
  const moment: Moment = { at, context, ...(readingMs !== undefined && { readingMs }) };
  switch (input.type) {
    case 'time':
      return (state.rules ?? ENGINE_RULES) < 2 ? onTimeOnce(state, moment) : onTime(state, moment);
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
      return press(state, input.button, moment);
    case 'written':
      return onWritten(state, input.words, moment);
    case 'ordered':
      return follow(state, input, moment);
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

function onWritten(state: RecruiterState, words: number, moment: Moment): Step {
  const started = startAnswer(state, moment.at, moment.context);
  const { topic } = started.state;
  if (!topic?.answer) return unchanged(state);
  const answer = { ...topic.answer, spokenMs: topic.answer.spokenMs + words * timingOf(state).spokenPerWord };
  const finished = finishAnswer({ ...started.state, topic: { ...topic, answer } }, moment);
  return { state: finished.state, effects: [...started.effects, ...finished.effects] };
}

/** When the engine wants to be told that time has passed; undefined while nothing can become due. */
export function deadlineOf(state: RecruiterState, context: RecruiterContext): number | undefined {
  const due = dueOf(state, context);
  return due.length === 0 ? undefined : Math.min(...due.map(({ at }) => at));
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

/** What can become due in each stage, the most urgent first. */
function dueOf(state: RecruiterState, context: RecruiterContext): Due[] {
  const { stage, voice } = state;
  switch (stage.name) {
    case 'before':
      return stage.spoke && voice.state === 'silent' && context.candidate.here === 'inside'
        ? [{ at: voice.since + timingOf(state).readyPause, act: begin }]
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
        : [{ at: stage.leftSince + timingOf(state).personGrace, act: handBack }];
    case 'over': {
      const wait =
        context.candidate.here === 'gone'
          ? 0
          : context.personInside
            ? timingOf(state).endAfterWithPeople
            : timingOf(state).endAfter;
      return [{ at: stage.since + wait, act: endSession }];
    }
    case 'paused':
    case 'away':
      return [];
  }
}

function dueOnDrop(state: RecruiterState): Due[] {
  const { droppedSince } = state;
  if (droppedSince === undefined) return [];
  return [
    { at: droppedSince + timingOf(state).dropGrace, act: (cutOff, { at }) => unchanged(leave(cutOff, at)) },
  ];
}

/** The candidate drops, leaves or comes back. A short drop changes nothing. */
function onCandidate(
  state: RecruiterState,
  here: RecruiterContext['candidate']['here'],
  moment: Moment,
): Step {
  const { droppedSince: _over, ...whole } = state;
  switch (here) {
    case 'reconnecting':
      return unchanged({ ...state, droppedSince: state.droppedSince ?? moment.at });
    case 'gone':
      return unchanged(leave(state, moment.at));
    case 'inside':
      return comeBack(whole, moment);
  }
}

/** The interview waits for the candidate where it stood. */
export function leave(state: RecruiterState, at: number): RecruiterState {
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

/** The person who took over leaves or comes back. */
function onPerson(
  state: RecruiterState,
  { seatId, inside }: { readonly seatId: SeatId; readonly inside: boolean },
  at: number,
): RecruiterState {
  const { stage } = state;
  if (stage.name !== 'person' || stage.seatId !== seatId) return state;
  const { leftSince, ...present } = stage;
  return { ...state, stage: inside ? present : { ...present, leftSince: leftSince ?? at } };
}
