import { AppError } from '../../../shared/errors.ts';
import { type InterviewId, UserId } from '../../../shared/ids.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import type { InterviewState, Seat } from '../../../shared/interview/state.ts';
import { seatHolds, showsCandidate } from '../../../shared/interview/visibility.ts';
import type { HandedOver, OpenWork, StaffMember } from '../../../shared/protocol/http.ts';
import type { Decision } from '../../interviews/decision.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { Logger } from '../../log.ts';
import type { Store } from '../../store/store.ts';
import type { PlannedSeat } from '../../store/workloadStore.ts';
import type { PersonalLinks } from '../personalLinks.ts';
import type { StaffAccounts } from './accounts.ts';

/** Reports of one person in the list. They are not handed over. */
const REPORTS_MAX = 100;

export interface HandOverOptions {
  store: Pick<Store, 'interviews' | 'reports' | 'teams' | 'workloads'>;
  accounts: Pick<StaffAccounts, 'list'>;
  interviews: Pick<Interviews, 'execute' | 'read'>;
  links: PersonalLinks;
  /** Assigns an evaluation, and tells the evaluator. Throws `AppError` if they can't rate it. */
  assign: (interviewId: InterviewId, userId: UserId, actor: StaffMember) => Promise<void>;
  log: Logger;
}

/** Finds what a member works on, and gives it to another member. */
export class HandOver {
  readonly #options: HandOverOptions;

  constructor(options: HandOverOptions) {
    this.#options = options;
  }

  /** Lists what a member works on, with the names that `reader` may know. */
  async openWork({ email, userId, teams }: StaffMember, reader: StaffMember): Promise<OpenWork> {
    const { store } = this.#options;
    const work: OpenWork = { claims: [], seats: [], reports: [], teams: [] };
    const states = await this.#interviewsOf(email);
    const takenOf = await this.#othersIn(states.filter(isComing));
    for (const state of states) {
      const { interviewId, jobRole, scheduledAt } = state;
      const seats = heldSeats(state, email);
      if (seats.some(seat => isOpenClaim(state, seat))) work.claims.push({ interviewId, jobRole });
      const [seat] = seats.filter(() => isComing(state));
      if (seat && seat.role !== 'candidate')
        work.seats.push({
          ...{ interviewId, jobRole, role: seat.role, scheduledAt },
          ...(showsCandidate(state, { kind: 'organizer', ...reader }) && { candidates: candidatesOf(state) }),
          ...(isUnscheduled(state) && { unscheduled: true as const }),
          ...takenOf(state),
        });
    }
    work.seats.sort(
      (one, other) =>
        Number(one.unscheduled ?? false) - Number(other.unscheduled ?? false) ||
        one.scheduledAt - other.scheduledAt,
    );
    work.reports = await store.reports.draftsOf(userId, REPORTS_MAX);
    const all = await store.teams.list();
    work.teams = all
      .filter(team => teams.includes(team.teamId) && !team.archived)
      .map(({ teamId, name }) => ({ teamId, name }));
    return work;
  }

