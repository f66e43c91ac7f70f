import { uuidv7 } from 'uuidv7';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { hashOfToken, newLinkToken } from '../../../server/features/linkToken.ts';
import { OWN_LINK_MS } from '../../../server/store/reportReaderStore.ts';
import { USUAL_EVALUATION } from '../../../shared/evaluation/evaluationSettings.ts';
import type { InterviewId } from '../../../shared/ids.ts';
import { interviewKitOf } from '../../../shared/kit/kit.ts';
import { LinkToken } from '../../../shared/protocol/joinRoutes.ts';
import { REPORT_PDF, type ReportKey, STAFF_LINKS_MAX } from '../../../shared/protocol/reportRoutes.ts';
import { newSeat } from '../../support/interviewLog.ts';
import { linksOfPdf } from '../../support/linksOfPdf.ts';
import { scoredInterview } from '../../support/scoredInterview.ts';
import { KIT, QUESTION } from './practicedServer.ts';
import { refusalOf, refusalsOf } from './refusals.ts';
import { ReportedPractice } from './reportedPractice.ts';

const house = ReportedPractice.ofEach();
const ruleNames = (details: Record<string, unknown> | undefined) =>
  ((details?.findings ?? []) as { code: string }[]).map(({ code }) => code);

describe('a report on practice', () => {
  it("can't be read or written before its scorecard is locked", async () => {
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

  it('does not exist for private practice, nor without any evidence', async () => {
    const self = await house.start({ purpose: 'self' });
    await house.hold(self);
    expect((await refusalOf(house.read(self.interviewId))).code).toBe('forbidden');
    const unknown = '01890000-0000-7000-8000-000000000000' as typeof self.interviewId;
    expect((await refusalOf(house.read(unknown))).code).toBe('not-found');
  });

  it('opens with scorecards, written answers, kit, guide, promised date, and the candidate’s name', async () => {
    const { interviewId, held } = await house.rated();
    const [questionId] = await held.questionIds();
    if (!questionId) throw new Error('Something was asked.');
    await held.write({ kind: 'answer.written', payload: { questionId, text: 'I would measure first.' } });
    const state = await held.state();
    const workspace = await house.read(interviewId, house.first);
    expect(workspace).toMatchObject({
      kind: 'practice',
      candidate: 'Ada Lovelace',
      promisedAt: (state.endedAt ?? 0) + 48 * 3_600_000,
      written: { [questionId]: 'I would measure first.' },
      far: [],
      read: false,
      guide: KIT.guide.questions.map(({ id, title }) => ({ id, title })),
      slug: 'backend-developer',
    });
    expect(Object.values(workspace.scorecards)).toHaveLength(1);
    expect(Object.values(workspace.names)).toEqual(['evaluator']);
  });

  it('is saved in versions, and two authors do not overwrite each other', async () => {
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
      [2, 'evaluator'],
      [1, 'Olga Owner'],
    ]);
    const old = await house.owner.call('reports.version', { interviewId, version: 1 });
    expect(old.content.headline).toBe('What the owner wrote.');
    const missing = house.owner.call('reports.version', { interviewId, version: 9 });
    expect((await refusalOf(missing)).code).toBe('not-found');
  });

  it('can be previewed as the candidate would read it, without being saved', async () => {
    const { interviewId } = await house.rated();
    const content = house.draft({ headline: 'Not saved anywhere.' });
    const { report } = await house.first.call('reports.preview', { interviewId, content });
    expect(report).toMatchObject({ headline: 'Not saved anywhere.', name: 'Ada Lovelace', attempt: 1 });
    expect(report.keep[0]?.clip?.state).toBe('preparing');
    expect((await house.read(interviewId)).version).toBe(0);
  });

  it("can't be published with an error of the linter, nor in an outdated version", async () => {
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

  it('can be asked to be published by an evaluator, once, which the queue and the report show until it is', async () => {
    const { interviewId } = await house.rated();
    const ask = (expectedVersion: number, by = house.first) =>
      by.call('reports.askToPublish', { interviewId, expectedVersion });
    const unfinished = await house.save(interviewId, house.draft({ keep: [] }), house.first);
    expect((await refusalOf(ask(unfinished))).code).toBe('incomplete');
    const version = await house.save(interviewId, house.draft(), house.first);
    const publish = { interviewId, expectedVersion: version };
    expect((await refusalOf(house.first.call('reports.publish', publish))).code).toBe('forbidden');
    expect((await refusalOf(ask(unfinished))).code).toBe('conflict');
    const told = vi.spyOn(house.server.notices, 'tellPublishAsked');
    const asked = await ask(version);
    expect(asked.by).toBe('evaluator');
    expect(await ask(version, house.owner)).toEqual(asked);
    // One email to those who may publish it.
    expect(told.mock.calls).toEqual([[expect.objectContaining({ by: 'evaluator' })]]);
    expect((await house.read(interviewId)).publishAsked).toEqual(asked);
    expect((await house.item(interviewId, house.owner)).publishAsked).toEqual(asked);
    await house.owner.call('reports.publish', publish);
    expect((await house.read(interviewId)).publishAsked).toBeUndefined();
    expect((await house.item(interviewId, house.owner)).publishAsked).toBeUndefined();
    // The report is published, so its evaluation is done, and waits again with the next request.
    const queued = async () => {
      const { items, counts } = await house.owner.call('evaluations.list', { filter: {} });
      expect(counts.total).toBe(items.length);
      return items.find(item => item.interviewId === interviewId);
    };
    expect(await queued()).toBeUndefined();
    await ask(await house.save(interviewId, house.draft({ headline: 'Changed since.' }), house.first));
    expect(await queued()).toMatchObject({ step: 'publish', publishAsked: { by: 'evaluator' } });
  });

  it("can't be published with a clip outside the recording, nor with the exact text of an evaluator’s note", async () => {
    const { interviewId, held } = await house.rated();
    const { seatId } = Object.values((await house.read(interviewId)).scorecards)[0] ?? {};
    if (!seatId) throw new Error('No one has rated.');
    const note = 'Honestly this reads like a memorized blog post to me.';
    const content = house.draft();
    const [keep] = content.keep;
    if (!keep) throw new Error('There is nothing to keep.');
    // Notes are unchanged since the scorecard was locked; the reason for a later change is private as well.
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

  it('waits for evaluators with distant ratings to agree, or to keep their ratings', async () => {
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

  it('is published only by leads, with an effect on the queue, the audit log, and the role’s page', async () => {
    const { interviewId } = await house.rated();
    const expectedVersion = await house.save(interviewId);
    const byRater = house.first.call('reports.publish', { interviewId, expectedVersion });
    expect((await refusalOf(byRater)).code).toBe('forbidden');
    const { publications } = await house.owner.call('publications.list', {});
    expect(publications[0]?.numbers.withFeedback).toBe(0);
    const { publishedAt } = await house.owner.call('reports.publish', { interviewId, expectedVersion });
    const workspace = await house.read(interviewId);
    expect(workspace).toMatchObject({ state: 'published', publishedAt, publishedVersion: expectedVersion });
    expect(workspace.updatedAt).toBeUndefined();
    const { item } = await house.first.call('evaluations.read', { interviewId });
    expect(item.stage).toBe('done');
    const after = await house.owner.call('publications.list', {});
    expect(after.publications[0]?.numbers.withFeedback).toBe(1);
    const audit = await house.server.store.audit.list(5);
    expect(audit.map(({ action }) => action)).toContain('report.published');
  });

  it('that is published again states since when, and counts once', async () => {
    const { interviewId } = await house.rated();
    await house.publish(interviewId);
    const { publishedAt } = await house.read(interviewId);
    house.clock.aheadMs = 3_600_000;
    await house.publish(
      interviewId,
      house.draft({ headline: 'Two trade-offs were named; say what would undo them.' }),
    );
    const workspace = await house.read(interviewId);
    expect(workspace.publishedAt).toBe(publishedAt);
    expect(workspace.updatedAt).toBeGreaterThan((publishedAt ?? 0) + 3_500_000);
    const { publications } = await house.owner.call('publications.list', {});
    expect(publications[0]?.numbers.withFeedback).toBe(1);
  });

  it('that has not changed is not published again, and no update is emailed', async () => {
    const { interviewId } = await house.rated({ email: 'ada@example.org' });
    await house.publish(interviewId);
    const published = await house.read(interviewId);
    const publishAgain = (expectedVersion: number) =>
      house.owner.call('reports.publish', { interviewId, expectedVersion });
    expect(await publishAgain(published.version)).toEqual({ publishedAt: published.publishedAt });
    // An identical text in a newer version is no change either.
    const version = await house.save(interviewId);
    await publishAgain(version);
    const workspace = await house.read(interviewId);
    expect(workspace).toMatchObject({ state: 'published', publishedVersion: version });
    expect(workspace.updatedAt).toBeUndefined();
    const { mails } = await house.owner.call('outbox.list', {});
    expect(mails.filter(({ kind }) => kind === 'report')).toHaveLength(1);
    const audit = await house.server.store.audit.list(20);
    expect(audit.filter(({ action }) => action === 'report.published')).toHaveLength(1);
  });

  it('is withdrawn once, and only when it is published', async () => {
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

  it('has no private link other than the page of its candidate', async () => {
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

  const share = (invitedReports: boolean) =>
    house.owner.call('evaluations.change', { settings: { ...USUAL_EVALUATION, invitedReports } });
  beforeEach(() => share(true));

  /** The key as an email contains it. */
  const ownKey = async (interviewId: InterviewId) => {
    const token = newLinkToken();
    const createdAt = Date.now();
    await house.server.store.reportReaders.addCandidateLink({
      linkId: uuidv7(),
      interviewId,
      kind: 'candidate',
      withClips: true,
      tokenHash: hashOfToken(token),
      createdAt,
      expiresAt: createdAt + OWN_LINK_MS,
    });
    return { link: LinkToken.parse(token) };
  };
  const open = (key: ReportKey) => house.server.visitor().call('report.open', { key });
  const keyOf = (url: string) => ({ link: LinkToken.parse(url.split('/report#')[1]) });

  it('has links that staff create once it is published, for reading and not for acting as the candidate', async () => {
    const interviewId = await interview();
    const link = () => house.owner.call('reports.link', { interviewId });
    await house.save(interviewId, quoted());
    expect((await refusalOf(link())).code).toBe('conflict');
    await house.publish(interviewId, quoted());
    const own = await ownKey(interviewId);
    const [first, second] = [await link(), await link()];
    const keys = [first, second].map(({ url }) => keyOf(url));
    for (const key of keys) {
      const opened = await open(key);
      expect(opened).toMatchObject({
        state: 'open',
        own: false,
        use: 'staff',
        byEmail: false,
        linkUntil: expect.any(Number),
        report: { kind: 'interview', name: 'Alan Turing' },
      });
      for (const absent of ['question', 'rating', 'ratingUntil']) expect(opened).not.toHaveProperty(absent);
      const other = house.server.visitor();
      const rating = { stars: 5, specific: 'yes', fair: 'yes', nextStep: 'yes', line: '' } as const;
      const acts = [
        other.call('report.rate', { key, rating }),
        other.call('report.ask', { key, question: 'Why?' }),
        other.call('report.guess', { key, guess: null }),
        other.call('report.shares', { key }),
        other.call('report.share', { key, days: 90, withClips: true }),
      ];
      for (const refusal of await refusalsOf(acts)) expect(refusal.code).toBe('forbidden');
    }
    // The candidate's own link still works, and no one acted in their place.
    expect(await open(own)).toMatchObject({ state: 'guess' });
    expect(await house.read(interviewId)).toMatchObject({
      read: false,
      links: [
        { shareId: second.link.shareId, openings: [expect.any(Number)] },
        { shareId: first.link.shareId },
      ],
    });
    const audit = await house.server.store.audit.list(20);
    expect(audit.filter(({ action }) => action === 'report.link-created')).toMatchObject([
      { target: interviewId, details: { linkId: second.link.shareId } },
      { target: interviewId, details: { linkId: first.link.shareId } },
    ]);
  });

  it('shows its candidate which links staff created, and either of them can revoke one', async () => {
    const interviewId = await interview();
    await house.publish(interviewId, quoted());
    const key = await ownKey(interviewId);
    const candidate = house.server.visitor();
    await candidate.call('report.guess', { key, guess: null });
    const opened = await open(key);
    expect(opened).toMatchObject({ state: 'open', own: true, linkUntil: expect.any(Number) });
    const created = [];
    for (let made = 0; made < STAFF_LINKS_MAX; made += 1)
      created.push(await house.owner.call('reports.link', { interviewId }));
    expect((await refusalOf(house.owner.call('reports.link', { interviewId }))).code).toBe('conflict');
    const { shares } = await candidate.call('report.shares', { key });
    expect(shares.map(({ use }) => use)).toEqual(created.map(() => 'staff'));
    const [one, two] = created.map(({ link, url }) => ({ shareId: link.shareId, key: keyOf(url) }));
    if (!one || !two) throw new Error('There are more than two.');
    await candidate.call('report.revokeShare', { key, shareId: one.shareId });
    const revoke = (shareId: string) => house.owner.call('reports.revokeLink', { interviewId, shareId });
    await revoke(two.shareId);
    for (const { key: gone } of [one, two]) expect((await refusalOf(open(gone))).code).toBe('link-invalid');
    expect((await refusalOf(revoke(one.shareId))).code).toBe('not-found');
    const { share } = await candidate.call('report.share', { key, days: 7, withClips: false });
    expect((await refusalOf(revoke(share.shareId))).code).toBe('not-found');
    const byRater = house.first.call('reports.revokeLink', { interviewId, shareId: two.shareId });
    expect((await refusalOf(byRater)).code).toBe('forbidden');
    const audit = await house.server.store.audit.list(20);
    expect(audit.filter(({ action }) => action === 'report.link-revoked')).toMatchObject([
      { details: { linkId: two.shareId } },
    ]);
  });

  it('is printed with a link for reading, not with the link that opened it', async () => {
    const interviewId = await interview();
    await house.publish(interviewId, quoted());
    const key = await ownKey(interviewId);
    await house.server.visitor().call('report.guess', { key, guess: null });
    const body = new URLSearchParams({ key: JSON.stringify(key), paper: 'a4' });
    const response = await fetch(`${house.server.url}${REPORT_PDF}`, { method: 'POST', body });
    const links = linksOfPdf(Buffer.from(await response.arrayBuffer())).map(({ address }) => address);
    expect(links.join(' ')).not.toContain(key.link);
    const [printed = ''] = links;
    const opened = await open(keyOf(printed));
    expect(opened).toMatchObject({ state: 'open', own: false, use: 'print' });
    expect(JSON.stringify(opened)).not.toContain('Turing');
  });

  it('is emailed again only when there is an address and a mail server', async () => {
    const interviewId = await interview();
    await house.publish(interviewId, quoted());
    expect((await house.read(interviewId)).canEmail).toBe(false);
    expect((await refusalOf(house.owner.call('reports.emailLink', { interviewId }))).code).toBe('conflict');
    const byRater = house.first.call('reports.emailLink', { interviewId });
    expect((await refusalOf(byRater)).code).toBe('forbidden');
  });

  it("can't have a clip when nothing was recorded", async () => {
    const interviewId = await interview();
    const expectedVersion = await house.save(interviewId);
    const refusal = await refusalOf(house.owner.call('reports.publish', { interviewId, expectedVersion }));
    expect(ruleNames(refusal.details)).toEqual(['clip-beyond']);
  });

  it('is not published unless the organization shares reports', async () => {
    await share(false);
    const interviewId = await interview();
    const expectedVersion = await house.save(interviewId, quoted());
    const refusal = await refusalOf(house.owner.call('reports.publish', { interviewId, expectedVersion }));
    expect(refusal.code).toBe('forbidden');
  });
});
