import { existsSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashOfToken } from '../../../server/features/linkToken.ts';
import { Interviews } from '../../../server/interviews/interviews.ts';
import { MediaFileKind } from '../../../server/store/mediaFileStore.ts';
import type { LinkId, SeatId } from '../../../shared/ids.ts';
import type { NewEvent, NewSeat } from '../../../shared/interview/events.ts';
import type { MediaGrant } from '../../../shared/recording/review.ts';
import { eventually } from '../../support/eventually.ts';
import { newRecordingId } from '../../support/finishedRecording.ts';
import { StagedInterview } from '../../support/finishingStage.ts';
import { newLinkId, newSeat } from '../../support/interviewLog.ts';
import { FinishedFiles, holderOf, SETTING_UP_MS, sha256 } from './finishedFiles.ts';
import { type MediaAnswer, MediaFileVisitor, type MediaRequest } from './mediaFileVisitor.ts';
import { refusalOf } from './refusals.ts';
import { everyStaffRole, OWNER, startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const KINDS = MediaFileKind.options;
const HOUR_MS = 3_600_000;
type Grant = MediaGrant['grant'];

let server: TestServer;
let staff: Awaited<ReturnType<typeof everyStaffRole>>;
let files: FinishedFiles;
let client: MediaFileVisitor;

beforeAll(async () => {
  server = await startTestServer();
  staff = await everyStaffRole(server);
  client = new MediaFileVisitor(server.url);
  files = await FinishedFiles.make(server);
  await files.addScreen();
  await files.addClip();
}, SETTING_UP_MS);
afterAll(async () => {
  client[Symbol.dispose]();
  await server.close();
});
const seatGrant = ({ seatId }: NewSeat, of = files) => of.grantFor({ type: 'seat', seatId });
const ask = (grant: Grant, request: MediaRequest = {}, query = '') =>
  client.ask(files.address(grant, 'person') + query, request);

function linkIssued(seatId: SeatId, linkId: LinkId, lifetimeMs = HOUR_MS): NewEvent {
  return { kind: 'link.issued', payload: { seatId, linkId, expiresAt: Date.now() + lifetimeMs } };
}

function expectNothing({ status, headers, bytes }: MediaAnswer): void {
  expect(status).toBe(404);
  expect(headers['content-range']).toBeUndefined();
  const nothing = { code: 'not-found', message: 'not-found', retryable: false };
  expect(JSON.parse(bytes.toString() || 'null')).toEqual(bytes.length === 0 ? null : { error: nothing });
}

/**
 * A viewer with a grant, and whether they may watch and download, as the permission table of the design
 * says.
 */
interface Viewer {
  grant: () => Promise<Grant>;
  as?: () => Visitor;
  /** True for any file, false for none, or the allowed kinds. */
  watches: boolean | readonly MediaFileKind[];
  downloads: boolean;
}

const VIEWERS: Record<string, Viewer> = {
  'an owner': {
    grant: () => files.openedBy(staff.owner),
    as: () => staff.owner,
    watches: true,
    downloads: true,
  },
  'an organizer': {
    grant: () => files.openedBy(staff.organizer),
    as: () => staff.organizer,
    watches: true,
    downloads: true,
  },
  'an interviewer of the staff': {
    grant: () => files.openedBy(staff.interviewer),
    as: () => staff.interviewer,
    watches: true,
    downloads: false,
  },
  'the lead by their link': {
    grant: () => seatGrant(files.interview.lead),
    watches: true,
    downloads: false,
  },
  'an evaluator by their link': {
    grant: () => seatGrant(files.interview.evaluator),
    watches: true,
    downloads: false,
  },
  'an evaluator who is signed in besides': {
    grant: () => seatGrant(files.interview.evaluator),
    as: () => staff.owner,
    watches: true,
    downloads: false,
  },
  'the candidate': {
    grant: () => seatGrant(files.interview.candidate),
    watches: false,
    downloads: false,
  },
  'an observer': { grant: () => seatGrant(files.interview.observer), watches: false, downloads: false },
  'someone whom a report was shared with, clips and all': {
    grant: async () => files.grantFor(await files.reportLink(true)),
    watches: ['clip'],
    downloads: false,
  },
  'someone whom a report was shared with, without clips': {
    grant: async () => files.grantFor(await files.reportLink(false)),
    watches: false,
    downloads: false,
  },
  'no one, with the grant of an owner': {
    grant: () => files.openedBy(staff.owner),
    watches: false,
    downloads: false,
  },
  'an organizer with the grant of an owner': {
    grant: () => files.openedBy(staff.owner),
    as: () => staff.organizer,
    watches: false,
    downloads: false,
  },
  'an owner with the grant of an interviewer': {
    grant: () => files.openedBy(staff.interviewer),
    as: () => staff.owner,
    watches: false,
    downloads: false,
  },
  'an owner with a grant that no one gave': {
    grant: async () => 'A'.repeat(22),
    as: () => staff.owner,
    watches: false,
    downloads: false,
  },
};

describe.each(Object.entries(VIEWERS))('%s', (_who, { grant: grantOf, as, watches, downloads }) => {
  const kinds = watches === true ? KINDS : watches || [];

  it(`watches ${kinds.join(', ') || 'nothing'}`, async () => {
    const [grant, viewer] = [await grantOf(), as?.()];
    for (const kind of KINDS) {
      const { bytes, contentType, sha256: digest } = files.file(kind);
      const address = files.address(grant, kind);
      const whole = await client.ask(address, { as: viewer });
      const head = await client.ask(address, { method: 'HEAD', as: viewer });
      const part = await client.ask(address, { headers: { range: 'bytes=1-3' }, as: viewer });
      expect(head.bytes).toHaveLength(0);
      if (kinds.includes(kind)) {
        expect([whole.status, head.status, part.status]).toEqual([200, 200, 206]);
        expect(sha256(whole.bytes)).toBe(digest);
        expect(part.bytes).toEqual(whole.bytes.subarray(1, 4));
        for (const { headers } of [whole, head]) {
          expect(headers).toMatchObject({ 'content-type': contentType, 'content-length': `${bytes}` });
          expect(headers).toMatchObject({ 'cache-control': 'no-store', 'content-disposition': 'inline' });
        }
      } else for (const answer of [whole, head, part]) expectNothing(answer);
    }
  });

  it(`${downloads ? 'takes' : 'takes nothing'} away`, async () => {
    const [grant, viewer] = [await grantOf(), as?.()];
    for (const kind of KINDS) {
      const { name, sha256: digest } = files.file(kind);
      const answer = await client.ask(`${files.address(grant, kind)}?download=1`, { as: viewer });
      if (!downloads) {
        expectNothing(answer);
        continue;
      }
      expect(sha256(answer.bytes)).toBe(digest);
      expect(answer.headers['content-disposition']).toBe(
        `attachment; filename="backend-developer-zweite-runde-${name}"`,
      );
    }
  });

  it("can't do anything else at a file’s URL", async () => {
    const [grant, viewer] = [await grantOf(), as?.()];
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])
      for (const origin of [server.config.publicUrl, 'https://evil.example']) {
        const { status, bytes } = await ask(grant, { method, headers: { origin }, as: viewer });
        const isKnown = method === 'OPTIONS' && status === 200;
        expect(isKnown || status === 403 || status === 404, `${method}: ${status}`).toBe(true);
        expect(bytes.length).toBeLessThan(200);
      }
    if (kinds.includes('person')) expect((await ask(grant, { as: viewer })).status).toBe(200);
  });
});

