import type { Logger } from 'pino';
import { AppError } from '../../../shared/errors.ts';
import type { InterviewId } from '../../../shared/ids.ts';
import type { EventKind } from '../../../shared/interview/events.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { nameFor } from '../../../shared/interview/visibility.ts';
import type { OrganizationCard } from '../../../shared/organization.ts';
import { SerialQueue } from '../../../shared/SerialQueue.ts';
import type { InterviewChange, Interviews } from '../../interviews/interviews.ts';
import { Poller } from '../../Poller.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';
import type { ToldFacts, ToldSeat, ToldSeatStore } from '../../store/toldSeatStore.ts';
import type { Appointment } from '../../texts/interviewEmails.ts';
import type { Mail, MailRequest } from '../mail/Mail.ts';
import type { PersonalLinks } from '../personalLinks.ts';
import { type DueLetter, dueLetters } from './dueLetters.ts';
import { dueReminder, REMINDERS, type Reminder } from './dueReminders.ts';

const POLL_MS = 30_000;
/** Maximum number of interviews per polling round. The next round continues with later interviews. */
const AT_ONCE = 200;

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

export interface InterviewMailsOptions {
  publicUrl: string;
  interviews: Pick<Interviews, 'read' | 'subscribe'>;
  logs: Pick<InterviewStore, 'lastSeq' | 'findLinkById'>;
  told: ToldSeatStore;
  mail: Pick<Mail, 'configured' | 'send'>;
  links: Pick<PersonalLinks, 'addressOf'>;
  /** Never rejects. */
  organization: () => Promise<Pick<OrganizationCard, 'name' | 'email'>>;
  logger: Logger;
  pollEveryMs?: number | undefined;
  now?: (() => number) | undefined;
}

/**
 * Emails invitations, changes, cancellations, and reminders. Follows the logs of interviews, and polls for
 * what other servers wrote. Does nothing without a mail server, so letters are due when there is one.
 */
export class InterviewMails {
  readonly #options: InterviewMailsOptions;
  readonly #now: () => number;
  readonly #following = new SerialQueue<InterviewId>();
  readonly #pending = new Set<Promise<unknown>>();
  readonly #unsubscribe: () => void;
  readonly #poller: Poller | undefined;
  /** Last polled interview. The next round continues after it, so that failures don't block the rest. */
  #polledUpTo: InterviewId | undefined;

  constructor(options: InterviewMailsOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
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
    const behind = await this.#options.told.listToFollow(AT_ONCE, this.#polledUpTo);
    this.#polledUpTo = behind.length < AT_ONCE ? undefined : behind.at(-1);
    for (const interviewId of behind) {
      if (this.#poller?.closed) return;
      await this.#logErrors(interviewId, this.follow(interviewId));
    }
    for (const [index, reminder] of REMINDERS.entries()) await this.#remindAll(reminder, index + 1);
  }

  #notice({ interviewId, after, events, local }: InterviewChange): void {
    if (!local || !after.mail || after.practice || this.#poller?.closed) return;
    if (!events.some(({ kind }) => TELLING.has(kind))) return;
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
      if (state.hasNewerEvents) return;
      let overtaken = false;
      for (const letter of dueLetters(known, state, this.#now()))
        if (!(await this.#tell(state, letter, known))) overtaken = true;
      // Another server has told someone. It may have known less, so looks again.
      if (overtaken) continue;
      if (mark !== undefined) await told.noteFollowed(interviewId, mark, seenSeq);
      return;
    }
  }

  async #tell(state: InterviewState, letter: DueLetter, known: readonly ToldSeat[]): Promise<boolean> {
    const { told, mail } = this.#options;
    const { seatId, sequence, address, facts, reason } = letter;
    const { interviewId } = state;
    const request = {
      onceKey: keyOf(seatId, sequence),
      address,
      ...(await this.#messageOf(state, letter)),
    } as MailRequest<'interview-invitation'>;
    const before = known.find(seat => seat.seatId === seatId);
    return told.tell(
      {
        ...{ interviewId, seatId, address, sequence, facts, toldAt: this.#now() },
        state: reason === 'cancellation' ? 'canceled' : 'invited',
      },
      {
        send: transaction => mail.send(request, transaction),
        replaced: before
          ? [keyOf(seatId, before.sequence), ...REMINDERS.map(({ name }) => reminderKey(before, name))]
          : [],
      },
    );
  }

  async #messageOf(state: InterviewState, { seatId, sequence, facts, before, reason }: DueLetter) {
    const content = await this.#appointmentOf(state, seatId, facts, sequence);
    if (before) {
      const { title, jobRole, scheduledAt: at, plannedMinutes: minutes } = before;
      const newLink = before.linkId !== facts.linkId;
      return {
        kind: 'interview-change' as const,
        content: { ...content, before: { title, jobRole, at, minutes }, newLink },
      };
    }
    if (reason === 'cancellation') {
      const withoutRecipient = state.phase !== 'cancelled';
      return { kind: 'interview-cancellation' as const, content: { ...content, withoutRecipient } };
    }
    return { kind: 'interview-invitation' as const, content };
  }

  async #appointmentOf(
    state: InterviewState,
    seatId: ToldSeat['seatId'],
    { title, jobRole, scheduledAt, plannedMinutes, linkId, recruiter, window }: ToldFacts,
    sequence: number,
  ): Promise<Appointment> {
    const { publicUrl, organization, logs, links } = this.#options;
    const { name, email } = await organization();
    const role = state.seats[seatId]?.role ?? 'observer';
    const candidates = Object.values(state.seats)
      .filter(seat => seat.role === 'candidate' && seat.presence !== 'removed')
      .map(seat => nameFor(state, seat, { kind: 'seat', seatId }));
    const link = await logs.findLinkById(linkId);
    const url = link?.revokedAt === null ? links.addressOf(link) : undefined;
    return {
      ...{ seat: role, company: name, title, jobRole, at: scheduledAt, minutes: plannedMinutes, sequence },
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      ...(recruiter && { recruiter }),
      ...(window && { window }),
      ...(role !== 'candidate' && { candidates }),
      ...(email && { contact: email }),
      ...(url && { url }),
      uid: `${seatId}@${new URL(publicUrl).hostname}`,
    };
  }

  async #remindAll(reminder: Reminder, stage: number): Promise<void> {
    const { told, interviews } = this.#options;
    const now = this.#now();
    const due = await told.listToRemind(stage, { now, until: now + reminder.beforeMs, limit: AT_ONCE });
    for (const interviewId of due) {
      if (this.#poller?.closed) return;
      const remind = async () => {
        const known = await told.of(interviewId);
        const state = await interviews.read(interviewId);
        for (const seat of known)
          if (seat.reminded < stage) await this.#remind(seat, { reminder, stage, state });
      };
      await this.#logErrors(interviewId, remind());
    }
  }

  async #remind(
    seat: ToldSeat,
    { reminder, stage, state }: { reminder: Reminder; stage: number; state: InterviewState },
  ): Promise<void> {
    const { told, mail } = this.#options;
    const due = dueReminder(seat, reminder, state, this.#now());
    if (due === undefined) return;
    const { seatId, facts, sequence, address } = seat;
    const content = await this.#appointmentOf(state, seatId, facts, sequence);
    const request: MailRequest<'interview-reminder'> = {
      onceKey: reminderKey(seat, reminder.name),
      kind: 'interview-reminder',
      address,
      content: { ...content, in: reminder.name },
    };
    await told.remind(seat, stage, due === 'send' ? inside => mail.send(request, inside) : undefined);
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
