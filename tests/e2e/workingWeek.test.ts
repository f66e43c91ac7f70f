import ICAL from 'ical.js';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { candidateTexts } from '../../client/texts/candidates.ts';
import { common } from '../../client/texts/common.ts';
import { consoleTexts } from '../../client/texts/console.ts';
import { interviewListTexts } from '../../client/texts/interviewList.ts';
import { kitTexts } from '../../client/texts/kits.ts';
import { templateTexts } from '../../client/texts/templates.ts';
import { InterviewId } from '../../shared/ids.ts';
import { CONSENT_VERSION, INTERVIEWER_CONSENT_VERSION } from '../../shared/interview/setup.ts';
import { wallTimeAt } from '../../shared/time/zones.ts';
import { ApiClient } from '../support/apiClient.ts';
import { TestBrowser } from '../support/chromium.ts';
import { Mailbox, type ReceivedMail } from '../support/mailbox.ts';
import { lock, rateAll } from '../support/scriptedRater.ts';
import { SeatSocket } from '../support/seatSocket.ts';
import { ServerProcess } from '../support/serverProcess.ts';
import { signedIn } from '../support/signedIn.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ZONE = 'Europe/Berlin';
const GRACE = { name: 'Grace Hopper', email: 'grace@example.org', password: 'a compiler from the fifties' };
const RATER = { name: 'Barbara Liskov', email: 'barbara@example.org' };
const [ADA, BEN, CLEO] = [
  { name: 'Ada Lovelace', email: 'ada@example.com' },
  { name: 'Ben Zhao', email: 'ben@example.com' },
  { name: 'Cleo Park', email: 'cleo@example.com' },
] as const;
const TEMPLATE = 'Backend developer, first round';

let mailbox: Mailbox;
let server: ServerProcess;
let owner: ApiClient;
let browser: TestBrowser;
let page: Page;
/** 10:00 in Berlin, two days after the week begins. */
const start = Date.parse(`${wallTimeAt(ZONE, Date.now() + 48 * HOUR_MS).slice(0, 10)}T08:00:00Z`);

beforeAll(async () => {
  mailbox = await Mailbox.start();
  server = await ServerProcess.start({
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'jobs@example.org',
    NODE_OPTIONS: '--import=./tests/support/shiftedClock.ts',
  });
  owner = new ApiClient(server.url);
  await owner.setUpOwner(await server.setupLink());
  const profile = { name: 'Ampère', email: 'jobs@example.org', timeZone: ZONE };
  await owner.call('organization.change', { profile });
  browser = await TestBrowser.launch();
  page = await (await signedIn(browser, owner)).newPage();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await mailbox?.close();
});

/** Restarts the server as if it were `at`. */
async function turnClockTo(at: number): Promise<void> {
  await server.stop();
  await server.launch({ CLOCK_SHIFT_MS: `${at - Date.now()}` });
}

function linkIn(mail: ReceivedMail): string {
  const [link] = /http\S+\/join#[\w-]{22}/.exec(mail.parts.get('text/plain') ?? '') ?? [];
  if (!link) throw new Error('The message has no personal link.');
  return link;
}

/** Reads the calendar entry of a message. */
function entryOf(mail: ReceivedMail) {
  const calendar = new ICAL.Component(ICAL.parse(mail.parts.get('text/calendar') ?? ''));
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined);
  const [zone] = calendar.getAllSubcomponents('vtimezone');
  if (zone) event.startDate.zone = new ICAL.Timezone(zone);
  return {
    method: calendar.getFirstPropertyValue('method'),
    uid: event.uid,
    sequence: event.sequence,
    at: event.startDate.toUnixTime() * 1_000,
    minutes: event.duration.toSeconds() / 60,
  };
}

