import { hardEndMs, limitsOf, nodAfterMs, readingMs, silencePromptAt } from './deadlines.ts';
import { type LineKey, lineKeys, otherWordsFor, textOfLine } from './lines.ts';
import {
  cutIn,
  endLine,
  finishAnswer,
  listen,
  type Moment,
  quiet,
  type Step,
  say,
  sayOtherWords,
  startAnswer,
  takeLineAgain,
  unchanged,
} from './questionFlow.ts';
import type {
  Answer,
  Listening,
  RecruiterContext,
  RecruiterState,
  Speaking,
  Topic,
} from './recruiterState.ts';
import { ENGINE_RULES, timingOf } from './timing.ts';

/** Action of the recruiter with the time at which it is due. Lists start with the most urgent action. */
export type Due = { readonly at: number; readonly act: (state: RecruiterState, moment: Moment) => Step };

export function dueWhileSpeaking(state: RecruiterState, stage: Speaking): Due[] {
  const { voice, said } = state;
  if (stage.readUntil !== undefined) return [{ at: stage.readUntil, act: endLine }];
  if (stage.held) return dueWhileHeld(state, stage.held);
  const due: Due[] = [];
  const { bargeIn, bargeInDoubt, speechMin, clipOverdue, clipLate } = timingOf(state);
  if (voice.state === 'speaking' && yields(stage))
    due.push({ at: Math.max(voice.since + bargeIn + bargeInDoubt, stage.begunAt + speechMin), act: hold });
  if (said?.clip === 'playing' && said.startedAt !== undefined)
    due.push({ at: said.startedAt + (said.durationMs - said.fromMs) + clipOverdue, act: endLine });
  else due.push({ at: stage.begunAt + clipLate, act: (late, moment) => unchanged(showLine(late, moment)) });
  return due;
}

function dueWhileHeld(state: RecruiterState, held: NonNullable<Speaking['held']>): Due[] {
  const { voice } = state;
  const { heldAtMost, takesFloor, resumeAfterTalk, resumeAfterSound } = timingOf(state);
  if (voice.state === 'speaking')
    return held.long
      ? [{ at: held.since + heldAtMost, act: insist }]
      : [{ at: voice.since + takesFloor, act: yieldFloor }];
  const after = held.long ? resumeAfterTalk : resumeAfterSound;
  return [{ at: Math.max(voice.since, held.since) + after, act: takeUp }];
}

/** True when the candidate's voice can stop the line. The line "time is up" is always finished. */
function yields({ lines, insists }: Speaking): boolean {
  return !insists && lines[0] !== lineKeys.standard('timeUp');
}

export function dueWhileThinking(state: RecruiterState, stage: { until: number }): Due[] {
  const due: Due[] = [{ at: stage.until, act: (thinking, moment) => unchanged(listen(thinking, moment.at)) }];
  if (state.voice.state === 'speaking')
    due.unshift({
      at: state.voice.since + timingOf(state).beginsByVoice,
      act: (thinking, moment) => hear(listen(thinking, moment.at), moment),
    });
  return due;
}

export function dueInMoment(state: RecruiterState): Due[] {
  if (state.voice.state !== 'speaking') return [];
  const at = state.voice.since + timingOf(state).endsMoment;
  return [{ at, act: (waiting, moment) => hear(listen(waiting, moment.at), moment) }];
}

export function dueWhileListening(state: RecruiterState, stage: Listening, context: RecruiterContext): Due[] {
  const { voice, topic } = state;
  if (voice.state === 'speaking')
    return stage.voiced
      ? []
      : [{ at: voice.since + timingOf(state).speechMin + timingOf(state).toldLate, act: hear }];
  if (!topic) return [];
  if (state.writes) return dueWhileWriting(state, topic, context);
  if (!topic.answer) return dueInSilence(state, topic);
  const since = Math.max(voice.since, stage.silentSince ?? 0);
  if (voice.state === 'absent')
    return topic.absenceTold ? [] : [{ at: since + timingOf(state).absenceToldAfter, act: tellAbsence }];
  // A candidate with a faint voice may still be speaking.
  if (voice.state !== 'silent' || stage.silentSince === undefined) return [];
  return dueInPause(state, stage, stage.silentSince, topic, topic.answer, context);
}

