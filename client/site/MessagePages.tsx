import type { ReactNode } from 'react';
import { SUBSCRIBE } from '../../shared/protocol/mailRoutes.ts';
import type {
  DailyMessagePage,
  LinkPage,
  NotFoundPage,
  SiteContext,
  TroublePage,
} from '../../shared/site/sitePages.ts';
import { buttonStyle } from '../components/ui/buttonStyle.ts';
import { site as texts } from '../texts/site.ts';
import { RoleCards } from './RoleCard.tsx';
import { LinkForm, SearchForm, SiteFrame } from './SiteFrame.tsx';

interface MessageProps {
  site: SiteContext;
  words: { title: string; body: string };
  children?: ReactNode;
  below?: ReactNode;
}

function Message({ site, words: { title, body }, children, below }: MessageProps) {
  return (
    <SiteFrame site={site}>
      <div className="flex max-w-2xl flex-col items-start gap-4 pt-8 sm:pt-16">
        <h1 className="text-2xl font-semibold text-balance sm:text-3xl">{title}</h1>
        {body && <p className="text-muted">{body}</p>}
        {children}
      </div>
      {below}
    </SiteFrame>
  );
}

/** Leads on from a wrong address: to the form for a pasted link, to the start page, and to roles and their search. */
export function NotFound({ page, site }: { page: NotFoundPage; site: SiteContext }) {
  const { reason, query, near, roles } = page;
  const words = texts.notFound[reason];
  const shown = near.length > 0 ? near : roles;
  const search = shown.length > 0 && (
    <section aria-labelledby="roles" className="flex flex-col gap-6 pt-10 sm:pt-12">
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <h2 id="roles" className="text-xl font-semibold">
          {near.length > 0 ? texts.notFound.near : texts.homePage.rolesHeading}
        </h2>
        <SearchForm
          button={buttonStyle('secondary', 'lg')}
          className="w-full sm:w-104"
          defaultValue={query}
        />
      </div>
      <RoleCards roles={shown} />
    </section>
  );
  const linkFirst = reason === 'link' || !site.open;
  return (
    <Message site={site} words={words} below={search}>
      <div className="flex flex-wrap gap-3">
        <a href="/open-link" className={buttonStyle(linkFirst ? 'primary' : 'secondary', 'lg')}>
          {texts.link.open}
        </a>
        <a href="/" className={buttonStyle('secondary', 'lg')}>
          {texts.notFound.home}
        </a>
      </div>
    </Message>
  );
}

export function OpenLink({ page, site }: { page: LinkPage; site: SiteContext }) {
  return (
    <SiteFrame site={site}>
      <div className="mx-auto max-w-lg pt-12 sm:pt-20">
        <LinkForm site={site} id="link" title="h1" problem={page.problem} />
      </div>
    </SiteFrame>
  );
}

/** Page that an email links to. Opening it changes nothing, because mail software opens links, too. */
export function DailyMessage({ page: { state }, site }: { page: DailyMessagePage; site: SiteContext }) {
  return (
    <Message site={site} words={texts.dailyMessage[state]}>
      {state !== 'unknown' && (
        <form method="post">
          {state === 'off' && <input type="hidden" name={SUBSCRIBE} value="on" />}
          <button type="submit" className={buttonStyle(state === 'on' ? 'primary' : 'secondary', 'md')}>
            {texts.dailyMessage[state].submit}
          </button>
        </form>
      )}
      <a href="/console/evaluations" className={buttonStyle('quiet', 'md', '-ml-4')}>
        {texts.dailyMessage.queue}
      </a>
    </Message>
  );
}

export function Trouble({ page, site }: { page: TroublePage; site: SiteContext }) {
  return <Message site={site} words={texts.trouble[page.reason]} />;
}
