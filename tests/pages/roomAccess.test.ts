import { afterAll, beforeAll, describe, it } from 'vitest';
import { ended } from '../../client/texts/ended.ts';
import { prejoin } from '../../client/texts/prejoin.ts';
import { room } from '../../client/texts/room.ts';
import { expectAccessible } from '../support/accessible.ts';
import type { ApiClient } from '../support/apiClient.ts';
import { TestBrowser } from '../support/chromium.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { LOOKS } from '../support/looks.ts';
import { startOwnedServer } from '../support/ownedServer.ts';
import { ADA, GRACE } from '../support/personas.ts';
import { RoomPage } from '../support/roomPage.ts';
import type { ServerProcess } from '../support/serverProcess.ts';

let server: ServerProcess;
let owner: ApiClient;
let graces: TestBrowser;
let adas: TestBrowser;

beforeAll(async () => {
  ({ server, owner } = await startOwnedServer());
  graces = await TestBrowser.launch({ persona: GRACE });
  adas = await TestBrowser.launch({ persona: ADA });
});
afterAll(async () => {
  await graces?.close();
  await adas?.close();
  await server?.close();
});

describe.each(LOOKS)('$look, axe finds nothing serious', ({ options }) => {
  it('in pre-join, in the waiting room and in the room of each role', async () => {
    using stage = await InterviewStage.create(owner);
    const candidate = await RoomPage.open(await adas.newContext(options), stage.link('candidate'));
    await candidate.page.getByRole('heading', { name: prejoin.hello(ADA.name) }).waitFor();
    await expectAccessible(candidate.page);
    await candidate.agreeAndJoin();
    await candidate.page.getByRole('heading', { name: room.waiting.candidateHeading(ADA.name) }).waitFor();
    await expectAccessible(candidate.page);

    const lead = await RoomPage.open(await graces.newContext(options), stage.link('lead'));
    await lead.join();
    await lead.page.getByRole('button', { name: room.waiting.open }).waitFor();
    await expectAccessible(lead.page);
    await lead.openSession();
    await expectAccessible(lead.page);
    await lead.admit(ADA.name);
    await candidate.waitUntilInside();
    const observer = await RoomPage.open(await graces.newContext(options), stage.link('observer'));
    await observer.join();
    await observer.waitUntilInside();
    await lead.page.getByRole('figure', { name: ADA.name }).waitFor();
    for (const page of [candidate, lead, observer]) await expectAccessible(page.page);

    await lead.press(room.controls.people);
    await expectAccessible(lead.page);
    await candidate.press(room.controls.chat);
    await expectAccessible(candidate.page);
    await lead.press(room.controls.leave);
    await lead.page.getByRole('alertdialog').or(lead.page.getByRole('dialog')).first().waitFor();
    await expectAccessible(lead.page);
    await lead.page.getByRole('button', { name: room.leave.confirm }).last().click();
    await lead.page.getByRole('heading', { name: ended.left.title }).waitFor();
    await expectAccessible(lead.page);
    for (const page of [candidate, lead, observer]) await page.page.context().close();
  });
});
