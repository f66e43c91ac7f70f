import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../../shared/errors.ts';
import { CONSENT_VERSION } from '../../../shared/interview/setup.ts';
import { ApiClient } from '../../support/apiClient.ts';
import { SeatSocket } from '../../support/seatSocket.ts';
import type { Attack, AttackOutcome, AttackRequest } from './attackThread.ts';

const PAGES_PER_LINK = 4;
/** Below the rate limit of one page over ten seconds. */
const CONSENTS_EVERY_MS = 34;

const attack = workerData as Attack;
const counts: Record<string, number> = {};
const agent = new Agent({ keepAlive: true, maxSockets: attack.atOnce });
const endsAt = performance.now() + attack.seconds * 1_000;

await Promise.all([sendRequests(), ...(attack.consents ?? []).map(giveConsents)]);
agent.destroy();
parentPort?.postMessage(counts satisfies AttackOutcome);

async function sendRequests(): Promise<void> {
  const { requests, perSecond, most, atOnce } = attack;
  const startedAt = performance.now();
  let sent = 0;
  const workers = Array.from({ length: requests.length > 0 ? atOnce : 0 }, async () => {
    for (;;) {
      const number = sent;
      sent += 1;
      const dueAt = startedAt + (number / perSecond) * 1_000;
      if (number >= most || dueAt >= endsAt) return;
      await delay(Math.max(0, dueAt - performance.now()));
      if (performance.now() >= endsAt) return;
      const request = requests[number % requests.length];
      if (request) count(await answerTo(request));
    }
  });
  await Promise.all(workers);
}

function answerTo({ method, path, body, form, headers }: AttackRequest): Promise<string> {
  const text = body && (form ? formText(body) : JSON.stringify(body));
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
  return new Promise(resolve => {
    const sending = httpRequest(
      attack.url + path,
      {
        method,
        agent,
        headers: { origin: attack.url, ...(text && { 'content-type': type }), ...headers },
      },
      response => {
        response.resume();
        response.once('close', () => resolve(`${response.statusCode}`));
      },
    );
    sending.once('error', () => resolve('no answer'));
    sending.end(text);
  });
}

function formText(body: Readonly<Record<string, unknown>>): string {
  return new URLSearchParams(Object.entries(body).map(([name, value]) => [name, String(value)])).toString();
}

async function giveConsents(link: string): Promise<void> {
  const api = new ApiClient(attack.url);
  const pages = await Promise.all(
    Array.from({ length: PAGES_PER_LINK }, () => SeatSocket.open(api, `${attack.url}/join#${link}`)),
  );
  await Promise.all(
    pages.map(async page => {
      for (let round = 0; performance.now() < endsAt; round += 1) {
        const consent = { version: CONSENT_VERSION, recording: round % 2 === 0, observers: false };
        const next = delay(CONSENTS_EVERY_MS);
        count(await consentAnswer(page, consent));
        await next;
      }
    }),
  );
  for (const page of pages) page.close();
}

async function consentAnswer(
  page: SeatSocket,
  consent: { version: number; recording: boolean; observers: boolean },
): Promise<string> {
  try {
    await page.request('consent.give', { consent });
    return 'consent ok';
  } catch (error) {
    return `consent ${error instanceof AppError ? error.code : 'without an answer'}`;
  }
}

function count(answer: string): void {
  counts[answer] = (counts[answer] ?? 0) + 1;
}
