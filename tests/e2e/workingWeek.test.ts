import { readFile } from 'node:fs/promises';
import ICAL from 'ical.js';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkTexts } from '../../client/texts/bulk.ts';
import { candidateTexts } from '../../client/texts/candidates.ts';
import { homeTexts } from '../../client/texts/home.ts';
import { importTexts } from '../../client/texts/imports.ts';
import { interviewListTexts } from '../../client/texts/interviewList.ts';
import { interviewPageTexts } from '../../client/texts/interviewPage.ts';
import { kitTexts } from '../../client/texts/kits.ts';
import { newInterviewTexts } from '../../client/texts/newInterview.ts';
import { readReport } from '../../client/texts/readReport.ts';
import { reportEditorTexts } from '../../client/texts/reportEditor.ts';
import { scheduleTexts } from '../../client/texts/schedule.ts';
import { templateTexts } from '../../client/texts/templates.ts';
import { InterviewId } from '../../shared/ids.ts';
import { CONSENT_VERSION, INTERVIEWER_CONSENT_VERSION } from '../../shared/interview/setup.ts';
import type { InterviewKit } from '../../shared/kit/kit.ts';
import type { ReportContent } from '../../shared/report/reportContent.ts';
import { wallTimeAt } from '../../shared/time/zones.ts';
import { ApiClient, OWNER } from '../support/apiClient.ts';
import { TestBrowser } from '../support/chromium.ts';
import { SIZES } from '../support/looks.ts';
import { Mailbox, type ReceivedMail } from '../support/mailbox.ts';
import { reportDraft } from '../support/reportDraft.ts';
import { lock, rateAll } from '../support/scriptedRater.ts';
import { SeatSocket } from '../support/seatSocket.ts';
import { ServerProcess } from '../support/serverProcess.ts';
import { signedIn } from '../support/signedIn.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ZONE = 'Europe/Berlin';
const GRACE = { name: 'Grace Hopper', email: 'grace@example.org', password: 'a compiler from the fifties' };
const RATER = { name: 'Barbara Liskov', email: 'barbara@example.org' };
const DORA = { name: 'Dora Okafor', email: 'dora@example.com' };
const [ADA, BEN, CLEO] = [
  { name: 'Ada Lovelace', email: 'ada@example.com' },
  { name: 'Ben Zhao', email: 'ben@example.com' },
  { name: 'Cleo Park', email: 'cleo@example.com' },
] as const;
/** Two days after the week begins. */
const start = Date.parse(`${wallTimeAt(ZONE, Date.now() + 48 * HOUR_MS).slice(0, 10)}T08:00:00Z`);
const TEMPLATE = 'Backend developer, first round';

let mailbox: Mailbox;
let server: ServerProcess;
let owner: ApiClient;
let browser: TestBrowser;
let page: Page;
let kit: InterviewKit;

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

const INVITATION = /^(Your interview|Interview with|Rate the interview)/;

/** Enters an interview with the link of a person's invitation. Candidates and interviewers agree to everything. */
async function enter(at: number, person: { email: string }): Promise<SeatSocket> {
  const mail = await mailbox.mailTo(person.email, INVITATION, invitation => entryOf(invitation).at === at);
  const socket = await SeatSocket.open(owner, linkIn(mail));
  const { role } = socket.own;
  const version = role === 'candidate' ? CONSENT_VERSION : INTERVIEWER_CONSENT_VERSION;
  if (role !== 'evaluator')
    await socket.request('consent.give', { consent: { version, recording: true, observers: true } });
  await socket.request('seat.enter', {});
  return socket;
}

/** Candidates who are to be invited: name, address, date, and time. Dora chooses the time. */
const GOOD: readonly string[][] = [
  ...[ADA, BEN, CLEO].map(({ name, email }, index) => rowAt(name, email, start + index * HOUR_MS)),
  [DORA.name, DORA.email, '', ''],
  ...Array.from({ length: 30 }, (_, index) =>
    rowAt(`Candidate ${index}`, `candidate-${index}@example.com`, start + (index + 5) * 24 * HOUR_MS),
  ),
];
const WRONG: readonly string[][] = [
  ['Grace Kelly', 'grace(at)example.com', '2030-01-15', '10:00'],
  ['Unreachable', '', '2030-01-15', '10:00'],
  ['Past Tense', 'past@example.com', '2020-01-15', '10:00'],
  ['Thirtieth February', 'february@example.com', '2030-02-30', '10:00'],
  ['Late Hour', 'late@example.com', '2030-01-15', '25:00'],
  ['Skipped Hour', 'skipped@example.com', '2030-03-31', '02:30'],
];
const ROWS = [...GOOD.slice(0, 10), ...WRONG, ...GOOD.slice(10)];

