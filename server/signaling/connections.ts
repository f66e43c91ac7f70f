import type { InterviewId, SeatId, UserId } from '../../shared/ids.ts';
import type { PageRef } from '../features/query.ts';
import type { Connection } from './connection.ts';
import type { Identity } from './identity.ts';

export class Connections {
  readonly #byInterview = new Map<InterviewId, Set<Connection>>();

  add(connection: Connection): void {
    const { interviewId } = connection.identity;
    const all = this.#byInterview.get(interviewId) ?? new Set();
    this.#byInterview.set(interviewId, all.add(connection));
  }

  remove(connection: Connection): void {
    const { interviewId } = connection.identity;
    const all = this.#byInterview.get(interviewId);
    all?.delete(connection);
    if (all?.size === 0) this.#byInterview.delete(interviewId);
  }

  of(interviewId: InterviewId): readonly Connection[] {
    return [...(this.#byInterview.get(interviewId) ?? [])];
  }

  /** Counts the other connected pages of this seat, or of this staff member in all interviews. */
  countOthers(identity: Identity): number {
    const live = identity.kind === 'seat' ? this.of(identity.interviewId) : this.all();
    const pages = live
      .filter(({ identity: other }) => holderOf(other) === holderOf(identity))
      .map(({ identity: { interviewId, clientId } }) => `${interviewId}/${clientId}`)
      .filter(page => page !== `${identity.interviewId}/${identity.clientId}`);
    return new Set(pages).size;
  }

  findSame(identity: Identity): Connection | undefined {
    return this.of(identity.interviewId).find(
      ({ identity: other }) => other.clientId === identity.clientId && holderOf(other) === holderOf(identity),
    );
  }

  findPage({ interviewId, seatId, clientId }: PageRef): Connection | undefined {
    return this.of(interviewId).find(
      ({ identity }) =>
        identity.kind === 'seat' && identity.seatId === seatId && identity.clientId === clientId,
    );
  }

  interviewIds(): InterviewId[] {
    return [...this.#byInterview.keys()];
  }

  all(): Connection[] {
    return [...this.#byInterview.values()].flatMap(connections => [...connections]);
  }
}

function holderOf(identity: Identity): SeatId | UserId {
  return identity.kind === 'seat' ? identity.seatId : identity.userId;
}
