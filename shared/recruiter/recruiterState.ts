import type { ProbeRequestId, SeatId } from '../ids.ts';
import type { InterviewKit } from '../kit/kit.ts';
import type { ProbeId, QuestionId } from '../kit/kitIds.ts';
import type { SourceState } from '../media/sources.ts';
import type { VoiceState } from '../media/voice.ts';
import type { QuestionProgress } from '../rubric/rubricState.ts';
import type { Cue } from './clip.ts';
import type { LineKey } from './lines.ts';
import type { Accommodations, RecruiterSettings } from './settings.ts';

/** What comes after the last of some lines. */
export type Then =
  /** The first practice question, or the first question. */
  | 'practise'
  /** The candidate thinks, and answers. */
  | 'ask'
  /** The candidate answers, or goes on answering. */
  | 'listen'
  | 'moment'
  /** The next question, or the closing. */
  | 'next'
  | 'finish'
  | { readonly person: SeatId };

export interface Speaking {
  readonly name: 'speaking';
  /** What is still to be said; the first is being said. */
  readonly lines: readonly LineKey[];
  readonly then: Then;
  readonly begunAt: number;
  /** Where in its clip the current line begins or is taken up. */
  readonly fromMs: number;
  /** Counts the times the current line was begun or taken up, from 1. */
  readonly take: number;
  /** The candidate has come in: the line stands still. `long`: for more than a brief sound. */
  readonly held?: { readonly since: number; readonly long: boolean };
  /** It has been held for as long as can be; whatever is heard now, it is said. */
  readonly insists?: true;
  /** The line has no clip, and can be read until then. */
  readonly readUntil?: number;
}

export interface Listening {
  readonly name: 'listening';
  /** Whether what is heard now counts as speech, and not as a sound too brief for it. */
  readonly voiced: boolean;
  /** Since when nothing has been said in this answer. */
  readonly silentSince?: number;
  /** Since when the recruiter has been about to go on. */
  readonly softEndSince?: number;
  /** Nodded in this pause already. */
  readonly nodded: boolean;
}

/** What can be interrupted, and gone on with. */
type Interruptible =
  | Speaking
  | { readonly name: 'thinking'; readonly since: number; readonly until: number }
  | Listening
  | { readonly name: 'moment'; readonly since: number };

/** Where the recruiter is. One at a time, and each knows only what matters in it. */
export type Stage =
  /** `spoke`: the candidate has said something, as one who is ready does. */
  | { readonly name: 'before'; readonly spoke?: true }
  | Interruptible
  | { readonly name: 'paused'; readonly since: number; readonly resume: Interruptible }
  /** `leftSince`: the person who took over has gone. */
  | { readonly name: 'person'; readonly seatId: SeatId; readonly since: number; readonly leftSince?: number }
  | { readonly name: 'away'; readonly since: number; readonly resume: Interruptible }
  | { readonly name: 'over'; readonly since: number };

export interface Answer {
  /** When it began: the first sound of it. */
  readonly startedAt: number;
  /** From when its time counts: `startedAt`, later by what interrupted it. */
  readonly clockFrom: number;
  /** Its time stands still since then. */
  readonly stoppedAt?: number;
  /** The end of the last speech in it. */
  readonly heardUntil: number;
  /** Speech in it so far, brief pauses included, in milliseconds. */
  readonly spokenMs: number;
  readonly extraMs: number;
  /** That its time is over has been said. */
  readonly warned: boolean;
}

/** What the interview is at: a question of the kit's with its follow-ups, or the practice question. */
export interface Topic {
  /** Absent for the practice question. */
  readonly questionId?: QuestionId;
  /** The question or follow-up to be answered now; what "repeat" says. */
  readonly prompt: LineKey;
  readonly isProbe: boolean;
  /** Follow-ups that were asked, as prompts. */
  readonly probesAsked: readonly LineKey[];
  /** Since when an answer to the prompt has been waited for. */
  readonly waitingSince?: number;
  /** How often silence was spoken to while waiting. */
  readonly ladder: number;
  /** Said in this absence of sound already that nothing arrives. */
  readonly absenceTold?: true;
  readonly answer?: Answer;
}

/** The line that is being said, or was said last. */
export interface Said {
  readonly utterance: number;
  readonly line: LineKey;
  readonly clip: 'awaited' | 'playing' | 'missing';
  /** Server time at which the clip stood at `fromMs`; absent while it is held or has not begun. */
  readonly startedAt?: number;
  readonly fromMs: number;
  readonly durationMs: number;
  readonly cues: readonly Cue[];
}

/** Lists of the script of which each line is used once, in turn. */
export type ListOfLines =
  | 'acknowledgement'
  | 'reassurance'
  | 'reask'
  | 'timeWarning'
  | 'toPerson'
  | 'toRecruiter';

/** Everything that the virtual recruiter knows: a fold of the interview's log. Never mutated. */
export interface RecruiterState {
  readonly settings: RecruiterSettings;
  /** By which it runs (`rules.ts`); absent before the first step. */
  readonly rules?: number;
  readonly stage: Stage;
  /** Number of the last utterance; 0 before the first. */
  readonly utterance: number;
  readonly said?: Said;
  readonly topic?: Topic;
  /** What the candidate has skipped last, as it was left, for as long as that can be undone. */
  readonly skipped?: Topic;
  /** The question that was answered and left last, until the next one has been asked. Only where answers can be given again. */
  readonly answered?: QuestionId;
  /** How often each question was taken again. */
  readonly retaken: Readonly<Record<QuestionId, number>>;
  /** `spokenMs`: for a silence that may be a gap within speech, the length of what was said before it. */
  readonly voice: { readonly state: VoiceState; readonly since: number; readonly spokenMs?: number };
  /** How many lines of each list were used. */
  readonly used: Readonly<Record<ListOfLines, number>>;
  /** The candidate's last pauses in the middle of answers, in milliseconds. */
  readonly pauses: readonly number[];
  readonly timerOff: boolean;
  /** The candidate's connection has been broken since then. */
  readonly droppedSince?: number;
  /** Grows with each nod. */
  readonly nods: number;
  readonly written: Readonly<Record<QuestionId, { readonly text: string; readonly at: number }>>;
}

/** What the recruiter may look at of the interview around it. */
export interface RecruiterContext {
  readonly kit: InterviewKit;
  readonly accommodations: Accommodations;
  readonly candidate: { readonly here: 'inside' | 'reconnecting' | 'gone'; readonly microphone: SourceState };
  /** Whether an interviewer is in the room. */
  readonly personInside: boolean;
  readonly questions: Readonly<Record<QuestionId, QuestionProgress>>;
  readonly currentQuestionId?: QuestionId;
  /** Whether questions can be answered again, as the kit says: in practice. */
  readonly retakes: boolean;
  /** Follow-ups that people have asked for and that are not settled, in the order in which they came. */
  readonly wishes: readonly {
    readonly requestId: ProbeRequestId;
    readonly questionId: QuestionId;
    readonly probeId: ProbeId;
  }[];
}

/** A recruiter that has not begun. */
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
