import { describe, expect, it } from 'vitest';
import { LINKS_A_DAY } from '../../../shared/protocol/readerRoutes.ts';
import { quotationIn } from '../../../shared/report/reportTexts.ts';
import { queriesOf, wholeLogsIn } from '../../support/queriesOf.ts';
import { addressOf } from './finishedFiles.ts';
import { MediaFileVisitor } from './mediaFileVisitor.ts';
import { refusalOf, refusalsOf } from './refusals.ts';
import { RATING, ReportedPractice } from './reportedPractice.ts';

const house = ReportedPractice.ofEach();
const DAY_MS = 86_400_000;
const CLIP = { fromMs: 1_000, toMs: 16_000 };

const ask = (key: Parameters<typeof house.opened>[0]) => house.server.visitor().call('report.open', { key });

describe('a shared report link', () => {
  async function shared(withClips = false, days: 1 | 7 = 7) {
    const one = await house.rated();
    await house.publish(one.interviewId);
    await house.openedBy(one.stranger);
    const { url, share } = await one.stranger.asker.call('report.share', {
      key: one.stranger.ref,
      days,
      withClips,
    });
    return { ...one, share, key: { link: url.split('/report#')[1] ?? '' } };
  }
  const sharesOf = async ({ stranger }: Awaited<ReturnType<typeof shared>>) =>
    (await stranger.asker.call('report.shares', { key: stranger.ref })).shares;

  it('shows the report without name, clips, self-assessment, question, rating, and previous attempts', async () => {
    const given = await shared();
    await given.stranger.asker.call('report.ask', { key: given.stranger.ref, question: 'Why 3?' });
    const opened = await house.opened(given.key);
    expect(Object.keys(opened).toSorted()).toEqual(['linkUntil', 'own', 'report', 'state', 'use']);
    expect(opened).toMatchObject({ use: 'share', linkUntil: given.share.expiresAt });
    expect(opened.own).toBe(false);
    expect(opened.report).not.toHaveProperty('name');
    expect(opened.report.attempts).toEqual([]);
    expect(opened.report.keep[0]?.clip).toEqual({ state: 'withheld', durationMs: 15_000 });
    expect(JSON.stringify(opened)).not.toMatch(/Ada|guess|Why 3/);
  });

  it("can't do anything on behalf of the candidate", async () => {
    const { key } = await shared(true);
    const other = house.server.visitor();
    const calls = [
      other.call('report.rate', { key, rating: RATING }),
      other.call('report.guess', { key, guess: null }),
      other.call('report.ask', { key, question: 'Who is it?' }),
      other.call('report.shares', { key }),
      other.call('report.share', { key, days: 90, withClips: true }),
      other.call('report.revokeShare', { key, shareId: 'x' }),
    ];
    for (const refusal of await refusalsOf(calls)) expect(refusal.code).toBe('forbidden');
    expect(await house.server.store.feedback.ratings()).toEqual([]);
  });

  it('shows the candidate when it was opened, and not by whom', async () => {
    const given = await shared();
    await house.opened(given.key);
    await house.opened(given.key);
    house.clock.aheadMs = 2 * 60_000;
    await house.opened(given.key);
    const [share] = await sharesOf(given);
    expect(share?.openings).toHaveLength(2);
    expect(share?.openings[0]).toBeGreaterThan(share?.openings[1] ?? 0);
  });

  it('stops working when it expires, when it is revoked, and while the report is withdrawn', async () => {
    const given = await shared(false, 1);
    const { stranger, interviewId, share } = given;
    await house.owner.call('reports.retract', { interviewId });
    expect(await ask(given.key)).toMatchObject({ state: 'retracted' });
    await house.publish(interviewId);
    await house.opened(given.key);
    const revoke = () =>
      stranger.asker.call('report.revokeShare', { key: stranger.ref, shareId: share.shareId });
    const late = await stranger.asker.call('report.share', { key: stranger.ref, days: 1, withClips: false });
    await revoke();
    expect((await refusalOf(ask(given.key))).code).toBe('link-invalid');
    expect((await refusalOf(revoke())).code).toBe('not-found');
    expect(await sharesOf(given)).toMatchObject([{}, { revokedAt: expect.any(Number) }]);
    house.clock.aheadMs = DAY_MS + 1;
    const link = late.url.split('#')[1] ?? '';
    expect((await refusalOf(ask({ link }))).code).toBe('link-invalid');
  });

  it('is one of at most twenty valid ones', async () => {
    const { stranger } = await shared();
    const more = () => stranger.asker.call('report.share', { key: stranger.ref, days: 1, withClips: false });
    for (let made = 1; made < 20; made += 1) await more();
    expect((await refusalOf(more())).code).toBe('conflict');
    house.clock.aheadMs = 2 * DAY_MS;
    await more();
  });

  it('is one of at most forty that are created in a day', async () => {
    const { stranger } = await shared();
    const more = () => stranger.asker.call('report.share', { key: stranger.ref, days: 1, withClips: false });
    for (let made = 1; made < LINKS_A_DAY; made += 1) {
      const { share } = await more();
      await stranger.asker.call('report.revokeShare', { key: stranger.ref, shareId: share.shareId });
    }
    const refusal = await refusalOf(more());
    expect(refusal.code).toBe('rate-limited');
    expect(refusal.details?.retryAfterMs).toBeGreaterThan(DAY_MS / 2);
    expect((await stranger.asker.call('report.shares', { key: stranger.ref })).shares).toHaveLength(
      LINKS_A_DAY,
    );
    house.clock.aheadMs = DAY_MS + 1_000;
    await more();
  });
});

