import { stepEvents } from '../../server/features/recruiter/stepEvents.ts';
import { AppError } from '../../shared/errors.ts';
import { type ClientId, type ProbeRequestId, SeatId } from '../../shared/ids.ts';
import type {
  EventKind,
  EventPayload,
  InterviewEvent,
  NewEvent,
  NewSeat,
} from '../../shared/interview/events.ts';
import { reduce, reduceAll } from '../../shared/interview/reduce.ts';
import type { InterviewState } from '../../shared/interview/state.ts';
import { viewOf } from '../../shared/interview/viewOf.ts';
import type { InterviewKit } from '../../shared/kit/kit.ts';
import type { QuestionId } from '../../shared/kit/kitIds.ts';
import type { SourceState } from '../../shared/media/sources.ts';
import type { VoiceState } from '../../shared/media/voice.ts';
import type { Practice } from '../../shared/practice/practice.ts';
import type { RecruiterInput } from '../../shared/recruiter/inputs.ts';
import { type LineKey, textOfLine } from '../../shared/recruiter/lines.ts';
import { type Demand, demandOf } from '../../shared/recruiter/playback.ts';
import { recruiterContextOf } from '../../shared/recruiter/recruiterContextOf.ts';
import type { RecruiterState } from '../../shared/recruiter/recruiterState.ts';
import type { RecruiterButton, RecruiterOrder, RecruiterView } from '../../shared/recruiter/recruiterView.ts';
import type { Accommodations, RecruiterSettings } from '../../shared/recruiter/settings.ts';
import { deadlineOf } from '../../shared/recruiter/step.ts';
import { chosenKit } from './exampleKit.ts';
import { LOG_START_MS, newClientId, newInterviewId, newSeat } from './interviewLog.ts';

/** A line as heard or read. */
export interface HeardLine {
  line: LineKey;
  at: number;
  /** How it ended; undefined while it plays. */
  end?: 'ended' | 'held' | 'replaced';
}

interface PlayOptions {
  settings?: Partial<RecruiterSettings>;
  kit?: Partial<InterviewKit>;
  accommodations?: Partial<Accommodations>;
  /** A practice interview without invitations. */
  attempt?: Practice;
  unplayable?: (line: LineKey) => boolean;
  /** Media events that never arrive. */
  untold?: 'play.started' | 'play.ended';
}

/** How long the sfu needs to detect the start and the end of speech. */
const ONSET_MS = 80;
const OFFSET_MS = 140;
/** Clips of this player have a phrase each second. */
const PHRASE_MS = 1_000;

/**
 * An interview with the recruiter engine on a clock that the test moves: the log, a player that takes as
 * long as the words, and a candidate who speaks on command. Every input is logged as in the product.
 */
export class RecruiterPlay {
  readonly candidate: NewSeat = newSeat('candidate', 'Ada');
  readonly lead: NewSeat = newSeat('interviewer', 'Grace');
  readonly evaluator: NewSeat = newSeat('evaluator', 'Barbara');
  readonly log: InterviewEvent[] = [];
  readonly heard: HeardLine[] = [];
  readonly #unplayable: (line: LineKey) => boolean;
  readonly #untold: PlayOptions['untold'];
  readonly #page = newClientId();
  readonly #leadPage = newClientId();
  #now = LOG_START_MS;
  #state: InterviewState | undefined;
  #playing: { demand: NonNullable<Demand['play']>; startedAt: number; durationMs: number } | undefined;
  /** Media events that are due later. */
  #facts: { at: number; input: RecruiterInput }[] = [];
  #voice: { state: VoiceState; since: number } = { state: 'absent', since: LOG_START_MS };

