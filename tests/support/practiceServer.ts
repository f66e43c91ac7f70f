import type { Page } from 'playwright-core';
import type { Kit } from '../../shared/kit/kit.ts';
import { Slug } from '../../shared/protocol/siteRoutes.ts';
import type { ApiClient } from './apiClient.ts';
import { startOwnedServer } from './ownedServer.ts';
import { shortPracticeKit } from './practiceKit.ts';
import type { ServerProcess, Variables } from './serverProcess.ts';
import { TEST_CLIPS } from './testClips.ts';

/** Rendering new lines takes a while on a busy machine. */
export const RENDERING_MS = 400_000;
/** Time limit for finalizing a recording of one minute. */
export const FINISHING_MS = 120_000;

/** Starts a server where strangers can practice one role only, whose kit has few, short lines. */
export async function startPracticeServer(
  variables: Variables = {},
): Promise<{ server: ServerProcess; owner: ApiClient; kit: Kit; slug: Slug }> {
  const { server, owner } = await startOwnedServer({ CLIP_DIR: TEST_CLIPS });
  // Published built-in kits would be rendered, too.
  for (const { kitId, published } of (await owner.call('publications.list', {})).publications)
    if (published) await owner.call('publications.change', { kitId, published: false });
  const kit = shortPracticeKit();
  const slug = Slug.parse('practiced-role');
  const { kitId } = await owner.call('kits.create', { kit });
  await owner.call('publications.change', { kitId, slug, published: true });
  await server.stop();
  await server.launch({ PRACTICE_SESSIONS: '4', ...variables });
  return { server, owner, kit, slug };
}

/** Waits until the private page shows this many watchable attempts. On failure, tells what it shows instead. */
export async function waitForReadyAttempts(page: Page, server: ServerProcess, count = 1): Promise<void> {
  try {
    await page
      .locator('[data-attempt="ready"]')
      .nth(count - 1)
      .waitFor({ timeout: FINISHING_MS });
  } catch (error) {
    const shown = await page
      .locator('[data-attempt]')
      .evaluateAll(cards => cards.map(card => card.getAttribute('data-attempt')))
      // The page may have closed.
      .catch(String);
    throw new Error(`The attempts are shown as "${shown}". The server said:\n${server.output}`, {
      cause: error,
    });
  }
}
