import type { SeatId } from '../ids.ts';
import { press } from './buttons.ts';
import { endLine, finishAnswer, type Moment, type Step, startAnswer, unchanged } from './course.ts';
import { onTime, onTimeOnce } from './due.ts';
import { hearChange, showLine, stopped } from './floor.ts';
import type { RecruiterInput } from './inputs.ts';
import { follow } from './orders.ts';
import { onCandidate, onPerson } from './presence.ts';
import type { RecruiterContext, RecruiterState } from './recruiterState.ts';
import { ENGINE_RULES, timingOf } from './rules.ts';

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
