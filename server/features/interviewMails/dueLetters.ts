import { isDeepStrictEqual } from 'node:util';
import type { LinkId, SeatId } from '../../../shared/ids.ts';
import { Email } from '../../../shared/interview/fields.ts';
import { changeableUntil } from '../../../shared/interview/scheduling.ts';
import type { InterviewState, Seat } from '../../../shared/interview/state.ts';
import { seatHolds, titleFor } from '../../../shared/interview/visibility.ts';
import type { ToldFacts, ToldSeat } from '../../store/toldSeatStore.ts';

export type LetterReason = 'invitation' | 'change' | 'cancellation';

export interface DueLetter {
  seatId: SeatId;
  reason: LetterReason;
  address: string;
  /** Number of this letter. It is also the SEQUENCE of the calendar entry, so that a newer one wins. */
  sequence: number;
  /** The facts in the letter. In a cancellation, the facts that the person was told last. */
  facts: ToldFacts;
  /** What the person was told before. Only in a change. */
  before?: ToldFacts;
  /** What another address was told, which is told that its invitation is no longer for it. */
  readdressed?: { address: string; mailId: string; facts: ToldFacts };
}

/**
 * Returns the letters that make everyone know the interview as it is now, given what each person was told
 * last. Depends on nothing else, so a server that missed changes only tells their result.
 */
export function dueLetters(told: readonly ToldSeat[], state: InterviewState, now: number): DueLetter[] {
  // While an interview is open, its people are in it or know of it. An ended one needs no letter.
  if (!state.mail || state.practice || state.phase === 'open' || state.phase === 'ended') return [];
  const last = new Map(told.map(seat => [seat.seatId, seat]));
  const seatIds = new Set([...last.keys(), ...Object.values(state.seats).map(({ seatId }) => seatId)]);
  return [...seatIds].flatMap(seatId => dueLetter(last.get(seatId), seatId, state, now) ?? []);
}

function dueLetter(
  told: ToldSeat | undefined,
  seatId: SeatId,
  state: InterviewState,
  now: number,
): DueLetter | undefined {
  const facts = factsFor(state, seatId);
  const isInvited = told?.state === 'invited';
  if (!facts) {
    const isCanceled = state.phase === 'cancelled';
    if (!told || isOver(told.facts, now)) return undefined;
    if (!isInvited && !(isCanceled && told.facts.revoked)) return undefined;
    const link = state.seats[seatId]?.link;
    if (!isCanceled && link?.quiet) return undefined;
    const { revoked: _revoked, ...known } = told.facts;
    const left =
      !isCanceled && hasLostLink(state.seats[seatId]) ? { ...known, revoked: true as const } : known;
    const { address, sequence } = told;
    return { seatId, reason: 'cancellation', address, sequence: sequence + 1, facts: left };
  }
  const address = addressOf(state.seats[seatId]);
  if (!address || isOver(facts, now)) return undefined;
  const letter = { seatId, address, sequence: told ? told.sequence + 1 : 0, facts };
  if (!isInvited || told.again || told.address !== address) {
    const { address: earlier, mailId, facts: known } = told ?? {};
    const isOther = isInvited && earlier?.toLowerCase() !== address.toLowerCase();
    return {
      ...letter,
      reason: 'invitation',
      ...(isOther &&
        earlier &&
        mailId !== undefined &&
        known && {
          readdressed: { address: earlier, mailId, facts: known },
        }),
    };
  }
  if (isSame(told.facts, facts)) return undefined;
  if (told.facts.choose) {
    // Of what the person was told about choosing a time, only the link can be outdated.
    const isUpToDate = facts.choose && told.facts.linkId === facts.linkId;
    return isUpToDate ? undefined : { ...letter, reason: 'invitation' };
  }
  return { ...letter, reason: 'change', before: told.facts };
}

/**
 * Returns what a person has to know, or undefined if the person doesn't take part. Until there is a time, only
 * the candidate, who chooses it, has to know anything.
 */
