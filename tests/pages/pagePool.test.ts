import { expect, it } from 'vitest';
import { leavePage, takePage } from '../support/pagePool.ts';
import { sharedBrowser, sharedServer } from '../support/shared.ts';

it('a second tab opened after a page on a smaller screen is as wide as a desktop', async () => {
  const browser = await sharedBrowser();
  const { server } = await sharedServer();
  const small = await takePage(browser, { viewport: { width: 768, height: 900 } });
  await small.goto(server.url);
  expect(small.viewportSize()).toEqual({ width: 768, height: 900 });
  await leavePage(small);
  const page = await takePage(browser);
  expect(page).toBe(small);
  const second = await page.context().newPage();
  expect(second.viewportSize()).toEqual({ width: 1_440, height: 900 });
  await leavePage(page);
});
