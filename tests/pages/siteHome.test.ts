import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { site } from '../../client/texts/site.ts';
import { RecruiterPortrait } from '../../server/features/recruiter/portrait/RecruiterPortrait.ts';
import { ClipId } from '../../shared/recruiter/clip.ts';
import { HOME_QUESTION } from '../../shared/site/sitePages.ts';
import { leavePage as close } from '../support/pagePool.ts';
import { openPublicSite, PHONE, type Visit } from '../support/publicSite.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { makeMedia } from '../support/webmFile.ts';
import type { TestServer } from '../unit/http/testServer.ts';

let server: TestServer;
let visit: Visit;

beforeAll(async () => {
  ({ server, visit } = await openPublicSite({ portrait: new FilmedPortrait(await film()) }));
});
afterAll(() => server.close());

/** Portrait with a loop of four seconds, of which the first two are speech. */
class FilmedPortrait extends RecruiterPortrait {
  readonly #webm: Buffer;

  constructor(webm: Buffer) {
    super({ text: HOME_QUESTION });
    this.#webm = webm;
  }

  override async loop() {
    return { clipId: ClipId.parse('ab'.repeat(32)), webm: this.#webm, speechMs: 2_000 };
  }
}

async function film(): Promise<Buffer> {
  await using folder = await temporaryFolder('film');
  const file = path.join(folder.path, 'film.webm');
  const inputs = ['-f', 'lavfi', '-i', 'testsrc=s=96x72:r=25:d=4', '-f', 'lavfi', '-i', 'sine=d=4'];
  await makeMedia(...inputs, '-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libopus', file);
  return readFile(file);
}

describe('the recruiter on the start page', () => {
  it.each([PHONE, { width: 360, height: 640 }, { width: 1440, height: 900 }])(
    'is on the first screen of $width × $height, with her question and one question to answer now',
    async viewport => {
      const page = await visit('/', { viewport });
      const picture = page.getByRole('img', { name: site.homePage.portrait });
      await picture.evaluate((image: HTMLImageElement) => image.decode());
      const face = await picture.boundingBox();
      expect((face?.width ?? 0) * (face?.height ?? 0)).toBeGreaterThan(
        0.35 * viewport.width * viewport.height,
      );
      for (const shown of [
        page.getByText(`“${HOME_QUESTION}”`),
        page.getByRole('link', { name: site.homePage.action }),
      ]) {
        const box = await shown.boundingBox();
        expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThan(viewport.height);
        // Her chin is at two thirds of the picture.
        if (face && box && box.x + box.width > face.x + face.width / 3 && box.x < face.x + face.width)
          expect(box.y).toBeGreaterThan(face.y + 0.62 * face.height);
      }
      // What comes after the answer is further down, and no wider than the window.
      const after = await page.getByRole('heading', { name: site.homePage.after.heading }).boundingBox();
      expect(after?.y).toBeGreaterThan(viewport.height);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
      await close(page);
    },
  );
});

describe('the loop of the recruiter', () => {
  const { sound, motion } = site.homePage;
  const button = (page: Page, name: string) => page.getByRole('button', { name });
  /** True if the wave at the edge moves while she speaks. */
  const waveMoves = (page: Page) =>
    page.locator('[data-island="recruiter"]').evaluate(island => {
      island.setAttribute('data-speaking', '');
      const animations = island.querySelector('.speaking-edge path')?.getAnimations() ?? [];
      return animations.some(one => one instanceof CSSAnimation);
    });
  const isMuted = (page: Page) => page.locator('video').evaluate((video: HTMLVideoElement) => video.muted);

  it('plays without sound, pauses, and is heard once on request', async () => {
    const page = await visit('/login');
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.goto(server.url);
    await button(page, motion.on).waitFor();
    await page.locator('[data-speaking]').waitFor();
    expect(await isMuted(page)).toBe(true);
    expect(await waveMoves(page)).toBe(true);
    await button(page, motion.on).click();
    await button(page, motion.off).waitFor();
    await page.locator('[data-speaking]').waitFor({ state: 'detached' });
    await button(page, sound.off).click();
    await button(page, sound.on).waitFor();
    await page.locator('[data-speaking]').waitFor();
    expect(await isMuted(page)).toBe(false);
    // After the question, she goes on without sound.
    await button(page, sound.off).waitFor();
    expect(await isMuted(page)).toBe(true);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await button(page, motion.off).waitFor();
    await close(page);
  });

  it('is not even loaded with reduced motion, and played by the browser without scripts', async () => {
    const still = await visit('/');
    await button(still, motion.off).waitFor();
    expect(await still.locator('video').getAttribute('src')).toBeNull();
    expect(await waveMoves(still)).toBe(false);
    await close(still);
    const plain = await visit('/', { withoutScripts: true });
    await plain.emulateMedia({ reducedMotion: 'no-preference' });
    const video = plain.locator('video[controls]');
    await video.waitFor();
    expect(await video.getAttribute('muted')).not.toBeNull();
    expect(await plain.getByRole('button', { name: sound.off }).isVisible()).toBe(false);
    await close(plain);
  });
});
