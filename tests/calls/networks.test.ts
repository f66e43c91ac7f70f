import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestBrowser } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/freePort.ts';
import {
  NetworkSwitch,
  type ParticipantNetwork,
  reasonAgainstNetworks,
} from '../support/participantNetwork.ts';

const reason = reasonAgainstNetworks();

/** Tests the cut network of the other tests with a server and a page without product code. */
const describeHere = describe.skipIf(reason);
describeHere(`a participant’s own network${reason ? ` (not run: ${reason})` : ''}`, () => {
  let server: Server;
  let networkSwitch: NetworkSwitch;
  let network: ParticipantNetwork;
  let browser: TestBrowser;
  let page: Page;

  beforeAll(async () => {
    const port = await freePort();
    server = createServer((_request, response) => response.end('<p>here</p>')).listen(port, '0.0.0.0');
    await once(server, 'listening');
    networkSwitch = await NetworkSwitch.create();
    network = await networkSwitch.plugIn(port);
    browser = await TestBrowser.launch({ network });
    page = await browser.newPage();
    await page.goto(`http://localhost:${port}/`);
  });
  afterAll(async () => {
    await browser?.close();
    await networkSwitch?.close();
    server?.closeAllConnections();
    server?.close();
  });

  const fetches = () =>
    page.evaluate(() =>
      fetch('/', { cache: 'no-store', signal: AbortSignal.timeout(1_000) }).then(
        response => response.ok,
        () => false,
      ),
    );
  const waitForOnline = (online: boolean) =>
    page.waitForFunction(wanted => navigator.onLine === wanted, online);

  it('reaches the server in a secure context', async () => {
    expect(await page.evaluate(() => window.isSecureContext)).toBe(true);
    await eventually('the server to be reached', fetches);
  });

  it('reaches nothing and says so when unplugged, and comes back', async () => {
    await network.unplug();
    await waitForOnline(false);
    expect(await fetches()).toBe(false);
    await network.plugBack();
    await waitForOnline(true);
    await eventually('the server to be reached again', fetches);
  });

  it('reaches nothing and looks healthy when it loses everything', async () => {
    await network.loseEverything();
    expect(await fetches()).toBe(false);
    expect(await page.evaluate(() => navigator.onLine)).toBe(true);
    await network.stopLosing();
    // A pending request needs a retransmission or two to notice.
    await eventually('the server to be reached again', fetches);
  });
});
