import { expect, it } from 'vitest';
import { RecruiterPortrait } from '../../../server/features/recruiter/portrait/RecruiterPortrait.ts';
import { ClipId, type ClipSheet } from '../../../shared/recruiter/clip.ts';
import { get, htmlOf } from './sitePages.ts';
import { startTestServer } from './testServer.ts';

const CLIP_ID = ClipId.parse('ab'.repeat(32));
const WEBM = Buffer.from('a film of the recruiter');
const SHEET: ClipSheet = {
  clipId: CLIP_ID,
  timing: { durationMs: 6_000, phrasesMs: [0], levels: '' },
  cues: [{ fromMs: 100, toMs: 2_500, text: 'Hello.' }],
  fileSha256: 'cd'.repeat(32),
  bytes: WEBM.length,
};

it('the home page has the loop of the recruiter as soon as it is rendered, which is sent in parts', async () => {
  const ordered: string[] = [];
  let isRendered = false;
  const clips = {
    idOf: () => CLIP_ID,
    order: (_requests: unknown, priority: string) => {
      ordered.push(priority);
      return { clipIds: [CLIP_ID], settled: Promise.resolve() };
    },
    find: async () => (isRendered ? { sheet: SHEET, read: async () => WEBM } : undefined),
  };
  const portrait = new RecruiterPortrait({ text: 'Hello.', clips });
  await using server = await startTestServer({ siteOptions: { portrait } });
  const address = `/recruiter/${CLIP_ID}.webm`;

  expect(await htmlOf(server, '/')).not.toContain(address);
  expect((await get(server, address)).status).toBe(404);
  expect(ordered, 'orders of the missing loop').toContain('ahead');

  isRendered = true;
  const html = await htmlOf(server, '/');
  expect(html).toContain(`data-src="${address}" data-speech-ms="2500"`);
  expect(html).toMatch(/<noscript><video [^>]*controls="" [^>]*muted=""/);
  const whole = await get(server, address);
  expect(whole.headers.get('content-type')).toBe('video/webm');
  expect(whole.headers.get('cache-control')).toContain('immutable');
  expect(whole.headers.get('content-length')).toBe(`${WEBM.length}`);
  const part = await get(server, address, { range: 'bytes=2-5' });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe(`bytes 2-5/${WEBM.length}`);
  expect(part.headers.get('content-length')).toBe('4');
  expect((await get(server, address, { range: 'bytes=900-' })).status).toBe(416);
  expect((await get(server, `/recruiter/${'ef'.repeat(32)}.webm`)).status).toBe(404);
});
