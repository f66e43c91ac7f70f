import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { site as texts } from '../../../client/texts/site.ts';
import { BUILT_IN_KITS } from '../../../server/features/kit/builtInKits.ts';
import { SiteRenderer } from '../../../server/features/site/SiteRenderer.ts';
import { htmlProblems } from '../../support/validHtml.ts';
import { decodedText, get, HTML, htmlOf } from './sitePages.ts';
import { startTestServer, type TestServer } from './testServer.ts';

describe('responses of the public site', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ builtInKitFolder: BUILT_IN_KITS });
  });
  afterAll(() => server.close());

  it.each(['br', 'gzip', 'identity'])(
    'are compressed as %s with a strong ETag, and cached for a minute',
    async encoding => {
      const first = await get(server, '/roles/backend-developer', { 'accept-encoding': encoding });
      expect(first.headers.get('content-encoding') ?? 'identity').toBe(encoding);
      expect(first.headers.get('cache-control')).toMatch(/^public, max-age=60, stale-while-revalidate=\d+$/);
      expect(first.headers.get('vary')).toContain('Accept-Encoding');
      expect(first.body.text).toContain('</html>');
      const etag = first.headers.get('etag') ?? '';
      expect(etag).toMatch(/^"[\w-]+"$/);
      const again = await get(server, '/roles/backend-developer', {
        'accept-encoding': encoding,
        'if-none-match': etag,
        // Without this, fetch requests a response that bypasses caches.
        'cache-control': 'max-age=0',
      });
      expect(again.status).toBe(304);
      expect(again.headers.get('etag')).toBe(etag);
      expect(again.body.text).toBe('');
    },
  );

  it('have an ETag per encoding, because the bytes differ', async () => {
    const tags = await Promise.all(
      ['br', 'gzip', 'identity'].map(async encoding =>
        (await get(server, '/', { 'accept-encoding': encoding })).headers.get('etag'),
      ),
    );
    expect(new Set(tags).size).toBe(3);
  });

  it('to HEAD requests are the same without the body', async () => {
    const headers = { ...HTML, 'accept-encoding': 'identity' };
    const [whole, head] = await Promise.all(
      ['GET', 'HEAD'].map(method => server.visitor().fetch('/roles/backend-developer', { method, headers })),
    );
    expect(head?.body.text).toBe('');
    for (const name of ['etag', 'content-length', 'content-type', 'cache-control'])
      expect(head?.headers.get(name), name).toBe(whole?.headers.get(name));
  });

  it('contain no inline script or style, which the policy would block', async () => {
    for (const address of ['/', '/roles', '/roles/backend-developer', '/roles/nothing-like-that']) {
      const html = await htmlOf(server, address);
      expect(html).not.toMatch(/ style="|<style|\son\w+="/);
      for (const [tag] of html.matchAll(/<script[^>]*>/g))
        expect(tag).toMatch(/ src="|application\/ld\+json/);
    }
  });

  it('are read from the database once for simultaneous requests', async () => {
    await using fresh = await startTestServer();
    let looks = 0;
    const { publicHeads } = fresh.store.site;
    fresh.store.site.publicHeads = () => {
      looks += 1;
      return publicHeads.call(fresh.store.site);
    };
    await Promise.all(Array.from({ length: 40 }, () => get(fresh, '/roles')));
    await Promise.all(Array.from({ length: 40 }, () => get(fresh, '/')));
    expect(looks).toBe(1);
  });
});

