import type { InterviewId } from '../../shared/ids.ts';
import type { PageRef } from '../features/query.ts';
import type { Connection } from './connection.ts';

/** The live connections of this process, found by interview and by page. */
export class Connections {
  readonly #byInterview = new Map<InterviewId, Set<Connection>>();

  add(connection: Connection): void {
    const { interviewId } = connection.identity;
    const others = this.#byInterview.get(interviewId);
    if (others) others.add(connection);
    else this.#byInterview.set(interviewId, new Set([connection]));
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

  /** How many other pages of the same seat are live. */
  countOthers({ interviewId, seatId, clientId }: PageRef): number {
    const others = this.of(interviewId)
      .map(({ identity }) => identity)
      .filter(identity => identity.kind === 'seat' && identity.seatId === seatId)
      .map(identity => identity.clientId)
      .filter(other => other !== clientId);
    return new Set(others).size;
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
