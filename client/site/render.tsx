import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { LANGUAGE } from '../../shared/intl.ts';
import { accentSheet } from '../../shared/organization.ts';
import { type PageShell, POSTER, type RenderedShell, type SitePage } from '../../shared/site/sitePages.ts';
import { practice } from '../texts/practice.ts';
import { practiceRoom } from '../texts/practiceRoom.ts';
import { prejoin } from '../texts/prejoin.ts';
import { site as texts } from '../texts/site.ts';
import { Catalog } from './Catalog.tsx';
import { Home } from './Home.tsx';
import { InfoPage } from './InfoPages.tsx';
import { DailyMessage, NotFound, OpenLink, Trouble } from './MessagePages.tsx';
import { type Head, headOf, structuredData } from './metadata.ts';
import {
  BareWithoutScripts,
  JoinShell,
  JoinWithoutScripts,
  PracticeShell,
  PracticeWithoutScripts,
} from './PageShells.tsx';
import { RolePage } from './RolePage.tsx';

/** Renders a page, with no inline scripts or styles, because the content security policy forbids them. */
export function renderSite(page: SitePage): string {
  return `<!DOCTYPE html>\n${renderToStaticMarkup(<Document page={page} />)}\n`;
}

/** Renders what a page of visitors shows before its scripts have loaded, and if they are turned off. */
export function renderShell(shell: PageShell): RenderedShell {
  if (shell.kind === 'bare')
    return { title: '', body: '', withoutScripts: renderToStaticMarkup(<BareWithoutScripts {...shell} />) };
  if (shell.kind === 'join')
    return {
      title: `${prejoin.title} · ${texts.name}`,
      body: renderToStaticMarkup(<JoinShell {...shell} />),
      withoutScripts: renderToStaticMarkup(<JoinWithoutScripts {...shell} />),
    };
  const { title } = practice.start;
  return {
    title: `${shell.now ? practiceRoom.hello : title(shell.role)} · ${texts.name}`,
    body: renderToStaticMarkup(<PracticeShell {...shell} />),
    withoutScripts: renderToStaticMarkup(<PracticeWithoutScripts {...shell} />),
  };
}

function Document({ page }: { page: SitePage }) {
  const { early, style, islands, font } = page.site.assets;
  const { accent } = page.site.organization;
  const head = headOf(page);
  const data = structuredData(page);
  return (
    <html lang={LANGUAGE}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <title>{head.title}</title>
        {/* Runs before the page is drawn, so that the page never flashes in the wrong theme. */}
        <script src={early} />
        <link rel="stylesheet" href={style} />
        {accent && <link rel="stylesheet" href={accentSheet(accent)} />}
        <link rel="preload" href={font} as="font" type="font/woff2" crossOrigin="anonymous" />
        {/* On role pages, only wide windows show the recruiter. */}
        {page.kind === 'role' && (
          <link rel="preload" href={POSTER} as="image" media="(width >= 44rem)" fetchPriority="high" />
        )}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <meta name="theme-color" content="#f8f6f2" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#151310" media="(prefers-color-scheme: dark)" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content={head.description} />
        <SharedHead head={head} siteName={page.site.organization.name || texts.name} />
        <script type="module" src={islands} />
      </head>
      <body>
        {contentOf(page)}
        {data && <DataBlock data={data} />}
      </body>
    </html>
  );
}

function SharedHead({ head, siteName }: { head: Head; siteName: string }) {
  const { title, description, canonical, image } = head;
  if (!canonical) return <meta name="robots" content="noindex" />;
  return (
    <>
      <link rel="canonical" href={canonical} />
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content={siteName} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={canonical} />
      <meta property="og:locale" content={head.locale.replace('-', '_')} />
      <meta name="twitter:card" content="summary_large_image" />
      {image && (
        <>
          <meta property="og:image" content={image} />
          <meta property="og:image:width" content="1200" />
          <meta property="og:image:height" content="630" />
          <meta property="og:image:alt" content={title} />
        </>
      )}
    </>
  );
}

/** Data for search engines. `<` is escaped, so that no text in the data can end the `script` element. */
function DataBlock({ data }: { data: object }) {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  // biome-ignore lint/security/noDangerouslySetInnerHtml: React would escape quotes, which breaks JSON
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}

function contentOf(page: SitePage): ReactNode {
  const { site } = page;
  switch (page.kind) {
    case 'home':
      return <Home page={page} site={site} />;
    case 'catalog':
      return <Catalog page={page} site={site} />;
    case 'role':
      return <RolePage page={page} site={site} />;
    case 'info':
      return <InfoPage page={page} site={site} />;
    case 'link':
      return <OpenLink page={page} site={site} />;
    case 'daily-message':
      return <DailyMessage page={page} site={site} />;
    case 'not-found':
      return <NotFound page={page} site={site} />;
    case 'trouble':
      return <Trouble page={page} site={site} />;
  }
}
