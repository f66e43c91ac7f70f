import { uuidv7 } from 'uuidv7';
import { describe, expect, it } from 'vitest';
import type { InterviewView } from '../../shared/interview/view.ts';
import type { SeatSocket } from '../support/seatSocket.ts';
import { openTheatre } from '../support/theatre.ts';

const theatre = openTheatre();

/** Changes without a command, which must not come between two compared views. */
const lastChangeByItself = [
  'the recording',
  ({ recording }: InterviewView) => recording?.state === 'on',
] as const;
const lines = (page: SeatSocket) => Object.values(page.view.chat).map(line => line.text);

describe('a command', () => {
  it('sent twice under one id runs once and gets the same answer', async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    const commandId = uuidv7();
    const first = await candidate.request('chat.send', { text: 'once' }, commandId);
    const second = await candidate.request('chat.send', { text: 'once' }, commandId);
    expect(second).toEqual(first);
    await candidate.request('chat.send', { text: 'afterwards' });
    await lead.waitForView('the last line', () => lines(lead).includes('afterwards'));
    expect(lines(lead)).toEqual(['once', 'afterwards']);
  });

  it('sent ten times at the same moment runs once', async () => {
    const { candidate } = await theatre.stage.everybodyInside();
    const commandId = uuidv7();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => candidate.request('chat.send', { text: 'once' }, commandId)),
    );
    expect(new Set(answers.map(answer => answer.messageId)).size).toBe(1);
    expect(lines(candidate)).toEqual(['once']);
  });

  it('repeated after a reconnection gets its first answer', async () => {
    const { candidate } = await theatre.stage.everybodyInside();
    const commandId = uuidv7();
    const first = await candidate.request('chat.send', { text: 'once' }, commandId);
    candidate.close();
    const back = await theatre.stage.open('candidate', candidate.clientId);
    expect(await back.request('chat.send', { text: 'once' }, commandId)).toEqual(first);
    expect(lines(back)).toEqual(['once']);
  });

  it('with different content under a used id is refused', async () => {
    const { candidate } = await theatre.stage.everybodyInside();
    const commandId = uuidv7();
    await candidate.request('chat.send', { text: 'one' }, commandId);
    await expect(candidate.request('chat.send', { text: 'two' }, commandId)).rejects.toMatchObject({
      code: 'duplicate-command',
    });
    await expect(candidate.request('seat.leave', {}, commandId)).rejects.toMatchObject({
      code: 'duplicate-command',
    });
    expect(lines(candidate)).toEqual(['one']);
  });

  it("under an id that another person has used is refused, and that person's answer stays private", async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    const commandId = uuidv7();
    await candidate.request('chat.send', { text: 'mine' }, commandId);
    await expect(lead.request('chat.send', { text: 'mine' }, commandId)).rejects.toMatchObject({
      code: 'duplicate-command',
    });
  });

  it('without an id is refused', async () => {
    const { candidate } = await theatre.stage.everybodyInside();
    const reply = await candidate.raw('chat.send', { params: { text: 'no id' } });
    expect(reply).toMatchObject({ ok: false, error: { code: 'invalid' } });
  });

  it('that was refused can be sent again under its id after it becomes allowed', async () => {
    const lead = await theatre.stage.enter('lead');
    const commandId = uuidv7();
    await expect(lead.request('session.extend', { minutes: 5 }, commandId)).rejects.toMatchObject({
      code: 'wrong-phase',
    });
    await lead.request('session.open', {});
    await lead.request('session.extend', { minutes: 5 }, commandId);
  });

  it('from many people at the same moment is neither lost nor doubled, and everyone sees the same order', async () => {
    const pages = await theatre.stage.everybodyInside();
    const senders = [pages.candidate, pages.lead, pages.second];
    await Promise.all(
      senders.flatMap((page, sender) =>
        Array.from({ length: 8 }, (_, index) => page.request('chat.send', { text: `${sender}.${index}` })),
      ),
    );
    const everyone = Object.values(pages);
    for (const page of everyone)
      await page.waitForView('all lines', view => Object.keys(view.chat).length === 24);
    const [order] = everyone.map(lines);
    expect(new Set(order).size).toBe(24);
    for (const page of everyone) expect(lines(page)).toEqual(order);
  });
});

describe('the view', () => {
  it('arrives in full and then as patches without a gap', async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    await candidate.waitForView(...lastChangeByItself);
    for (let index = 0; index < 5; index += 1) await lead.request('session.extend', { minutes: 1 });
    await candidate.waitForView('the last change', view => view.endsAt === lead.view.endsAt);
    expect(candidate.missedPatches).toBe(0);
    expect(candidate.notices.filter(({ name }) => name === 'interview.snapshot')).toHaveLength(1);
    const held = candidate.view;
    await candidate.resume();
    expect(candidate.view).toEqual(held);
  });

  it('is sent in full after a missed patch', async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    // This page misses what is sent now, as if a frame had been lost.
    candidate.socket.off('interview.patch');
    await lead.request('session.extend', { minutes: 10 });
    await lead.request('chat.send', { text: 'missed' });
    await candidate.resume();
    expect(lines(candidate)).toEqual(['missed']);
    expect(candidate.view.endsAt).toBe(lead.view.endsAt);
  });

  it('contains messages newer than its request only in later patches', async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    await candidate.waitForView(...lastChangeByItself);
    await candidate.resume();
    const { version } = candidate;
    await lead.request('chat.send', { text: 'next' });
    await candidate.waitForView('the next line', () => lines(candidate).includes('next'));
    expect(candidate.version).toBe(version + 1);
    expect(candidate.missedPatches).toBe(0);
  });
});
