import type { z } from 'zod';
import type { ProbeRequestId } from '../ids.ts';
import type { QuestionId } from '../kit/kitIds.ts';
import type { ProbeOutcome, QuestionOutcome } from '../rubric/rubricState.ts';
import { thinkMs } from './deadlines.ts';
import { type LineKey, lineKeys, otherWordsFor, textOfLine } from './lines.ts';
import type {
  Answer,
  Listening,
  ListOfLines,
  RecruiterContext,
  RecruiterState,
  Then,
  Topic,
} from './recruiterState.ts';
import { timingOf } from './timing.ts';

/** An event that a step adds to the log. */
type RecruiterEffect =
  | { kind: 'question.opened'; payload: { questionId: QuestionId; leaving?: QuestionOutcome } }
  | { kind: 'question.closed'; payload: { questionId: QuestionId; outcome: QuestionOutcome } }
  | { kind: 'answer.started'; payload: { questionId: QuestionId } }
  | {
      kind: 'probe.settled';
      payload: { requestId: ProbeRequestId; outcome: z.infer<typeof ProbeOutcome> };
    }
  | { kind: 'session.ended'; payload: Record<string, never> };

export type Step = { readonly state: RecruiterState; readonly effects: readonly RecruiterEffect[] };

export function unchanged(state: RecruiterState): Step {
  return { state, effects: [] };
}

function after(effects: readonly RecruiterEffect[], step: Step): Step {
  return { state: step.state, effects: [...effects, ...step.effects] };
}

export interface Moment {
  readonly at: number;
  readonly context: RecruiterContext;
  /** How long to show a line that has no clip. If the log has no such time, it is computed from the text. */
  readonly readingMs?: number;
}

/** Says the lines that have text, then continues with `then`. */
export function say(state: RecruiterState, lines: readonly LineKey[], then: Then, moment: Moment): Step {
  const { at, context } = moment;
  const sayable = lines.filter(line => textOfLine(context.kit, line) !== undefined);
  const [line] = sayable;
  if (line === undefined) return goOn(state, then, moment);
  const utterance = state.utterance + 1;
  return unchanged({
    ...interrupted(state, at),
    utterance,
    said: { utterance, line, clip: 'awaited', fromMs: 0, durationMs: 0, cues: [] },
    stage: { name: 'speaking', lines: sayable, then, begunAt: at, fromMs: 0, take: 1 },
  });
}

export function endLine(state: RecruiterState, moment: Moment): Step {
  if (state.stage.name !== 'speaking') return unchanged(state);
  const [, ...rest] = state.stage.lines;
  return say(quiet(state), rest, state.stage.then, moment);
}

export function goOn(state: RecruiterState, then: Then, moment: Moment): Step {
  if (typeof then === 'object')
    return unchanged({
      ...interrupted(state, moment.at),
      stage: { name: 'person', seatId: then.person, since: moment.at },
    });
  switch (then) {
    case 'practise':
      return practise(state, moment);
    case 'ask':
      return think(state, moment);
    case 'listen':
      return unchanged(listen(state, moment.at));
    case 'moment':
      return unchanged({ ...interrupted(state, moment.at), stage: { name: 'moment', since: moment.at } });
    case 'next':
      return nextQuestion(state, moment);
    case 'finish':
      return unchanged({ ...withoutTopic(forgetSkipped(state)), stage: { name: 'over', since: moment.at } });
  }
}

export function endSession(state: RecruiterState): Step {
  return { state, effects: [{ kind: 'session.ended', payload: {} }] };
}

export const INTRODUCTION: readonly LineKey[] = [lineKeys.greeting, lineKeys.consent, lineKeys.instructions];

export function begin(state: RecruiterState, moment: Moment): Step {
  return say(state, INTRODUCTION, state.settings.practice ? 'practise' : 'next', moment);
}

/** Repeats the question, even in the middle of its answer. */
export function repeat(state: RecruiterState, moment: Moment): Step {
  const { topic } = state;
  if (!topic) return unchanged(state);
  return say(state, [topic.prompt], topic.answer ? 'listen' : 'ask', moment);
}

/** Says what was asked in other words, even in the middle of the answer. Does nothing where there are none. */
export function rephrase(state: RecruiterState, moment: Moment): Step {
  const { topic } = state;
  const words = topic && otherWordsFor(moment.context.kit, topic.prompt);
  if (!words) return unchanged(state);
  return sayOtherWords(state, words, topic.answer ? 'listen' : 'ask', moment);
}

