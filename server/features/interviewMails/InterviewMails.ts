import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { AppError } from '../../../shared/errors.ts';
import type { InterviewId, LoopId, SeatId } from '../../../shared/ids.ts';
import type { EventKind } from '../../../shared/interview/events.ts';
import { LIMITS } from '../../../shared/interview/fields.ts';
import type { InterviewPhase } from '../../../shared/interview/phases.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { MessageKind } from '../../../shared/messages/messages.ts';
import type { SeatRole } from '../../../shared/roles.ts';
import { scoringEndsAt } from '../../../shared/rubric/scorecardOpening.ts';
import { SerialQueue } from '../../../shared/SerialQueue.ts';
import type { InterviewChange, Interviews } from '../../interviews/interviews.ts';
import { Poller } from '../../Poller.ts';
import type { InterviewStore, PlannedInterview } from '../../store/interviewStore.ts';
import type { Tables } from '../../store/schema.ts';
import type { ToldSeat, ToldSeatStore } from '../../store/toldSeatStore.ts';
import type { Appointment } from '../../texts/appointment.ts';
import { entry } from '../../texts/interviewEmailParts.ts';
import { calendarDownload } from '../mail/calendarFile.ts';
import type { Mail, MailRequest } from '../mail/Mail.ts';
import { Appointments, type AppointmentsOptions } from './Appointments.ts';
import { addressOf, type DueLetter, dueLetters, factsFor, meetsSame, overAt } from './dueLetters.ts';
import {
  dueRatings,
  dueReminder,
  isRemindable,
  RATINGS_DUE,
  REMINDERS,
  type Reminder,
} from './dueReminders.ts';
import { type Due, dueOf, withOtherRounds } from './dueRounds.ts';
import type { Messages } from './Messages.ts';

const POLL_MS = 30_000;
/** Maximum number of interviews per polling round. The next round continues with later interviews. */
const AT_ONCE = 200;
/** Interviews of which letters are written in a round while many are due. */
const FEW = 20;
/** Pause before the next round while many letters are due. */
const SOON_MS = 250;
/** Time without a change after which rounds that are changed together are told. */
const ROUNDS_SETTLE_MS = 2_000;
/** Interviews that end later than this after their planned start have no message about ratings. */
const LONGEST_MS = (LIMITS.plannedMinutesMax + 24 * 60) * 60_000;

/** Events after which letters may be due. The poller notices all others. */
const TELLING: ReadonlySet<EventKind | 'newer'> = new Set<EventKind>([
  'interview.created',
  'interview.changed',
  'interview.cancelled',
  'seat.added',
  'seat.changed',
  'seat.removed',
  'link.issued',
  'link.revoked',
  'recruiter.assigned',
  'session.closed',
]);

/** Kinds of messages about several rounds, by the kind of those about one interview. */
const ROUNDS_KINDS: Readonly<Record<string, string>> = {
  'interview-invitation': 'interview-rounds',
  'interview-change': 'interview-rounds-change',
  'interview-cancellation': 'interview-rounds-cancellation',
};

/** Events that often come for several rounds, one after the other. */
const CHANGING_ROUNDS: ReadonlySet<string> = new Set<EventKind>(['interview.changed', 'interview.cancelled']);

export interface InterviewMailsOptions extends AppointmentsOptions {
  interviews: Pick<Interviews, 'read' | 'subscribe'>;
  logs: Pick<InterviewStore, 'lastSeq' | 'findLinkById'>;
  told: ToldSeatStore;
  mail: Pick<Mail, 'configured' | 'send' | 'isCrowded'>;
  /** The organization's words for messages. */
  messages: Pick<Messages, 'wordsFor'>;
  logger: Logger;
  pollEveryMs?: number | undefined;
}

/**
 * Emails invitations, changes, cancellations, and reminders. Follows the logs of interviews, and polls for
 * what other servers wrote. Does nothing without a mail server, so letters are due when there is one.
 */
export class InterviewMails {
  readonly #options: InterviewMailsOptions;
  readonly #now: () => number;
  readonly #appointments: Appointments;
  readonly #following = new SerialQueue<InterviewId>();
  readonly #pending = new Set<Promise<unknown>>();
  readonly #unsubscribe: () => void;
  readonly #poller: Poller | undefined;
  /** Rounds that are being changed together, until this time. */
  readonly #changing = new Map<LoopId, number>();
  /** Last polled interview. The next round continues after it, so that failures don't block the rest. */
  #polledUpTo: InterviewId | undefined;
  /** Like `#polledUpTo`, by number of the reminder. */
  readonly #remindedUpTo = new Map<number, PlannedInterview>();

