import { describe, expect, it } from 'vitest';
import { PRACTICE_ARCHIVE } from '../../../shared/protocol/practiceRoutes.ts';
import { LINKS_A_DAY } from '../../../shared/protocol/readerRoutes.ts';
import { eventually } from '../../support/eventually.ts';
import { tablesThatMention } from '../../support/practiceRows.ts';
import { queriesOf, wholeLogsIn } from '../../support/queriesOf.ts';
import { unzipped } from '../../support/unzipped.ts';
import { addressOf } from './finishedFiles.ts';
import { MediaFileVisitor } from './mediaFileVisitor.ts';
import { PracticedInterview } from './practicedInterview.ts';
import { KIT } from './practicedServer.ts';
import { refusalOf, refusalsOf } from './refusals.ts';
import { ReportedPractice } from './reportedPractice.ts';

const house = ReportedPractice.ofEach();
const DAY_MS = 86_400_000;
const RATING = {
  stars: 4,
  specific: 'yes',
  fair: 'partly',
  nextStep: 'yes',
  line: 'The clip helped.',
} as const;
const CLIP = { fromMs: 1_000, toMs: 16_000 };

const ask = (key: Parameters<typeof house.opened>[0]) => house.server.visitor().call('report.open', { key });

describe('before a report exists', () => {
  it('its candidate sees its progress and promised date', async () => {
    const stranger = await house.start({ purpose: 'evaluation' });
    expect(await ask(stranger.ref)).toMatchObject({ state: 'waiting', step: 'queued', role: KIT.role });
    const held = await house.hold(stranger);
    const { endedAt = 0 } = await held.state();
    const promisedAt = endedAt + 2 * DAY_MS;
    expect(await ask(stranger.ref)).toEqual({
      state: 'waiting',
      step: 'queued',
      role: KIT.role,
      promisedAt,
    });
    expect(await stranger.attempt()).toMatchObject({
      evaluation: 'waiting',
      report: { promisedAt, unread: false },
    });
    const { seatId } = await house.claim(stranger.interviewId);
    expect(await ask(stranger.ref)).toMatchObject({ step: 'rated' });
    await house.rate(await held.state(), seatId, 3);
    expect(await ask(stranger.ref)).toMatchObject({ step: 'written' });
    await house.save(stranger.interviewId);
    expect(await ask(stranger.ref)).toMatchObject({ state: 'waiting', step: 'written' });
  });

  it('its candidate sees why there will be none', async () => {
    const self = await house.start({ purpose: 'self' });
    expect(await ask(self.ref)).toMatchObject({ state: 'impossible', reason: 'not-asked' });
    const silent = await house.start({ purpose: 'evaluation' });
    await house.hold(silent, false);
    expect(await ask(silent.ref)).toMatchObject({ state: 'impossible', reason: 'nothing-recorded' });
    const erased = await house.start({ purpose: 'evaluation' });
    await house.hold(erased);
    await house.owner.call('recording.erase', { interviewId: erased.interviewId });
    expect(await ask(erased.ref)).toMatchObject({ state: 'impossible', reason: 'erased' });
  });

  it('its candidate sees that it is coming, and the queue lists it, when answers were written and nothing was recorded', async () => {
    const stranger = await house.start({ purpose: 'evaluation' });
    await stranger.untilReady();
    const held = new PracticedInterview(house.server, stranger);
    await held.enter(false);
    for (const questionId of await held.questionIds()) {
      await held.answer(questionId);
      await held.write({ kind: 'answer.written', payload: { questionId, text: 'I would measure first.' } });
    }
    await held.end();
    expect(await house.item(stranger.interviewId)).toMatchObject({ stage: 'rate' });
    expect(await ask(stranger.ref)).toMatchObject({ state: 'waiting', step: 'queued' });
    expect(await stranger.attempt()).toMatchObject({ evaluation: 'waiting' });
  });

  it('no one else can ask: all invalid keys get the same error', async () => {
    const { stranger } = await house.rated();
    const other = await house.start({ purpose: 'evaluation' });
    const wrong = 'A'.repeat(22);
    const byPage = await refusalOf(ask({ page: wrong, interviewId: stranger.interviewId }));
    const byLink = await refusalOf(ask({ link: wrong }));
    expect([byPage.code, byLink.code]).toEqual(['link-invalid', 'link-invalid']);
    const foreign = await refusalOf(ask({ page: other.page, interviewId: stranger.interviewId }));
    expect(foreign.code).toBe('not-found');
    const { asker } = stranger;
    const calls = [
      asker.call('report.guess', { key: stranger.ref, guess: null }),
      asker.call('report.rate', { key: stranger.ref, rating: RATING }),
      asker.call('report.ask', { key: stranger.ref, question: 'Why?' }),
      asker.call('report.share', { key: stranger.ref, days: 7, withClips: false }),
      asker.call('report.renew', { key: stranger.ref, grant: wrong }),
    ];
    for (const refusal of await refusalsOf(calls)) expect(refusal.code).toBe('not-found');
  });
});