/** Enters an interview with the link of a person's invitation. Candidates and interviewers agree to everything. */
async function enter(at: number, person: { email: string }): Promise<SeatSocket> {
  const mail = await mailbox.mailTo(person.email, /^You/, invitation => entryOf(invitation).at === at);
  const socket = await SeatSocket.open(owner, linkIn(mail));
  const { role } = socket.own;
  const version = role === 'candidate' ? CONSENT_VERSION : INTERVIEWER_CONSENT_VERSION;
  if (role !== 'evaluator')
    await socket.request('consent.give', { consent: { version, recording: true, observers: true } });
  await socket.request('seat.enter', {});
  return socket;
}

async function fromTemplate(candidate: { name: string; email: string }, at: number): Promise<void> {
  await page.goto(`${server.url}/console/interviews/new`);
  await page.getByLabel(templateTexts.start.label).selectOption({ label: TEMPLATE });
  await page.getByLabel(consoleTexts.form.name, { exact: true }).first().fill(candidate.name);
  await page.getByLabel('Email', { exact: false }).first().fill(candidate.email);
  await page.getByLabel(consoleTexts.form.when).fill(wallTimeAt(ZONE, at));
  await page.getByRole('button', { name: consoleTexts.create.submit }).click();
  await page.getByRole('heading', { name: consoleTexts.create.linksTitle }).waitFor();
}

