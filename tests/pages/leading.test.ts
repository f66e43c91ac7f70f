import { beforeAll, describe, expect, it } from 'vitest';
import { common } from '../../client/texts/common.ts';
import { ended } from '../../client/texts/ended.ts';
import { room } from '../../client/texts/room.ts';
import { openPageTheatre } from '../support/pageTheatre.ts';
import { ADA, EDSGER, GRACE } from '../support/personas.ts';
import type { RoomPage } from '../support/roomPage.ts';

const theatre = openPageTheatre({ one: true });
let candidate: RoomPage;
let lead: RoomPage;
let second: RoomPage;
let evaluator: RoomPage;
let observer: RoomPage;

beforeAll(async () => {
  [lead, second, evaluator, observer, candidate] = await Promise.all([
    theatre.join('lead'),
    theatre.join('second'),
    theatre.join('evaluator'),
    theatre.join('observer'),
    theatre.open('candidate'),
  ]);
  await candidate.withoutDevices();
  await candidate.agreeAndJoin();
  await lead.openSession();
  await lead.admit(ADA.name);
  for (const page of [candidate, lead, second, evaluator, observer]) await page.waitUntilInside();
});

const heading = (page: RoomPage, name: string) => page.page.getByRole('heading', { name }).waitFor();

describe('everyone in the call', () => {
  it('sees the number of observers, also after one has left', async () => {
    await candidate.page.getByText(room.watching(2)).waitFor();
    await observer.press(room.controls.leave);
    await observer.page.getByRole('button', { name: room.leave.confirm }).last().click();
    await heading(observer, ended.left.title);
    for (const page of [candidate, lead, evaluator]) await page.page.getByText(room.watching(1)).waitFor();
  });
});

describe('the lead', () => {
  it('extends the interview, and the remaining time changes for everyone', async () => {
    const left = await candidate.page
      .locator('[data-timer]')
      .getByText(/^\d+ min left$/)
      .textContent();
    const before = Number.parseInt(left ?? '', 10);
    await lead.choose(room.controls.session, room.session.extend(10));
    // A minute may have passed.
    const after = new RegExp(`^(${before + 9}|${before + 10}) min left$`);
    for (const page of [candidate, lead, second, evaluator])
      await page.page.locator('[data-timer]').getByText(after).waitFor();
  });

  it('hands over the lead, and the lead’s buttons move to the other person', async () => {
    expect(await second.control(room.controls.session).count()).toBe(0);
    await lead.chooseFor(EDSGER.name, room.people.makeLead);
    await lead.page.getByRole('button', { name: room.people.leadConfirm }).click();
    await second.control(room.controls.session).waitFor();
    await lead.page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await lead.control(room.controls.session).waitFor({ state: 'detached' });
    await second.page.getByText(room.announce.lead).waitFor({ state: 'attached' });
  });

  it('closes the room for a break and opens it again for the people who wait', async () => {
    await second.choose(room.controls.session, room.session.close);
    await second.page.getByRole('button', { name: room.session.closeConfirm }).click();
    await heading(candidate, room.waiting.candidateHeading(ADA.name));
    for (const page of [lead, second, evaluator]) await heading(page, room.waiting.staffHeading);
    await second.openSession();
    for (const page of [lead, evaluator]) await page.waitUntilInside();
    await second.admit(ADA.name);
    await candidate.waitUntilInside();
  });

  it('removes a person, who is told so and cannot return with the link', async () => {
    await second.chooseFor(GRACE.name, room.people.remove);
    await second.page
      .getByRole('alertdialog')
      .getByRole('button', { name: room.people.removeConfirm })
      .click();
    await heading(lead, ended.removed.title);
    await candidate.page.getByRole('figure', { name: GRACE.name }).waitFor({ state: 'detached' });
    const again = await theatre.open('lead');
    await heading(again, common.linkProblem.revoked.title);
  });

  it('who wants to leave can end the interview for everyone instead', async () => {
    await second.press(room.controls.leave);
    const leaving = second.page.getByRole('alertdialog', { name: room.leave.title });
    await leaving.getByRole('button', { name: room.session.end }).click();
    const ending = second.page.getByRole('alertdialog', { name: room.session.endTitle });
    await ending.getByRole('button', { name: room.session.endConfirm }).click();
    await heading(candidate, ended.candidateOver.title);
    for (const page of [second, evaluator]) await heading(page, ended['interview-over'].title);
    await candidate.page.getByText(ended.facts.recording, { exact: true }).waitFor();
  });

  it('leaves the candidate’s link with an explanation that asks for no device', async () => {
    const again = await theatre.open('candidate');
    await heading(again, ended.candidateOver.title);
    const facts = again.page.locator('[data-what-happened] dd');
    await facts.last().getByText(ended.facts.recorded.kept, { exact: true }).waitFor();
    expect(await facts.first().textContent()).toBe('Backend Developer');
    for (const line of ended.candidateOver.next) await again.page.getByText(line).waitFor();
    expect(await again.page.locator('video').count()).toBe(0);
  });

  it('causes no error in any browser’s console', () => {
    // The browser logs the response to the link that no longer works.
    expect(theatre.complaints.filter(text => !text.includes('/api/join'))).toEqual([]);
  });
});
