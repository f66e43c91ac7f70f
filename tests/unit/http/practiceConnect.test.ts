import { describe, expect, it } from 'vitest';
import { hashOfToken } from '../../../server/features/linkToken.ts';
import { EvaluatedPractice } from './evaluatedPractice.ts';
import { PracticedInterview } from './practicedInterview.ts';
import { refusalOf } from './refusals.ts';
import { tokenOf } from './testServer.ts';

const house = EvaluatedPractice.ofEach();

async function invited() {
  const { interviewId, links } = await house.owner.call('interviews.create', {
    title: 'First round',
    jobRole: 'Platform engineer',
    scheduledAt: Date.now(),
    plannedMinutes: 30,
    seats: [
      { role: 'candidate', displayName: 'Ada', email: 'ada@example.org' },
      { role: 'interviewer', displayName: 'Ian' },
    ],
  });
  await house.server.candidates.tracker.follow(interviewId);
  const { candidates } = await house.owner.call('decisions.read', { interviewId });
  const candidateId = candidates[0]?.candidateId;
  if (!candidateId) throw new Error('The interview has no candidate.');
  const [link, otherLink] = links.map(({ url }) => tokenOf(url)) as [string, string];
  const practice = async () =>
    (await house.owner.call('candidates.read', { candidateId })).candidate.practice;
  return { candidateId, link, otherLink, practice };
}

describe('practice that a person connects with their interview', () => {
  it('is not connected by an expired link', async () => {
    const { link, practice } = await invited();
    const { page, asker } = await house.start({ purpose: 'self' });
    const links = house.server.store.database.kysely.updateTable('links').set({ expiresAt: Date.now() - 1 });
    await links.where('tokenHash', '=', hashOfToken(link)).execute();
    expect((await refusalOf(asker.call('practice.connect', { page, link }))).code).toBe('link-invalid');
    expect(await practice()).toEqual([]);
  });

  it('is in their record without its content, until they disconnect or delete it', async () => {
    const { link, otherLink, practice } = await invited();
    const stranger = await house.start({ purpose: 'self' });
    const { page, asker } = stranger;
    for (const wrong of [otherLink, 'A'.repeat(22)])
      expect((await refusalOf(asker.call('practice.connect', { page, link: wrong }))).code).toBe(
        'link-invalid',
      );
    expect(await practice()).toEqual([]);
    await asker.call('practice.connect', { page, link });
    expect((await asker.call('practice.open', { page })).connected).toEqual({ jobRole: 'Platform engineer' });
    expect(await practice()).toMatchObject([{ interviewId: stranger.interviewId, purpose: 'self' }]);
    const refused = house.owner.call('interviews.read', { interviewId: stranger.interviewId });
    expect(['forbidden', 'not-found']).toContain((await refusalOf(refused)).code);
    await asker.call('practice.disconnect', { page });
    expect((await asker.call('practice.open', { page })).connected).toBeUndefined();
    expect(await practice()).toEqual([]);
    await asker.call('practice.connect', { page, link });
    await asker.call('practice.delete', { page });
    expect(await practice()).toEqual([]);
  });

  it('doesn’t show the name of a candidate to people who rate the practice', async () => {
    const { link, practice } = await invited();
    const stranger = await house.start({ purpose: 'evaluation', name: 'Ada Lovelace' });
    const { page, asker, interviewId } = stranger;
    await asker.call('practice.connect', { page, link });
    expect(await practice()).toEqual([]);
    const held = await PracticedInterview.hold(house.server, stranger);
    await house.server.evaluation.tracker.follow(interviewId);
    expect(await practice()).toEqual([]);
    expect((await held.state()).phase).toBe('ended');
  });

  it('is deleted with the person', async () => {
    const { candidateId, link } = await invited();
    const { page, asker } = await house.start({ purpose: 'self' });
    await asker.call('practice.connect', { page, link });
    const { deleted } = await house.owner.call('candidates.delete', { candidateId });
    expect(deleted).toMatchObject({ practice: 1 });
    expect((await refusalOf(asker.call('practice.open', { page }))).code).toBe('link-invalid');
  });
});
