import type { Store } from '../../../server/store/store.ts';
import { AppError } from '../../../shared/errors.ts';
import { CONSENT_VERSION } from '../../../shared/interview/setup.ts';
import { PRACTICE_ARCHIVE, PRACTICE_ROUTES } from '../../../shared/protocol/practiceRoutes.ts';
import { REPORT_PDF } from '../../../shared/protocol/readerRoutes.ts';
import { READER_ROUTES } from '../../../shared/protocol/reportRoutes.ts';
import { SCORECARD_FILES } from '../../../shared/protocol/scoringRoutes.ts';
import { tokenOf } from '../../support/apiClient.ts';
import { PracticeStranger } from '../../support/practiceStranger.ts';
import { SeatSocket } from '../../support/seatSocket.ts';
import type { BenchContext } from '../benchCase.ts';
import type { PracticeServer } from '../practice/practiceServer.ts';
import {
  type Attack,
  type AttackOutcome,
  type AttackRequest,
  outcomeText,
  runAttack,
} from './attackThread.ts';
import type { PublishedReport } from './publishedReport.ts';

export interface AttackScene {
  context: BenchContext;
  server: PracticeServer;
  store: Store;
  /** Created on the first call. */
  report: () => Promise<PublishedReport>;
}

export interface PreparedAttack {
  /** Runs the attack and summarizes the responses. */
  run(): Promise<string>;
  /** Figures in addition to what people notice. */
  report?(): void;
  close?(): Promise<void>;
}

export interface NamedAttack {
  name: string;
  /** Prepares everything that an attacker can prepare in advance. */
  prepare(scene: AttackScene): Promise<PreparedAttack>;
}

/** Limit of simultaneous practices. */
export const SESSIONS = 8;
const READY_MS = 60_000;
const STAFF_ASKS = 5;
/** These links are created first and stay valid; each later one is revoked. */
const KEPT_LINKS = 10;
const PLACE = PRACTICE_ROUTES['practice.place'].path;
const post = (path: string, body: object, headers: Record<string, string>): AttackRequest => ({
  method: 'POST',
  path,
  body: { ...body },
  headers,
});
const form = (path: string, body: object, headers: Record<string, string>): AttackRequest => ({
  ...post(path, body, headers),
  form: true,
});

/** Every attack in the strongest form that one or two addresses can achieve. */
export const ATTACKS: readonly NamedAttack[] = [
  { name: 'place', prepare: preparePlace },
  { name: 'prints', prepare: preparePrints },
  { name: 'links', prepare: prepareLinks },
  { name: 'openings', prepare: prepareOpenings },
  { name: 'pages', prepare: preparePages },
  // The last one, because it fills the practice house.
  { name: 'house', prepare: prepareHouse },
];

/** An attempt with the longest possible log, and another that polls its place; then archives of both, six at a time. */
async function preparePlace({ context, server }: AttackScene): Promise<PreparedAttack> {
  const headers = server.nextAddress();
  const wish = { slug: server.slug, length: 'short', purpose: 'self' } as const;
  const stranger = await PracticeStranger.start(server.visitor(), wish);
  const link = await stranger.untilReady(READY_MS);
  const bounds = { url: server.url, most: 10_000 };
  const grown = await runAttack({
    ...bounds,
    requests: [],
    atOnce: 1,
    perSecond: 1,
    seconds: context.parameter('grow'),
    consents: [link],
  });
  context.progress(`place: the log was made longer: ${outcomeText(grown)}`);
  const other = await stranger.again(wish);
  const place = post(PLACE, other.ref, headers);
  const archive = form(PRACTICE_ARCHIVE, { page: stranger.page }, headers);
  const seconds = context.parameter('seconds');
  return {
    run: async () => {
      const [places, archives] = await Promise.all([
        runAttack({ ...bounds, requests: [place], atOnce: 6, perSecond: 20, seconds, consents: [link] }),
        runAttack({ ...bounds, requests: [archive], atOnce: 6, perSecond: 20, seconds }),
      ]);
      return `places: ${outcomeText(places)}; archives: ${outcomeText(archives)}`;
    },
    close: async () => {
      await stranger.asker.call('practice.delete', { page: stranger.page });
    },
  };
}

/** The largest allowed number of links, listed six at a time. */
async function prepareLinks({ context, server, report }: AttackScene): Promise<PreparedAttack> {
  const { stranger, key } = await report();
  const most = context.parameter('links');
  let created = 0;
  for (; created < most; created += 1) {
    // Every link is created from another address, so that no limit per address applies.
    const asker = server.visitor();
    try {
      const { share } = await asker.call('report.share', { key, days: 7, withClips: false });
      if (created >= KEPT_LINKS) await asker.call('report.revokeShare', { key, shareId: share.shareId });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      context.progress(`links: no more after ${created}: ${error.code}`);
      break;
    }
  }
  const { shares } = await stranger.asker.call('report.shares', { key });
  const list = READER_ROUTES['report.shares'].path;
  return {
    run: async () =>
      `${created} links were created, ${shares.length} are listed; listings: ${outcomeText(
        await flood(context, server, [post(list, { key }, server.nextAddress())]),
      )}`,
  };
}

