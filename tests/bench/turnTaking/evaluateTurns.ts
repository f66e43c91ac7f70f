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
import { type AnswerCategory, HEARD_ABOVE_DB, type HeldAnswer, type HeldTruth } from './heldTruth.ts';

/** One interview: its log, what its microphone really heard, and what its page's loudspeaker played. */
export interface HeldInterviewRecord extends HeldTruth {
  events: readonly InterviewEvent[];
  heard: readonly HeardLevel[];
  /** For how long a line's clip is silent before its first word. */
  leadMs: (said: Pick<Said, 'durationMs' | 'cues'>) => number;
}

export interface AnswerFinding {
  category: AnswerCategory;
  name: string;
  /** By how much the recruiter took the floor before the true last sound. */
  cutOffByMs?: number;
  /** The candidate spoke on over the acknowledgement and got the floor back. */
  recovered: boolean;
  /** Silence after which the recruiter meant to go on. */
  thresholdMs?: number;
  /** From the true last sound to the decision to go on, less that silence. Absent for what was cut off, or never ended. */
  endDelayMs?: number;
  /** From the decision to the request that plays the next clip being answered. */
  playRequestMs?: number;
  /** From the decision to where the next clip begins in the page's loudspeaker, its silent beginning included. */
  clipStartMs?: number;
}

/** The candidate spoke for long enough, over a line of the recruiter's. */
export interface BargeInFinding {
  line: LineKey;
  /** The candidate's voice, from its beginning, as long as it went on without a pause. */
  voice: Interval;
  /** The recruiter's own sound in the same microphone was as loud as the voice, so that levels tell nothing. */
  isDrowned: boolean;
  /** When the recruiter's clip was told to stop; absent: never. */
  decidedMs?: number;
  /** Until nothing of the recruiter was to be heard any more. Both from 500 ms of voice on. */
  stopMs: number;
}

/** A line of the recruiter's during which the candidate did not ask for the floor. */
export interface LineFinding {
  line: LineKey;
  /** What was heard meanwhile; `echo` is that of the recruiter itself. */
  over: string;
  wasHeld: boolean;
  startedAt: number;
}

export interface TurnFindings {
  answers: AnswerFinding[];
  bargeIns: BargeInFinding[];
  lines: LineFinding[];
}

/** What the loudspeaker plays above this is the recruiter's voice; the clips in which nothing is said are silent. */
const SOUNDING_DB = -50;
/** Gaps that are part of speech. */
const WITHIN_SPEECH_MS = 200;
/** A line that is over by itself so soon after the voice cannot be stopped. */
const OVER_ANYWAY_MS = 300;
/** What is left of a voice when a line begins is no reply to it. */
const NO_REPLY_MS = 60;
/** A clip that has not begun by then is none that began late. */
const CLIP_START_MAX_MS = 5_000;

/**
 * Holds what the engine did against what was really said. Pure. Decisions are found by folding the log: each stretch in which a line was said, and
 * each moment at which the floor went from the candidate to the recruiter.
 */
export function evaluateTurns(record: HeldInterviewRecord): TurnFindings {
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

/** The recruiter began to speak while the candidate had the floor. */
interface Taking {
  at: number;
  line: LineKey;
  utterance: number;
  /** It goes on, and does not only speak into a silence. */
  goesOn: boolean;
  thresholdMs: number;
}

/** A line is heard from here to there. */
interface Saying extends Interval {
  line: LineKey;
  said: Said;
  utterance: number;
  /** It was stopped by the candidate's voice, or what was taken for it. */
  isHeld: boolean;
}

interface Turns {
  takings: Taking[];
  sayings: Saying[];
  /** Moments at which a cut-off candidate got the floor back, with the acknowledgement that was given up. */
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
  // The log may have been read in the middle of a line.
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
  // A line that was only said into a silence is given up at once.
  return after.stage.name === 'listening' && after.stage.voiced && before.voice.state === 'speaking';
}

function findAnswer(answer: HeldAnswer, turns: Turns, record: HeldInterviewRecord): AnswerFinding {
  const { category, name, fromMs, untilMs, voiced } = answer;
  const firstMs = Math.min(...voiced.map(interval => interval.fromMs));
  const lastMs = Math.max(...voiced.map(interval => interval.toMs));
  const own = turns.takings.filter(({ at }) => at > fromMs && at < untilMs);
  // A word into the silence before an answer takes nothing from anybody.
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
  { heard, leadMs }: HeldInterviewRecord,
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
  { heard, echo }: HeldInterviewRecord,
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

/** Where a line was held and taken up it is still one line. */
function findLines(
  sayings: readonly Saying[],
  voice: readonly Interval[],
  record: HeldInterviewRecord,
): LineFinding[] {
  const utterances = Map.groupBy(sayings, ({ utterance }) => utterance);
  return [...utterances.values()].flatMap(parts => {
    const over = whatWasHeard(parts, voice, record);
    const [first] = parts;
    if (!first || over === undefined) return [];
    return [{ line: first.line, over, wasHeld: parts.some(({ isHeld }) => isHeld), startedAt: first.fromMs }];
  });
}

/** Undefined where the candidate asked for the floor, or was still speaking. */
function whatWasHeard(
  parts: readonly Saying[],
  voice: readonly Interval[],
  { disturbances, echo }: HeldInterviewRecord,
): string | undefined {
  const first = parts[0]?.fromMs ?? 0;
  const last = parts.at(-1)?.toMs ?? 0;
  const overlaps = (interval: Interval) => interval.fromMs < last && interval.toMs > first;
  if (voice.some(interval => overlaps(interval) && interval.toMs > first + NO_REPLY_MS)) return undefined;
  const disturbance = disturbances.find(overlaps);
  if (disturbance) return disturbance.kind;
  return echo ? `echo ${echo.couplingDb} dB` : 'silence';
}
