import { describe, expect, it } from 'vitest';
import type { ReportKey } from '../../../shared/protocol/reportRoutes.ts';
import { linksOfPdf } from '../../support/linksOfPdf.ts';
import { pdfInfo, pdfTexts } from '../../support/poppler.ts';
import { ReportedPractice } from './reportedPractice.ts';
import type { Visitor } from './visitor.ts';

const house = ReportedPractice.ofEach();

/** As a form of our pages posts it, which names no origin. */
function posted(fields: Record<string, string>): Promise<Response> {
  const body = new URLSearchParams(fields);
  return fetch(`${house.server.url}/api/report/pdf`, { method: 'POST', body, headers: { origin: 'null' } });
}

const download = (key: ReportKey, paper = 'a4') => posted({ key: JSON.stringify(key), paper });

async function bytesOf(response: Response): Promise<Buffer> {
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  return Buffer.from(await response.arrayBuffer());
}

async function published() {
  const one = await house.rated();
  await house.publish(one.interviewId);
  const opened = await house.openedBy(one.stranger);
  return { ...one, opened };
}

describe('a report as PDF', () => {
  it('is handed to its candidate, on the paper they chose, with codes that lead back to their page', async () => {
    const { stranger, interviewId, opened } = await published();
    const response = await download(stranger.ref, 'letter');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="[a-z0-9-]+-report-\d{4}-\d\d-\d\d\.pdf"$/,
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
    const file = await bytesOf(response);
    expect(pdfInfo(file)).toMatchObject({ Pages: '2', 'Page size': '612 x 792 pts (letter)' });
    const text = pdfTexts(file).join(' ').replace(/\s+/g, ' ');
    expect(text).toContain('For Ada Lovelace');
    expect(text).toContain(opened.report.headline);
    const { publicUrl } = house.server.config;
    expect(linksOfPdf(file)[0]?.address).toBe(
      `${publicUrl}/practice?report=${interviewId}#${stranger.ref.page}`,
    );
  });

  it('of a link that was shared has no name and leads to that link, until it is revoked', async () => {
    const { stranger } = await published();
    const { url, share } = await stranger.asker.call('report.share', {
      key: stranger.ref,
      days: 7,
      withClips: false,
    });
    const key = { link: url.split('#')[1] ?? '' } as ReportKey;
    const file = await bytesOf(await download(key));
    expect(pdfTexts(file).join(' ')).not.toContain('Ada Lovelace');
    expect(linksOfPdf(file).map(({ address }) => address)).toEqual([url]);
    await stranger.asker.call('report.revokeShare', { key: stranger.ref, shareId: share.shareId });
    expect((await download(key)).status).toBe(404);
  });

  it('is refused in words where there is nothing to read, and before the candidate was asked how it went', async () => {
    const { stranger, interviewId } = await house.rated();
    const unpublished = await download(stranger.ref);
    expect([unpublished.status, unpublished.headers.get('content-type')]).toEqual([
      404,
      'text/html; charset=utf-8',
    ]);
    expect(await unpublished.text()).toContain('There is no report to read here yet, or it was taken back.');
    await house.publish(interviewId);
    expect((await download(stranger.ref)).status).toBe(404);
    await house.openedBy(stranger);
    await bytesOf(await download(stranger.ref));
    await house.owner.call('reports.retract', { interviewId });
    expect((await download(stranger.ref)).status).toBe(404);
  });

  it('is refused alike for keys that open nothing and for what is no key or no paper', async () => {
    const { stranger } = await house.rated();
    const { interviewId } = stranger.ref;
    const unknown = { page: 'A'.repeat(22), interviewId };
    const tries = [
      { key: JSON.stringify(unknown), paper: 'a4' },
      { key: JSON.stringify({ link: 'A'.repeat(22) }), paper: 'a4' },
      { key: JSON.stringify(stranger.ref), paper: 'a5' },
      { key: '{', paper: 'a4' },
      { paper: 'a4' },
    ];
    for (const fields of tries) {
      const response = await posted(fields as Record<string, string>);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('There is no report with this link.');
    }
  });

  it('is shown to those who write it as a draft, without codes, and to no one else', async () => {
    const { interviewId } = await house.rated();
    await house.save(interviewId, house.draft({ headline: 'The strongest thing, and the one to change.' }));
    const path = `/api/reports/${interviewId}/pdf`;
    const file = await bytesOf(await asked(house.owner, `${path}?paper=letter`));
    expect(pdfInfo(file)).toMatchObject({ Pages: '2', 'Page size': '612 x 792 pts (letter)' });
    const text = pdfTexts(file).join(' ').replace(/\s+/g, ' ');
    expect(text).toMatch(/^Draft: /);
    expect(text).toContain('The strongest thing, and the one to change.');
    expect(linksOfPdf(file)).toEqual([]);
    expect((await house.owner.fetch(`${path}?paper=a5`)).status).toBe(400);
    expect((await house.server.visitor().fetch(path)).status).toBe(401);
  });
});

describe('printing', () => {
  it('is limited, with a page that says how long to wait', async () => {
    const key = JSON.stringify({ link: 'A'.repeat(22) });
    const tries = await Promise.all(Array.from({ length: 21 }, () => posted({ key, paper: 'a4' })));
    const [limited, ...others] = tries.filter(({ status }) => status === 429);
    expect(others).toEqual([]);
    expect(limited?.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await limited?.text()).toContain('Please wait a minute');
  });
});

function asked(visitor: Visitor, path: string): Promise<Response> {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return fetch(`${house.server.url}${path}`, { headers: { cookie } });
}
