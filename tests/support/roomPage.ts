import type { BrowserContext, Locator, Page } from 'playwright-core';
import { room } from '../../client/texts/room.ts';
import type { SeatId } from '../../shared/ids.ts';
import type { MediaSource } from '../../shared/media/sources.ts';

export function joinButtonOf(page: Page): Locator {
  return page.getByRole('button', { name: 'Join the interview' });
}

/** Someone else's picture on a page, as it arrives. */
export function pictureOn(page: Page, seatId: SeatId, source: MediaSource = 'camera'): Locator {
  return page.locator(`video[data-seat-id="${seatId}"][data-source="${source}"]:not([data-local])`);
}

/** A person's page of the interview, used as a person uses it: by the very words that are written on it. */
export class RoomPage {
  readonly page: Page;
  /** What the browser itself complained about. */
  readonly complaints: string[] = [];

  /** `onPage` sees the page before anything is loaded. */
  static async open(
    context: BrowserContext,
    link: string,
    onPage: (page: Page) => void = () => {},
  ): Promise<RoomPage> {
    const page = await context.newPage();
    onPage(page);
    return RoomPage.on(page, link);
  }

  /** In a page that is there already and has loaded nothing. */
  static async on(page: Page, link: string): Promise<RoomPage> {
    const opened = new RoomPage(page);
    await page.goto(link);
    return opened;
  }

  private constructor(page: Page) {
    this.page = page;
    page.on('pageerror', error => this.complaints.push(error.stack ?? error.message));
    page.on('console', message => {
      if (message.type() === 'error') this.complaints.push(`${message.text()} ${message.location().url}`);
    });
  }

  get joinButton(): Locator {
    return joinButtonOf(this.page);
  }

  /** Through pre-join, as soon as the page lets people. */
  async join(): Promise<void> {
    await this.joinButton.click();
    await this.joinButton.waitFor({ state: 'detached' });
  }

  /** The same in a browser that has no camera and no microphone. */
  async joinWithoutDevices(): Promise<void> {
    await this.withoutDevices();
    await this.join();
  }

  /** Tells pre-join to go on with neither. */
  async withoutDevices(): Promise<void> {
    for (const device of ['camera', 'microphone'] as const)
      await this.page.getByRole('button', { name: `Continue without a ${device}` }).click();
  }

  /** Answers what candidates and interviewers are asked with yes first. */
  async agreeAndJoin(): Promise<void> {
    const recording = this.page.getByRole('checkbox', { name: 'I agree to be recorded' });
    await recording.click();
    const observers = this.page.getByRole('checkbox', { name: 'I agree to observers' });
    if ((await observers.count()) > 0) await observers.click();
    await this.join();
  }

  /** The call's own buttons are there. */
  async waitUntilInside(timeoutMs = 20_000): Promise<void> {
    await this.page.getByRole('toolbar', { name: 'Call controls' }).waitFor({ timeout: timeoutMs });
  }

  async openSession(): Promise<void> {
    await this.page.getByRole('button', { name: 'Open the interview' }).click();
    await this.waitUntilInside();
  }

  async admit(name: string): Promise<void> {
    await this.page.getByRole('button', { name: `Let in ${name}` }).click();
  }

  /** Someone else's picture, as it arrives. */
  video(seatId: SeatId, source?: MediaSource): Locator {
    return pictureOn(this.page, seatId, source);
  }

  /** Marks the pictures that are on show now, so that later ones can be told from them. */
  async markPictures(mark: string): Promise<void> {
    await this.page
      .locator('video')
      .evaluateAll((videos, text) => videos.map(video => video.setAttribute('data-mark', text)), mark);
  }

  /** Someone's picture, but only one that came after the mark: what stands still from before does not count. */
  pictureSince(mark: string, seatId: SeatId): Locator {
    return this.video(seatId).and(this.page.locator(`video:not([data-mark="${mark}"])`));
  }

  /** The people whose tiles are on the stage, by name. */
  async tileNames(): Promise<string[]> {
    const labels = this.page.getByRole('figure');
    const names = await labels.evaluateAll(figures =>
      figures.map(figure => figure.getAttribute('aria-label') ?? ''),
    );
    return names.sort();
  }

  control(name: string): Locator {
    return this.page
      .getByRole('toolbar', { name: 'Call controls' })
      .getByRole('button', { name, exact: true });
  }

  async press(name: string): Promise<void> {
    await this.control(name).click();
  }

  /** In the menu of one of the call's buttons. */
  async choose(button: string, item: string): Promise<void> {
    await this.press(button);
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** What the lead does about one person, in the panel with the people. */
  async chooseFor(name: string, item: string): Promise<void> {
    // The button is out of reach behind a dialog that is still closing, and tells whether the panel is open.
    const people = this.control(room.controls.people);
    if ((await people.getAttribute('aria-pressed')) !== 'true') await people.click();
    await this.page.getByRole('button', { name: room.people.menu(name) }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }
}
