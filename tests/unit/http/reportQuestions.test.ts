import { afterEach, beforeEach, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { Mailbox, type ReceivedMail } from '../../support/mailbox.ts';
import { ReportedPractice } from './reportedPractice.ts';

const house = new ReportedPractice();
let box: Mailbox;

beforeEach(async () => {
  box = await Mailbox.start();
  await house.begin({ env: { SMTP_URL: box.url } });
});
afterEach(async () => {
  await house.server.close();
  await box.close();
});

const about = (subject: string) =>
  box.received.filter(({ headers }) => headers.get('subject')?.includes(subject));
const addresses = (mails: readonly ReceivedMail[]) => mails.flatMap(({ to }) => to).sort();

it('a candidate’s question is emailed to those who wrote the report, and the answer to the candidate once a day', async () => {
  const { stranger, interviewId } = await house.rated({ email: 'ada@example.org' });
  await house.server.member(house.owner, 'organizer', 'oscar@example.org');
  await house.save(interviewId, house.draft(), house.first);
  await house.publish(interviewId);
  await house.openedBy(stranger);
  await stranger.asker.call('report.ask', { key: stranger.ref, question: 'Why three?' });
  const asked = await eventually('two messages', () => {
    const mails = about('question about their report');
    return mails.length === 2 ? mails : undefined;
  });
  expect(addresses(asked)).toEqual(['first@example.org', 'olga@example.org']);
  for (const { raw } of asked) expect(raw).not.toMatch(/Ada|Why three/);

  const answer = (text: string) => house.owner.call('reports.answer', { interviewId, answer: text });
  await answer('Because.');
  await answer('Because of the index.');
  const [mail] = await eventually('the message', () => {
    const mails = about('Your question was answered');
    return mails.length > 0 ? mails : undefined;
  });
  expect(mail?.to).toEqual(['ada@example.org']);
  const link = /\/report#(\S+)/.exec(mail?.parts.get('text/plain') ?? '')?.[1] ?? '';
  expect(await house.opened({ link })).toMatchObject({ question: { answer: 'Because of the index.' } });
  await eventually('no message to wait', async () =>
    (await house.server.store.mails.list(99)).every(({ state }) => state !== 'waiting'),
  );
  expect(about('Your question was answered')).toHaveLength(1);
  const stored = await house.server.store.database.kysely.selectFrom('mails').selectAll().execute();
  const staffMails = stored.filter(({ pageId }) => pageId === null);
  expect(JSON.stringify(staffMails)).not.toContain(interviewId);
});
