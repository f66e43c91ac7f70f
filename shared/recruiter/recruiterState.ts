import type { ProbeRequestId, SeatId } from '../ids.ts';
import type { InterviewKit } from '../kit/kit.ts';
import type { ProbeId, QuestionId } from '../kit/kitIds.ts';
import type { SourceState } from '../media/sources.ts';
import type { VoiceState } from '../media/voice.ts';
import type { QuestionProgress } from '../rubric/rubricState.ts';
import type { Cue } from './clip.ts';
import type { LineKey } from './lines.ts';
import type { Accommodations, RecruiterSettings } from './settings.ts';

export type Then =
  /** Ask the practice question. */
  | 'practise'
  /** Give thinking time, then let the candidate answer. */
  | 'ask'
  | 'listen'
  | 'moment'
  | 'next'
  | 'finish'
  | { readonly person: SeatId };

export interface Speaking {
  readonly name: 'speaking';
  /** Lines still to be said. The first one is being said now. */
  readonly lines: readonly LineKey[];
  readonly then: Then;
  readonly begunAt: number;
  /** Position in the current line's clip at which it starts or resumes. */
  readonly fromMs: number;
  /** Number of times that the current line was started or resumed, counting from 1. */
  readonly take: number;
  /** Set while the candidate's voice stops the line. `long` is true if it is more than a brief sound. */
  readonly held?: { readonly since: number; readonly long: boolean };
  /** True when the candidate's voice can no longer stop the line. */
  readonly insists?: true;
  /** Time until which a line without a clip is shown. */
  readonly readUntil?: number;
}

export interface Listening {
  readonly name: 'listening';
  /** True while the current sound counts as speech. */
  readonly voiced: boolean;
  /** Start of the current silence in the answer. */
  readonly silentSince?: number;
  readonly softEndSince?: number;
  /** True once the recruiter has nodded in this pause. */
  readonly nodded: boolean;
}

type Interruptible =
  | Speaking
  | { readonly name: 'thinking'; readonly since: number; readonly until: number }
  | Listening
  | { readonly name: 'moment'; readonly since: number };

export type Stage =
  /** `spoke`: the candidate has spoken, and counts as ready after a pause. */
  | { readonly name: 'before'; readonly spoke?: true }
  | Interruptible
  | { readonly name: 'paused'; readonly since: number; readonly resume: Interruptible }
  /** `leftSince`: when the interviewer who took over left. */
  | { readonly name: 'person'; readonly seatId: SeatId; readonly since: number; readonly leftSince?: number }
  | { readonly name: 'away'; readonly since: number; readonly resume: Interruptible }
  | { readonly name: 'over'; readonly since: number };

export interface Answer {
  readonly startedAt: number;
  /** Start of the answer's clock: `startedAt` plus the length of all interruptions. */
  readonly clockFrom: number;
  readonly stoppedAt?: number;
  readonly heardUntil: number;
  /** Length of the speech so far, including short pauses. */
  readonly spokenMs: number;
  readonly extraMs: number;
  readonly warned: boolean;
}

/** The current question with its follow-ups, or the practice question. */
export interface Topic {
  /** Absent for the practice question. */
  readonly questionId?: QuestionId;
  readonly prompt: LineKey;
  readonly isProbe: boolean;
  /** True once `prompt` was said in other words. */
  readonly inOtherWords?: true;
  /** Lines of the follow-ups asked so far. */
  readonly probesAsked: readonly LineKey[];
  readonly waitingSince?: number;
  readonly ladder: number;
  /** True once the recruiter has said that no sound arrives. */
  readonly absenceTold?: true;
  readonly answer?: Answer;
}

export interface Said {
  readonly utterance: number;
  readonly line: LineKey;
  readonly clip: 'awaited' | 'playing' | 'missing';
  /** Server time at which the clip was at `fromMs`. Absent before the clip starts and while it is stopped. */
  readonly startedAt?: number;
  readonly fromMs: number;
  readonly durationMs: number;
  readonly cues: readonly Cue[];
}

export type ListOfLines =
  | 'acknowledgement'
  | 'reassurance'
  | 'reask'
  | 'timeWarning'
  | 'toPerson'
  | 'toRecruiter';

/** State of the virtual recruiter. It is computed from the interview's log and never mutated. */
export interface RecruiterState {
  readonly settings: RecruiterSettings;
  /** Version of the rules (`ENGINE_RULES`). Absent before the first step. */
  readonly rules?: number;
  readonly stage: Stage;
  /** Number of the last utterance, or 0 before the first one. */
  readonly utterance: number;
  readonly said?: Said;
  readonly topic?: Topic;
  /** The skipped question, while the skip can be undone. */
  readonly skipped?: Topic;
  /** In practice interviews, the question just answered. Kept until the next question has been asked. */
  readonly answered?: QuestionId;
  readonly retaken: Readonly<Record<QuestionId, number>>;
  /** `spokenMs`: length of the speech before the current silence, if this silence may be only a gap. */
  readonly voice: { readonly state: VoiceState; readonly since: number; readonly spokenMs?: number };
  readonly used: Readonly<Record<ListOfLines, number>>;
  /** The candidate's latest pauses within answers, in milliseconds. */
  readonly pauses: readonly number[];
  readonly timerOff: boolean;
  /** True while the candidate answers in writing. */
  readonly writes?: true;
  readonly droppedSince?: number;
  readonly nods: number;
  readonly written: Readonly<Record<QuestionId, { readonly text: string; readonly at: number }>>;
}

export interface RecruiterContext {
  readonly kit: InterviewKit;
  readonly accommodations: Accommodations;
  readonly candidate: { readonly here: 'inside' | 'reconnecting' | 'gone'; readonly microphone: SourceState };
  readonly personInside: boolean;
  readonly questions: Readonly<Record<QuestionId, QuestionProgress>>;
  readonly currentQuestionId?: QuestionId;
  /** True in practice interviews, where questions can be answered again. */
  readonly retakes: boolean;
  /** Open requests for follow-ups, oldest first. */
  readonly probeRequests: readonly {
    readonly requestId: ProbeRequestId;
    readonly questionId: QuestionId;
    readonly probeId: ProbeId;
  }[];
}

export function newRecruiter(settings: RecruiterSettings): RecruiterState {
  return {
    settings,
    stage: { name: 'before' },
    utterance: 0,
    voice: { state: 'absent', since: 0 },
    used: { acknowledgement: 0, reassurance: 0, reask: 0, timeWarning: 0, toPerson: 0, toRecruiter: 0 },
    pauses: [],
    timerOff: false,
    retaken: {},
    nods: 0,
    written: {},
  };
}

export function isInterruptible(stage: RecruiterState['stage']): stage is Interruptible {
  return ['speaking', 'thinking', 'listening', 'moment'].includes(stage.name);
}