  /** Finds who is in each interview, or in another one at the same time. */
  async #othersIn(states: readonly InterviewState[]) {
    const { store, accounts } = this.#options;
    const spans = states.map(spanOf);
    const from = Math.min(...spans.map(span => span.from));
    const to = Math.max(...spans.map(span => span.to));
    const planned = states.length === 0 ? [] : await store.workloads.staffSeats({ from, to });
    const ids = new Map((await accounts.list()).map(({ email, userId }) => [email.toLowerCase(), userId]));
    const idsOf = (seats: readonly PlannedSeat[]) => [
      ...new Set(seats.map(({ email }) => ids.get(email)).filter(id => id !== undefined)),
    ];
    return (state: InterviewState) => {
      const span = spanOf(state);
      const atTheTime = planned.filter(seat => {
        const other = spanOf(seat);
        return other.from < span.to && other.to > span.from;
      });
      const [same, others] = [true, false].map(wanted =>
        idsOf(atTheTime.filter(({ interviewId }) => (interviewId === state.interviewId) === wanted)),
      );
      return { seated: same ?? [], busy: isUnscheduled(state) ? [] : (others ?? []) };
    };
  }

  /** Gives places in hiring teams to `heir`. Returns their number. */
  async giveTeams(member: StaffMember, heir: StaffMember, actor: StaffMember): Promise<number> {
    const { store } = this.#options;
    let count = 0;
    for (const { teamId, members, archived } of await store.teams.list()) {
      if (archived || !members.includes(UserId.parse(member.userId))) continue;
      const remaining = members.filter(userId => userId !== member.userId && userId !== heir.userId);
      const change = { members: [...remaining, UserId.parse(heir.userId)] };
      await store.teams.change(teamId, change, actor.userId);
      count += 1;
    }
    return count;
  }

  /** Gives seats in coming interviews to `heir`. Logs failures, and continues. */
  async giveSeats(
    member: StaffMember,
    heir: StaffMember,
    actor: StaffMember,
  ): Promise<Pick<HandedOver, 'seats' | 'failed'>> {
    const { interviews, links, log } = this.#options;
    const given = { seats: 0, failed: 0 };
    for (const state of await this.#interviewsOf(member.email)) {
      if (!isComing(state)) continue;
      try {
        const who = { type: 'staff', userId: UserId.parse(actor.userId) } as const;
        given.seats += await interviews.execute(state.interviewId, who, latest =>
          decideHandOver(latest, member, heir, links),
        );
      } catch (error) {
        log.warn({ err: error, interviewId: state.interviewId }, 'a seat could not be handed over');
        given.failed += 1;
      }
    }
    return given;
  }

  /** Assigns evaluations whose claims have ended. Returns how many were, and weren't, assigned. */
  async giveClaims(
    claims: readonly { interviewId: InterviewId }[],
    heir: StaffMember,
    actor: StaffMember,
  ): Promise<{ claims: number; failed: number }> {
    const { assign, log } = this.#options;
    let failed = 0;
    for (const { interviewId } of claims)
      await assign(interviewId, UserId.parse(heir.userId), actor).catch(error => {
        if (!(error instanceof AppError)) throw error;
        log.info({ err: error, interviewId }, 'an evaluation could not be handed over');
        failed += 1;
      });
    return { claims: claims.length - failed, failed };
  }

  async #interviewsOf(email: string): Promise<InterviewState[]> {
    const { store, interviews, log } = this.#options;
    const states: InterviewState[] = [];
    for (const interviewId of await store.interviews.openInterviewsOf(email)) {
      // Skips an interview that a newer version of the server has changed.
      const state = await interviews.read(interviewId).catch((error: unknown) => {
        if (!(error instanceof AppError) || error.code === 'unavailable') throw error;
        log.warn({ err: error, interviewId }, 'an interview of a member could not be read');
      });
      if (state) states.push(state);
    }
    return states;
  }
}

function isUnscheduled({ scheduling }: InterviewState): boolean {
  return scheduling?.open === true;
}

function spanOf({ scheduledAt, plannedMinutes }: Pick<InterviewState, 'scheduledAt' | 'plannedMinutes'>) {
  return { from: scheduledAt, to: scheduledAt + plannedMinutes * 60_000 };
}

function candidatesOf({ seats }: InterviewState): string[] {
  return Object.values(seats)
    .filter(({ role, presence }) => role === 'candidate' && presence !== 'removed')
    .map(({ displayName }) => displayName);
}

function heldSeats(state: InterviewState, email: string): Seat[] {
  return Object.values(state.seats).filter(
    seat => seat.role !== 'candidate' && seatHolds(seat) && seat.email?.toLowerCase() === email.toLowerCase(),
  );
}

function isOpenClaim(state: InterviewState, { seatId }: Pick<Seat, 'seatId'>): boolean {
  const claim = state.evaluation?.claims[seatId];
  return claim !== undefined && !claim.released && !state.rubric?.scorecards[seatId]?.lock;
}

/** True until the interview begins. Afterward, ratings and notes belong to the person who wrote them. */
function isComing({ phase, openedAt, practice }: InterviewState): boolean {
  return phase === 'lobby' && openedAt === undefined && !practice;
}

/** Gives the member's seats to `heir`, with new links. Returns their number. Skips a person who has a seat. */
function decideHandOver(
  state: InterviewState,
  member: StaffMember,
  heir: StaffMember,
  links: PersonalLinks,
): Decision<number> {
  const none = { events: [], result: 0 };
  if (!isComing(state) || heldSeats(state, heir.email).length > 0) return none;
  const [seat] = heldSeats(state, member.email);
  if (!seat) return none;
  const { seatId, link } = seat;
  const created = links.create(seat, state);
  const person = { displayName: heir.name, email: heir.email };
  const events: NewEvent[] = [{ kind: 'seat.changed', payload: { seatId, ...person } }];
  if (link && !link.revoked) events.push({ kind: 'link.revoked', payload: { seatId, linkId: link.linkId } });
  events.push(created.event);
  return { events, result: 1, revokeLinksOf: [seatId], newLinks: [created.stored] };
}

/** Throws `invalid` for a member who can't take over. */
export function requireHeir(heir: StaffMember, member: StaffMember): void {
  if (heir.disabled || heir.userId === member.userId)
    throw AppError.invalid('heir-unfit', {
      field: 'handOverTo',
      fields: { handOverTo: { reason: 'heir-unfit' } },
    });
}
