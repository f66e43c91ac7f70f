import type { InterviewEvent } from '../../../shared/interview/events.ts';
import { reduce } from '../../../shared/interview/reduce.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { hardEndMs } from '../../../shared/recruiter/deadlines.ts';
import type { LineKey } from '../../../shared/recruiter/lines.ts';
import { recruiterContextOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import type { RecruiterState, Said } from '../../../shared/recruiter/recruiterState.ts';
import { timingOf } from '../../../shared/recruiter/timing.ts';
import { isAcknowledgement } from '../../../shared/recruiter/turnTaking.ts';
import type { HeardLevel } from '../../support/candidateVoice.ts';
import { type Interval, joined } from '../../support/spoken/sound.ts';
import {
  type AnswerCategory,
  HEARD_ABOVE_DB,
  type InterviewTruth,
  type TrueAnswer,
} from './interviewTruth.ts';

/** One interview: its log, the true sound in its microphone, and the sound that its page played. */
export interface InterviewRecord extends InterviewTruth {
  events: readonly InterviewEvent[];
  heard: readonly HeardLevel[];
  /** Length of the silence before the first word of a line's clip. */
  leadMs: (said: Pick<Said, 'durationMs' | 'cues'>) => number;
}

export interface AnswerFinding {
  category: AnswerCategory;
  name: string;
  /** By how much the recruiter took its turn before the true last sound. */
  cutOffByMs?: number;
  /** The candidate continued to speak over the acknowledgement and got the turn back. */
  recovered: boolean;
  /** Silence after which the recruiter intended to continue. */
  thresholdMs?: number;
  /** From the true last sound to the decision to continue, minus that silence. Absent for answers that were cut off or never ended. */
  endDelayMs?: number;
  /** From the decision to the response of the request that plays the next clip. */
  playRequestMs?: number;
  /** From the decision to the start of the next clip in the page, leading silence included. */
  clipStartMs?: number;
}

/** The candidate spoke for long enough over a line of the recruiter. */
export interface BargeInFinding {
  line: LineKey;
  /** The candidate's voice from its start, as long as it continued without a pause. */
  voice: Interval;
  /** The recruiter's echo in the microphone was as loud as the voice, so that levels can't distinguish them. */
  isDrowned: boolean;
  /** When the clip was stopped; absent: never. */
  decidedMs?: number;
  /** From 500 ms of voice to the recruiter's last sound, as is `decidedMs`. */
  stopMs: number;
}

/** A line of the recruiter during which the candidate didn't ask for a turn. */
export interface LineFinding {
  line: LineKey;
  /** Sound during the line; `echo` is the recruiter's own. */
  over: string;
  wasHeld: boolean;
  startedAt: number;
}

export interface TurnFindings {
  answers: AnswerFinding[];
  bargeIns: BargeInFinding[];
  lines: LineFinding[];
}

/** Louder sound is the recruiter's voice; clips without words are silent. */
const SOUNDING_DB = -50;
/** Gaps that are part of speech. */
const WITHIN_SPEECH_MS = 200;
/** A line that ends this soon after the voice can't be stopped in time. */
const OVER_ANYWAY_MS = 300;
/** The rest of a voice at the start of a line isn't a reply. */
const NO_REPLY_MS = 60;
/** A clip that starts later than this isn't counted as late. */
const CLIP_START_MAX_MS = 5_000;

/**
 * Compares what the engine did with what was really said. Pure. Decisions are found by reducing the log: each line's span, and each moment
 * at which the turn passed from the candidate to the recruiter.
 */
export function evaluateTurns(record: InterviewRecord): TurnFindings {
  const turns = foldTurns(record.events);
  const voice = joined(
    record.answers.flatMap(({ voiced }) => voiced.map(interval => ({ ...interval }))),
    WITHIN_SPEECH_MS,
  );
  return {
    answers: record.answers.map(answer => findAnswer(answer, turns, record)),
    bargeIns: turns.sayings.flatMap((saying, index) => {
      const finding = findBargeIn(saying, turns.sayings[index + 1], voice, record);
      return finding ? [finding] : [];
    }),
    lines: findLines(turns.sayings, voice, record),
  };
}

/** The recruiter started to speak during the candidate's turn. */
interface Taking {
  at: number;
  line: LineKey;
  utterance: number;
  /** The recruiter continues, and doesn't only respond to a silence. */
  goesOn: boolean;
  thresholdMs: number;
}

/** Span in which a line is heard. */
interface Saying extends Interval {
  line: LineKey;
  said: Said;
  utterance: number;
  /** Stopped by the candidate's voice, or by what was taken for it. */
  isHeld: boolean;
}

interface Turns {
  takings: Taking[];
  sayings: Saying[];
  /** When a cut-off candidate got the turn back, with the canceled acknowledgement. */
  givenBack: { at: number; utterance: number }[];
}

function foldTurns(events: readonly InterviewEvent[]): Turns {
  const turns: Turns = { takings: [], sayings: [], givenBack: [] };
  let state: InterviewState | undefined;
  let open: Saying | undefined;
  for (const event of events) {
    const before = state;
    state = reduce(state, event);
    if (!before?.recruiter || !state.recruiter) continue;
    const taking = takingBetween(before, before.recruiter, state.recruiter, event.at);
    if (taking) turns.takings.push(taking);
    if (isGivenBack(before.recruiter, state.recruiter))
      turns.givenBack.push({ at: event.at, utterance: before.recruiter.utterance });
    if (open && !isSaying(state.recruiter, open)) {
      turns.sayings.push({ ...open, toMs: event.at, isHeld: wasHeld(before.recruiter, state.recruiter) });
      open = undefined;
    }
    open ??= sayingOf(state.recruiter);
  }
  const last = events.at(-1);
  // The log may end in the middle of a line.
  if (open && last) turns.sayings.push({ ...open, toMs: last.at });
  return turns;
}

function takingBetween(
  state: InterviewState,
  before: RecruiterState,
  after: RecruiterState,
  at: number,
): Taking | undefined {
  const context = recruiterContextOf(state);
  if (!context || before.stage.name !== 'listening' || after.stage.name !== 'speaking') return undefined;
  const [line] = after.stage.lines;
  if (line === undefined) return undefined;
  const { utterance } = after;
  return {
    at,
    line,
    utterance,
    goesOn: after.stage.then !== 'listen',
    thresholdMs: hardEndMs(before, context),
  };
}

function isGivenBack(before: RecruiterState, after: RecruiterState): boolean {
  if (before.stage.name !== 'speaking' || !before.stage.held || after.stage.name !== 'listening')
    return false;
  const [line] = before.stage.lines;
  return line !== undefined && isAcknowledgement(line);
}

function sayingOf({ stage, said, utterance }: RecruiterState): Saying | undefined {
  if (stage.name !== 'speaking' || stage.held || said?.startedAt === undefined) return undefined;
  return { fromMs: said.startedAt, toMs: said.startedAt, line: said.line, said, utterance, isHeld: false };
}

function isSaying({ stage, said, utterance }: RecruiterState, saying: Saying): boolean {
  return (
    stage.name === 'speaking' &&
    !stage.held &&
    utterance === saying.utterance &&
    said?.startedAt === saying.fromMs
  );
}

function wasHeld(before: RecruiterState, after: RecruiterState): boolean {
  if (after.stage.name === 'speaking') return after.stage.held !== undefined;
  // A line that only responds to a silence is canceled immediately.
  return after.stage.name === 'listening' && after.stage.voiced && before.voice.state === 'speaking';
}

function findAnswer(answer: TrueAnswer, turns: Turns, record: InterviewRecord): AnswerFinding {
  const { category, name, fromMs, untilMs, voiced } = answer;
  const firstMs = Math.min(...voiced.map(interval => interval.fromMs));
  const lastMs = Math.max(...voiced.map(interval => interval.toMs));
  const own = turns.takings.filter(({ at }) => at > fromMs && at < untilMs);
  // A line into the silence before an answer interrupts no one.
  const early = own.find(({ at, goesOn }) => at < lastMs && (goesOn || at > firstMs));
  if (early) {
    const recovered = turns.givenBack.some(({ utterance }) => utterance === early.utterance);
    return { category, name, cutOffByMs: lastMs - early.at, recovered, thresholdMs: early.thresholdMs };
  }
  const end = own.find(({ goesOn }) => goesOn);
  if (!end) return { category, name, recovered: false };
  return {
    category,
    name,
    recovered: false,
    thresholdMs: end.thresholdMs,
    endDelayMs: end.at - lastMs - end.thresholdMs,
    ...clipStart(end, turns, record),
  };
}

function clipStart(
  { at, utterance }: Taking,
  { sayings }: Turns,
  { heard, leadMs }: InterviewRecord,
): Pick<AnswerFinding, 'playRequestMs' | 'clipStartMs'> {
  const saying = sayings.find(said => said.utterance === utterance);
  if (!saying) return {};
  const playRequestMs = saying.fromMs - at;
  const first = heard.find(level => level.at > at && level.db > SOUNDING_DB);
  if (!first || first.at > at + CLIP_START_MAX_MS) return { playRequestMs };
  return { playRequestMs, clipStartMs: first.at - leadMs(saying.said) - at };
}

function findBargeIn(
  saying: Saying,
  next: Saying | undefined,
  voice: readonly Interval[],
  { heard, echo }: InterviewRecord,
): BargeInFinding | undefined {
  const { bargeIn } = timingOf({});
  const stretch = voice.find(({ fromMs, toMs }) => {
    const overMs = toMs - Math.max(fromMs, saying.fromMs);
    return fromMs < saying.toMs && overMs >= bargeIn;
  });
  if (!stretch) return undefined;
  const askedAt = Math.max(stretch.fromMs, saying.fromMs) + bargeIn;
  const { durationMs, fromMs } = saying.said;
  if (saying.fromMs + durationMs - fromMs < askedAt + OVER_ANYWAY_MS) return undefined;
  const untilMs = next?.fromMs ?? Number.POSITIVE_INFINITY;
  const last = heard.findLast(({ at, db }) => at > saying.fromMs && at < untilMs && db > SOUNDING_DB);
  return {
    line: saying.line,
    voice: stretch,
    isDrowned: (echo?.couplingDb ?? Number.NEGATIVE_INFINITY) > HEARD_ABOVE_DB,
    ...(saying.isHeld && { decidedMs: saying.toMs - askedAt }),
    stopMs: (last?.at ?? saying.fromMs) - askedAt,
  };
}

/** A line that was paused and resumed counts once. */
function findLines(
  sayings: readonly Saying[],
  voice: readonly Interval[],
  record: InterviewRecord,
): LineFinding[] {
  const utterances = Map.groupBy(sayings, ({ utterance }) => utterance);
  return [...utterances.values()].flatMap(parts => {
    const over = whatWasHeard(parts, voice, record);
    const [first] = parts;
    if (!first || over === undefined) return [];
    return [{ line: first.line, over, wasHeld: parts.some(({ isHeld }) => isHeld), startedAt: first.fromMs }];
  });
}

/** Undefined when the candidate asked for a turn, or was still speaking. */
function whatWasHeard(
  parts: readonly Saying[],
  voice: readonly Interval[],
  { disturbances, echo }: InterviewRecord,
): string | undefined {
  const first = parts[0]?.fromMs ?? 0;
  const last = parts.at(-1)?.toMs ?? 0;
  const overlaps = (interval: Interval) => interval.fromMs < last && interval.toMs > first;
  if (voice.some(interval => overlaps(interval) && interval.toMs > first + NO_REPLY_MS)) return undefined;
  const disturbance = disturbances.find(overlaps);
  if (disturbance) return disturbance.kind;
  return echo ? `echo ${echo.couplingDb} dB` : 'silence';
}