describe('the candidate with a report', () => {
  it('first assesses themselves, in the kit’s competencies, once', async () => {
    const { stranger, interviewId } = await house.rated();
    await house.publish(interviewId);
    const guess = (input: Record<string, unknown> | null) =>
      stranger.asker.call('report.guess', { key: stranger.ref, guess: input as never });
    const [first, second] = KIT.competencies;
    expect(await ask(stranger.ref)).toMatchObject({
      state: 'guess',
      role: KIT.role,
      competencies: [{ id: first?.id, anchors: first?.anchors }, { id: second?.id }, {}, {}],
    });
    expect((await house.read(interviewId)).read).toBe(false);
    expect((await refusalOf(guess({ unknown: 3 }))).code).toBe('not-in-kit');
    await guess({ [first?.id ?? '']: 2, [second?.id ?? '']: 'N' });
    await guess(null);
    const { report } = await house.opened(stranger.ref);
    expect(report.ladder.slice(0, 3)).toMatchObject([
      { competencyId: first?.id, rung: 3, guess: 2 },
      { competencyId: second?.id, rung: 3, guess: 'N' },
      { rung: 3 },
    ]);
    expect(report.ladder[2]).not.toHaveProperty('guess');
    expect((await house.read(interviewId)).read).toBe(true);
    const { report: preview } = await house.owner.call('reports.preview', {
      interviewId,
      content: house.draft(),
    });
    expect(JSON.stringify(preview)).not.toContain('guess');
  });

  it('reads it, sees it as new on their page, and has it in their archive', async () => {
    const { stranger, interviewId, held } = await house.rated();
    await house.publish(interviewId);
    expect(await stranger.attempt()).toMatchObject({
      evaluation: 'ready',
      report: { publishedAt: expect.any(Number), unread: true },
    });
    const { report, own, ratingUntil } = await house.openedBy(stranger);
    const { endedAt = 0 } = await held.state();
    expect(own).toBe(true);
    expect(ratingUntil).toBeGreaterThan(Date.now());
    expect(report).toMatchObject({
      interviewId,
      kind: 'practice',
      role: KIT.role,
      name: 'Ada Lovelace',
      slug: 'backend-developer',
      attempt: 1,
      evaluators: { count: 1 },
      promisedAt: endedAt + 2 * DAY_MS,
      headline: house.draft().headline,
      keep: [{ clip: { durationMs: 15_000 } }],
      change: [{ quotation: 'We would have noticed it somehow.', next: KIT.competencies[0]?.anchors[3] }],
      judged: { near: 0, far: 0 },
    });
    expect(report).not.toHaveProperty('updatedAt');
    expect(await stranger.attempt()).toMatchObject({ report: { unread: false } });
    const archive = await fetch(house.server.url + PRACTICE_ARCHIVE, {
      method: 'POST',
      headers: { origin: 'null', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ page: stranger.page }),
    });
    const entries = await unzipped(Buffer.from(await archive.arrayBuffer()));
    const [, file] = [...entries].find(([name]) => name.endsWith('/report.json')) ?? [];
    expect(JSON.parse(`${file}`).report).toMatchObject({ headline: report.headline, ladder: report.ladder });
  });

  it('sees that it is being rewritten, and then when it was updated', async () => {
    const { stranger, interviewId } = await house.rated();
    await house.publish(interviewId);
    await house.openedBy(stranger);
    await house.owner.call('reports.retract', { interviewId });
    expect(await ask(stranger.ref)).toEqual({ state: 'retracted', role: KIT.role });
    expect(await stranger.attempt()).toMatchObject({ evaluation: 'waiting', report: { unread: false } });
    house.clock.aheadMs = DAY_MS;
    await house.publish(interviewId, house.draft({ headline: 'Say what would undo the decision.' }));
    const { report } = await house.opened(stranger.ref);
    expect(report.headline).toBe('Say what would undo the decision.');
    expect(report.updatedAt).toBeGreaterThan(report.publishedAt);
  });

  it('asks one question, which is answered in the report', async () => {
    const { stranger, interviewId } = await house.rated();
    await house.publish(interviewId);
    const answer = (text: string) => house.first.call('reports.answer', { interviewId, answer: text });
    expect((await refusalOf(answer('Too early.'))).code).toBe('conflict');
    const question = (text: string) =>
      stranger.asker.call('report.ask', { key: stranger.ref, question: text });
    await question('Which number would have done?');
    expect((await refusalOf(question('And another one?'))).code).toBe('conflict');
    expect((await house.read(interviewId)).question).toMatchObject({ text: 'Which number would have done?' });
    await answer('The share of requests that failed.');
    const { question: asked } = await house.openedBy(stranger);
    expect(asked).toMatchObject({
      text: 'Which number would have done?',
      answer: 'The share of requests that failed.',
    });
    expect(JSON.stringify(asked)).not.toContain('interviewer');
  });

  it('rates it once, within 14 days, and the role has the stars immediately', async () => {
    const { stranger, interviewId } = await house.rated();
    await house.publish(interviewId);
    const numbers = async () => (await house.owner.call('publications.list', {})).publications[0]?.numbers;
    expect(await numbers()).toMatchObject({ rated: 0, withFeedback: 1 });
    const rate = (stars: number) =>
      stranger.asker.call('report.rate', { key: stranger.ref, rating: { ...RATING, stars } });
    await rate(4);
    expect(await numbers()).toMatchObject({ rated: 1, average: 4 });
    house.clock.aheadMs = 13 * DAY_MS;
    await rate(2);
    expect(await numbers()).toMatchObject({ rated: 1, average: 2 });
    await house.owner.call('reports.retract', { interviewId });
    expect((await refusalOf(rate(5))).code).toBe('not-found');
    await house.publish(interviewId);
    expect(await numbers()).toMatchObject({ rated: 1, average: 2 });
    house.clock.aheadMs = 15 * DAY_MS;
    expect((await refusalOf(rate(5))).code).toBe('conflict');
    const opened = await house.openedBy(stranger);
    expect(opened.rating).toMatchObject({ stars: 2 });
    expect(opened).not.toHaveProperty('ratingUntil');
  });

  it('sees this attempt next to the previous one, and whether the same people rated', async () => {
    const first = await house.rated({ value: 2 });
    await house.publish(first.interviewId);
    const again = await first.stranger.again({
      slug: 'backend-developer' as never,
      length: 'short',
      purpose: 'evaluation',
    });
    const held = await house.hold(again);
    await house.lockBy(house.second, again.interviewId, held, 4);
    await house.publish(again.interviewId);
    const { report } = await house.openedBy(again);
    const [competency] = KIT.competencies;
    expect(report.attempt).toBe(2);
    expect(report.attempts).toMatchObject([
      { interviewId: first.interviewId, number: 1, levels: { [competency?.id ?? '']: 2 }, sameRaters: false },
      { interviewId: again.interviewId, number: 2, levels: { [competency?.id ?? '']: 4 }, sameRaters: false },
    ]);
    await house.owner.call('reports.retract', { interviewId: first.interviewId });
    expect((await house.opened(again.ref)).report.attempts).toMatchObject([{ number: 2 }]);
  });
});

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
  const attemptAfter = async () => {
    const first = await house.rated({ value: 2 });
    await house.publish(first.interviewId);
    const again = await first.stranger.again({
      slug: 'backend-developer' as never,
      length: 'short',
      purpose: 'evaluation',
    });
    const held = await house.hold(again);
    await house.lockBy(house.second, again.interviewId, held, 4);
    await house.publish(again.interviewId);
    await house.openedBy(again);
    const { url } = await again.asker.call('report.share', { key: again.ref, days: 7, withClips: false });
    // Cached data of the earlier attempt belongs to a shorter log.
    const [questionId] = await first.held.questionIds();
    if (!questionId) throw new Error('Something was asked.');
    await first.held.write({ kind: 'answer.written', payload: { questionId, text: 'In writing.' } });
    return { first, again, link: { link: url.split('#')[1] ?? '' } };
  };
  it('reads each log once per log length', async () => {
    const { first, again } = await attemptAfter();
    const once = await queriesOf(house.server.store.database.kysely, () => house.opened(again.ref));
    expect(wholeLogsIn(once.queries).map(({ parameters }) => parameters[0])).toEqual([first.interviewId]);
    expect(once.result.report.attempts).toHaveLength(2);
    const more = await queriesOf(house.server.store.database.kysely, async () => {
      for (let opening = 0; opening < 5; opening += 1) await house.opened(again.ref);
    });
    expect(wholeLogsIn(more.queries)).toEqual([]);
    const kits = more.queries.filter(({ sql }) => /kit_versions/.test(sql));
    expect(kits.filter(({ parameters }) => parameters[0] === house.kitId)).toEqual([]);
  });

  it('by a shared link reads no earlier attempt', async () => {
    const { link } = await attemptAfter();
    const { queries, result } = await queriesOf(house.server.store.database.kysely, () => house.opened(link));
    expect(result.report).toMatchObject({ attempt: 2, attempts: [] });
    expect(wholeLogsIn(queries)).toEqual([]);
  });
});