describe('a media grant', () => {
  it('is valid for the files of one recording only', async () => {
    const other = await FinishedFiles.make(server);
    const { owner } = staff;
    const [own, others] = [await files.openedBy(owner), await other.openedBy(owner)];
    for (const kind of ['person', 'composed', 'thumbnail'] as const) {
      expectNothing(await client.ask(other.address(own, kind), { as: owner }));
      expectNothing(await client.ask(files.address(others, kind), { as: owner }));
    }
    const seat = await seatGrant(other.interview.evaluator, other);
    expectNothing(await ask(seat));
    expect((await client.ask(other.address(seat, 'person'))).status).toBe(200);
  });

  it('gives no access before the interview is over, not even to evaluators', async () => {
    const running = await StagedInterview.begin(server);
    const { interviewId, recordingId } = running;
    await running.record();
    const holder = { type: 'seat', seatId: running.evaluator.seatId } as const;
    const { grants } = server.finished.review;
    const { grant } = await grants.issue({ interviewId, recordingId, holder });
    expectNothing(await ask(grant));
    expect(await staff.owner.call('review.open', { interviewId })).not.toHaveProperty('grant');
  });

  it('expires, which only its own viewer is told', async () => {
    const grant = await files.openedBy(staff.owner);
    await server.store.mediaGrants.extend(hashOfToken(grant), -1);
    const late = await ask(grant, { as: staff.owner });
    expect(late.status).toBe(401);
    expect(JSON.parse(late.bytes.toString()).error).toMatchObject({
      code: 'unauthenticated',
      reason: 'review-expired',
    });
    for (const as of [undefined, staff.organizer]) expectNothing(await ask(grant, { as }));
    const { interviewId } = files.interview;
    const renewal = await refusalOf(staff.owner.call('review.renew', { interviewId, grant }));
    expect(renewal.code).toBe('unauthenticated');
    const fresh = await files.openedBy(staff.owner);
    expect((await ask(fresh, { as: staff.owner })).status).toBe(200);
  });

  it('lasts for as long as its viewer renews it, and no one else can', async () => {
    const grant = await files.openedBy(staff.owner);
    const { interviewId } = files.interview;
    for (const other of [staff.organizer, server.visitor()]) {
      const refusal = await refusalOf(other.call('review.renew', { interviewId, grant }));
      expect(refusal.code).toBe('unauthenticated');
    }
    const elsewhere = await FinishedFiles.make(server);
    const away = { interviewId: elsewhere.interview.interviewId, grant };
    expect((await refusalOf(staff.owner.call('review.renew', away))).code).toBe('unauthenticated');
    const renewed = await staff.owner.call('review.renew', { interviewId, grant });
    expect(renewed.grant).toBe(grant);
    expect((await ask(grant, { as: staff.owner })).status).toBe(200);
  });

  it('gives no access to the next chunk once its viewer has signed out', async () => {
    const organizer = server.visitor();
    await organizer.signIn('organizer@example.org', OWNER.password);
    const grant = await files.openedBy(organizer);
    const cookies = new Map(organizer.cookies);
    const piece = { headers: { range: 'bytes=0-99' }, as: organizer };
    expect((await ask(grant, piece)).status).toBe(206);
    await organizer.fetch('/api/auth/sign-out', { method: 'POST', body: '{}' });
    expectNothing(await ask(grant, piece));
    for (const [name, value] of cookies) organizer.cookies.set(name, value);
    expectNothing(await ask(grant, piece));
  });

  it('ends with its viewer’s account, and the download permission ends with their role', async () => {
    const member = await server.member(
      staff.owner,
      'organizer',
      `${files.interview.interviewId}@example.org`,
    );
    const { userId } = await holderOf(member);
    const grant = await files.openedBy(member);
    await staff.owner.call('staff.change', { userId, role: 'interviewer' });
    // A person who is not a participant has no access.
    expectNothing(await ask(grant, { as: member }));
    const seat = newSeat('interviewer');
    const email = `${files.interview.interviewId}@example.org`;
    await files.interview.write([{ kind: 'seat.added', payload: { seat: { ...seat, email } } }]);
    expect((await ask(grant, { as: member })).status).toBe(200);
    expectNothing(await ask(grant, { as: member }, '?download=1'));
    await staff.owner.call('staff.change', { userId, disabled: true });
    expectNothing(await ask(grant, { as: member }));
  });

  it.each<[string, (seatId: SeatId, linkId: LinkId) => NewEvent]>([
    ['was revoked', (seatId, linkId) => ({ kind: 'link.revoked', payload: { seatId, linkId } })],
    ['was replaced', seatId => linkIssued(seatId, newLinkId())],
    ['has expired', (seatId, linkId) => linkIssued(seatId, linkId, -1)],
    ['belongs to a removed person', seatId => ({ kind: 'seat.removed', payload: { seatId } })],
  ])('of a link gives no access to the next chunk once that %s', async (_what, event) => {
    const { interview } = files;
    const { seatId } = interview.evaluator;
    const linkId = newLinkId();
    await interview.write([linkIssued(seatId, linkId)]);
    const [grant, others] = [await seatGrant(interview.evaluator), await seatGrant(interview.lead)];
    const piece = { headers: { range: 'bytes=0-99' } };
    expect((await ask(grant, piece)).status).toBe(206);
    await interview.write([event(seatId, linkId)]);
    expectNothing(await ask(grant, piece));
    expect((await ask(others, piece)).status).toBe(206);
  });

  it('is renewed by its link for its recording, and by no newer link', async () => {
    const { interview } = files;
    const { interviewId, recordingId } = interview;
    const { seatId } = interview.evaluator;
    await interview.write([linkIssued(seatId, newLinkId())]);
    const grant = await seatGrant(interview.evaluator);
    const subject = { interviewId, recordingId, holder: { type: 'seat', seatId } } as const;
    const { grants } = server.finished.review;
    expect((await grants.renew(grant, subject)).grant).toBe(grant);
    const other = await refusalOf(grants.renew(grant, { ...subject, recordingId: newRecordingId() }));
    expect(other.code).toBe('unauthenticated');
    await interview.write([linkIssued(seatId, newLinkId())]);
    expect((await refusalOf(grants.renew(grant, subject))).code).toBe('unauthenticated');
  });

  it('gives no access from the moment of a deletion, while files still exist', async () => {
    const erased = await FinishedFiles.make(server);
    const grants = [await erased.openedBy(staff.owner), await seatGrant(erased.interview.lead, erased)];
    const askAll = () =>
      Promise.all(
        grants.flatMap(grant =>
          (['person', 'composed', 'thumbnail'] as const).map(kind =>
            client.ask(erased.address(grant, kind), { headers: { range: 'bytes=0-9' }, as: staff.owner }),
          ),
        ),
      );
    for (const { status } of await askAll()) expect(status).toBe(206);
    // Another server logs the deletion, and dies before it can act on it.
    const { interviewId, recordingId } = erased.interview;
    const elsewhere = new Interviews({ store: server.store.interviews });
    await elsewhere.execute(interviewId, await holderOf(staff.owner), () => ({
      events: [{ kind: 'recording.erased', payload: { recordingId } }],
      result: undefined,
    }));
    for (const answer of await askAll()) expectNothing(answer);
    expect(existsSync(erased.placeOf('person'))).toBe(true);
    await server.finished.keeper.follow(interviewId);
    for (const answer of await askAll()) expectNothing(answer);
    await eventually('the receipt to be complete', async () => {
      const receipt = await server.store.erasures.find(recordingId);
      return receipt?.completedAt !== undefined;
    });
    for (const answer of await askAll()) expectNothing(answer);
  });
});