  constructor({
    settings,
    kit,
    accommodations,
    attempt,
    unplayable = () => false,
    untold,
  }: PlayOptions = {}) {
    this.#unplayable = unplayable;
    this.#untold = untold;
    const seats = [this.candidate, this.lead, this.evaluator];
    const interviewId = newInterviewId();
    const about = { title: 'Backend Developer', jobRole: 'Backend Developer', plannedMinutes: 45 };
    this.#append({
      kind: 'interview.created',
      payload: {
        interviewId,
        ...about,
        scheduledAt: LOG_START_MS,
        seats,
        leadSeatId: this.lead.seatId,
        ...(attempt && { practice: attempt }),
      },
    });
    const chosen = chosenKit();
    this.add('kit.chosen', { ...chosen, kit: { ...chosen.kit, ...kit } });
    this.add('recruiter.assigned', {
      settings: { voice: 'slt', pace: 'normal', practice: false, ...settings },
    });
    if (accommodations)
      this.add('accommodations.set', {
        seatId: this.candidate.seatId,
        accommodations: {
          extraTime: 1,
          audioOnly: false,
          questionsInAdvance: false,
          textAnswers: false,
          noTimeLimit: false,
          ...accommodations,
        },
      });
  }

  get now(): number {
    return this.#now;
  }

  get state(): InterviewState {
    if (!this.#state) throw new Error('The interview has not been created.');
    return this.#state;
  }

  get recruiter(): RecruiterState {
    const { recruiter } = this.state;
    if (!recruiter) throw new Error('The recruiter does not hold this interview.');
    return recruiter;
  }

  get stage(): RecruiterState['stage'] {
    return this.recruiter.stage;
  }

  get kit(): InterviewKit {
    const { rubric } = this.state;
    if (!rubric) throw new Error('The interview has no kit.');
    return rubric.chosen.kit;
  }

  get lines(): LineKey[] {
    return this.heard.map(({ line }) => line);
  }

  get view(): RecruiterView {
    return this.viewOf(this.candidate);
  }

  viewOf(seat: NewSeat): RecruiterView {
    const { recruiter } = viewOf(this.state, { kind: 'seat', seatId: seat.seatId });
    if (!recruiter) throw new Error('This viewer sees no recruiter.');
    return recruiter;
  }

  countOf(kind: EventKind): number {
    return this.log.filter(event => event.kind === kind).length;
  }

  add<K extends EventKind>(kind: K, payload: EventPayload<K>): this {
    this.#append({ kind, payload } as NewEvent);
    this.#followDemand();
    return this;
  }

  /** The candidate joins with the microphone on, which opens the interview, presses "ready", and is silent. */
  enter(): this {
    return this.comeIn().press('ready');
  }

  /** The candidate is in the room, and the recruiter waits. */
  comeIn(): this {
    const { seatId } = this.candidate;
    this.#connect(seatId, this.#page);
    this.add('session.opened', {}).add('seat.admitted', { seatId });
    return this.microphone('on');
  }

  /** Plays from the start to the candidate's first turn. */
  begin(): this {
    return this.enter().until(() => this.stage.name === 'thinking' || this.stage.name === 'listening');
  }

  addCandidate(): NewSeat {
    const seat = newSeat('candidate', 'Alan');
    this.add('seat.added', { seat });
    return seat;
  }

  leadEnters(): this {
    this.#connect(this.lead.seatId, this.#leadPage);
    return this;
  }

  evaluatorEnters(): this {
    this.#connect(this.evaluator.seatId, newClientId());
    return this;
  }

  leadLeaves(): this {
    return this.add('seat.left', { seatId: this.lead.seatId, reason: 'left' });
  }

  microphone(state: SourceState): this {
    this.add('media.changed', { seatId: this.candidate.seatId, source: 'microphone', state });
    this.sound(state === 'on' ? 'silent' : 'absent');
    return this;
  }

  /** Changes the candidate's sound; the sfu reports it after its delay. */
  sound(state: VoiceState): this {
    if (this.#voice.state === state) return this;
    this.#voice = { state, since: this.#now };
    const delay = state === 'speaking' ? ONSET_MS : OFFSET_MS;
    // Sounds shorter than the detection time aren't reported.
    if (
      state === 'silent' &&
      this.#facts.some(({ input }) => input.type === 'voice' && input.state === 'speaking')
    )
      this.#facts = [];
    else this.#facts.push({ at: this.#now + delay, input: { type: 'voice', state, agoMs: delay } });
    return this;
  }

  /** Speaks for this long, then is silent. */
  speak(durationMs: number): this {
    return this.sound('speaking').advance(durationMs).sound('silent');
  }

  /** Speaks, and stays silent until the recruiter continues. */
  answer(durationMs: number): this {
    this.speak(durationMs);
    return this.until(() => this.stage.name !== 'listening');
  }

  /** Plays until the candidate's next turn, after thinking time. */
  untilListening(): this {
    return this.until(() => this.stage.name === 'listening');
  }

  /** Plays until it is the candidate's turn, or nothing is due. */
  untilQuestionWaits(): this {
    for (let turn = 0; turn < 50 && this.stage.name !== 'listening' && this.willGoOn; turn += 1)
      this.advance(2_000);
    return this;
  }

  disconnect(): this {
    return this.add('seat.disconnected', { seatId: this.candidate.seatId, clientId: this.#page });
  }

  leave(): this {
    this.sound('absent');
    return this.add('seat.left', { seatId: this.candidate.seatId, reason: 'left' });
  }

  comeBack(): this {
    this.#connect(this.candidate.seatId, this.#page);
    return this.microphone('on');
  }

  press(button: RecruiterButton): this {
    if (!this.view.buttons.includes(button)) throw AppError.conflict(undefined, button);
    return this.input({ type: 'pressed', button });
  }

  order(order: RecruiterOrder): this {
    return this.input({ type: 'ordered', order, seatId: this.lead.seatId });
  }

  queueProbe(questionId: QuestionId, index: number): ProbeRequestId {
    const probe = this.kit.questions.find(({ id }) => id === questionId)?.probes[index];
    if (!probe) throw new Error(`There is no probe ${index} of ${questionId}.`);
    const requestId = SeatId.parse(newClientId()) as string as ProbeRequestId;
    const fromSeatId = this.evaluator.seatId;
    this.add('probe.queued', { requestId, questionId, probeId: probe.id, fromSeatId });
    return requestId;
  }

  /** Applies an input as the server does: the decision and its events are appended together. */
  input(input: RecruiterInput): this {
    for (const event of stepEvents(this.state, input, this.#now)) this.#append(event);
    this.#followDemand();
    return this;
  }

  /** Moves the clock; everything due happens in order. */
  advance(ms: number): this {
    const end = this.#now + ms;
    for (let next = this.#next(); next !== undefined && next.at <= end; next = this.#next()) {
      this.#now = Math.max(this.#now, next.at);
      next.act();
    }
    this.#now = end;
    return this;
  }

  /** Moves the clock until the condition holds. Throws when that takes longer than `maxMs`. */
  until(isSo: (play: this) => boolean, maxMs = 3_600_000): this {
    const end = this.#now + maxMs;
    while (!isSo(this)) {
      const next = this.#next();
      if (next === undefined || next.at > end)
        throw new Error(`It does not come to that; the recruiter is ${JSON.stringify(this.stage)}.`);
      this.#now = Math.max(this.#now, next.at);
      next.act();
    }
    return this;
  }

  /** The state that another server computes from the log. */
  rebuilt(): InterviewState {
    const state = reduceAll(this.log);
    if (!state) throw new Error('The log is empty.');
    return state;
  }

  /** Length of a line's clip, by its words. */
  durationOf(line: LineKey): number {
    return 1_000 + (textOfLine(this.kit, line) ?? '').split(' ').length * 300;
  }

  /** True when anything is still due. */
  get willGoOn(): boolean {
    return this.#next() !== undefined;
  }

  #next(): { at: number; act: () => void } | undefined {
    const candidates: { at: number; act: () => void }[] = [];
    const [fact] = this.#facts;
    if (fact)
      candidates.push({
        at: fact.at,
        act: () => {
          this.#facts.shift();
          this.input(fact.input);
        },
      });
    const playing = this.#playing;
    if (playing)
      candidates.push({
        at: playing.startedAt + playing.durationMs - playing.demand.fromMs,
        act: () => this.#endClip(),
      });
    const context = recruiterContextOf(this.state);
    const at = context && this.state.phase === 'open' ? deadlineOf(this.recruiter, context) : undefined;
    if (at !== undefined) candidates.push({ at, act: () => this.input({ type: 'time' }) });
    return candidates.toSorted((a, b) => a.at - b.at)[0];
  }

  #connect(seatId: SeatId, clientId: ClientId): void {
    this.add('seat.connected', { seatId, clientId, serverId: 'server-1' });
    this.add('seat.entered', { seatId, clientId });
  }

  #append(event: NewEvent): void {
    const row = { ...event, seq: this.log.length + 1, at: this.#now, actor: { type: 'system' } };
    this.log.push(row as InterviewEvent);
    this.#state = reduce(this.#state, row as InterviewEvent);
  }

  #endClip(): void {
    const utterance = this.#playing?.demand.utterance;
    this.#playing = undefined;
    const last = this.heard.at(-1);
    if (last) last.end = 'ended';
    if (utterance !== undefined && this.#untold !== 'play.ended')
      this.input({ type: 'play.ended', utterance });
  }

  #followDemand(): void {
    const wanted = this.state.phase === 'open' ? demandOf(this.recruiter).play : undefined;
    if (wanted?.playId === this.#playing?.demand.playId) return;
    const stopped = this.#playing;
    this.#playing = undefined;
    const last = this.heard.at(-1);
    if (stopped && last) last.end = wanted ? 'replaced' : 'held';
    if (!wanted) {
      if (!stopped) return;
      const positionMs = stopped.demand.fromMs + (this.#now - stopped.startedAt);
      const resumeMs = Math.floor(positionMs / PHRASE_MS) * PHRASE_MS;
      this.input({ type: 'play.held', utterance: stopped.demand.utterance, resumeMs });
      return;
    }
    const { line, utterance, fromMs, playId } = wanted;
    // A resumed line counts once.
    if (playId.endsWith('.1')) this.heard.push({ line, at: this.#now });
    if (this.#unplayable(line)) {
      this.input({ type: 'play.failed', utterance, reason: 'no clip' });
      return;
    }
    if (this.#untold === 'play.started') return;
    const durationMs = this.durationOf(line);
    this.#playing = { demand: wanted, startedAt: this.#now, durationMs };
    const text = textOfLine(this.kit, line) ?? '';
    const cues = [{ fromMs: 0, toMs: durationMs, text }];
    this.input({ type: 'play.started', utterance, fromMs, durationMs, cues });
  }
}
