import type { PublicRole } from './PublicRoles.ts';

/** Every public page with the day of its last change (sitemaps.org 0.9). */
export function sitemapOf(origin: string, roles: readonly PublicRole[]): string {
  const newest = roles.length > 0 ? Math.max(...roles.map(({ updatedAt }) => updatedAt)) : undefined;
  const pages = [
    { path: '/', at: newest },
    { path: '/roles', at: newest },
    ...roles.map(({ slug, updatedAt }) => ({ path: `/roles/${slug}`, at: updatedAt })),
  ];
  const entries = pages.map(
    ({ path, at }) => `  <url><loc>${escaped(origin + path)}</loc>${changed(at)}</url>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...entries,
    '</urlset>',
    '',
  ].join('\n');
}

function changed(at: number | undefined): string {
  return at === undefined ? '' : `<lastmod>${new Date(at).toISOString().slice(0, 10)}</lastmod>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