export function factsFor(state: InterviewState, seatId: SeatId): ToldFacts | undefined {
  const seat = state.seats[seatId];
  if (state.phase === 'cancelled' || !seat?.link || !seatHolds(seat)) return undefined;
  const { jobRole, scheduledAt, plannedMinutes, recruiter, window, timeZone, scheduling } = state;
  const choosing = seat.role === 'candidate' ? scheduling : undefined;
  if (scheduling?.open && !choosing) return undefined;
  return {
    title: titleFor(state, { kind: 'seat', seatId }),
    jobRole,
    scheduledAt,
    plannedMinutes,
    linkId: seat.link.linkId satisfies LinkId,
    ...(recruiter && { recruiter: true as const }),
    ...(recruiter && window && !scheduling?.open && { window }),
    ...(choosing?.open && { choose: true as const }),
    ...(choosing && !choosing.open && { changeableUntil: changeableUntil(choosing, scheduledAt) }),
    ...(timeZone && { zone: timeZone }),
    ...(seat.timeZone && { ownZone: seat.timeZone }),
    ...(seat.role === 'candidate' && !recruiter && metBy(state)),
    ...(seat.role === 'interviewer' && !recruiter && { leads: state.leadSeatId === seatId }),
  };
}

/** Returns whom the candidate meets. Someone whose link was revoked without telling them still counts. */
function metBy({ seats }: InterviewState): Pick<ToldFacts, 'interviewers'> {
  const met = Object.values(seats).filter(
    seat =>
      seat.role === 'interviewer' && (seatHolds(seat) || (seat.presence !== 'removed' && seat.link?.quiet)),
  );
  if (met.length === 0) return {};
  const interviewers: Record<string, string> = {};
  for (const seat of met) {
    const address = addressOf(seat)?.toLowerCase();
    interviewers[address && !(address in interviewers) ? address : seat.seatId] = seat.displayName;
  }
  return { interviewers };
}

/**
 * True when a person who knows `told` needs no letter. A zone counts only if both have one, because the zone
 * that an earlier version left out, or that is chosen first, isn't news. The zone that candidates chose never
 * is. The interviewers count only if both have some, and if they are other people: a corrected name or address
 * isn't news. Who leads counts only for someone who didn't lead before.
 */
export function isSame(told: ToldFacts, facts: ToldFacts): boolean {
  const zone = told.zone && facts.zone;
  const comparable = (one: ToldFacts) => ({
    ...one,
    ...{ zone: zone && one.zone, ownZone: undefined, interviewers: undefined, leads: undefined },
  });
  const isNewLead = told.leads === false && facts.leads === true;
  return isDeepStrictEqual(comparable(told), comparable(facts)) && meetsSame(told, facts) && !isNewLead;
}

/** True unless a candidate who knows `told` meets other people. */
export function meetsSame({ interviewers: told }: ToldFacts, { interviewers: now }: ToldFacts): boolean {
  if (!told || !now) return true;
  const isEqual = (of: (people: Record<string, string>) => string[]) =>
    isDeepStrictEqual(of(told).toSorted(), of(now).toSorted());
  return isEqual(Object.keys) || isEqual(Object.values);
}

/** True when no one can attend the interview anymore. */
export function isOver(facts: ToldFacts, now: number): boolean {
  return now >= overAt(facts);
}

/** Returns the time from which no one can attend the interview anymore. */
export function overAt({ scheduledAt, plannedMinutes, window }: ToldFacts): number {
  return Math.max(scheduledAt + plannedMinutes * 60_000, window?.closesAt ?? 0);
}

/** True for a person whose link was revoked, and who may get another one. False for removed people. */
export function hasLostLink(seat: Seat | undefined): boolean {
  return seat?.link?.revoked === true && seat.presence !== 'removed';
}

/** Returns the address, or undefined if no email can be sent to it. */
export function addressOf(seat: Pick<Seat, 'email'> | undefined): string | undefined {
  return seat?.email === undefined ? undefined : Email.safeParse(seat.email.trim()).data;
}
