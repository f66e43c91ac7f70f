import type { Locator, Page } from 'playwright-core';
import type { PageOptions, TestBrowser } from './chromium.ts';
import { eventually } from './eventually.ts';
import { leavePage, NOTHING, takePage } from './pagePool.ts';
import type { ReviewServer } from './reviewServer.ts';
import { reviewAddress } from './reviewStage.ts';

const TABS = { rubric: 'Rate', transcript: 'Transcript', marks: 'Notes', facts: 'Facts' };
const PATIENCE_MS = 20_000;

/** The page of a recording, operated by its visible texts. */
export class ReplayPage {
  readonly page: Page;
  #shown = 0;

  /** `more`: suffix of the address, such as `#t=754`. Resolves when there is something to play. */
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

  /** The video with everyone. */
  get composed(): Locator {
    return this.page.locator('[data-track="composed"]');
  }

  async goto(server: ReviewServer, more = ''): Promise<void> {
    await this.load(server, more);
    await this.ready();
  }

  /** Reloads, even when only the fragment differs. */
  async load(server: ReviewServer, more = ''): Promise<void> {
    if (this.page.url().startsWith(reviewAddress(server))) await this.page.goto(server.url + NOTHING);
    await this.page.goto(reviewAddress(server, more));
  }

  async ready(): Promise<void> {
    await this.region.waitFor();
    await this.page.locator('[data-chapter]').first().waitFor();
  }

  /** Follows a link to a moment on the same page. Adds a little time each call, because an unchanged address wouldn't navigate. */
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

  /** Presses keys with the focus on the replay. */
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

  /** Waits until it plays: the videos advance. */
  async plays(): Promise<void> {
    await this.status('playing');
    const before = await this.pictureTimes();
    await eventually(
      'pictures that move',
      async () => (await this.pictureTimes()).some((time, index) => time > (before[index] ?? 0)),
      PATIENCE_MS,
    );
  }

  /** Waits until it is paused, and every video shows the clock's moment; seeks may be pending before. */
  async still(): Promise<void> {
    await this.status('paused');
    await eventually('pictures that stand still', () =>
      this.page.evaluate(() => [...document.querySelectorAll('video')].every(({ seeking }) => !seeking)),
    );
  }

  /** Current time of each video, in seconds of its file. */
  pictureTimes(): Promise<number[]> {
    return this.page.evaluate(() =>
      [...document.querySelectorAll('video')].map(({ currentTime }) => currentTime),
    );
  }

  /** The clock's seconds. */
  async clock(): Promise<number> {
    const text = (await this.page.locator('[data-clock]').textContent()) ?? '';
    return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  }

  /** Waits until the clock shows this second. */
  at(seconds: number): Promise<unknown> {
    return eventually(`the clock at ${seconds} s`, async () => (await this.clock()) === seconds);
  }

  close(): Promise<void> {
    return leavePage(this.page);
  }
}
