import type { BrowserContext } from 'playwright-core';
import { room } from '../../../client/texts/room.ts';
import type { SeatId } from '../../../shared/ids.ts';
import { TestBrowser } from '../chromium.ts';
import type { InterviewStage } from '../interviewStage.ts';
import { ADA } from '../personas.ts';
import { RoomPage } from '../roomPage.ts';
import { type Beacon, GREEN, RED } from './beacon.ts';
import { beaconContext } from './beaconContext.ts';
import type { BeaconDevicesOptions } from './beaconPage/BeaconDevices.ts';
import type { Disturbance } from './callReport.ts';

const CAST = { candidate: RED, lead: GREEN } as const;
const CAMERA = { width: 640, height: 360, fps: 25 };
type BeaconPart = keyof typeof CAST;
const PARTS = Object.keys(CAST) as BeaconPart[];

/** Candidate and lead, each in a real browser on the product's own pages, whose devices are beacons. */
export class BeaconPeople implements AsyncDisposable {
  readonly #browsers: AsyncDisposableStack;
  readonly #contexts: Record<BeaconPart, BrowserContext>;

  static async launch(camera: BeaconDevicesOptions = CAMERA): Promise<BeaconPeople> {
    await using browsers = new AsyncDisposableStack();
    const contextOf = async (part: BeaconPart) =>
      beaconContext(browsers.use(await TestBrowser.launch({ persona: ADA })), CAST[part], camera);
    const [candidate, lead] = await Promise.all([contextOf('candidate'), contextOf('lead')]);
    return new BeaconPeople(browsers.move(), { candidate, lead });
  }

  private constructor(browsers: AsyncDisposableStack, contexts: Record<BeaconPart, BrowserContext>) {
    this.#browsers = browsers;
    this.#contexts = contexts;
  }

  /** Both join with their links; the lead opens the interview and admits the candidate. `agrees`: the candidate's consent to recording. */
  async meet(interview: InterviewStage, { agrees = true } = {}): Promise<BeaconCall> {
    const [candidate, lead] = await Promise.all(
      PARTS.map(async part => RoomPage.open(this.#contexts[part], interview.link(part))),
    );
    if (!candidate || !lead) throw new Error('Someone has no page.');
    await Promise.all([agrees ? candidate.agreeAndJoin() : candidate.join(), lead.agreeAndJoin()]);
    await lead.openSession();
    await lead.admit(ADA.name);
    for (const page of [candidate, lead]) await page.waitUntilInside();
    const beacons = PARTS.map(part => [interview.seatId(part), CAST[part]] as const);
    return new BeaconCall({ candidate, lead }, new Map(beacons));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browsers.disposeAsync();
  }
}

export class BeaconCall {
  readonly candidate: RoomPage;
  readonly lead: RoomPage;
  readonly #beacons: ReadonlyMap<string, Beacon>;

  constructor({ candidate, lead }: Record<BeaconPart, RoomPage>, beacons: ReadonlyMap<SeatId, Beacon>) {
    this.candidate = candidate;
    this.lead = lead;
    this.#beacons = beacons;
  }

  /** Name of the beacon in this seat. */
  beaconAt(seatId: string | undefined): string {
    return this.#beacons.get(seatId ?? '')?.name ?? `stranger ${seatId}`;
  }

  /** Waits until both pages show the recording badge in this state. */
  async waitForBadge(state: 'on' | 'off', timeoutMs = 20_000): Promise<void> {
    for (const { page } of [this.candidate, this.lead])
      await page.locator(`[data-recording="${state}"]`).waitFor({ timeout: timeoutMs });
  }

  /** When a computer was too busy to flash or beep in time. */
  async pauses(): Promise<Disturbance[]> {
    const each = await Promise.all(
      PARTS.map(async part => {
        const pauses = await this[part].page.evaluate(() => window.beacon.pauses);
        return pauses.map(pause => ({ beacon: CAST[part].name, ...pause }));
      }),
    );
    return each.flat();
  }

  /** The lead ends the interview for everyone. */
  async end(): Promise<void> {
    await this.lead.press(room.controls.session);
    await this.lead.page.getByRole('menuitem', { name: room.session.end }).click();
    await this.lead.page.getByRole('button', { name: room.session.endConfirm }).click();
    for (const { page } of [this.candidate, this.lead])
      await page.getByRole('toolbar', { name: room.controls.bar }).waitFor({ state: 'detached' });
  }

  async close(): Promise<void> {
    for (const { page } of [this.candidate, this.lead]) await page.close();
  }
}
