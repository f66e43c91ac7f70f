import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError, errorToReply } from '../../../shared/errors.ts';
import type { BulkId } from '../../../shared/ids.ts';
import { SYSTEM } from '../../../shared/interview/events.ts';
import { reduceAll } from '../../../shared/interview/reduce.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { nameFor, seatHolds } from '../../../shared/interview/visibility.ts';
import { isInScope, staffMay, teamScopeOf } from '../../../shared/permissions.ts';
import {
  BULK_MAX,
  type BULK_ROUTES,
  type BulkAction,
  type BulkPreview,
  type BulkProgress,
  type InterviewAction,
  type Refusal,
  UNDO_MS,
} from '../../../shared/protocol/bulkRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { movedTime } from '../../../shared/time/move.ts';
import {
  listReader,
  namesInList,
  type StaffInterviews,
  staffViewer,
} from '../../interviews/staffInterviews.ts';
import type { AuditEntry } from '../../store/auditLog.ts';
import {
  BULK_JOB,
  type BulkItem,
  type BulkOutcome,
  type BulkStore,
  countsOf,
  type StoredBulk,
} from '../../store/bulkStore.ts';
import type { InterviewList, ListedInterview } from '../../store/interviewList.ts';
import type { ToldSeat, ToldSeatStore } from '../../store/toldSeatStore.ts';
import type { WorkloadStore } from '../../store/workloadStore.ts';
import { addressOf, dueLetters } from '../interviewMails/dueLetters.ts';
import { isRemindable } from '../interviewMails/dueReminders.ts';
import type { InterviewMails } from '../interviewMails/InterviewMails.ts';
import type { JobRunner } from '../jobs/JobRunner.ts';
import type { JobContext, JobHandler } from '../jobs/job.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import { decideBulk, startOf } from './bulkDecisions.ts';
import { busyAfterMove, type MovedSeat, movedSeats, spanOf } from './busyAfterMove.ts';

/** Attempts after which an unexpected error counts as the interview's, and doesn't hold up the others. */
const ATTEMPTS = 5;

/** Deletions of recordings are audited like those of single ones, when they happen. */
const AUDITED: Partial<Record<BulkAction['kind'], { action: string; fields?: string[] }>> = {
  cancel: { action: 'interview.cancelled' },
  move: { action: 'interview.changed', fields: ['scheduledAt'] },
  remind: { action: 'interview.reminded' },
};

interface BulkOptions {
  store: BulkStore;
  list: Pick<InterviewList, 'chosen'>;
  interviews: StaffInterviews;
  told: Pick<ToldSeatStore, 'of'>;
  workloads: Pick<WorkloadStore, 'staffSeats' | 'candidateSeats'>;
  mails: Pick<InterviewMails, 'remindNow'>;
  mailConfigured: boolean;
  runner: Pick<JobRunner, 'add' | 'poll'>;
  /** Returns a member's current rights. Throws `not-found`. */
  memberOf: (userId: string) => Promise<StaffMember>;
  /** Zone of interviews without one. Never rejects. */
  timeZone: () => Promise<string>;
}

/**
 * Changes many interviews in one step. A change is a job that starts after the time to undo it. Each of its
 * interviews is changed by one command with an id, so a job that is repeated elsewhere changes none twice.
 */
export class BulkActions implements JobHandler {
  readonly kind = BULK_JOB;
  readonly atMost = 2;
  readonly unending = 'The change continues when the server can write again.';
  readonly routes: Pick<RouteHandlers, keyof typeof BULK_ROUTES>;
  readonly #options: BulkOptions;

