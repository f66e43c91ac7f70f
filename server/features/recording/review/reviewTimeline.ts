import type { InterviewEvent } from '../../../../shared/interview/events.ts';
import { reduce } from '../../../../shared/interview/reduce.ts';
import type { InterviewState } from '../../../../shared/interview/state.ts';
import type { InterviewKit } from '../../../../shared/kit/kit.ts';
import type { QuestionId } from '../../../../shared/kit/kitIds.ts';
import type { Span } from '../../../../shared/recording/finished.ts';
import { type RecordingClock, recordingMsAt } from '../../../../shared/recording/recordingClock.ts';
import type { Caption, Chapter } from '../../../../shared/recording/review.ts';
import { spanAt } from '../../../../shared/recording/spans.ts';
import { textOfLine } from '../../../../shared/recruiter/lines.ts';
import type { Said } from '../../../../shared/recruiter/recruiterState.ts';

export interface LogStep {
  readonly event: InterviewEvent;
  readonly before: InterviewState;
  readonly after: InterviewState;
}

export function logStepsOf(events: readonly InterviewEvent[]): LogStep[] {
  const steps: LogStep[] = [];
  let before: InterviewState | undefined;
  for (const event of events) {
    const after: InterviewState = reduce(before, event);
    if (before) steps.push({ event, before, after });
    before = after;
  }
  return steps;
}

type Opening = {
  questionId: QuestionId;
  openedAt: number;
  turnAt?: number | undefined;
  answerAt?: number;
  retaken: number;
};

/** Returns a chapter for each opened question, up to the next question. Omits unrecorded chapters. */
export function chaptersOf(steps: readonly LogStep[], kit: InterviewKit, clock: RecordingClock): Chapter[] {
  const chapters: Chapter[] = [];
  const retaken = steps.at(-1)?.after.recruiter?.retaken ?? {};
  let open: Opening | undefined;
  const close = (at: number): void => {
    const chapter = open && chapterOf(open, at, kit, clock);
    if (open && chapter) chapters.push({ ...chapter, ...takeOf(open, retaken[open.questionId]) });
    open = undefined;
  };
  for (const { event, before, after } of steps) {
    // A prompt to a silent candidate, such as “Take your time”, doesn't ask: the turn stays the candidate's.
    if (open && open.answerAt === undefined) {
      if (hasAsked(before, after)) open.turnAt = event.at;
      else if (after.recruiter?.stage.name === 'person') open.turnAt = undefined;
    }
    switch (event.kind) {
      case 'question.opened':
        close(event.at);
        open = {
          questionId: event.payload.questionId,
          openedAt: event.at,
          retaken: after.recruiter?.retaken[event.payload.questionId] ?? 0,
        };
        break;
      case 'answer.started':
        if (open?.questionId === event.payload.questionId) open.answerAt ??= event.at;
        break;
      case 'session.closed':
      case 'session.ended':
      case 'interview.cancelled':
        close(event.at);
        break;
    }
  }
  close(clock.zeroAt + clock.durationMs);
  return chapters;
}

function hasAsked(before: InterviewState, after: InterviewState): boolean {
  const [was, is] = [before.recruiter?.stage, after.recruiter?.stage];
  return (
    was?.name === 'speaking' && was.then === 'ask' && (is?.name === 'thinking' || is?.name === 'listening')
  );
}

function takeOf({ retaken }: Opening, inAll = 0): Pick<Chapter, 'take'> {
  return inAll === 0 ? {} : { take: { number: retaken + 1, of: inAll + 1 } };
}

/** Keeps only the last answer to a question that was answered more than once. */
export function lastTakes(chapters: readonly Chapter[]): Chapter[] {
  return chapters.filter(({ take }) => take === undefined || take.number === take.of);
}

function chapterOf(
  { questionId, openedAt, turnAt, answerAt }: Opening,
  endedAt: number,
  kit: InterviewKit,
  clock: RecordingClock,
): Chapter | undefined {
  const index = kit.questions.findIndex(({ id }) => id === questionId);
  const question = kit.questions[index];
  const [fromMs, toMs] = [recordingMsAt(clock, openedAt), recordingMsAt(clock, endedAt)];
  if (!question || toMs <= fromMs) return undefined;
  return {
    questionId,
    number: index + 1,
    text: question.text,
    fromMs,
    toMs,
    ...(turnAt !== undefined && { turnFromMs: recordingMsAt(clock, turnAt) }),
    ...(answerAt !== undefined && { answerFromMs: recordingMsAt(clock, answerAt) }),
  };
}

/** Uninterrupted playback of one clip. */
type Run = { said: Said; startedAt: number };

/** Returns what the virtual recruiter said while recording. A resumed line continues where it stopped. */
export function recruiterCaptions(
  steps: readonly LogStep[],
  stretches: readonly Span[],
  clock: RecordingClock,
): Caption[] {
  const captions: Caption[] = [];
  let run: Run | undefined;
  for (const { event, before, after } of steps) {
    const said = saidIn(after);
    if (run && said && isSameRun(run.said, said)) continue;
    if (run) captions.push(...captionsOf(run, event.at, before));
    run = said && { said, startedAt: said.startedAt ?? event.at };
  }
  const last = steps.at(-1);
  if (run && last) captions.push(...captionsOf(run, Number.POSITIVE_INFINITY, last.after));
  return captions.flatMap(caption => onTimeline(caption, stretches, clock));
}

function saidIn({ recruiter }: InterviewState): Said | undefined {
  const said = recruiter?.said;
  if (!said || recruiter.stage.name !== 'speaking') return undefined;
  return said.clip === 'missing' || (said.clip === 'playing' && said.startedAt !== undefined)
    ? said
    : undefined;
}

function isSameRun(a: Said, b: Said): boolean {
  return a.utterance === b.utterance && a.startedAt === b.startedAt;
}

function captionsOf({ said, startedAt }: Run, endedAt: number, state: InterviewState): Caption[] {
  if (said.clip === 'missing') {
    const text = (state.rubric && textOfLine(state.rubric.chosen.kit, said.line)) ?? '';
    const stage = state.recruiter?.stage;
    const readUntil = stage?.name === 'speaking' ? stage.readUntil : undefined;
    return [{ fromMs: startedAt, toMs: Math.min(endedAt, readUntil ?? endedAt), text }];
  }
  return said.cues
    .filter(({ toMs }) => toMs > said.fromMs)
    .map(({ fromMs, toMs, text }) => ({
      fromMs: Math.max(startedAt, startedAt + fromMs - said.fromMs),
      toMs: Math.min(endedAt, startedAt + toMs - said.fromMs),
      text,
    }))
    .filter(({ fromMs, toMs }) => toMs > fromMs);
}

function onTimeline(caption: Caption, stretches: readonly Span[], { zeroAt }: RecordingClock): Caption[] {
  const fromMs = Math.round(caption.fromMs - zeroAt);
  const stretch = spanAt(stretches, fromMs);
  if (!stretch) return [];
  return [
    {
      fromMs,
      toMs: Math.max(fromMs, Math.min(Math.round(caption.toMs - zeroAt), stretch.toMs)),
      text: caption.text,
    },
  ];
}