/** Only an answer that started in speech has a clock. */
function dueWhileWriting(state: RecruiterState, topic: Topic, context: RecruiterContext): Due[] {
  const limits = topic.answer && limitsOf(state, topic, topic.answer, context);
  return limits ? [{ at: limits.limitAt + timingOf(state).limitGrace, act: cutIn }] : [];
}

function dueInSilence(state: RecruiterState, topic: Topic): Due[] {
  const at = silencePromptAt(state, topic);
  return at === undefined ? [] : [{ at, act: speakToSilence }];
}

function dueInPause(
  state: RecruiterState,
  stage: Listening,
  silentSince: number,
  topic: Topic,
  answer: Answer,
  context: RecruiterContext,
): Due[] {
  const hardEnd = hardEndMs(state, context);
  const due: Due[] = [{ at: silentSince + hardEnd, act: finishAnswer }];
  const limits = limitsOf(state, topic, answer, context);
  const { limitGrace, cutInPause, warnInPause, softEnd: softEndMs } = timingOf(state);
  if (limits) {
    due.push({ at: Math.max(limits.limitAt + limitGrace, silentSince + cutInPause), act: cutIn });
    if (!answer.warned)
      due.push({ at: Math.max(limits.limitAt, silentSince + warnInPause), act: warnOfTime });
  }
  if (stage.softEndSince === undefined && hardEnd > softEndMs)
    due.push({ at: silentSince + softEndMs, act: softEnd });
  if (!stage.nodded) due.push({ at: silentSince + nodAfterMs(state, silentSince), act: nod });
  return due;
}

/** Applies a change in the candidate's voice. Also counts speech that ended before it was noticed. */
export function hearChange(state: RecruiterState, next: RecruiterState['voice'], moment: Moment): Step {
  if (state.stage.name === 'speaking')
    return unchanged({ ...state, voice: acrossGap(state, next, state.stage.begunAt) });
  if (state.stage.name === 'before') return unchanged(hearReady(state, next));
  if (state.stage.name !== 'listening') return unchanged({ ...state, voice: next });
  const { voice } = state;
  if (voice.state !== 'speaking') return unchanged({ ...soundIsBack(state, next), voice: next });
  const missed = !state.stage.voiced && next.since - voice.since >= timingOf(state).speechMin;
  const { state: heard, effects } = missed ? hear(state, moment) : unchanged(state);
  return { state: { ...fallSilent(heard, next.since), voice: next }, effects };
}

/** Notes that the candidate has spoken before the start, and so counts as ready after a pause. */
function hearReady(state: RecruiterState, next: RecruiterState['voice']): RecruiterState {
  const { voice } = state;
  const spoke = voice.state === 'speaking' && next.since - voice.since >= timingOf(state).readyWords;
  return { ...state, voice: next, ...(spoke && { stage: { name: 'before' as const, spoke } }) };
}

/** Treats speech as continuous across short gaps while the candidate talks over a line. */
function acrossGap(
  state: RecruiterState,
  next: RecruiterState['voice'],
  begunAt: number,
): RecruiterState['voice'] {
  const { voice } = state;
  if (voice.state === 'speaking' && next.state === 'silent')
    return { ...next, spokenMs: Math.max(0, next.since - Math.max(voice.since, begunAt)) };
  const { spokenMs } = voice;
  const { gapMax, gapWithinWords } = timingOf(state);
  const gapMs = next.since - voice.since;
  if (next.state !== 'speaking' || spokenMs === undefined || gapMs > gapMax) return next;
  return { ...next, since: (gapMs > gapWithinWords ? next.since : voice.since) - spokenMs };
}

/** Restarts the pause when the microphone's signal is back, because pauses can't be measured without it. */
function soundIsBack(state: RecruiterState, next: RecruiterState['voice']): RecruiterState {
  const { stage, voice, topic } = state;
  if (stage.name !== 'listening' || voice.state === next.state || next.state === 'speaking') return state;
  const { absenceTold: _over, ...known } = topic ?? {};
  return {
    ...state,
    stage: { ...stage, ...(topic?.answer && { silentSince: next.since }) },
    ...(topic && { topic: known as Topic }),
  };
}

/** Ends the current speech at `endedAt`. */
export function fallSilent(state: RecruiterState, endedAt: number): RecruiterState {
  const { stage, voice, topic } = state;
  // A sound too brief to count as speech changes nothing.
  if (stage.name !== 'listening' || !stage.voiced) return state;
  const silent = { ...state, stage: { ...stage, voiced: false, silentSince: endedAt } };
  if (!topic?.answer) return silent;
  const answer = { ...longer(topic.answer, endedAt - voice.since), heardUntil: endedAt };
  return { ...silent, topic: { ...topic, answer } };
}

