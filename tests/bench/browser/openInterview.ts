import type { Page } from 'playwright-core';
import { prejoin } from '../../../client/texts/prejoin.ts';
import type { SeatId } from '../../../shared/ids.ts';
import { type ApiClient, createInterview } from '../../support/apiClient.ts';
import { startOwnedServer } from '../../support/ownedServer.ts';
import { ADA, GRACE } from '../../support/personas.ts';
import { declineUnanswered } from '../../support/roomPage.ts';
import { SeatSocket } from '../../support/seatSocket.ts';
import type { ServerProcess, Variables } from '../../support/serverProcess.ts';

const PATIENCE_MS = 60_000;

interface BenchSeat {
  seatId: SeatId;
  link: string;
}

/** A server with an open interview whose candidate is admitted: anyone who joins goes straight into the room. */
export class OpenInterview implements AsyncDisposable {
  readonly candidate: BenchSeat;
  readonly interviewer: BenchSeat;
  readonly server: ServerProcess;

  static async create(variables: Variables = {}): Promise<OpenInterview> {
    await using cleanUp = new AsyncDisposableStack();
    const { server, owner } = await startOwnedServer({ LOG_LEVEL: 'error', ...variables });
    cleanUp.use(server);
    const interview = new OpenInterview(server, await createWithTwo(owner));
    await interview.#openSession(owner);
    cleanUp.move();
    return interview;
  }

  private constructor(server: ServerProcess, made: { candidate: BenchSeat; interviewer: BenchSeat }) {
    this.server = server;
    this.candidate = made.candidate;
    this.interviewer = made.interviewer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.close();
  }

  /** Uses a second page of the lead that never enters the room. */
  async #openSession(owner: ApiClient): Promise<void> {
    const lead = await SeatSocket.open(owner, this.interviewer.link);
    try {
      await lead.request('session.open', {});
      await lead.request('seat.admit', { seatId: this.candidate.seatId });
    } finally {
      lead.close();
    }
  }
}

async function createWithTwo(owner: ApiClient) {
  const { seats } = await createInterview(owner, [
    { role: 'candidate', displayName: ADA.name },
    { role: 'interviewer', displayName: GRACE.name },
  ]);
  const [candidate, interviewer] = seats.map(({ seatId, link }) => ({ seatId, link: link.url }));
  if (!candidate || !interviewer) throw new Error('The interview lacks a seat.');
  return { candidate, interviewer };
}

/** Opens a personal link and waits until pre-join has finished its checks, as a person would before joining. */
export async function prepare(page: Page, link: string): Promise<void> {
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(link);
  await checksDone(page);
  await declineUnanswered(page);
}

/** Waits for the last check of pre-join, the connection test. */
export async function checksDone(page: Page): Promise<void> {
  await page.locator(`[data-check="${prejoin.checks.connection}"][data-status="done"]`).waitFor();
}