/** Tests run in order: a week of an HR team. */
describe('a working week', () => {
  it('begins with a template for the interviews of a job', async () => {
    await page.goto(`${server.url}/console/interviews/new`);
    await page.getByLabel(consoleTexts.form.title).fill(TEMPLATE);
    await page
      .getByLabel(kitTexts.choice.label, { exact: true })
      .selectOption({ value: 'backend-developer' });
    await page.getByRole('button', { name: 'Add an evaluator' }).click();
    const people = [GRACE, RATER];
    for (const [index, person] of people.entries()) {
      await page
        .getByLabel(consoleTexts.form.name, { exact: true })
        .nth(index + 1)
        .fill(person.name);
      await page
        .getByLabel('Email', { exact: false })
        .nth(index + 1)
        .fill(person.email);
    }
    await page.getByRole('button', { name: templateTexts.save.open }).click();
    const dialog = page.getByRole('dialog', { name: templateTexts.save.title });
    await dialog.getByLabel(templateTexts.save.name).fill(TEMPLATE);
    await dialog.getByRole('button', { name: templateTexts.save.submit }).click();
    await page.getByText(templateTexts.save.saved(TEMPLATE)).waitFor();
  });

  it('invites each person by email, with a calendar entry of their own', async () => {
    for (const [index, candidate] of [ADA, BEN, CLEO].entries())
      await fromTemplate(candidate, start + index * HOUR_MS);
    const invitation = await mailbox.mailTo(ADA.email, /^Your interview/);
    expect(entryOf(invitation)).toMatchObject({ method: 'REQUEST', sequence: 0, at: start });
    expect(invitation.raw).not.toMatch(/Barbara|barbara/);
    for (const { email } of [GRACE, RATER]) await mailbox.mailTo(email, /^You’re/);
    expect(linkIn(invitation)).toMatch(`${server.url}/join#`);
  });

  it('moves an interview, which everyone learns with the same calendar entry', async () => {
    const before = entryOf(await mailbox.mailTo(ADA.email, /^Your interview/));
    await page.goto(`${server.url}/console/interviews`);
    await page.getByRole('link', { name: ADA.name }).first().click();
    await page.getByRole('button', { name: consoleTexts.detail.more }).click();
    await page.getByRole('menuitem', { name: consoleTexts.detail.edit }).click();
    const dialog = page.getByRole('dialog', { name: consoleTexts.edit.title });
    // Another organizer moves it at the same time. The slower one sees that before it is replaced.
    const interviewId = InterviewId.parse(new URL(page.url()).pathname.split('/').at(-1));
    await owner.call('interviews.change', { interviewId, scheduledAt: start + 9 * HOUR_MS });
    await mailbox.mailTo(ADA.email, /^Moved/);
    await dialog.getByText(/^Someone moved this interview to .* Saving a different time/).waitFor();
    await dialog.getByLabel(consoleTexts.form.when).fill(wallTimeAt(ZONE, start - HOUR_MS));
    await dialog.getByRole('button', { name: common.save }).click();
    for (const { email } of [ADA, GRACE, RATER]) {
      const change = await mailbox.mailTo(email, /^Moved/, mail => entryOf(mail).at === start - HOUR_MS);
      const { uid, ...entry } = entryOf(change);
      expect(entry).toMatchObject({ method: 'REQUEST', sequence: 2, at: start - HOUR_MS });
      if (email === ADA.email) expect(uid).toBe(before.uid);
    }
  });

  it('reminds people a day and an hour before, each once', async () => {
    await turnClockTo(start - 25 * HOUR_MS + MINUTE_MS);
    await mailbox.mailTo(ADA.email, /^Reminder/);
    await turnClockTo(start - HOUR_MS - 50 * MINUTE_MS);
    await mailbox.mailTo(ADA.email, /starts in an hour$/);
    await mailbox.mailTo(RATER.email, /starts in an hour$/);
    const subjects = mailbox.received
      .filter(({ to }) => to.includes(ADA.email))
      .map(({ subject }) => subject.replace(/[:,] .*|^.* starts/, ''));
    expect(subjects).toEqual([
      'Your interview for Backend Developer',
      'Moved',
      'Moved',
      'Reminder',
      ' in an hour',
    ]);
  });

  it('holds one interview with people, and one whose candidate doesn’t come', async () => {
    await turnClockTo(start);
    const [ofBen, ofCleo] = [start + HOUR_MS, start + 2 * HOUR_MS];
    const grace = await enter(ofCleo, GRACE);
    const barbara = await enter(ofCleo, RATER);
    const cleo = await enter(ofCleo, CLEO);
    await grace.request('session.open', {});
    await grace.request('seat.admit', { seatId: cleo.own.seatId });
    await cleo.waitForView('to be inside', () => cleo.own.presence === 'inside');
    await grace.request('session.end', {});
    const { chosen } = await barbara.request('kit.read', {});
    if (!chosen) throw new Error('The interview has no kit.');
    for (const rater of [barbara, grace]) {
      await rateAll(rater, chosen.kit, [4, 5, 3]);
      await lock(rater);
    }
    const alone = await enter(ofBen, GRACE);
    await alone.request('session.open', {});
    await alone.request('session.end', {});
    for (const socket of [grace, barbara, cleo, alone]) socket.close();

    await page.goto(`${server.url}/console/interviews`);
    await page.getByRole('link', { name: interviewListTexts.views.past }).click();
    await page.getByRole('row', { name: new RegExp(`${BEN.name}.*No-show`) }).waitFor();
    await page.getByRole('row', { name: new RegExp(`${CLEO.name}.*Rated`) }).waitFor();
  });

  it('compares the candidates of the role, and decides with a reason', async () => {
    await page.goto(`${server.url}/console/candidates/compare`);
    await page.getByLabel(candidateTexts.compare.role).selectOption({ label: 'Backend Developer' });
    await page.getByRole('link', { name: CLEO.name }).first().click();
    await page.getByRole('button', { name: candidateTexts.decisions.decide }).first().click();
    const dialog = page.getByRole('dialog', { name: candidateTexts.decisions.dialog(CLEO.name) });
    await dialog
      .getByLabel(candidateTexts.decisions.outcome)
      .selectOption({ label: candidateTexts.outcomes.advance });
    await dialog.getByLabel(candidateTexts.decisions.reason).fill('Measures before changing anything.');
    await dialog.getByRole('button', { name: candidateTexts.decisions.save }).click();
    await page.getByText(candidateTexts.decisions.saved).waitFor();
  });

  it('finds the candidate again by address, and shows who did what', async () => {
    await page.goto(`${server.url}/console/interviews`);
    await page.getByRole('searchbox').fill(CLEO.email);
    await page.getByRole('row', { name: new RegExp(`${CLEO.name}.*Decided`) }).waitFor();
    await page.goto(`${server.url}/console/settings/audit`);
    await page
      .getByText(/recorded a decision about a candidate/)
      .first()
      .waitFor();
  });
});
