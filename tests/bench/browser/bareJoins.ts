import type { Page } from 'playwright-core';
import { PeerId } from '../../../shared/ids.ts';
import type {
  MediaParams,
  MediaPlane,
  MediaRequestName,
  MediaResult,
  PeerRights,
} from '../../../shared/media/mediaPlane.ts';
import { blankPage } from '../../support/blankPage.ts';
import type { TestBrowser } from '../../support/chromium.ts';
import { mediaPageScript } from '../../support/mediaPage/bundle.ts';

interface BareJoins {
  browser: TestBrowser;
  plane: MediaPlane;
  room: MediaResult<'room.create'>;
  rights: PeerRights;
  /** Called before mediasoup-client is in the page. */
  prepare(page: Page): Promise<void>;
  /** Joins, and returns the time in milliseconds. */
  join(page: Page): Promise<number>;
}

/** Lets pages with mediasoup-client only join a room one after another. The first join is a warm-up and isn't counted. */
export async function bareJoins(count: number, options: BareJoins): Promise<number[]> {
  const times: number[] = [];
  for (let attempt = 0; attempt <= count; attempt += 1) times.push(await joinOnce(options, attempt));
  return times.slice(1);
}

async function joinOnce(
  { browser, plane, room, rights, prepare, join }: BareJoins,
  attempt: number,
): Promise<number> {
  const page = await blankPage(browser);
  try {
    const who = { room: room.room, peerId: PeerId.parse(`joiner-${attempt}`) };
    await page.exposeFunction('askPlane', (name: MediaRequestName, params: object) => {
      const own = name === 'peer.join' ? { rights } : {};
      return plane.request(name, { ...who, ...own, ...params } as MediaParams<typeof name>);
    });
    await page.evaluate(() => {
      window.ask = (name, params) => window.askPlane(name, params);
    });
    await prepare(page);
    await page.addScriptTag({ content: await mediaPageScript() });
    const tookMs = await join(page);
    await plane.request('peer.leave', who);
    return tookMs;
  } finally {
    await page.context().close();
  }
}
