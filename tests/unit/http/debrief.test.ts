import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mentionedIn } from '../../../server/features/candidates/Debriefs.ts';
import type { InterviewId } from '../../../shared/ids.ts';
import type { NewSeat } from '../../../shared/interview/events.ts';
import { newSeat } from '../../support/interviewLog.ts';
import { addEvents, lockEvent, scoredInterview } from '../../support/scoredInterview.ts';
import { refusalOf } from './refusals.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

let server: TestServer;
let people: Record<'owner' | 'locked' | 'rating' | 'outsider', Visitor>;

beforeAll(async () => {
  // No server listens there: messages wait in the outbox.
  server = await startTestServer({ env: { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'a@example.org' } });
  const owner = await server.owner();
  people = {
    owner,
    locked: await server.member(owner, 'evaluator', 'locked@example.org'),
    rating: await server.member(owner, 'organizer', 'rating@example.org'),
    outsider: await server.member(owner, 'interviewer', 'outsider@example.org'),
  };
});
afterAll(() => server.close());

/** An interview that one rater has locked and another still rates. */
async function ratedByOne(): Promise<{ interviewId: InterviewId; last: NewSeat }> {
  const seatOf = (name: string) => ({ ...newSeat('evaluator', name), email: `${name}@example.org` });
  const last = seatOf('rating');
  const interviewId = await scoredInterview(server.interviews, {
    raters: [
      { seat: seatOf('locked'), ratings: 3 },
      { seat: last, ratings: 4, locks: false },
    ],
  });
  return { interviewId, last };
}

describe('a debrief', () => {
  it('is only for those who have locked, until the scorecards are open', async () => {
    const { interviewId, last } = await ratedByOne();
    const text = 'Good answer about indexes';
    await people.locked.call('debrief.add', { interviewId, text });
    const stateFor = async (visitor: Visitor) => (await visitor.call('debrief.read', { interviewId })).state;
    expect(await stateFor(people.locked)).toBe('open');
    expect(await stateFor(people.rating)).toBe('own');
    expect(await stateFor(people.owner)).toBe('rating');
    for (const visitor of [people.rating, people.owner]) {
      expect((await visitor.call('debrief.read', { interviewId })).comments).toEqual([]);
      expect(await refusalOf(visitor.call('debrief.add', { interviewId, text }))).toMatchObject({
        code: 'blind',
        reason: 'debrief-while-rating',
      });
    }
    expect((await refusalOf(people.outsider.call('debrief.read', { interviewId }))).code).toBe('forbidden');
    await addEvents(server.interviews, interviewId, [lockEvent(last)]);
    for (const visitor of [people.rating, people.owner])
      expect((await visitor.call('debrief.read', { interviewId })).comments).toMatchObject([{ text }]);
  });

  it('emails a mentioned member once, without the comment and the name of the candidate', async () => {
    const { interviewId, last } = await ratedByOne();
    await addEvents(server.interviews, interviewId, [lockEvent(last)]);
    const text = 'See 12:30, @Olga Owner. @Olga Owner, and @organizer? @interviewer @Someone';
    await people.locked.call('debrief.add', { interviewId, text });
    const { comments } = await people.owner.call('debrief.read', { interviewId });
    // The interviewer doesn't take part, and so can't be mentioned.
    expect(comments).toMatchObject([{ text, own: false, mentions: ['Olga Owner', 'organizer'] }]);
    const { mails } = await people.owner.call('outbox.list', {});
    expect(mails.map(({ to }) => to).sort()).toEqual(['olga@example.org', 'rating@example.org']);
    for (const { mailId } of mails) {
      const content = JSON.stringify((await server.store.mails.find(mailId))?.content);
      expect(content).toContain(interviewId);
      expect(content).not.toMatch(/12:30|Ada/);
    }
  });

  it('lets only the author delete a comment', async () => {
    const { interviewId, last } = await ratedByOne();
    await addEvents(server.interviews, interviewId, [lockEvent(last)]);
    await people.locked.call('debrief.add', { interviewId, text: 'Wrong interview' });
    const { comments } = await people.locked.call('debrief.read', { interviewId });
    const [{ commentId, own } = { commentId: undefined, own: false }] = comments;
    if (!commentId) throw new Error('There is no comment.');
    expect(own).toBe(true);
    expect((await refusalOf(people.owner.call('debrief.remove', { commentId }))).code).toBe('not-found');
    await people.locked.call('debrief.remove', { commentId });
    expect((await people.locked.call('debrief.read', { interviewId })).comments).toEqual([]);
  });
});

describe('mentionedIn', () => {
  const people = ['Ann', 'Ann Lee', 'Bo'].map(name => ({ name }));

  it.each([
    ['@Ann Lee and @bo!', ['Ann Lee', 'Bo']],
    ['@Ann, @Annabel, bo@example.org', ['Ann']],
    ['Ann', []],
  ])('finds in "%s": %j', (text, names) => {
    expect(mentionedIn(text, people).map(({ name }) => name)).toEqual(names);
  });
});