  constructor(options: BulkOptions) {
    this.#options = options;
    const { store, runner } = options;
    const start = async (
      { bulkId, interviews }: { bulkId: BulkId; interviews: Pick<BulkItem, 'interviewId' | 'seenAt'>[] },
      action: BulkAction,
      member: StaffMember,
    ) => {
      const once = [...new Map(interviews.map(one => [one.interviewId, one])).values()];
      await store.add({ bulkId, userId: member.userId, action }, once);
      runner.poll();
      const bulk = await store.find(member.userId, bulkId);
      if (!bulk) throw new AppError('duplicate-command');
      return { progress: await this.#progressOf(bulk, member) };
    };
    this.routes = {
      'bulk.preview': async ({ action, selection }, { member }) => {
        const ids = 'interviewIds' in selection ? selection.interviewIds : undefined;
        const filter = 'filter' in selection ? selection.filter : {};
        const query = { reader: listReader(member), filter, ids, now: Date.now() };
        const { rows, total } = await options.list.chosen(query, BULK_MAX);
        const previews: BulkPreview[] = [];
        const moved: MovedSeat[] = [];
        for (const row of rows) {
          previews.push(await this.#preview(row, action, member, moved));
          // Lets other work run, because SQLite queries don't yield to the event loop.
          await nextTurn();
        }
        const busy = await this.#busyAfter(moved, member);
        const interviews = previews.map(one => {
          const found = busy.get(one.interviewId);
          return found ? { ...one, busy: found } : one;
        });
        return { interviews, total, sendsMail: options.mailConfigured };
      },
      'bulk.cancel': ({ note, ...input }, { member }) =>
        start(input, { kind: 'cancel', ...(note && { note }) }, member),
      'bulk.move': ({ move, note, ...input }, { member }) =>
        start(input, { kind: 'move', move, ...(note && { note }) }, member),
      'bulk.remind': (input, { member }) => start(input, { kind: 'remind' }, member),
      'bulk.eraseRecordings': ({ bulkId, interviewIds }, { member }) => {
        const interviews = interviewIds.map(interviewId => ({ interviewId, seenAt: 0 }));
        return start({ bulkId, interviews }, { kind: 'erase' }, member);
      },
      'bulk.undo': async ({ bulkId }, { member }) => {
        if (!(await store.undo(member.userId, bulkId))) throw new AppError('conflict', 'bulk-started');
      },
      'bulk.recent': async (_params, { member }) => {
        const recent = await store.recent(member.userId, Date.now());
        return { actions: await Promise.all(recent.map(bulk => this.#progressOf(bulk, member))) };
      },
    };
    runner.add(this);
  }

  async run(target: string, { signal, progress, attempt }: JobContext): Promise<void> {
    const { store } = this.#options;
    const bulk = await store.begin(target as BulkId);
    if (!bulk) return;
    const items = await store.items(bulk.bulkId);
    for (const [index, item] of items.entries()) {
      if (item.state !== 'open') continue;
      signal.throwIfAborted();
      const outcome = await this.#outcomeOf(bulk, item, attempt);
      await store.settle(item, outcome, outcome.state === 'done' ? entryOf(bulk, item) : undefined);
      progress((index + 1) / items.length);
      await nextTurn();
    }
    await store.finish(bulk.bulkId);
  }

  /** Changes an interview. Rejects if it may work later. */
  async #outcomeOf(bulk: StoredBulk, item: BulkItem, attempt: number): Promise<BulkOutcome> {
    try {
      const member = await this.#options.memberOf(bulk.userId);
      const right = bulk.action.kind === 'erase' ? 'recordings.erase' : 'interviews.change';
      if (member.disabled || !staffMay(right, member.role)) throw AppError.forbidden('role-changed');
      return { state: (await this.#execute(bulk.action, item, member)) ? 'done' : 'unchanged' };
    } catch (error) {
      const isFinal = error instanceof AppError && !error.retryable;
      if (!isFinal && attempt < ATTEMPTS) throw error;
      return { state: 'failed', refusal: refusalOf(error) };
    }
  }

  /** Returns false if the interview already was as wanted. */
  async #execute(action: BulkAction, item: BulkItem, member: StaffMember): Promise<boolean> {
    const { interviews, mails, timeZone } = this.#options;
    const { interviewId, seenAt, commandId, bulkId } = item;
    const facts = { seenAt, zone: await timeZone() };
    if (action.kind === 'remind') {
      const state = await interviews.read(interviewId, member);
      await this.#refuseReminder(state, facts);
      if ((await mails.remindNow(state, `reminder ${bulkId}`)) > 0) return true;
      throw new AppError('conflict', 'no-one-to-remind');
    }
    const { changes } = await interviews.execute(
      interviewId,
      member,
      (state, now) => decideBulk(action, state, now, facts),
      { commandId, name: `bulk.${action.kind}`, params: { bulkId } },
    );
    return changes;
  }

  /** Returns who would be reminded. Throws if no one can be. */
  async #refuseReminder(state: InterviewState, facts: { seenAt: number; zone: string }): Promise<ToldSeat[]> {
    const { told, mailConfigured } = this.#options;
    decideBulk({ kind: 'remind' }, state, Date.now(), facts);
    if (!mailConfigured) throw new AppError('conflict', 'no-mail-server');
    if (!state.mail) throw new AppError('conflict', 'not-told-by-mail');
    const seats = await told.of(state.interviewId);
    const remindable = seats.filter(seat => isRemindable(seat, state, Date.now()));
    if (remindable.length === 0) throw new AppError('conflict', 'no-one-to-remind');
    return remindable;
  }

  /** Returns who is busy at the new times, by interview. */
  async #busyAfter(moved: readonly MovedSeat[], member: StaffMember) {
    const span = spanOf(moved);
    if (!span) return new Map<never, never>();
    const { workloads } = this.#options;
    const candidates = moved.flatMap(({ part, email }) => (part === 'candidate' ? [email] : []));
    const planned = {
      staff: await workloads.staffSeats(span),
      candidate: candidates.length > 0 ? await workloads.candidateSeats(candidates, span) : [],
    };
    const scope = teamScopeOf(member);
    return busyAfterMove(moved, planned, ({ teamId }) => isInScope(teamId, scope));
  }

  /** Adds the seats at their new time to `moved`. */
  async #preview(
    row: ListedInterview,
    action: InterviewAction,
    member: StaffMember,
    moved: MovedSeat[],
  ): Promise<BulkPreview> {
    const preview = { ...namedOf(row), status: row.status, told: [] };
    try {
      const state = await this.#options.interviews.read(row.interviewId, member);
      const facts = { seenAt: row.scheduledAt, zone: await this.#options.timeZone() };
      const seen = staffViewer(member);
      const toldOf = (seatIds: readonly string[], after: InterviewState) =>
        seatIds.flatMap(seatId => {
          const seat = after.seats[seatId as keyof typeof after.seats];
          return seat ? [{ role: seat.role, name: nameFor(after, seat, seen) }] : [];
        });
      if (action.kind === 'remind') {
        const seats = await this.#refuseReminder(state, facts);
        return {
          ...preview,
          told: toldOf(
            seats.map(({ seatId }) => seatId),
            state,
          ),
        };
      }
      const { mailConfigured } = this.#options;
      const now = Date.now();
      const { events, result } = decideBulk(action, state, now, facts);
      const after = reduceAll(
        events.map((event, index) => ({ ...event, seq: index, at: now, actor: SYSTEM })),
        state,
      );
      if (result.changes && result.to !== undefined) moved.push(...movedSeats(state, result.to));
      const letters = after && result.changes ? await this.#lettersAfter(after, now) : [];
      return {
        ...preview,
        ...(result.to !== undefined && { to: result.to }),
        ...(result.isTwice && { isTwice: true }),
        ...(!result.changes && { isUnchanged: true as const }),
        told: toldOf(letters, after ?? state),
        ...(result.changes && mailConfigured && { untold: toldOf(withoutAddress(state), state) }),
      };
    } catch (error) {
      if (!(error instanceof AppError) || error.retryable) throw error;
      return { ...preview, refusal: refusalOf(error) };
    }
  }

  /** Returns the seats of the people whom a change of the interview to this state tells by email. */
  async #lettersAfter(after: InterviewState, now: number): Promise<string[]> {
    const { told, mailConfigured } = this.#options;
    if (!mailConfigured) return [];
    return dueLetters(await told.of(after.interviewId), after, now).map(({ seatId }) => seatId);
  }

  async #movesOf({ bulkId, action, state }: StoredBulk, items: readonly BulkItem[]) {
    if (action.kind !== 'move' || (state !== 'waiting' && state !== 'running')) return undefined;
    const zones = await this.#options.store.zones(bulkId);
    const usual = await this.#options.timeZone();
    return items.flatMap(({ interviewId, seenAt, state: done }) => {
      const to = startOf(movedTime(zones.get(interviewId) ?? usual, seenAt, action.move));
      return done === 'open' && to !== undefined ? [{ interviewId, to }] : [];
    });
  }

  async #progressOf(bulk: StoredBulk, member: StaffMember): Promise<BulkProgress> {
    const { store, list } = this.#options;
    const { bulkId, action, state, createdAt } = bulk;
    const items = await store.items(bulkId);
    const failed = new Map(items.flatMap(item => (item.refusal ? [[item.interviewId, item.refusal]] : [])));
    const now = Date.now();
    const query = { reader: listReader(member), filter: {}, ids: [...failed.keys()], now };
    const { rows } = failed.size > 0 ? await list.chosen(query, BULK_MAX) : { rows: [] };
    const moves = await this.#movesOf(bulk, items);
    return {
      ...{ bulkId, kind: action.kind, state, ...(moves && { moves }) },
      ...(state === 'waiting' && { startsInMs: Math.max(0, createdAt + UNDO_MS - now) }),
      ...countsOf(items),
      failures: rows.flatMap(row => {
        const refusal = failed.get(row.interviewId);
        return refusal ? [{ ...namedOf(row), refusal }] : [];
      }),
    };
  }
}

function namedOf(row: ListedInterview) {
  const { interviewId, scheduledAt, timeZone } = row;
  const { title, candidateNames } = namesInList(row);
  return { interviewId, title, candidateNames, scheduledAt, ...(timeZone && { timeZone }) };
}

function entryOf({ userId, bulkId, action }: StoredBulk, { interviewId }: BulkItem): AuditEntry | undefined {
  const audited = AUDITED[action.kind];
  if (!audited) return undefined;
  const { action: name, fields } = audited;
  return { actor: userId, action: name, target: interviewId, details: { bulkId, ...(fields && { fields }) } };
}

function refusalOf(error: unknown): Refusal {
  const { code, reason, values } = errorToReply(error);
  return { code, ...(reason && { reason }), ...(values && { values }) };
}

/** Returns the seats of people who can't be told by email, although others are. */
function withoutAddress({ mail, seats }: InterviewState): string[] {
  if (!mail) return [];
  const people = Object.values(seats).filter(seat => seatHolds(seat) && addressOf(seat) === undefined);
  return people.map(({ seatId }) => seatId);
}
