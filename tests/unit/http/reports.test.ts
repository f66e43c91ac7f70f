import { describe, expect, it } from 'vitest';
import { USUAL_EVALUATION } from '../../../shared/evaluation/evaluationSettings.ts';
import { interviewKitOf } from '../../../shared/kit/kit.ts';
import { newSeat } from '../../support/interviewLog.ts';
import { scoredInterview } from '../../support/scoredInterview.ts';
import { KIT, QUESTION } from './practicedServer.ts';
import { refusalOf } from './refusals.ts';
import { ReportedPractice } from './reportedPractice.ts';

const house = ReportedPractice.ofEach();
const ruleNames = (details: Record<string, unknown> | undefined) =>
  ((details?.findings ?? []) as { rule: string }[]).map(({ rule }) => rule);

describe('a report on practice', () => {
  it('cannot be seen or written before the scorecard that it rests on is locked', async () => {
    const stranger = await house.start({ purpose: 'evaluation' });
    const held = await house.hold(stranger);
    const { interviewId } = stranger;
    expect((await refusalOf(house.read(interviewId))).code).toBe('blind');
    const save = { interviewId, expectedVersion: 0, content: house.draft() };
    expect((await refusalOf(house.owner.call('reports.save', save))).code).toBe('blind');
    const { seatId } = await house.claim(interviewId);
    await house.rate(await held.state(), seatId, 3, { locks: false });
    expect((await refusalOf(house.read(interviewId, house.first))).code).toBe('blind');
    await house.rate(await held.state(), seatId, 3);
    expect(await house.read(interviewId)).toMatchObject({ state: 'draft', version: 0, recorded: true });
  });

  it('is not about what a stranger practices for themselves, nor about nothing', async () => {
    const self = await house.start({ purpose: 'self' });
    await house.hold(self);
    expect((await refusalOf(house.read(self.interviewId))).code).toBe('forbidden');
    const unknown = '01890000-0000-7000-8000-000000000000' as typeof self.interviewId;
    expect((await refusalOf(house.read(unknown))).code).toBe('not-found');
  });

  it('opens with scorecards, written answers, kit, guide, promise and the candidate’s name', async () => {
    const { interviewId, held } = await house.rated();
    const [questionId] = await held.questionIds();
    if (!questionId) throw new Error('Something was asked.');
    await held.write({ kind: 'answer.written', payload: { questionId, text: 'I would measure first.' } });
    const state = await held.state();
    const desk = await house.read(interviewId, house.first);
    expect(desk).toMatchObject({
      kind: 'practice',
      candidate: 'Ada Lovelace',
      promisedAt: (state.endedAt ?? 0) + 48 * 3_600_000,
      written: { [questionId]: 'I would measure first.' },
      far: [],
      read: false,
      guide: KIT.guide.questions.map(({ id, title }) => ({ id, title })),
      slug: 'backend-developer',
    });
    expect(Object.values(desk.scorecards)).toHaveLength(1);
    expect(Object.values(desk.names)).toEqual(['interviewer']);
  });

  it('is saved in versions; two authors do not overwrite each other', async () => {
    const { interviewId } = await house.rated();
    const first = house.draft({ headline: 'What the owner wrote.' });
    expect(await house.save(interviewId, first)).toBe(1);
    const refusal = await refusalOf(
      house.first.call('reports.save', { interviewId, expectedVersion: 0, content: house.draft() }),
    );
    expect(refusal.code).toBe('conflict');
    expect(refusal.details?.current).toMatchObject({ version: 1, content: first, savedBy: 'Olga Owner' });
    expect(await house.save(interviewId, house.draft(), house.first)).toBe(2);
    const { versions } = await house.owner.call('reports.versions', { interviewId });
    expect(versions.map(({ version, by }) => [version, by])).toEqual([
      [2, 'interviewer'],
      [1, 'Olga Owner'],
    ]);
    const old = await house.owner.call('reports.version', { interviewId, version: 1 });
    expect(old.content.headline).toBe('What the owner wrote.');
    const missing = house.owner.call('reports.version', { interviewId, version: 9 });
    expect((await refusalOf(missing)).code).toBe('not-found');
  });

  it('can be looked at as the candidate would read it, without being saved', async () => {
    const { interviewId } = await house.rated();
    const content = house.draft({ headline: 'Not saved anywhere.' });
    const { report } = await house.first.call('reports.preview', { interviewId, content });
    expect(report).toMatchObject({ headline: 'Not saved anywhere.', name: 'Ada Lovelace', attempt: 1 });
    expect(report.keep[0]?.clip?.state).toBe('preparing');
    expect((await house.read(interviewId)).version).toBe(0);
  });

  it('is not published with what the linter does not let pass, nor in a version that is not the newest', async () => {
    const { interviewId } = await house.rated();
    const content = house.draft({ headline: 'You are not confident.', keep: [] });
    const version = await house.save(interviewId, content);
    const publish = (expectedVersion: number) =>
      refusalOf(house.owner.call('reports.publish', { interviewId, expectedVersion }));
    const refusal = await publish(version);
    expect(refusal.code).toBe('incomplete');
    expect(ruleNames(refusal.details)).toEqual(expect.arrayContaining(['no-keep', 'about-person']));
    expect((await publish(version - 1)).code).toBe('conflict');
    expect((await publish(version + 1)).code).toBe('conflict');
    expect((await house.read(interviewId)).state).toBe('draft');
  });

  it('is not published with a clip beyond the recording, nor with a rater’s note word for word', async () => {
    const { interviewId, held } = await house.rated();
    const { seatId } = Object.values((await house.read(interviewId)).scorecards)[0] ?? {};
    if (!seatId) throw new Error('No one has rated.');
    const note = 'Honestly this reads like a memorized blog post to me.';
    const content = house.draft();
    const [keep] = content.keep;
    if (!keep) throw new Error('There is nothing to keep.');
    // Notes are as they were when the scorecard was locked; a reason for a later change is private, too.
    await held.write({
      kind: 'rating.revised',
      payload: {
        seatId,
        questionId: QUESTION,
        competencyId: keep.competencyId as never,
        value: 3,
        reason: note,
      },
    });
    const version = await house.save(interviewId, {
      ...content,
      keep: [
        {
          ...keep,
          moment: { kind: 'clip', fromMs: 45_000, toMs: 61_000 },
          seen: `It reads like a memorized blog post.`,
        },
      ],
    });
    const refusal = await refusalOf(
      house.owner.call('reports.publish', { interviewId, expectedVersion: version }),
    );
    expect(ruleNames(refusal.details)).toEqual(['clip-beyond', 'copied-note']);
  });

  it('waits for raters who are far apart to agree, or to be left so', async () => {
    await house.owner.call('evaluations.change', { settings: { ...USUAL_EVALUATION, raters: 2 } });
    const stranger = await house.start({ purpose: 'evaluation' });
    const held = await house.hold(stranger);
    const { interviewId } = stranger;
    await house.lockBy(house.first, interviewId, held, 1);
    await house.lockBy(house.second, interviewId, held, 4);
    const { far } = await house.read(interviewId);
    expect(far.length).toBeGreaterThan(0);
    const expectedVersion = await house.save(interviewId);
    const refusal = await refusalOf(house.owner.call('reports.publish', { interviewId, expectedVersion }));
    expect(new Set(ruleNames(refusal.details))).toEqual(new Set(['unacknowledged-spread']));
    expect((await house.item(interviewId)).stage).toBe('agree');
    await house.save(interviewId, house.draft({ apart: far }));
    const { item } = await house.first.call('evaluations.read', { interviewId });
    expect(item.stage).toBe('write');
    await house.publish(interviewId, house.draft({ apart: far }));
  });

  it('is published by leads alone, which the queue, the log of the audit and the role’s page hear', async () => {
    const { interviewId } = await house.rated();
    const expectedVersion = await house.save(interviewId);
    const byRater = house.first.call('reports.publish', { interviewId, expectedVersion });
    expect((await refusalOf(byRater)).code).toBe('forbidden');
    const { publications } = await house.owner.call('publications.list', {});
    expect(publications[0]?.numbers.withFeedback).toBe(0);
    const { publishedAt } = await house.owner.call('reports.publish', { interviewId, expectedVersion });
    const desk = await house.read(interviewId);
    expect(desk).toMatchObject({ state: 'published', publishedAt, publishedVersion: expectedVersion });
    expect(desk.updatedAt).toBeUndefined();
    const { item } = await house.first.call('evaluations.read', { interviewId });
    expect(item.stage).toBe('done');
    const after = await house.owner.call('publications.list', {});
    expect(after.publications[0]?.numbers.withFeedback).toBe(1);
    const audit = await house.server.store.audit.list(5);
    expect(audit.map(({ action }) => action)).toContain('report.published');
  });

  it('that is published again says since when, and counts once', async () => {
    const { interviewId } = await house.rated();
    await house.publish(interviewId);
    const { publishedAt } = await house.read(interviewId);
    house.clock.aheadMs = 3_600_000;
    await house.publish(
      interviewId,
      house.draft({ headline: 'Two trade-offs were named; say what would undo them.' }),
    );
    const desk = await house.read(interviewId);
    expect(desk.publishedAt).toBe(publishedAt);
    expect(desk.updatedAt).toBeGreaterThan((publishedAt ?? 0) + 3_500_000);
    const { publications } = await house.owner.call('publications.list', {});
    expect(publications[0]?.numbers.withFeedback).toBe(1);
  });

  it('that has not changed is not published again: no one is told of an update', async () => {
    const { interviewId } = await house.rated({ email: 'ada@example.org' });
    await house.publish(interviewId);
    const published = await house.read(interviewId);
    const publishAgain = (expectedVersion: number) =>
      house.owner.call('reports.publish', { interviewId, expectedVersion });
    expect(await publishAgain(published.version)).toEqual({ publishedAt: published.publishedAt });
    // The same words in a newer version are no change, either.
    const version = await house.save(interviewId);
    await publishAgain(version);
    const desk = await house.read(interviewId);
    expect(desk).toMatchObject({ state: 'published', publishedVersion: version });
    expect(desk.updatedAt).toBeUndefined();
    const { mails } = await house.owner.call('outbox.list', {});
    expect(mails.filter(({ kind }) => kind === 'report')).toHaveLength(1);
    const audit = await house.server.store.audit.list(20);
    expect(audit.filter(({ action }) => action === 'report.published')).toHaveLength(1);
  });

  it('is taken back, once, and only where it is published', async () => {
    const { interviewId } = await house.rated();
    await house.save(interviewId);
    const retract = () => house.owner.call('reports.retract', { interviewId });
    expect((await refusalOf(retract())).code).toBe('conflict');
    await house.publish(interviewId);
    await retract();
    expect((await house.read(interviewId)).state).toBe('retracted');
    expect((await refusalOf(retract())).code).toBe('conflict');
    const { item } = await house.first.call('evaluations.read', { interviewId });
    expect(item.stage).toBe('write');
  });

  it('has no private link besides the page of the one who practiced', async () => {
    const { interviewId } = await house.rated();
    await house.publish(interviewId);
    expect((await refusalOf(house.owner.call('reports.link', { interviewId }))).code).toBe('invalid');
  });
});

