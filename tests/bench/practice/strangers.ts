import { PRACTICE_ROUTES, type PracticePlace } from '../../../shared/protocol/practiceRoutes.ts';
import type { ApiClient } from '../../support/apiClient.ts';
import { proofOf } from '../../support/practiceStranger.ts';
import type { PracticeRequest, PracticeServer } from './practiceServer.ts';

const PROOFS_AT_A_TIME = 8;

/** A response and its time. */
export interface Answered {
  ms: number;
  status: number;
  /** Absent when refused. */
  place?: PracticePlace;
}

const { result: Started, path: START } = PRACTICE_ROUTES['practice.start'];
const { result: Placed, path: PLACE } = PRACTICE_ROUTES['practice.place'];

/** People without an account who have loaded the page and solved their proofs of work, and now act simultaneously. */
export class Strangers {
  readonly #request: PracticeRequest;
  readonly #people: { asker: ApiClient; proof: string }[];
  #held: { page: string; interviewId: string }[] = [];

  static async prepare(server: PracticeServer, count: number): Promise<Strangers> {
    const people: { asker: ApiClient; proof: string }[] = [];
    for (let first = 0; first < count; first += PROOFS_AT_A_TIME) {
      const visitors = Array.from({ length: Math.min(PROOFS_AT_A_TIME, count - first) }, () =>
        server.visitor(),
      );
      people.push(
        ...(await Promise.all(visitors.map(async asker => ({ asker, proof: await proofOf(asker) })))),
      );
    }
    return new Strangers({ slug: server.slug, length: 'short', purpose: 'self' }, people);
  }

  private constructor(request: PracticeRequest, people: { asker: ApiClient; proof: string }[]) {
    this.#request = request;
    this.#people = people;
  }

  /** All of them press "Start" simultaneously. */
  async start(): Promise<Answered[]> {
    const answers = await Promise.all(
      this.#people.map(({ asker, proof }) => timed(asker, START, { ...this.#request, proof })),
    );
    const started = answers.map(({ body }) => Started.safeParse(body).data);
    this.#held = started.flatMap(one => (one ? [{ page: one.page, interviewId: one.interviewId }] : []));
    return answers.map(({ ms, status }, index) => ({ ms, status, ...placeIn(started[index]) }));
  }

  /** All pages poll their place simultaneously, as each does every few seconds. */
  async ask(): Promise<Answered[]> {
    const answers = await Promise.all(
      this.#held.map((attempt, index) => timed(this.#people[index]?.asker, PLACE, attempt)),
    );
    return answers.map(({ ms, status, body }) => ({ ms, status, ...placeIn(Placed.safeParse(body).data) }));
  }
}

/** From sending a request to the complete response. */
export async function timed(
  asker: ApiClient | undefined,
  path: string,
  input: unknown,
): Promise<{ ms: number; status: number; body: unknown }> {
  if (!asker) throw new Error('No one asks.');
  const sentAt = performance.now();
  const response = await asker.send('POST', path, input);
  const body: unknown = await response.json();
  return { ms: performance.now() - sentAt, status: response.status, body };
}

function placeIn(answer: { place: PracticePlace } | undefined): Pick<Answered, 'place'> {
  return answer ? { place: answer.place } : {};
}

/** Summarizes who was admitted, who waits with an estimate, and who was refused. */
export function outcomeOf(answers: readonly Answered[]): string {
  const places = answers.flatMap(({ place }) => (place ? [place] : []));
  const told = places.flatMap(place => (place.state === 'waiting' ? [place.minutes] : []));
  const inside = places.filter(({ state }) => state === 'ready' || state === 'preparing').length;
  const refused = answers.length - inside - told.length;
  const minutes = told.length > 0 ? ` (${Math.min(...told)} to ${Math.max(...told)} minutes)` : '';
  return `${inside} in, ${told.length} told how long it takes${minutes}, ${refused} refused`;
}