describe('a report clip', () => {
  async function withClip() {
    const one = await house.rated();
    await house.publish(one.interviewId);
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

  it('is deleted with the recording, and the report stays readable', async () => {
    const { interviewId, fileId, share, stranger } = await withClip();
    const key = await share(true);
    const grant = (await house.opened(key)).grant?.grant ?? '';
    await house.owner.call('recording.erase', { interviewId });
    using client = new MediaFileVisitor(house.server.url);
    expect((await client.ask(addressOf(grant, fileId))).status).toBe(404);
    const opened = await house.opened(stranger.ref);
    expect(opened.report.keep[0]).toMatchObject({ clip: { state: 'erased' }, seen: expect.any(String) });
    expect(opened).not.toHaveProperty('grant');
    const workspace = await house.read(interviewId);
    expect(workspace).toMatchObject({ recorded: false, clips: [{ ...CLIP, state: 'erased' }] });
  });
});

describe('a deleted attempt', () => {
  it('removes its report immediately, links included, and keeps the stars anonymously', async () => {
    const { stranger, interviewId, held } = await house.rated();
    await house.publish(interviewId);
    await house.openedBy(stranger);
    await stranger.asker.call('report.rate', { key: stranger.ref, rating: RATING });
    await stranger.asker.call('report.ask', { key: stranger.ref, question: 'Why?' });
    const { url } = await stranger.asker.call('report.share', {
      key: stranger.ref,
      days: 7,
      withClips: true,
    });
    const link = { link: url.split('#')[1] ?? '' };
    await house.opened(link);
    const { receipt } = await stranger.asker.call('practice.delete', stranger.ref);
    expect((await refusalOf(ask(link))).code).toBe('link-invalid');
    expect((await refusalOf(ask(stranger.ref))).code).toBe('not-found');
    expect((await refusalOf(house.read(interviewId))).code).toBe('not-found');
    await eventually('the deletion to be complete', async () => {
      const { receipt: now } = await stranger.asker.call('practice.receipt', {
        receiptId: receipt.receiptId,
      });
      return now.completedAt !== undefined;
    });
    const { recordingId } = held;
    const left = await tablesThatMention(house.server.store, [interviewId, 'The clip helped.', 'Why?']);
    expect(left.filter(table => table !== 'audit_log')).toEqual([]);
    expect(await tablesThatMention(house.server.store, [recordingId])).not.toContain('recording_files');
    const rows = await house.server.store.database.kysely.selectFrom('feedbackRatings').selectAll().execute();
    expect(rows).toMatchObject([{ stars: 4, line: null }]);
  });
});

describe('ratings by candidates', () => {
  it('are shown in total, and per evaluator from five ratings on', async () => {
    const rated: number[] = [];
    const ratings = () => house.owner.call('reports.ratings', {});
    for (const stars of [5, 4, 3, 5, 4]) {
      expect((await ratings()).evaluators).toEqual([]);
      const { stranger, interviewId } = await house.rated({ recording: true });
      await house.publish(interviewId);
      await stranger.asker.call('report.rate', { key: stranger.ref, rating: { ...RATING, stars } });
      rated.push(stars);
      const line = (await house.read(interviewId)).rating?.line;
      expect(line).toBe(rated.length < 5 ? '' : RATING.line);
    }
    expect(await ratings()).toMatchObject({
      count: 5,
      stars: 4.2,
      specific: 1,
      fair: 0,
      nextStep: 1,
      lines: rated.map(() => RATING.line),
      evaluators: [{ name: 'interviewer', count: 5, stars: 4.2 }],
    });
    expect((await refusalOf(house.first.call('reports.ratings', {}))).code).toBe('forbidden');
  }, 60_000);
});