describe('the audit log', () => {
  let before = 0;
  const all = async () => {
    const { recordingId } = files.interview;
    const entries = await server.store.audit.list(500);
    return entries.filter(({ target }) => target === recordingId).toReversed();
  };
  const looks = async () => (await all()).slice(before);

  beforeEach(async () => {
    before = (await all()).length;
  });

  it('contains who watched, once per opened review and not per chunk', async () => {
    const { interviewId, lead } = files.interview;
    const { userId } = await holderOf(staff.owner);
    for (let opened = 1; opened <= 2; opened += 1) {
      const grant = await files.openedBy(staff.owner);
      for (const kind of KINDS)
        for (const range of ['bytes=0-0', 'bytes=1-2', 'bytes=-4', 'bytes=3-'])
          await client.ask(files.address(grant, kind), { headers: { range }, as: staff.owner });
      expect(await looks()).toHaveLength(opened);
    }
    await ask(await seatGrant(lead));
    const watched = { action: 'recording.watched', details: { interviewId } };
    expect(await looks()).toMatchObject([
      { ...watched, actor: userId },
      { ...watched, actor: userId },
      { ...watched, actor: `seat:${lead.seatId}` },
    ]);
  });

  it.each([
    ['person', 1],
    ['screen', 1],
    ['composed', 1],
    ['clip', 1],
    // Small stills, which lists show as well.
    ['thumbnail', 0],
  ] as const)('contains a view when only a %s was watched: %i', async (kind, count) => {
    await client.ask(files.address(await files.openedBy(staff.owner), kind), { as: staff.owner });
    expect(await looks()).toHaveLength(count);
  });

  it('contains each downloaded file, and a resumed download once', async () => {
    const grant = await files.openedBy(staff.owner);
    const take = (range?: string) =>
      ask(grant, { as: staff.owner, ...(range !== undefined && { headers: { range } }) }, '?download=1');
    await take();
    await take('bytes=100-');
    await take('bytes=200-');
    await take();
    const { fileId } = files.file('person');
    expect((await looks()).map(({ action, details }) => [action, details?.fileId])).toEqual([
      ['recording.downloaded', fileId],
      ['recording.downloaded', fileId],
      ['recording.downloaded', fileId],
    ]);
  });

  it('contains no rejected requests, and no HEAD requests', async () => {
    const grant = await files.openedBy(staff.owner);
    await ask(grant);
    await ask(grant, { as: staff.organizer });
    await ask(await seatGrant(files.interview.candidate));
    await ask(grant, { as: staff.owner, method: 'HEAD' });
    await ask(grant, { as: staff.owner, headers: { range: 'bytes=999999999-' } });
    expect(await looks()).toEqual([]);
  });
});