export function sayOtherWords(state: RecruiterState, words: LineKey, then: Then, moment: Moment): Step {
  const { state: taken, line } = takeLineAgain(state, 'reask', moment.context);
  const topic = taken.topic && { ...taken.topic, inOtherWords: true as const };
  return say(
    { ...taken, ...(topic && { topic }) },
    line === undefined ? [words] : [line, words],
    then,
    moment,
  );
}

/** Gives the candidate the floor to start or continue an answer. */
export function listen(before: RecruiterState, at: number): RecruiterState {
  const state = forgetAnswered(before);
  const { topic } = state;
  const stage: Listening = {
    name: 'listening',
    voiced: false,
    nodded: false,
    ...(topic?.answer && { silentSince: at }),
  };
  if (!topic) return { ...state, stage };
  return {
    ...state,
    stage,
    topic: {
      ...topic,
      waitingSince: topic.waitingSince ?? at,
      ...(topic.answer && { answer: resumedClock(topic.answer, at) }),
    },
  };
}

export function startAnswer(state: RecruiterState, startedAt: number, context: RecruiterContext): Step {
  const { topic } = state;
  if (!topic || topic.answer) return unchanged(state);
  const answer: Answer = {
    startedAt,
    clockFrom: startedAt,
    heardUntil: startedAt,
    spokenMs: 0,
    extraMs: 0,
    warned: false,
  };
  const { questionId } = topic;
  const known = questionId && context.questions[questionId]?.answerStartedAt !== undefined;
  return {
    state: { ...forgetSkipped(state), topic: { ...topic, answer } },
    effects: questionId && !known ? [{ kind: 'answer.started', payload: { questionId } }] : [],
  };
}

/** Ends the answer. Continues with a follow-up, or with an acknowledgment and the next question. */
export function finishAnswer(before: RecruiterState, moment: Moment): Step {
  const state = forgetSkipped(before);
  const { topic } = state;
  if (!topic) return nextQuestion(state, moment);
  if (!topic.questionId) {
    // The practice question counts as done even if the connection breaks during the next line.
    return say(withoutTopic(state), [lineKeys.standard('practiceDone')], 'next', moment);
  }
  const probe = nextProbe(state, topic, moment.context);
  if (!probe) return acknowledge(state, moment);
  const { answer: _answered, waitingSince: _waited, inOtherWords: _said, ...rest } = topic;
  const asked: Topic = {
    ...rest,
    prompt: probe.line,
    isProbe: true,
    probesAsked: [...topic.probesAsked, probe.line],
    ladder: 0,
  };
  const step = say({ ...state, topic: asked }, [probe.line], 'ask', moment);
  if (!probe.requestId) return step;
  const { requestId } = probe;
  return after([{ kind: 'probe.settled', payload: { requestId, outcome: 'asked' } }], step);
}

export function cutIn(state: RecruiterState, moment: Moment): Step {
  const practised = state.topic && !state.topic.questionId ? withoutTopic(state) : state;
  return say(practised, [lineKeys.standard('timeUp')], 'next', moment);
}

/** Skips the question, or only the follow-up if the question itself was answered. */
export function skip(before: RecruiterState, moment: Moment): Step {
  const state = forgetAnswered(before);
  const { topic } = state;
  const { questionId } = topic ?? {};
  const step = say(withoutTopic(state), [lineKeys.standard('skipped')], 'next', moment);
  if (!questionId || moment.context.currentQuestionId !== questionId) return step;
  const outcome = topic?.isProbe ? 'done' : 'skipped';
  return after([{ kind: 'question.closed', payload: { questionId, outcome } }], step);
}

/** Returns to the skipped question and sets aside the question that was opened instead. */
export function undoSkip(state: RecruiterState, moment: Moment): Step {
  const { skipped } = state;
  if (!skipped) return unchanged(state);
  const { currentQuestionId: open } = moment.context;
  const { questionId } = skipped;
  const effects: RecruiterEffect[] = [];
  if (questionId)
    effects.push({
      kind: 'question.opened',
      payload: { questionId, ...(open && { leaving: 'set-aside' as const }) },
    });
  else if (open)
    effects.push({ kind: 'question.closed', payload: { questionId: open, outcome: 'set-aside' } });
  if (questionId && skipped.answer) effects.push({ kind: 'answer.started', payload: { questionId } });
  const then = skipped.answer ? 'listen' : 'ask';
  return after(effects, say({ ...forgetSkipped(state), topic: skipped }, [skipped.prompt], then, moment));
}