/** Prints from two addresses, and how long staff then wait for the PDF of a scorecard. */
async function preparePrints({ context, server, report }: AttackScene): Promise<PreparedAttack> {
  const { stranger, key } = await report();
  const link = await sharedLink(stranger, key);
  const addresses = [server.nextAddress(), server.nextAddress()];
  const staff = () => staffPdfMs(server, key.interviewId);
  const quietMs = await staff();
  let busyMs = 0;
  return {
    run: async () => {
      const requests = addresses.flatMap(headers =>
        (['a4', 'letter'] as const).map(paper =>
          form(REPORT_PDF, { key: JSON.stringify(link), paper }, headers),
        ),
      );
      const flooding = flood(context, server, requests, { most: 40, atOnce: 40, perSecond: 1_000 });
      // Prints queue up first; each new request of staff gets behind the remaining ones.
      for (let asks = 0; asks < STAFF_ASKS; asks += 1) busyMs = Math.max(busyMs, await staff());
      return `prints: ${outcomeText(await flooding)}`;
    },
    report: () =>
      context.report({
        name: 'strangers.prints.staff',
        value: busyMs,
        unit: 'ms',
        n: 1,
        baseline: quietMs,
        ratio: busyMs / quietMs,
        note: 'slowest PDF of scorecards for staff while strangers print; baseline: one before',
      }),
  };
}

/** Returns a shared link or, once today's limit of links is reached, the candidate's own key. */
async function sharedLink(
  { asker }: PracticeStranger,
  key: PublishedReport['key'],
): Promise<{ link: string } | PublishedReport['key']> {
  try {
    const { url } = await asker.call('report.share', { key, days: 7, withClips: false });
    return { link: tokenOf(url) };
  } catch (error) {
    if (error instanceof AppError && error.code === 'rate-limited') return key;
    throw error;
  }
}

async function staffPdfMs({ owner }: PracticeServer, interviewId: string): Promise<number> {
  const startedAt = performance.now();
  const response = await owner.send('GET', SCORECARD_FILES.pdf.path.replace(':interviewId', interviewId));
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`Staff were refused with ${response.status}.`);
  return performance.now() - startedAt;
}

/** The candidate's own key, whose report compares eight earlier attempts. */
async function prepareOpenings({ context, server, report }: AttackScene): Promise<PreparedAttack> {
  const { key } = await report();
  const open = READER_ROUTES['report.open'].path;
  return {
    run: async () => {
      const requests = Array.from({ length: 5 }, () => post(open, { key }, server.nextAddress()));
      return `openings: ${outcomeText(await flood(context, server, requests, { perSecond: 45 }))}`;
    },
  };
}

/** More unknown addresses than the limit allows. */
async function preparePages({ context, server }: AttackScene): Promise<PreparedAttack> {
  const headers = { accept: 'text/html', ...server.nextAddress() };
  const requests = Array.from(
    { length: 400 },
    (_, index): AttackRequest => ({
      method: 'GET',
      path: index % 2 === 0 ? `/roles/nothing-${index}` : `/nowhere-${index}`,
      headers,
    }),
  );
  return {
    run: async () =>
      `pages: ${outcomeText(await flood(context, server, requests, { perSecond: 500, most: 5_000 }))}`,
  };
}

/** Attempts of one address that are entered and never started, while someone else waits. */
async function prepareHouse({ context, server }: AttackScene): Promise<PreparedAttack> {
  const headers = server.nextAddress();
  const wish = { slug: server.slug, length: 'short', purpose: 'self' } as const;
  const attacker = server.visitorFrom(headers);
  const held: PracticeStranger[] = [];
  const sockets: SeatSocket[] = [];
  let share = 0;
  return {
    run: async () => {
      const other = PracticeStranger.start(server.visitor(), wish);
      for (let count = 0; count < context.parameter('attempts'); count += 1)
        held.push(await PracticeStranger.start(attacker, wish));
      for (const stranger of held) {
        const place = await stranger.ask();
        if (place.state !== 'ready') continue;
        const page = await SeatSocket.open(attacker, `${server.url}/join#${place.link}`);
        sockets.push(page);
        await page.request('consent.give', {
          consent: { version: CONSENT_VERSION, recording: true, observers: false },
        });
        await page.request('seat.enter', {});
      }
      const waiting = await PracticeStranger.start(server.visitor(), wish);
      const place = await waiting.ask();
      share = sockets.length / SESSIONS;
      const asks = await flood(
        context,
        server,
        held.map(stranger => post(PLACE, stranger.ref, headers)),
        { perSecond: 20 },
      );
      for (const stranger of [await other, waiting])
        await stranger.asker.call('practice.delete', { page: stranger.page });
      const told = place.state === 'waiting' ? `waiting for ${place.minutes} minutes` : place.state;
      return `${held.length} attempts hold ${sockets.length} of ${SESSIONS} places; another person is ${told}; places: ${outcomeText(asks)}`;
    },
    report: () =>
      context.report({
        name: 'strangers.house.share',
        value: share,
        unit: 'share',
        n: held.length,
        note: `of ${SESSIONS} places that one address holds with attempts that it does not begin`,
      }),
    close: async () => {
      for (const socket of sockets) socket.close();
      for (const stranger of held) await stranger.asker.call('practice.delete', { page: stranger.page });
    },
  };
}

function flood(
  context: BenchContext,
  { url }: PracticeServer,
  requests: readonly AttackRequest[],
  changes: Partial<Attack> = {},
): Promise<AttackOutcome> {
  const seconds = context.parameter('seconds');
  return runAttack({ url, requests, atOnce: 6, perSecond: 200, most: 5_000, seconds, ...changes });
}