describe('a URL of the public site that does not exist', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ builtInKitFolder: BUILT_IN_KITS });
  });
  afterAll(() => server.close());

  it.each([
    ['/roles/backend-develper', 'backend-developer'],
    ['/roles/product', 'product-manager'],
    ['/roles/Frontend%20Developer', 'frontend-developer'],
    ['/backend-developer', 'backend-developer'],
  ])('returns 404 at %s, with a role of a similar name', async (address, near) => {
    const answer = await get(server, address);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('x-robots-tag')).toBe('noindex');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body.text).toContain(`href="/roles/${near}"`);
  });

  it.each([
    '/roles/%E0%A4%A',
    '/roles/..%2f..%2fetc',
    '/roles/%3Cscript%3E',
    '/nothing/like/that',
    `/${'x'.repeat(500)}`,
  ])('returns 404 at %s, which is similar to nothing', async address => {
    const answer = await get(server, address);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.body.text ?? '').not.toContain('<script>');
  });

  it('searches for the words of a wrong role, and asks for the whole link only where one was meant', async () => {
    const role = decodedText(await htmlOf(server, '/roles/forklift-driver'));
    expect(role).toMatch(/<input[^>]* name="q"[^>]* value="forklift driver"/);
    expect(role).toContain('href="/roles/any-role"');
    const pasted = decodedText(await htmlOf(server, '/joinn'));
    expect(pasted).toContain(texts.notFound.link.body);
    const nowhere = decodedText(await htmlOf(server, '/nowhere'));
    for (const html of [role, nowhere]) expect(html).not.toContain(texts.notFound.link.body);
    expect(role).toContain(texts.notFound['unknown-role'].body);
    expect(nowhere).toContain(texts.notFound['unknown-page'].body);
    for (const html of [role, nowhere, pasted]) {
      const [main = ''] = html.match(/<main.*<\/main>/s) ?? [];
      // Before the roles: the form for a link, and the start page.
      const links = [...main.matchAll(/<a href="([^"]+)"/g)].map(([, href]) => href);
      expect(links.slice(0, 3)).toEqual(['/open-link', '/', '/roles/any-role']);
    }
  });

  it('redirects a personal link whose # is encoded, in an answer that nothing stores', async () => {
    const secret = 'Ab1_-'.padEnd(22, 'x');
    for (const rest of [secret, `${secret}.`, `%3C${secret}%3E`, `${secret}%20on%20Monday.`]) {
      const answer = await get(server, `/join%23${rest}`);
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toBe(`/join#${secret}`);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('redirects from another spelling to the canonical one', async () => {
    const answer = await get(server, '/roles/Backend-Developer');
    expect(answer.status).toBe(301);
    expect(answer.headers.get('location')).toBe('/roles/backend-developer');
  });

  it('is rate limited per network', async () => {
    await using strict = await startTestServer({ limits: { site: { points: 2, seconds: 60 } } });
    const statuses: number[] = [];
    for (let time = 0; time < 3; time += 1) statuses.push((await get(strict, '/roles?q=x')).status);
    const last = await get(strict, '/roles?q=x');
    expect([...statuses, last.status]).toEqual([200, 200, 429, 429]);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(last.body.text).toContain(texts.trouble['too-many'].title);
    expect((await get(strict, '/roles')).status).toBe(200);
  });
});

describe('beyond the rate limit of one network', () => {
  it('nothing is looked up or rendered, and the error page is rendered once', async () => {
    const drawn = vi.spyOn(SiteRenderer.prototype, 'render');
    onTestFinished(() => drawn.mockRestore());
    await using strict = await startTestServer({ limits: { site: { points: 2, seconds: 60 } } });
    const lookedUp = vi.spyOn(strict.store.site, 'findBySlug');
    for (const address of ['/roles/nobody-1', '/nowhere-2'])
      expect((await get(strict, address)).status).toBe(404);
    drawn.mockClear();
    lookedUp.mockClear();
    for (const number of [3, 4, 5])
      for (const address of [`/roles/nobody-${number}`, `/nowhere-${number}`, `/roles?q=word${number}`]) {
        const answer = await get(strict, address);
        expect([address, answer.status]).toEqual([address, 429]);
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      }
    expect(lookedUp).not.toHaveBeenCalled();
    expect(drawn).toHaveBeenCalledTimes(1);
  });

  it('a 404 page is rendered once for equal suggestions', async () => {
    const drawn = vi.spyOn(SiteRenderer.prototype, 'render');
    onTestFinished(() => drawn.mockRestore());
    await using server = await startTestServer();
    for (const address of ['/qqqq', '/zzzz', '/qqqq']) expect((await get(server, address)).status).toBe(404);
    expect(drawn).toHaveBeenCalledTimes(1);
  });
});

describe('a pasted link', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  const TOKEN = 'A'.repeat(22);
  const paste = (link: string) =>
    server.visitor().fetch('/open-link', {
      method: 'POST',
      headers: { ...HTML, 'content-type': 'application/x-www-form-urlencoded', origin: 'null' },
      body: new URLSearchParams({ link }).toString(),
      redirect: 'manual',
    });

  it.each(['join', 'practice', 'invitation'])('leads to its page: %s', async page => {
    const answer = await paste(` ${server.config.publicUrl}/${page}#${TOKEN}\n`);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`/${page}#${TOKEN}`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('is found in a whole message', async () => {
    const { publicUrl } = server.config;
    const answer = await paste(
      `Hello Noor,\r\nthis is your link:\r\n${publicUrl}/join#${TOKEN}\r\nOpen it in a current browser.${' ü'.repeat(2_000)}`,
    );
    expect(answer.headers.get('location')).toBe(`/join#${TOKEN}`);
  });

  it.each([
    ['of another site', `https://evil.example/join#${TOKEN}`],
    ['of a site with a similar name', `http://localhost.evil.example/join#${TOKEN}`],
    ['to a page that accepts none', '/console'],
    ['without its secret', 'http://localhost/join'],
    ['that is invalid', 'javascript:alert(1)'],
    ['that is empty', ''],
  ])('%s leads nowhere', async (_what, link) => {
    const answer = await paste(link);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
    const problem = link.includes('://') ? 'refused' : 'none';
    expect(answer.body.text).toMatch(new RegExp(`<p (?![^>]*hidden)[^>]*data-problem="${problem}"`));
    expect(await htmlProblems(String(answer.body.text))).toEqual([]);
  });
});

describe('the public site without a database', () => {
  it('keeps cached pages, and states that others are unavailable now', async () => {
    await using server = await startTestServer({
      builtInKitFolder: BUILT_IN_KITS,
      siteOptions: { timing: { snapshotMs: 0 } },
    });
    expect((await get(server, '/roles/backend-developer')).status).toBe(200);
    await using never = await startTestServer({ builtInKitFolder: BUILT_IN_KITS });
    await Promise.all([server.store.close(), never.store.close()]);
    expect((await get(server, '/roles/backend-developer')).status).toBe(200);
    const answer = await get(never, '/roles');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('10');
    expect(answer.body.text).toContain(texts.trouble.unavailable.title);
    expect(await htmlProblems(String(answer.body.text))).toEqual([]);
  });
});
