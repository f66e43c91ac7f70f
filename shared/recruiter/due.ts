import { begin, endSession, type Moment, type Step, unchanged } from './course.ts';
import { type Due, dueInMoment, dueWhileListening, dueWhileSpeaking, dueWhileThinking } from './floor.ts';
import { handBack } from './orders.ts';
import { leave } from './presence.ts';
import type { RecruiterContext, RecruiterState } from './recruiterState.ts';
import { timingOf } from './rules.ts';

/** When the engine wants to be told that time has passed; undefined while nothing can become due. */
export function deadlineOf(state: RecruiterState, context: RecruiterContext): number | undefined {
  const due = dueOf(state, context);
  return due.length === 0 ? undefined : Math.min(...due.map(({ at }) => at));
}

/** Of what is due, the most urgent; the rest is due again right after it, if it still is. */
export function onTime(state: RecruiterState, moment: Moment): Step {
  const due = dueOf(state, moment.context).find(({ at }) => at <= moment.at);
  return due ? due.act(state, moment) : unchanged(state);
}

/** By earlier rules something was due, or the step would not be in the log; which moment that was is not asked again. */
export function onTimeOnce(state: RecruiterState, moment: Moment): Step {
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