/**
 * Returns the question that can be answered again, and the number of retries left: the previous question
 * until the next one has been asked, then the open question once its answer has started.
 */
export function retakeOf(
  state: RecruiterState,
  { kit, ...context }: RecruiterContext,
): { questionId: QuestionId; left: number } | undefined {
  if (!context.retakes || !RETAKE_STAGES.includes(state.stage.name)) return undefined;
  const open = context.currentQuestionId;
  const answering =
    open !== undefined &&
    state.topic?.questionId === open &&
    context.questions[open]?.answerStartedAt !== undefined;
  const questionId = state.answered ?? (answering ? open : undefined);
  const question = kit.questions.find(({ id }) => id === questionId);
  if (!question) return undefined;
  const { id } = question;
  return {
    questionId: id,
    left: Math.max(0, (question.retries ?? timingOf(state).usualRetries) - (state.retaken[id] ?? 0)),
  };
}

const RETAKE_STAGES: readonly RecruiterState['stage']['name'][] = ['speaking', 'listening', 'moment', 'over'];

/** Asks the question again with its full time and all follow-ups. Sets aside the open question. */
export function answerAgain(state: RecruiterState, moment: Moment): Step {
  const retake = retakeOf(state, moment.context);
  if (!retake) return unchanged(state);
  const { questionId } = retake;
  const { [questionId]: _earlier, ...written } = state.written;
  const topic = topicOf(questionId);
  const anew: RecruiterState = {
    ...forgetAnswered(forgetSkipped(state)),
    topic,
    written,
    retaken: { ...state.retaken, [questionId]: (state.retaken[questionId] ?? 0) + 1 },
  };
  const leaving = moment.context.currentQuestionId && { leaving: 'set-aside' as const };
  return after(
    [{ kind: 'question.opened', payload: { questionId, ...leaving } }],
    say(anew, [lineKeys.standard('answerAgain'), topic.prompt], 'ask', moment),
  );
}

export function forgetAnswered(state: RecruiterState): RecruiterState {
  if (state.answered === undefined) return state;
  const { answered: _past, ...rest } = state;
  return rest;
}

/** Makes a skip final, so that it can't be undone. */
export function forgetSkipped(state: RecruiterState): RecruiterState {
  const { skipped: _settled, ...rest } = state;
  return rest;
}

/** Returns the next unused line of a list and marks it as used. The line is undefined when none is left. */
function takeLine(
  state: RecruiterState,
  list: ListOfLines,
  { kit }: Pick<RecruiterContext, 'kit'>,
): { state: RecruiterState; line: LineKey | undefined } {
  for (let index = state.used[list]; index < listLength(list, kit); index += 1) {
    const line = lineKeys[list](index);
    if (textOfLine(kit, line) === undefined) continue;
    return { state: { ...state, used: { ...state.used, [list]: index + 1 } }, line };
  }
  return { state, line: undefined };
}

/** Like `takeLine`, but starts over when all lines are used. */
export function takeLineAgain(
  state: RecruiterState,
  list: Exclude<ListOfLines, 'acknowledgement'>,
  context: RecruiterContext,
): { state: RecruiterState; line: LineKey | undefined } {
  const taken = takeLine(state, list, context);
  if (taken.line !== undefined) return taken;
  return takeLine({ ...state, used: { ...state.used, [list]: 0 } }, list, context);
}

/** Marks the last line as stopped. Doesn't note the position, because the line will not resume. */
export function quiet(state: RecruiterState): RecruiterState {
  if (!state.said || state.said.startedAt === undefined) return state;
  const { startedAt: _stopped, ...said } = state.said;
  return { ...state, said };
}

/** Stops the clock of an answer while the candidate does not have the floor. */
export function interrupted(state: RecruiterState, at: number): RecruiterState {
  const answer = state.topic?.answer;
  if (!state.topic || !answer || answer.stoppedAt !== undefined) return state;
  return { ...state, topic: { ...state.topic, answer: { ...answer, stoppedAt: at } } };
}

function withoutTopic(state: RecruiterState): RecruiterState {
  const { topic: _left, ...rest } = state;
  return rest;
}

export function topicOf(questionId: QuestionId): Topic {
  return { questionId, prompt: lineKeys.question(questionId), isProbe: false, probesAsked: [], ladder: 0 };
}

function practise(state: RecruiterState, moment: Moment): Step {
  const prompt = lineKeys.standard('practiceQuestion');
  const topic: Topic = { prompt, isProbe: false, probesAsked: [], ladder: 0 };
  return say({ ...state, topic }, [lineKeys.standard('practiceIntroduction'), prompt], 'ask', moment);
}