/** Counts the current sound as speech, which starts the answer or continues it after a pause. */
function hear(state: RecruiterState, { context }: Moment): Step {
  const { stage, voice, topic } = state;
  if (stage.name !== 'listening') return unchanged(state);
  const { silentSince, softEndSince: _takenBack, ...rest } = stage;
  const heard = { ...state, stage: { ...rest, voiced: true, nodded: false } };
  if (!topic) return unchanged(heard);
  if (!topic.answer) return startAnswer(heard, voice.since, context);
  const pause = silentSince === undefined ? 0 : Math.max(0, voice.since - silentSince);
  return unchanged({
    ...remember(heard, pause),
    topic: { ...topic, answer: longer(topic.answer, Math.min(pause, timingOf(state).softEnd)) },
  });
}

function remember(state: RecruiterState, pause: number): RecruiterState {
  if (pause < timingOf(state).pauseMin) return state;
  return { ...state, pauses: [...state.pauses, pause].slice(-timingOf(state).pausesKept) };
}

function longer(answer: Answer, byMs: number): Answer {
  return { ...answer, spokenMs: answer.spokenMs + Math.max(0, byMs) };
}

function softEnd(state: RecruiterState, { at }: Moment): Step {
  if (state.stage.name !== 'listening') return unchanged(state);
  return unchanged({ ...state, stage: { ...state.stage, softEndSince: at } });
}

function nod(state: RecruiterState): Step {
  if (state.stage.name !== 'listening') return unchanged(state);
  return unchanged({ ...state, nods: state.nods + 1, stage: { ...state.stage, nodded: true } });
}

/** Stops the line because the candidate speaks over it. */
function hold(state: RecruiterState, moment: Moment): Step {
  const { stage } = state;
  if (stage.name !== 'speaking') return unchanged(state);
  // A line that only prompts a silent candidate doesn't need to be finished.
  if (stage.then === 'listen' && stage.lines.length === 1)
    return hear(listen(quiet(state), moment.at), moment);
  const still = stopped(state, moment.at);
  const fromMs = still.said?.fromMs ?? stage.fromMs;
  return unchanged({ ...still, stage: { ...stage, fromMs, held: { since: moment.at, long: false } } });
}

/** Handles longer speech over a line, which may be an early answer, more of the last one, or other talk. */
function yieldFloor(state: RecruiterState, moment: Moment): Step {
  const { stage, topic } = state;
  if (stage.name !== 'speaking' || !stage.held) return unchanged(state);
  const [line] = stage.lines;
  const asks = stage.then === 'listen' || (stage.then === 'ask' && stage.lines.length === 1);
  const cutOff = topic?.answer !== undefined && line !== undefined && isAcknowledgement(line);
  // The pause that ended the answer too early shows how long this candidate pauses.
  const learned = cutOff ? remember(state, state.voice.since - topic.answer.heardUntil) : state;
  if (asks || cutOff) return hear(listen(quiet(learned), moment.at), moment);
  return unchanged({ ...state, stage: { ...stage, held: { ...stage.held, long: true } } });
}

function takeUp(state: RecruiterState, { at }: Moment): Step {
  const { stage } = state;
  if (stage.name !== 'speaking') return unchanged(state);
  const { held: _over, ...speaking } = stage;
  const insists = stage.take >= timingOf(state).heldTimes ? { insists: true as const } : {};
  return unchanged(resumeLine(state, { ...speaking, ...insists }, at));
}

function insist(state: RecruiterState, moment: Moment): Step {
  const { stage } = state;
  if (stage.name !== 'speaking') return unchanged(state);
  return takeUp({ ...state, stage: { ...stage, insists: true } }, moment);
}

export function resumeLine(state: RecruiterState, stage: Speaking, at: number): RecruiterState {
  const { held: _over, ...speaking } = stage;
  const said = state.said && { ...state.said, clip: 'awaited' as const };
  return { ...state, ...(said && { said }), stage: { ...speaking, begunAt: at, take: stage.take + 1 } };
}

/** Stops the clip at an estimated position. A `play.held` input reports the exact position later. */
export function stopped(state: RecruiterState, at: number): RecruiterState {
  const { said } = state;
  if (said?.startedAt === undefined) return state;
  const fromMs = Math.min(said.durationMs, said.fromMs + Math.max(0, at - said.startedAt));
  return { ...state, said: { ...omitStart(said), fromMs } };
}