/** A report whose points quote the answers, because no one recorded them. */
function quotedDraft(rated: InterviewKit): ReportContent {
  const { keep, ...draft } = reportDraft(rated);
  const moment = { kind: 'quotation', text: 'First I looked at what had changed.' } as const;
  const points = [...keep, ...draft.change].map(point => ({ ...point, moment, reached: 4 as const }));
  return { ...draft, keep: points.slice(0, keep.length), change: points.slice(keep.length) };
}

function rowAt(name: string, email: string, at: number): string[] {
  const [day = '', time = ''] = wallTimeAt(ZONE, at).split('T');
  return [name, email, day, time];
}

function csvOf(rows: readonly string[][]): string {
  return [['Name', 'Email', 'Date', 'Time'], ...rows].map(row => row.join(';')).join('\r\n');
}

/** Tests run in order: a week of an HR team. */
describe('a working week', () => {
  it('begins with a template for the interviews of a job', async () => {
    await page.goto(`${server.url}/console/interviews/new`);
    await page.getByLabel(newInterviewTexts.form.title).fill(TEMPLATE);
    await page
      .getByLabel(kitTexts.choice.label, { exact: true })
      .selectOption({ value: 'backend-developer' });
    await page.getByRole('button', { name: 'Add an evaluator' }).click();
    const people = [GRACE, RATER];
    for (const [index, person] of people.entries()) {
      await page
        .getByLabel(newInterviewTexts.form.name, { exact: true })
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

  it('invites the good rows of a CSV file, and gives back the others with what to fix', async () => {
    await page.goto(`${server.url}/console/interviews/import`);
    const file = { name: 'candidates.csv', mimeType: 'text/csv', buffer: Buffer.from(csvOf(ROWS)) };
    await page.setInputFiles('input[type=file]', file);
    await page.getByLabel(importTexts.columns.template, { exact: true }).selectOption({ label: TEMPLATE });
    await page.getByLabel(importTexts.columns.anytime).check();
    await page.getByRole('button', { name: importTexts.columns.next }).click();
    const problems = page.getByRole('table', { name: importTexts.check.problems });
    await problems.getByText('grace(at)example.com').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: importTexts.check.download(WRONG.length) }).click();
    const rejected = await readFile(await (await download).path(), 'utf8');
    for (const [name = ''] of WRONG) expect(rejected).toContain(name);
    await page.getByRole('button', { name: importTexts.check.createMail(GOOD.length) }).click();
    await page.getByRole('heading', { name: importTexts.result.title(GOOD.length) }).waitFor();

    // The same file again invites no one.
    await page.goto(`${server.url}/console/interviews/import`);
    await page.setInputFiles('input[type=file]', file);
    await page.getByLabel(importTexts.columns.template, { exact: true }).selectOption({ label: TEMPLATE });
    await page.getByLabel(importTexts.columns.anytime).check();
    await page.getByRole('button', { name: importTexts.columns.next }).click();
    await page.getByText(importTexts.check.nothing).waitFor();
  });

  it('invites each person by email, with a calendar entry of their own', async () => {
    const invitation = await mailbox.mailTo(ADA.email, /^Your interview/);
    expect(entryOf(invitation)).toMatchObject({ method: 'REQUEST', sequence: 0, at: start });
    expect(invitation.raw).not.toMatch(/Barbara|barbara/);
    for (const { email } of [GRACE, RATER])
      await mailbox.mailTo(email, INVITATION, mail => entryOf(mail).at === start);
    expect(linkIn(invitation)).toMatch(`${server.url}/join#`);
    for (const [, address = ''] of GOOD) await mailbox.mailTo(address, /interview/);
    expect(mailbox.received.filter(({ to }) => to.includes(ADA.email))).toHaveLength(1);
  });

  it('lets a candidate choose the time on a phone', async () => {
    const invitation = await mailbox.mailTo(DORA.email, /time for your interview/);
    expect(invitation.parts.has('text/calendar')).toBe(false);
    const phone = await (await browser.newContext({ viewport: SIZES.phone, phone: true })).newPage();
    await phone.goto(/http\S+\/schedule#[\w-]{22}/.exec(invitation.parts.get('text/plain') ?? '')?.[0] ?? '');
    await phone.getByRole('group', { name: scheduleTexts.days }).locator('label').last().tap();
    await phone
      .getByRole('group', { name: /^Times / })
      .locator('label')
      .first()
      .tap();
    await phone.getByRole('button', { name: /^Confirm / }).tap();
    await phone.getByRole('heading', { name: scheduleTexts.chosenTitle }).waitFor();
    const confirmed = await mailbox.mailTo(DORA.email, /^Your interview/);
    expect(entryOf(confirmed)).toMatchObject({ method: 'REQUEST' });
    await mailbox.mailTo(GRACE.email, INVITATION, mail => entryOf(mail).at === entryOf(confirmed).at);
    await phone.context().close();
  });

  it('moves an interview, which everyone learns with the same calendar entry', async () => {
    const before = entryOf(await mailbox.mailTo(ADA.email, /^Your interview/));
    await page.goto(`${server.url}/console/interviews`);
    await page.getByRole('link', { name: ADA.name }).first().click();
    await page.getByRole('button', { name: interviewPageTexts.detail.more }).click();
    await page.getByRole('menuitem', { name: interviewPageTexts.detail.edit }).click();
    const dialog = page.getByRole('dialog', { name: interviewPageTexts.edit.title });
    // Another organizer moves it at the same time. The slower one sees that before it is replaced.
    const interviewId = InterviewId.parse(new URL(page.url()).pathname.split('/').at(-1));
    await owner.call('interviews.change', { interviewId, scheduledAt: start + 9 * HOUR_MS });
    await mailbox.mailTo(ADA.email, /^Moved/);
    await dialog.getByText(/^Someone moved this interview to .* Saving a different time/).waitFor();
    await dialog.getByLabel(newInterviewTexts.form.when).fill(wallTimeAt(ZONE, start - HOUR_MS));
    // The emails are counted before they are sent, and can be undone for some seconds.
    await dialog.getByRole('button', { name: interviewPageTexts.edit.saveAndSend(3) }).click();
    await page.getByRole('button', { name: bulkTexts.status.undo }).waitFor();
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
    ({ kit } = chosen);
    for (const rater of [barbara, grace]) {
      await rateAll(rater, chosen.kit, 4);
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
    await dialog.getByLabel(candidateTexts.decisions.stage).selectOption('interview');
    await dialog.getByLabel(candidateTexts.decisions.reason).fill('Measures before changing anything.');
    await dialog.getByRole('button', { name: candidateTexts.decisions.save }).click();
    await page.getByText(candidateTexts.decisions.saved).waitFor();
  });

  it('sends a report, and replies to the question that its reader asks', async () => {
    const { settings } = await owner.call('evaluations.settings', {});
    await owner.call('evaluations.change', { settings: { ...settings, invitedReports: true } });
    const { interviews } = await owner.call('interviews.list', { filter: { search: CLEO.email } });
    const [{ interviewId } = { interviewId: undefined }] = interviews;
    if (!interviewId) throw new Error('The search finds no interview.');
    const { version } = await owner.call('reports.save', {
      ...{ interviewId, expectedVersion: 0 },
      content: quotedDraft(kit),
    });
    await owner.call('reports.publish', { interviewId, expectedVersion: version });

    const ready = await mailbox.mailTo(CLEO.email, /report/i);
    const reader = await browser.newPage();
    await reader.goto(/http\S+\/report#\S+/.exec(ready.parts.get('text/plain') ?? '')?.[0] ?? '');
    await reader.getByRole('button', { name: readReport.guess.skip }).click();
    await reader.getByLabel(readReport.ask.label).fill('What would a five have been?');
    await reader.getByRole('button', { name: readReport.ask.send }).click();
    await mailbox.mailTo(OWNER.email, /question about/);

    await page.goto(`${server.url}/console`);
    await page.getByRole('link', { name: homeTexts.replies.actionOf(CLEO.name) }).click();
    await page.getByLabel(reportEditorTexts.after.answer).fill('Naming what would undo the decision.');
    await page.getByRole('button', { name: reportEditorTexts.after.send }).click();
    await mailbox.mailTo(CLEO.email, /^Your question was answered/);
  });

  it('finds the candidate again by address, and shows who did what', async () => {
    await page.goto(`${server.url}/console/interviews`);
    await page.getByRole('searchbox').fill(CLEO.email);
    await page.getByRole('row', { name: new RegExp(`${CLEO.name}.*Decided`) }).waitFor();
    await page.goto(`${server.url}/console/settings/audit`);
    await page.getByText(`recorded a decision about ${CLEO.name}`).first().waitFor();
  });
});