  constructor(options: InterviewMailsOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#appointments = new Appointments(options);
    if (!options.mail.configured) {
      this.#unsubscribe = () => {};
      return;
    }
    this.#unsubscribe = options.interviews.subscribe(change => this.#notice(change));
    this.#poller = new Poller({
      task: () => this.#poll(),
      intervalMs: options.pollEveryMs ?? POLL_MS,
      onError: error => options.logger.warn({ err: error }, 'could not write letters about interviews'),
    });
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    await this.#poller?.close();
    await Promise.allSettled(this.#pending);
  }

  /** Writes due letters and reminders now. Never rejects. */
  poll(): Promise<void> {
    return this.#poller?.run() ?? Promise.resolve();
  }

  /** Writes the letters that are due about an interview. */
  follow(interviewId: InterviewId): Promise<void> {
    return this.#following.run(interviewId, () => this.#follow(interviewId));
  }

  async #poll(): Promise<void> {
    await this.#followSome();
    const now = this.#now();
    for (const [index, reminder] of REMINDERS.entries())
      await this.#remindAll(index + 1, { from: now, until: now + reminder.beforeMs }, (seat, state) =>
        this.#remind(seat, { reminder, stage: index + 1, state }),
      );
    const { stage, afterMs, lateMs } = RATINGS_DUE;
    const ended = { phase: 'ended' as const, from: now - afterMs - lateMs - LONGEST_MS, until: now };
    await this.#remindAll(stage, ended, (seat, state) => this.#remindOfRatings(seat, state));
  }

  /** Writes the letters of a few interviews, unless enough messages wait. Continues soon if there are more. */
  async #followSome(): Promise<void> {
    const { told, mail } = this.#options;
    if (await mail.isCrowded()) {
      this.#poller?.runIn(SOON_MS);
      return;
    }
    const behind = await told.listToFollow(FEW, this.#polledUpTo);
    this.#polledUpTo = behind.length < FEW ? undefined : behind.at(-1);
    for (const interviewId of behind) {
      if (this.#poller?.closed) return;
      await this.#logErrors(interviewId, this.follow(interviewId));
      // Lets other work run, because SQLite queries don't yield to the event loop.
      await nextTurn();
    }
    if (behind.length === FEW) this.#poller?.runIn(SOON_MS);
  }

  #notice({ interviewId, after, events, local, ofMany }: InterviewChange): void {
    if (!local || !after.mail || after.practice || this.#poller?.closed) return;
    if (!events.some(({ kind }) => TELLING.has(kind))) return;
    if (after.loop && events.some(({ kind }) => CHANGING_ROUNDS.has(kind)))
      this.#changing.set(after.loop.loopId, Date.now() + ROUNDS_SETTLE_MS);
    if (ofMany) {
      this.#poller?.runIn(SOON_MS);
      return;
    }
    const settled = this.#logErrors(interviewId, this.follow(interviewId));
    this.#pending.add(settled);
    void settled.finally(() => this.#pending.delete(settled));
  }

  async #follow(interviewId: InterviewId): Promise<void> {
    const { interviews, logs, told } = this.#options;
    for (;;) {
      const mark = await told.followMark(interviewId);
      // Reads what was told before the state, so that the state isn't older than what was told.
      const known = await told.of(interviewId);
      const seenSeq = await logs.lastSeq(interviewId);
      const state = await interviews.read(interviewId);
      // A newer version tells what it wrote.
      if (state.hasNewerEvents || this.#isChanging(state)) return;
      let overtaken = false;
      for (const letter of dueLetters(known, state, this.#now())) {
        const rounds = await withOtherRounds(dueOf(state, letter, known), this.#options, {
          newsOf: due => this.#newsOf(due),
          now: this.#now(),
        });
        if (!(await this.#tell(rounds))) overtaken = true;
      }
      // Another server has told someone. It may have known less, so looks again.
      if (overtaken) continue;
      if (mark !== undefined) await told.noteFollowed(interviewId, mark, seenSeq);
      return;
    }
  }

  /** True while other rounds are probably about to be changed, too. The poller then looks again. */
  #isChanging({ loop }: InterviewState): boolean {
    const leftMs = ((loop && this.#changing.get(loop.loopId)) ?? 0) - Date.now();
    if (leftMs > 0) this.#poller?.runIn(leftMs);
    else if (loop) this.#changing.delete(loop.loopId);
    return leftMs > 0;
  }

  /** Writes one message with all these letters. */
  async #tell(dues: readonly Due[]): Promise<boolean> {
    const { told, mail } = this.#options;
    const [first] = dues;
    if (!first) return true;
    const { address, seatId, sequence } = first.letter;
    const lasting = dues.filter(({ letter }) => letter.reason !== 'cancellation');
    const request = {
      ...{ onceKey: keyOf(seatId, sequence), address, interviewId: first.state.interviewId },
      ...(lasting.length > 0 && {
        expiresAt: Math.max(...lasting.map(({ letter }) => overAt(letter.facts))),
      }),
      ...(await this.#messageOfAll(dues)),
    } as MailRequest<'interview-invitation'>;
    const readdressed = await Promise.all(dues.map(due => this.#readdressedOf(due)));
    return told.tell(
      dues.map(({ state: { interviewId }, letter }) => ({
        ...{ interviewId, seatId: letter.seatId, address, sequence: letter.sequence, facts: letter.facts },
        ...{ toldAt: this.#now(), state: letter.reason === 'cancellation' ? 'canceled' : 'invited' },
      })),
      {
        send: async transaction => {
          for (const { mailId, notice } of readdressed.filter(one => one !== undefined))
            if (await told.mayHaveArrived(mailId, transaction)) await mail.send(notice, transaction);
          return mail.send(request, transaction);
        },
        earlier: dues.flatMap(({ before }) => before?.mailId ?? []),
        replaced: dues.flatMap(({ before }) =>
          before ? REMINDERS.map(({ name }) => reminderKey(before, name)) : [],
        ),
      },
    );
  }

  /** Returns what the earlier address reads. Undefined if there is none. */
  async #readdressedOf({ state, letter }: Due) {
    const { seatId, sequence, readdressed } = letter;
    if (!readdressed) return undefined;
    const { address, facts, mailId } = readdressed;
    const notice: MailRequest<'interview-cancellation'> = {
      ...{ onceKey: `${keyOf(seatId, sequence)} readdressed`, address, interviewId: state.interviewId },
      kind: 'interview-cancellation',
      content: await this.#appointments.readdressedOf(state, seatId, { ...letter, facts }),
    };
    return { mailId, notice };
  }

  /** Returns who made a change, and their note. Letters with the same result can be told together. */
  async #newsOf({ state, letter: { seatId, reason } }: Due): Promise<string> {
    if (reason === 'invitation') return '';
    const about = reason === 'change' ? 'moveOf' : 'cancellationOf';
    return JSON.stringify(await this.#appointments[about](state, seatId));
  }

  async #messageOfAll(dues: readonly Due[]) {
    const messages = await Promise.all(dues.map(({ state, letter }) => this.#messageOf(state, letter)));
    const [first] = messages;
    if (messages.length === 1) return first;
    const rounds = messages.map(({ content }) => content);
    return { kind: ROUNDS_KINDS[first?.kind ?? ''], content: { ...first?.content, rounds } };
  }

  async #messageOf(state: InterviewState, { seatId, sequence, facts, before, reason }: DueLetter) {
    const chosen = facts.changeableUntil === undefined ? 'invitation' : 'timeChosen';
    const first = facts.choose ? 'timeChoice' : chosen;
    const kind = before ? 'change' : reason === 'cancellation' ? 'cancellation' : first;
    const content = await this.#worded(kind, await this.#appointments.of(state, seatId, facts, sequence));
    if (before) {
      const { title, jobRole, scheduledAt: at, plannedMinutes: minutes, zone } = before;
      const isMoved = at !== facts.scheduledAt;
      const newLink = before.linkId !== facts.linkId;
      const met = !meetsSame(before, facts) && before.interviewers;
      return {
        kind: 'interview-change' as const,
        content: {
          ...content,
          before: {
            ...{ title, jobRole, at, minutes },
            ...(zone && { zone }),
            ...(met && { interviewers: Object.values(met) }),
            ...(before.leads !== undefined && { isLead: before.leads }),
          },
          newLink,
          ...(isMoved && (await this.#appointments.moveOf(state, seatId))),
        },
      };
    }
    if (reason === 'cancellation') {
      const canceled = await this.#appointments.cancellationOf(state, seatId);
      return { kind: 'interview-cancellation' as const, content: { ...content, ...canceled } };
    }
    if (facts.choose) return { kind: 'interview-time-choice' as const, content };
    return { kind: 'interview-invitation' as const, content };
  }

  async #worded(kind: MessageKind, content: Appointment): Promise<Appointment> {
    const words = await this.#options.messages.wordsFor({ kind, seat: content.seat });
    return words ? { ...content, words } : content;
  }

  /**
   * Reminds everyone who was invited, once for each `key`, and returns how many there are. The automatic
   * reminders that would follow soon are left out.
   */
  async remindNow(state: InterviewState, key: string): Promise<number> {
    const { told, mail } = this.#options;
    let reminded = 0;
    for (const seat of await told.of(state.interviewId)) {
      if (!isRemindable(seat, state, this.#now())) continue;
      const request = await this.#reminderOf(seat, state, { name: '24h', onceKey: `${key} ${seat.seatId}` });
      if (await told.remindNow(seat, this.#now(), inside => mail.send(request, inside))) reminded += 1;
    }
    return reminded;
  }

  /** Returns what someone in this role would read about an interview, or about an example. */
  sampleFor(seat: SeatRole, state: InterviewState | undefined): Promise<Appointment> {
    return this.#appointments.sampleFor(seat, state);
  }

  /** Returns the calendar file for a person, or undefined if the person doesn't have to be there at a known time. */
  async calendarOf(state: InterviewState, seatId: SeatId): Promise<string | undefined> {
    const facts = factsFor(state, seatId);
    if (!facts || facts.choose) return undefined;
    const known = (await this.#options.told.of(state.interviewId)).find(seat => seat.seatId === seatId);
    const appointment = await this.#appointments.of(state, seatId, facts, known?.sequence ?? 0);
    return calendarDownload(entry(appointment, 'REQUEST'));
  }

  async #remindAll(
    stage: number,
    range: { phase?: InterviewPhase; from: number; until: number },
    remind: (seat: ToldSeat, state: InterviewState) => Promise<void>,
  ): Promise<void> {
    const { told, interviews } = this.#options;
    const after = this.#remindedUpTo.get(stage);
    const due = await told.listToRemind(stage, { ...range, limit: AT_ONCE, after });
    const last = due.at(-1);
    if (last && due.length === AT_ONCE) this.#remindedUpTo.set(stage, last);
    else this.#remindedUpTo.delete(stage);
    for (const { interviewId } of due) {
      if (this.#poller?.closed) return;
      const remindEveryone = async () => {
        const known = await told.of(interviewId);
        const state = await interviews.read(interviewId);
        for (const seat of known) if (seat.reminded < stage) await remind(seat, state);
      };
      await this.#logErrors(interviewId, remindEveryone());
    }
  }

  async #remindOfRatings(seat: ToldSeat, state: InterviewState): Promise<void> {
    const { told, mail } = this.#options;
    const due = dueRatings(seat, state, this.#now());
    if (due === undefined) return;
    const { seatId, facts, sequence, address } = seat;
    const until = scoringEndsAt(state);
    const request: MailRequest<'ratings-due'> = {
      onceKey: `ratings-due ${seatId}`,
      kind: 'ratings-due',
      address: addressOf(state.seats[seatId]) ?? address,
      interviewId: state.interviewId,
      content: {
        ...(await this.#appointments.of(state, seatId, facts, sequence)),
        ...(until !== undefined && { until }),
      },
    };
    const send = due === 'send' ? (inside: Kysely<Tables>) => mail.send(request, inside) : undefined;
    await told.remind(seat, RATINGS_DUE.stage, state, send);
  }

  async #remind(
    seat: ToldSeat,
    { reminder, stage, state }: { reminder: Reminder; stage: number; state: InterviewState },
  ): Promise<void> {
    const { told, mail } = this.#options;
    const due = dueReminder(seat, reminder, state, this.#now());
    if (due === undefined) return;
    const { name } = reminder;
    const request = await this.#reminderOf(seat, state, { name, onceKey: reminderKey(seat, name) });
    const planned = { phase: 'lobby' as const, scheduledAt: seat.facts.scheduledAt };
    await told.remind(
      seat,
      stage,
      planned,
      due === 'send' ? inside => mail.send(request, inside) : undefined,
    );
  }

  async #reminderOf(
    { seatId, facts, sequence, address }: ToldSeat,
    state: InterviewState,
    { name, onceKey }: { name: Reminder['name']; onceKey: string },
  ): Promise<MailRequest<'interview-reminder'>> {
    const kind = name === '1h' ? 'lastReminder' : 'reminder';
    const content = await this.#worded(kind, await this.#appointments.of(state, seatId, facts, sequence));
    return {
      onceKey,
      kind: 'interview-reminder',
      ...{ address, interviewId: state.interviewId, expiresAt: facts.scheduledAt },
      content: { ...content, in: name },
    };
  }

  /** Logs errors instead of rejecting, so that other interviews are not affected. The next round retries. */
  async #logErrors(interviewId: InterviewId, work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (error instanceof AppError && error.code === 'not-found') return;
      this.#options.logger.warn({ interviewId, err: error }, 'could not write letters about an interview');
    }
  }
}

function keyOf(seatId: string, sequence: number): string {
  return `interview ${seatId} ${sequence}`;
}

function reminderKey({ seatId, facts }: ToldSeat, name: Reminder['name']): string {
  return `reminder ${seatId} ${facts.scheduledAt} ${name}`;
}
