import type { Locator, Page } from 'playwright-core';
import type { PageOptions, TestBrowser } from './chromium.ts';
import { eventually } from './eventually.ts';
import { leavePage, NOTHING, takePage } from './pagePool.ts';
import type { ReviewServer } from './reviewServer.ts';
import { reviewAddress } from './reviewStage.ts';

const TABS = { rubric: 'Rate', transcript: 'Transcript', marks: 'Notes', facts: 'Facts' };
const PATIENCE_MS = 20_000;

/** The page of a recording, used as a viewer does: by the words on it. */
export class ReplayPage {
  readonly page: Page;
  #shown = 0;

  /** `more`: what comes behind the address, as `#t=754`. Resolves once there is something to play. */
  static async open(
    browser: TestBrowser,
    server: ReviewServer,
    more = '',
    options: PageOptions = {},
  ): Promise<ReplayPage> {
    const replay = new ReplayPage(await takePage(browser, options));
    await replay.goto(server, more);
    return replay;
  }

  constructor(page: Page) {
    this.page = page;
  }

  get region(): Locator {
    return this.page.locator('[data-review]');
  }

  /** The one picture of everybody. */
  get composed(): Locator {
    return this.page.locator('[data-track="composed"]');
  }

  async goto(server: ReviewServer, more = ''): Promise<void> {
    await this.load(server, more);
    await this.ready();
  }

  /** Anew, also where only what comes behind the address is another. */
  async load(server: ReviewServer, more = ''): Promise<void> {
    if (this.page.url().startsWith(reviewAddress(server))) await this.page.goto(server.url + NOTHING);
    await this.page.goto(reviewAddress(server, more));
  }

  async ready(): Promise<void> {
    await this.region.waitFor();
    await this.page.locator('[data-chapter]').first().waitFor();
  }

  /** As an address in the same page leads there. An address that is there already would lead nowhere, so each is a little later. */
  async showMoment(seconds: number): Promise<void> {
    this.#shown = (this.#shown + 1) % 900;
    await this.page.evaluate(
      hash =>
        new Promise(resolve => {
          window.addEventListener('hashchange', resolve, { once: true });
          window.location.hash = hash;
        }).then(() => undefined),
      `t=${seconds}.${`${this.#shown}`.padStart(3, '0')}`,
    );
    await this.at(seconds);
  }

  tile(fileId: string): Locator {
    return this.page.locator(`[data-track="${fileId}"]`);
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  tab(name: keyof typeof TABS): Locator {
    return this.page.getByRole('tab', { name: TABS[name], exact: true });
  }

  get speed(): Locator {
    return this.page.getByRole('button', { name: /^Speed: / });
  }

  /** Presses keys with the focus on the replay itself. */
  async press(...keys: string[]): Promise<void> {
    await this.region.focus();
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async play(): Promise<void> {
    await this.button('Play').click();
    await this.plays();
  }

  async pause(): Promise<void> {
    await this.button('Pause').click();
    await this.status('paused');
  }

  async status(wanted: string): Promise<void> {
    await this.page.locator(`[data-player] [data-status="${wanted}"]`).waitFor({ timeout: PATIENCE_MS });
  }

  /** Plays, and is seen to: the pictures on the stage move. */
  async plays(): Promise<void> {
    await this.status('playing');
    const before = await this.pictureTimes();
    await eventually(
      'pictures that move',
      async () => (await this.pictureTimes()).some((time, index) => time > (before[index] ?? 0)),
      PATIENCE_MS,
    );
  }

  /** Paused, and every picture is the one of the moment that the clock says; before that, a picture may be on its way to an earlier one. */
  async still(): Promise<void> {
    await this.status('paused');
    await eventually('pictures that stand still', () =>
      this.page.evaluate(() => [...document.querySelectorAll('video')].every(({ seeking }) => !seeking)),
    );
  }

  /** How far the file of each picture is, in seconds of its own. */
  pictureTimes(): Promise<number[]> {
    return this.page.evaluate(() =>
      [...document.querySelectorAll('video')].map(({ currentTime }) => currentTime),
    );
  }

  /** In seconds, as the clock says it. */
  async clock(): Promise<number> {
    const text = (await this.page.locator('[data-clock]').textContent()) ?? '';
    return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  }

  /** Waits until the clock says this second. */
  at(seconds: number): Promise<unknown> {
    return eventually(`the clock at ${seconds} s`, async () => (await this.clock()) === seconds);
  }

  close(): Promise<void> {
    return leavePage(this.page);
  }
}