describe('a report on an interview', () => {
  const interview = () =>
    scoredInterview(house.server.interviews, {
      raters: [{ seat: newSeat('interviewer', 'Grace Hopper'), ratings: 3 }],
      candidateName: 'Alan Turing',
      chosen: { kitId: house.kitId, version: 1, kit: interviewKitOf(KIT) },
    });
  const quoted = () => {
    const { keep, change, ...content } = house.draft();
    const moment = { kind: 'quotation', text: 'We measured first.' } as const;
    return { ...content, keep: keep.map(point => ({ ...point, moment })), change };
  };

  it('has a private link once it is published; a newer one ends it', async () => {
    const interviewId = await interview();
    const link = () => house.owner.call('reports.link', { interviewId });
    await house.save(interviewId, quoted());
    expect((await refusalOf(link())).code).toBe('conflict');
    await house.publish(interviewId, quoted());
    const tokens = [await link(), await link()].map(({ url }) => url.split('/report#')[1] ?? '');
    const open = (token = '') => house.server.visitor().call('report.open', { key: { link: token } });
    expect((await refusalOf(open(tokens[0]))).code).toBe('link-invalid');
    expect(await open(tokens[1])).toMatchObject({ state: 'guess' });
    const key = { link: tokens[1] ?? '' };
    await house.server.visitor().call('report.guess', { key, guess: null });
    expect(await open(tokens[1])).toMatchObject({
      state: 'open',
      own: true,
      report: { kind: 'interview', name: 'Alan Turing', attempt: 1, attempts: [{ number: 1 }] },
    });
  });

  it('cannot have a clip where nothing was recorded', async () => {
    const interviewId = await interview();
    const expectedVersion = await house.save(interviewId);
    const refusal = await refusalOf(house.owner.call('reports.publish', { interviewId, expectedVersion }));
    expect(ruleNames(refusal.details)).toEqual(['clip-beyond']);
  });

  it('is not published where the organization does not share reports', async () => {
    await house.owner.call('evaluations.change', {
      settings: { ...USUAL_EVALUATION, invitedReports: false },
    });
    const interviewId = await interview();
    const expectedVersion = await house.save(interviewId, quoted());
    const refusal = await refusalOf(house.owner.call('reports.publish', { interviewId, expectedVersion }));
    expect(refusal.code).toBe('forbidden');
  });
});
