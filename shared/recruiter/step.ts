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
  listen,
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

/** Inputs derived from logged events of the interview. They have no effects and are not logged again. */
export type RoomInput =
  | { type: 'candidate'; here: RecruiterContext['candidate']['here'] }
  | { type: 'person'; seatId: SeatId; inside: boolean }
  | { type: 'session.ended' };

/**
 * Returns the next state and the events to log. An input that does not fit the state, such as the end of an
 * earlier clip, changes nothing. `rules` come from a logged step; room inputs keep the previous rules.
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
  // An input that changes nothing doesn't change the rules either.
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
      return (state.rules ?? ENGINE_RULES) < 2 ? onTimeOfRules1(state, moment) : onTime(state, moment);
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
    case 'writing':
      return unchanged(onWriting(state, input.on, at));
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

/** Restarts the wait for the candidate's voice when they stop writing, because silence did not count. */
function onWriting(state: RecruiterState, on: boolean, at: number): RecruiterState {
  if (on === (state.writes === true)) return state;
  if (on) {
    const { stage } = state;
    if (stage.name !== 'listening') return { ...state, writes: true };
    const { softEndSince: _takenBack, ...listening } = stage;
    return { ...state, writes: true, stage: listening };
  }
  const { writes: _spoken, ...rest } = state;
  if (rest.stage.name !== 'listening' || !rest.topic) return rest;
  const { waitingSince: _written, ...topic } = rest.topic;
  return listen({ ...rest, topic }, at);
}

/** Returns when the next `time` input is due, or undefined when nothing can become due. */
export function deadlineOf(state: RecruiterState, context: RecruiterContext): number | undefined {
  const due = dueOf(state, context);
  return due.length === 0 ? undefined : Math.min(...due.map(({ at }) => at));
}

/** Carries out the most urgent action that is due. Other actions stay due. */
function onTime(state: RecruiterState, moment: Moment): Step {
  const due = dueOf(state, moment.context).find(({ at }) => at <= moment.at);
  return due ? due.act(state, moment) : unchanged(state);
}

/** Handles a `time` input under version 1 of the rules, which logged it only when something was due. */
function onTimeOfRules1(state: RecruiterState, moment: Moment): Step {
  if (state.stage.name === 'before') return begin(state, moment);
  const due = dueOf(state, moment.context);
  const first = due.find(({ at }) => at <= moment.at) ?? due.toSorted((a, b) => a.at - b.at)[0];
  return first ? first.act(state, moment) : unchanged(state);
}

/** Lists what can become due in the current stage, the most urgent first. */
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
      const { endAfter, endAfterWithPeople } = timingOf(state);
      const stay = context.personInside ? endAfterWithPeople : endAfter;
      return [{ at: stage.since + (context.candidate.here === 'gone' ? 0 : stay), act: endSession }];
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
  // An interrupted line before a question or after an answer is said again from the start.
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
  { seatId, inside }: { readonly seatId: SeatId; readonly inside: boolean },
  at: number,
): RecruiterState {
  const { stage } = state;
  if (stage.name !== 'person' || stage.seatId !== seatId) return state;
  const { leftSince, ...present } = stage;
  return { ...state, stage: inside ? present : { ...present, leftSince: leftSince ?? at } };
}
