import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { evaluationTexts } from '../../client/texts/evaluations.ts';
import { homeTexts as texts } from '../../client/texts/home.ts';
import { interviewListTexts } from '../../client/texts/interviewList.ts';
import { InterviewId } from '../../shared/ids.ts';
import type { RouteResult } from '../../shared/protocol/http.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import { ConsolePage, DESKTOP } from '../support/consolePage.ts';
import { member } from '../support/reviewStage.ts';

const MINUTE_MS = 60_000;
const ID = InterviewId.parse('01890000-0000-7000-8000-000000000001');
const NOTHING = { total: 0, rows: [] };
type HomeData = RouteResult<'home.read'>;

let staff: ConsolePage;
let page: Page;
let home: HomeData;

beforeAll(async () => {
  staff = await ConsolePage.create();
  ({ page } = staff);
});
afterAll(() => staff?.[Symbol.asyncDispose]());
beforeEach(async () => {
  await page.setViewportSize(DESKTOP);
  staff.signIn('owner');
  staff.server.answer('home.read', () => home);
  home = {
    interviews: NOTHING,
    upcoming: NOTHING,
    unscheduled: NOTHING,
    decisions: NOTHING,
    ratings: NOTHING,
    replies: NOTHING,
    evaluations: { ...NOTHING, others: 0 },
    failures: NOTHING,
    now: Date.now(),
  };
});

const block = (name: string) => page.getByRole('region', { name });
const planned = () => ({
  interviewId: ID,
  title: 'Second round',
  jobRole: 'Backend developer',
  candidateNames: ['Ada Lovelace'],
  scheduledAt: Date.now() + 20 * MINUTE_MS,
  plannedMinutes: 45,
  phase: 'lobby' as const,
});

it('shows what waits, with one action per row, and lets a member join as themselves', async () => {
  home.interviews = { total: 7, rows: [{ ...planned(), role: 'interviewer', candidateHere: true }] };
  home.failures = { total: 1, rows: [{ ...planned(), kind: 'mail' }] };
  home.replies = {
    total: 1,
    rows: [{ interviewId: ID, role: 'Backend developer', candidate: 'D52', askedAt: Date.now() }],
  };
  await staff.open('');
  const own = block(texts.interviews.title);
  await own.getByText(texts.interviews.candidateHere).waitFor();
  const all = own.getByRole('link', { name: texts.all(7) });
  expect(await all.getAttribute('href')).toContain(`person=${encodeURIComponent(member('owner').email)}`);
  await block(texts.failures.title).getByText(texts.failures.problems.mail).waitFor();
  const reply = block(texts.replies.title).getByRole('link', { name: texts.replies.actionOf('D52') });
  expect(await reply.getAttribute('href')).toBe(`/console/reports/${ID}`);
  expect(await block(texts.ratings.title).count()).toBe(0);
  expect(await block(evaluationTexts.title).count()).toBe(0);
  await expectAccessibleInEveryLook(page);
  staff.server.answer('interviews.enter', ({ interviewId }) => {
    expect(interviewId).toBe(ID);
    return { url: `https://interviews.example.com/join#${'a'.repeat(22)}` };
  });
  await own.getByRole('button', { name: texts.interviews.join }).press('Enter');
  await page.waitForURL(`${staff.server.url}/join#${'a'.repeat(22)}`);
});

it('shows an organizer who has no interviews all that come up, late ones, and a block’s other rows on demand', async () => {
  const listed = {
    ...planned(),
    ...{ status: 'scheduled' as const, heldByRecruiter: false, scorecardsOpen: false },
    ...{ people: [{ name: 'Grace Hopper', role: 'interviewer' as const }], rating: { due: 0, locked: 0 } },
    ...{ candidateJoined: false, begun: false },
    present: { candidate: 0, interviewer: 0, evaluator: 0, observer: 0 },
  };
  const other = InterviewId.parse('01890000-0000-7000-8000-000000000002');
  home.upcoming = {
    total: 18,
    rows: [
      { ...listed, scheduledAt: Date.now() - 13.5 * MINUTE_MS },
      { ...listed, interviewId: other, invitation: 'no-address' },
    ],
  };
  const day = {
    ...listed,
    status: 'unscheduled' as const,
    scheduledAt: Date.now() + 9 * 24 * 60 * MINUTE_MS,
  };
  home.unscheduled = { total: 1, rows: [day] };
  home.decisions = {
    total: 1,
    rows: [{ ...listed, status: 'rated', phase: 'ended', rating: { due: 0, locked: 2 } }],
  };
  const failure = (number: number) => ({
    ...{ ...planned(), kind: 'recording' as const },
    interviewId: InterviewId.parse(`01890000-0000-7000-8000-00000000001${number}`),
  });
  home.failures = { total: 7, rows: [0, 1, 2, 3, 4, 5, 6].map(failure) };
  await staff.open('');
  const upcoming = block(texts.upcoming.title);
  await upcoming.getByText(interviewListTexts.tasks.overdue(13)).waitFor();
  await upcoming.getByText(interviewListTexts.next.invitation['no-address']).waitFor();
  expect(await upcoming.getByRole('link', { name: texts.all(18) }).getAttribute('href')).toBe(
    '/console/interviews?status=scheduled&status=waiting&status=live&sort=time',
  );
  expect(await block(texts.interviews.title).count()).toBe(0);
  await block(texts.unscheduled.title).getByText('Candidate chooses by').waitFor();
  await block(texts.decisions.title)
    .getByRole('link', { name: /^Decide about/ })
    .waitFor();
  const failures = block(texts.failures.title);
  expect(await failures.getByRole('listitem').count()).toBe(5);
  await failures.getByRole('button', { name: texts.all(7) }).press('Enter');
  expect(await failures.getByRole('listitem').count()).toBe(7);
  await expectAccessibleInEveryLook(page);
});

it('says what to do first in a new organization, and that nothing is planned', async () => {
  home.steps = { mail: true, kit: false, team: false };
  await staff.open('');
  const steps = block(texts.steps.title).getByRole('listitem');
  await steps.nth(3).waitFor();
  await steps.first().getByText(texts.steps.done).waitFor();
  expect(await steps.getByRole('link').count()).toBe(3);
  await page.getByText(texts.interviews.empty).waitFor();
  await expectAccessibleInEveryLook(page);
});