function think(state: RecruiterState, { at, context }: Moment): Step {
  const duration = state.topic ? thinkMs(state, state.topic, context) : 0;
  // Gives no thinking time to a candidate who returns to a question, because it was given before.
  if (duration === 0 || state.topic?.waitingSince !== undefined) return unchanged(listen(state, at));
  return unchanged({
    ...forgetAnswered(state),
    stage: { name: 'thinking', since: at, until: at + duration },
  });
}

function nextQuestion(before: RecruiterState, moment: Moment): Step {
  const { context } = moment;
  const left = context.currentQuestionId;
  const state = leftAnswered(before, left, context);
  const next = context.kit.questions.find(({ id }) => {
    const progress = context.questions[id];
    return !progress || progress.state === 'set-aside';
  });
  if (!next) {
    const step = say(withoutTopic(state), [lineKeys.closing], 'finish', moment);
    if (!left) return step;
    return after([{ kind: 'question.closed', payload: { questionId: left, outcome: 'done' } }], step);
  }
  const topic = topicOf(next.id);
  const payload = { questionId: next.id, ...(left && { leaving: 'done' as const }) };
  return after(
    [{ kind: 'question.opened', payload }, ...dismissals(next.id, context)],
    say({ ...state, topic }, [topic.prompt], 'ask', moment),
  );
}

function leftAnswered(
  state: RecruiterState,
  left: QuestionId | undefined,
  { retakes, questions }: RecruiterContext,
): RecruiterState {
  const answered = retakes && left !== undefined && questions[left]?.answerStartedAt !== undefined;
  return answered ? { ...state, answered: left } : forgetAnswered(state);
}

/** Dismisses requested follow-ups to questions that are over. */
function dismissals(
  opening: QuestionId | undefined,
  { probeRequests, questions, currentQuestionId }: RecruiterContext,
) {
  return probeRequests
    .filter(({ questionId }) => {
      const over = questionId === currentQuestionId || questions[questionId]?.state === 'done';
      return questionId !== opening && (over || questions[questionId]?.state === 'skipped');
    })
    .map(({ requestId }) => ({
      kind: 'probe.settled' as const,
      payload: { requestId, outcome: 'dismissed' as const },
    }));
}

function acknowledge(state: RecruiterState, moment: Moment): Step {
  const { state: taken, line } = takeLine(state, 'acknowledgement', moment.context);
  return line === undefined ? nextQuestion(state, moment) : say(taken, [line], 'next', moment);
}

/** Returns the oldest requested follow-up. If there is none, returns a follow-up for a short answer. */
function nextProbe(
  state: RecruiterState,
  topic: Topic,
  { kit, probeRequests }: RecruiterContext,
): { line: LineKey; requestId?: ProbeRequestId } | undefined {
  const question = kit.questions.find(({ id }) => id === topic.questionId);
  if (!question) return undefined;
  const requested = probeRequests.find(({ questionId }) => questionId === question.id);
  if (requested)
    return { line: lineKeys.probe(question.id, requested.probeId), requestId: requested.requestId };
  const spokenMs = topic.answer?.spokenMs ?? 0;
  // Silence gets no follow-up, and a short answer gets only one.
  if (topic.isProbe || spokenMs === 0) return undefined;
  const mapped = question.probes.filter(({ whenShorterThanSeconds }) => whenShorterThanSeconds !== undefined);
  const due = mapped
    .toSorted((a, b) => (a.whenShorterThanSeconds ?? 0) - (b.whenShorterThanSeconds ?? 0))
    .find(({ whenShorterThanSeconds = 0 }) => spokenMs < whenShorterThanSeconds * 1_000);
  if (due) return { line: lineKeys.probe(question.id, due.id) };
  if (mapped.length > 0 || spokenMs >= timingOf(state).shortAnswer) return undefined;
  return { line: lineKeys.standard('concreteExample') };
}

function resumedClock(answer: Answer, at: number): Answer {
  const { stoppedAt, ...running } = answer;
  return stoppedAt === undefined ? answer : { ...running, clockFrom: answer.clockFrom + (at - stoppedAt) };
}

function listLength(list: ListOfLines, { script }: RecruiterContext['kit']): number {
  const lists = {
    acknowledgement: script.acknowledgements,
    reassurance: script.reassurances,
    reask: script.reasks,
    timeWarning: script.timeWarnings,
    ...script.handOver,
  };
  return lists[list].length;
}
