import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkMessage, MessageKind, recipientsOf } from '../../../shared/messages/messages.ts';
import { usualWords } from '../../../shared/messages/usualMessages.ts';
import { SeatRole } from '../../../shared/roles.ts';
import { Mailbox } from '../../support/mailbox.ts';
import { refusalOf } from './refusals.ts';
import { OWNER, startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const NAME = { kind: 'invitation', seat: 'candidate' } as const;
const WORDS = {
  subject: 'Talk to us, {name}',
  text: 'Dear {name},\n\nwe look forward to {when}.\n\n{details}\n\n{link}',
};

let box: Mailbox;
let server: TestServer;
let owner: Visitor;

beforeAll(async () => {
  box = await Mailbox.start();
  server = await startTestServer({ env: { SMTP_URL: box.url } });
  owner = await server.owner();
});
afterAll(async () => {
  await server.close();
  await box.close();
});

const change = (words: typeof WORDS | null) => owner.call('messages.change', { ...NAME, words });
const current = async () =>
  (await owner.call('messages.list', {})).messages.find(
    ({ kind, seat }) => kind === NAME.kind && seat === NAME.seat,
  );
async function invite(title: string) {
  const before = box.received.length;
  await owner.call('interviews.create', {
    ...{ title, jobRole: 'Developer', plannedMinutes: 45, mail: true, timeZone: 'Asia/Tokyo' },
    scheduledAt: Date.now() + 72 * 60 * 60_000,
    seats: [{ role: 'candidate', displayName: 'Ada', email: 'ada@example.org' }],
  });
  const mail = await box.message(before + 1);
  const text = mail.parts.get('text/plain')?.replaceAll('\r\n', '\n') ?? '';
  return { subject: mail.headers.get('subject'), text };
}

describe('the words of messages', () => {
  it('are the usual ones, which have no findings, until an owner changes them', async () => {
    for (const kind of MessageKind.options)
      for (const seat of recipientsOf(kind))
        expect(checkMessage({ kind, seat }, usualWords({ kind, seat }))).toEqual([]);
    const { messages } = await owner.call('messages.list', {});
    const toCandidatesAlone = MessageKind.options
      .map(kind => SeatRole.options.length - recipientsOf(kind).length)
      .reduce((sum, left) => sum + left);
    expect(messages).toHaveLength(MessageKind.options.length * SeatRole.options.length - toCandidatesAlone);
    const name = { kind: 'timeChoice', seat: 'observer' } as const;
    expect(await refusalOf(owner.call('messages.change', { ...name, words: WORDS }))).toMatchObject({
      code: 'invalid',
    });
    expect(messages.some(({ changed }) => changed)).toBe(false);
    const organizer = await server.member(owner, 'organizer', 'oscar@example.org');
    expect((await organizer.send('messages.list')).status).toBe(403);
  });

  it('can be previewed with an example, and later with a real interview, without sending anything', async () => {
    const preview = () => owner.call('messages.preview', { ...NAME, words: WORDS });
    expect(await preview()).toMatchObject({ subject: 'Talk to us, Ada Lovelace', isExample: true });
    expect(box.received).toEqual([]);
    expect((await invite('First round')).subject).toMatch(/^Your interview for Developer, .*GMT\+9$/);
    const real = await preview();
    expect(real).toMatchObject({ subject: 'Talk to us, Ada', isExample: false });
    expect(real.parts).toContainEqual(expect.objectContaining({ kind: 'action' }));
    expect(JSON.stringify(real)).not.toMatch(/join#(?!example")/);
    for (const { kind, seat, words } of (await owner.call('messages.list', {})).messages)
      expect((await owner.call('messages.preview', { kind, seat, words })).subject).not.toMatch(/[{}]/);
  });

  it('are refused if someone else has changed them since they were shown', async () => {
    const seen = usualWords(NAME);
    const save = (words: typeof WORDS | null) => owner.call('messages.change', { ...NAME, words, seen });
    await save({ ...seen, subject: 'Welcome, {name}' });
    await save({ ...seen, text: WORDS.text });
    expect((await current())?.words).toEqual({ subject: 'Welcome, {name}', text: WORDS.text });
    expect(await refusalOf(save(WORDS))).toMatchObject({
      reason: 'setting-changed',
      details: { theirs: { subject: 'Welcome, {name}' } },
    });
    const [entry] = await server.store.audit.list(1);
    expect(entry).toMatchObject({
      target: 'invitation.candidate',
      details: { usual: false, changed: ['text'] },
    });
    await change(null);
  });

  it('are in the emails after a change, and the usual ones again after a reset', async () => {
    await change(WORDS);
    expect(await current()).toMatchObject({ words: WORDS, changed: true });
    const { subject, text } = await invite('Second round');
    expect(subject).toBe('Talk to us, Ada');
    expect(text).toMatch(/^Dear Ada,\n\nWe look forward to .*GMT\+9\.\n\n\* When: /);
    expect(text).toContain('/join#');
    await change(null);
    expect(await current()).toMatchObject({ changed: false });
    expect((await invite('Third round')).subject).toMatch(/^Your interview/);
  });

  it.each([
    ['message-unknown', { ...WORDS, subject: 'For {salary}' }],
    ['message-unknown', { ...WORDS, text: `${WORDS.text}\n\n{candidate}` }],
    ['message-block-in-line', { ...WORDS, text: 'Click {link}\n\n{details}\n\n{link}' }],
    ['message-missing', { ...WORDS, text: 'Come on time.\n\n{details}' }],
  ])('are refused with %s', async (reason, words) => {
    expect(await refusalOf(change(words))).toMatchObject({ code: 'invalid', reason });
    expect(await current()).toMatchObject({ changed: false });
  });

  it('are tried out in an email to the member alone, with an audit entry', async () => {
    const before = box.received.length;
    await owner.call('messages.sendTest', { ...NAME, words: WORDS });
    const mail = await box.message(before + 1);
    expect(mail.headers.get('to')).toContain(OWNER.email);
    expect(mail.headers.get('subject')).toMatch(/^Test: Talk to us, /);
    expect([...mail.parts.keys()]).not.toContain('text/calendar');
    expect(mail.parts.get('text/plain')).toContain('You sent this test to yourself');
    const [entry] = await server.store.audit.list(1);
    expect(entry).toMatchObject({ action: 'message.tested', target: 'invitation.candidate' });
    const wrong = owner.call('messages.sendTest', { ...NAME, words: { ...WORDS, text: 'Hello' } });
    expect(await refusalOf(wrong)).toMatchObject({ code: 'invalid', reason: 'message-missing' });
  });
});
