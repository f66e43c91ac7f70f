import type { BrowserContext, Locator, Page } from 'playwright-core';
import { room } from '../../client/texts/room.ts';
import { transcriptConsent } from '../../client/texts/transcriptConsent.ts';
import type { SeatId } from '../../shared/ids.ts';
import type { MediaSource } from '../../shared/media/sources.ts';

export function joinButtonOf(page: Page): Locator {
  return page.getByRole('button', { name: /^(Join the interview|Join practice|Continue)$/ });
}

/** Declines what pre-join needs an answer to. */
export async function declineUnanswered(page: Page): Promise<void> {
  // Waits for the button, because the choice appears no later.
  await joinButtonOf(page).click({ trial: true });
  const unanswered = page.locator('fieldset[data-consent]:not(:has(:checked))');
  if ((await unanswered.count()) > 0)
    await unanswered.getByRole('radio', { name: 'No', exact: true }).click();
}

/** Another person's video on a page. */
export function pictureOn(page: Page, seatId: SeatId, source: MediaSource = 'camera'): Locator {
  return page.locator(`video[data-seat-id="${seatId}"][data-source="${source}"]:not([data-local])`);
}

/** A person's page of the interview, operated by its visible texts. */
export class RoomPage {
  readonly page: Page;
  /** Console errors. */
  readonly complaints: string[] = [];

  /** `onPage` is called with the page before it loads anything. */
  static async open(
    context: BrowserContext,
    link: string,
    onPage: (page: Page) => void = () => {},
  ): Promise<RoomPage> {
    const page = await context.newPage();
    onPage(page);
    return RoomPage.on(page, link);
  }

  /** Uses an existing page that has loaded nothing. */
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

  /** Completes pre-join. Candidates who haven't answered decline the recording. */
  async join(): Promise<void> {
    await declineUnanswered(this.page);
    await this.joinButton.click();
    await this.joinButton.waitFor({ state: 'detached' });
  }

  /** Completes pre-join in a browser without camera and microphone. */
  async joinWithoutDevices(): Promise<void> {
    await this.withoutDevices();
    await this.join();
  }

  /** Chooses in pre-join to continue without devices. */
  async withoutDevices(): Promise<void> {
    for (const device of ['camera', 'microphone'] as const)
      await this.page.getByRole('button', { name: `Continue without a ${device}` }).click();
  }

  /** Agrees to everything that candidates and interviewers are asked, and joins. */
  async agreeAndJoin(): Promise<void> {
    const recording = this.page
      .getByRole('radio', { name: 'Yes, record' })
      .or(this.page.getByRole('checkbox', { name: 'I agree to be recorded' }));
    await recording.click();
    await this.joinButton.click({ trial: true });
    const others = this.page
      .getByRole('radio', { name: transcriptConsent.yes })
      .or(this.page.getByRole('checkbox', { name: transcriptConsent.label }))
      .or(this.page.getByRole('checkbox', { name: 'Observers may watch' }));
    for (const other of await others.all()) await other.click();
    await this.join();
  }

  /** Waits for the call's buttons. */
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

  /** Another person's video. */
  video(seatId: SeatId, source?: MediaSource): Locator {
    return pictureOn(this.page, seatId, source);
  }

  /** Marks the current video elements, to distinguish later ones. */
  async markPictures(mark: string): Promise<void> {
    await this.page
      .locator('video')
      .evaluateAll((videos, text) => videos.map(video => video.setAttribute('data-mark', text)), mark);
  }

  /** A person's video, only if it appeared after the mark: frozen earlier ones don't count. */
  pictureSince(mark: string, seatId: SeatId): Locator {
    return this.video(seatId).and(this.page.locator(`video:not([data-mark="${mark}"])`));
  }

  /** Names on the tiles of the stage. */
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

  /** Chooses from the menu of one of the call's buttons. */
  async choose(button: string, item: string): Promise<void> {
    await this.press(button);
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** Chooses from the menu of a person in the people panel, as the lead. */
  async chooseFor(name: string, item: string): Promise<void> {
    // A closing dialog can cover the button, whose state tells whether the panel is open.
    const people = this.control(room.controls.people);
    if ((await people.getAttribute('aria-pressed')) !== 'true') await people.click();
    await this.page.getByRole('button', { name: room.people.menu(name) }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }
}
