import { describe, expect, it } from 'vitest';
import { PRACTICE_ARCHIVE } from '../../../shared/protocol/practiceRoutes.ts';
import { eventually } from '../../support/eventually.ts';
import { tablesThatMention } from '../../support/practiceRows.ts';
import { queriesOf, wholeLogsIn } from '../../support/queriesOf.ts';
import { unzipped } from '../../support/unzipped.ts';
import { PracticedInterview } from './practicedInterview.ts';
import { KIT } from './practicedServer.ts';
import { refusalOf, refusalsOf } from './refusals.ts';
import { RATING, ReportedPractice } from './reportedPractice.ts';

const house = ReportedPractice.ofEach();
const DAY_MS = 86_400_000;

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

describe('opening a report', () => {
  it('reads each log once per log length', async () => {
    const { first, again } = await house.ratedTwice();
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
      evaluators: [{ name: 'evaluator', count: 5, stars: 4.2 }],
    });
    expect((await refusalOf(house.first.call('reports.ratings', {}))).code).toBe('forbidden');
  }, 60_000);
});