export function showLine(state: RecruiterState, moment: Moment): RecruiterState {
  const { at, context } = moment;
  const { stage, said } = state;
  if (stage.name !== 'speaking' || !said) return state;
  const text = textOfLine(context.kit, said.line) ?? '';
  return {
    ...state,
    said: { ...omitStart(said), clip: 'missing' },
    stage: { ...stage, readUntil: at + (moment.readingMs ?? readingMs(state, text)) },
  };
}

/** Prompts a silent candidate. The line depends on the reason and on the number of earlier prompts. */
function speakToSilence(state: RecruiterState, moment: Moment): Step {
  const { topic } = state;
  if (!topic) return unchanged(state);
  const climbed = { ...state, topic: { ...topic, ladder: topic.ladder + 1 } };
  const trouble = troubleLine(state, moment.context);
  if (trouble) return say(climbed, [trouble], 'listen', moment);
  if (topic.ladder === 1) return askAgain(climbed, topic, moment);
  if (topic.ladder === 2) return say(climbed, [lineKeys.standard('offerToSkip')], 'listen', moment);
  const { state: taken, line = lineKeys.standard('takeYourTime') } = takeLineAgain(
    climbed,
    'reassurance',
    moment.context,
  );
  return say(taken, [line], 'listen', moment);
}

/** Asks again in other words, or word for word if there are none. */
function askAgain(state: RecruiterState, topic: Topic, moment: Moment): Step {
  if ((state.rules ?? ENGINE_RULES) < 3) return askAgainOfRules2(state, topic, moment);
  const words = otherWordsFor(moment.context.kit, topic.prompt);
  return words ? sayOtherWords(state, words, 'listen', moment) : say(state, [topic.prompt], 'listen', moment);
}

/** Under version 2 of the rules, other words were announced even where there were none. */
function askAgainOfRules2(state: RecruiterState, topic: Topic, moment: Moment): Step {
  const { state: taken, line } = takeLineAgain(state, 'reask', moment.context);
  const rephrased = topic.questionId && !topic.isProbe ? lineKeys.rephrased(topic.questionId) : topic.prompt;
  const known = textOfLine(moment.context.kit, rephrased) === undefined ? topic.prompt : rephrased;
  return say(taken, line === undefined ? [known] : [line, known], 'listen', moment);
}

function tellAbsence(state: RecruiterState, moment: Moment): Step {
  const line = troubleLine(state, moment.context) ?? lineKeys.standard('microphoneOff');
  const told = state.topic ? { ...state, topic: { ...state.topic, absenceTold: true as const } } : state;
  return say(told, [line], 'listen', moment);
}

/** Returns the line about a microphone problem, or undefined if no problem is known. */
function troubleLine(state: RecruiterState, context: RecruiterContext): LineKey | undefined {
  const trouble = troubleOf(state, context);
  return trouble && lineKeys.standard(TROUBLE_LINES[trouble]);
}

const TROUBLE_LINES = {
  muted: 'microphoneMuted',
  'no-sound': 'microphoneOff',
  faint: 'microphoneFaint',
} as const;

export function troubleOf(
  { voice, writes }: RecruiterState,
  { candidate }: RecruiterContext,
): 'muted' | 'no-sound' | 'faint' | undefined {
  if (writes) return undefined;
  if (candidate.microphone === 'muted') return 'muted';
  if (candidate.microphone === 'off' || voice.state === 'absent') return 'no-sound';
  return voice.state === 'faint' ? 'faint' : undefined;
}

function warnOfTime(state: RecruiterState, moment: Moment): Step {
  const { topic } = state;
  if (!topic?.answer) return unchanged(state);
  const warned = { ...state, topic: { ...topic, answer: { ...topic.answer, warned: true } } };
  const { state: taken, line } = takeLineAgain(warned, 'timeWarning', moment.context);
  return line === undefined ? unchanged(taken) : say(taken, [line], 'listen', moment);
}

export function isAcknowledgement(line: LineKey): boolean {
  return line.startsWith('acknowledgement.');
}

function omitStart<T extends { readonly startedAt?: number }>(said: T): Omit<T, 'startedAt'> {
  const { startedAt: _stopped, ...rest } = said;
  return rest;
}