describe('opening a report', () => {
  it('by a shared link reads no earlier attempt', async () => {
    const { link } = await house.ratedTwice();
    const { queries, result } = await queriesOf(house.server.store.database.kysely, () => house.opened(link));
    expect(result.report).toMatchObject({ attempt: 2, attempts: [] });
    expect(wholeLogsIn(queries)).toEqual([]);
  });
});

describe('a report clip', () => {
  async function withClip(content = house.draft()) {
    const one = await house.rated();
    await house.publish(one.interviewId, content);
    const fileId = await house.untilCut(one.interviewId, CLIP.fromMs);
    const opened = await house.openedBy(one.stranger);
    const share = async (withClips: boolean) => {
      const { url } = await one.stranger.asker.call('report.share', {
        key: one.stranger.ref,
        days: 7,
        withClips,
      });
      return { link: url.split('#')[1] ?? '' };
    };
    return { ...one, fileId, opened, share };
  }

  it('can be fetched only with a grant, by the candidate and by those it is shared with', async () => {
    const { interviewId, fileId, opened, share, held, stranger } = await withClip();
    using client = new MediaFileVisitor(house.server.url);
    const status = async (grant: string, file: string, query = '') =>
      (await client.ask(addressOf(grant, file) + query)).status;
    expect(opened.report.keep[0]?.clip).toMatchObject({
      state: 'ready',
      fileId,
      contentType: 'video/mp4',
    });
    const own = opened.grant?.grant ?? '';
    expect(await status(own, fileId)).toBe(200);
    const key = await share(true);
    const others = (await house.opened(key)).grant?.grant ?? '';
    const files = await house.server.store.mediaFiles.of(held.recordingId, 'stored');
    for (const file of files)
      expect([file.kind, await status(others, file.fileId)]).toEqual([
        file.kind,
        file.kind === 'clip' ? 200 : 404,
      ]);
    expect(await status(others, fileId, '?download=1')).toBe(404);
    const renewed = await house.server.visitor().call('report.renew', { key, grant: others });
    expect(renewed.grant).toBe(others);
    const foreign = stranger.asker.call('report.renew', { key: stranger.ref, grant: others });
    expect((await refusalOf(foreign)).code).toBe('unauthenticated');
    const without = await share(false);
    expect(await house.opened(without)).not.toHaveProperty('grant');
    const renewal = house.server.visitor().call('report.renew', { key: without, grant: others });
    expect((await refusalOf(renewal)).code).toBe('forbidden');
    await house.owner.call('reports.retract', { interviewId });
    expect(await status(others, fileId)).toBe(404);
  });

  it("that the published text does not show can't be fetched by a link", async () => {
    const { interviewId, share } = await withClip();
    const { keep, ...draft } = house.draft();
    const moment = { kind: 'clip', fromMs: 20_000, toMs: 40_000 } as const;
    await house.save(interviewId, { ...draft, keep: keep.map(point => ({ ...point, moment })) });
    const other = await house.untilCut(interviewId, moment.fromMs);
    const grant = (await house.opened(await share(true))).grant?.grant ?? '';
    using client = new MediaFileVisitor(house.server.url);
    expect((await client.ask(addressOf(grant, other))).status).toBe(404);
  });

  it('is deleted with the recording, and the report stays readable, with the words that it quotes', async () => {
    const { keep, ...draft } = house.draft();
    const seen = `You said: ${quotationIn('I <b>measured</b> it.', 'you', '3:12')}.`;
    const content = { ...draft, keep: keep.map(point => ({ ...point, seen })) };
    const { interviewId, fileId, share, stranger } = await withClip(content);
    const key = await share(true);
    const grant = (await house.opened(key)).grant?.grant ?? '';
    await house.owner.call('transcript.delete', { interviewId });
    await house.owner.call('recording.erase', { interviewId });
    using client = new MediaFileVisitor(house.server.url);
    expect((await client.ask(addressOf(grant, fileId))).status).toBe(404);
    const opened = await house.opened(stranger.ref);
    expect(opened.report.keep[0]).toMatchObject({ clip: { state: 'erased' }, seen });
    expect(opened).not.toHaveProperty('grant');
    const workspace = await house.read(interviewId);
    expect(workspace).toMatchObject({ recorded: false, clips: [{ ...CLIP, state: 'erased' }] });
  });
});
