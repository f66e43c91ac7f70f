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
import { LinkForm, SiteFrame } from './SiteFrame.tsx';

/** An unknown or closed page, with similar roles. */
export function NotFound({ page, site }: { page: NotFoundPage; site: SiteContext }) {
  const { title, body } = texts.notFound[page.reason];
  return (
    <SiteFrame site={site}>
      <div className="flex max-w-2xl flex-col items-start gap-4 pt-12 sm:pt-20">
        <h1 className="text-2xl font-semibold">{title}</h1>
        <p className="text-muted">{body}</p>
        <a
          href={site.open ? '/roles' : '/'}
          className={buttonStyle(page.near.length > 0 ? 'secondary' : 'primary', 'md')}
        >
          {site.open ? texts.notFound.all : texts.notFound.home}
        </a>
      </div>
      {page.near.length > 0 && (
        <section aria-labelledby="near" className="flex flex-col gap-4 pt-12">
          <h2 id="near" className="text-lg font-semibold">
            {texts.notFound.near}
          </h2>
          <RoleCards roles={page.near} />
        </section>
      )}
    </SiteFrame>
  );
}

export function OpenLink({ page, site }: { page: LinkPage; site: SiteContext }) {
  return (
    <SiteFrame site={site}>
      <div className="mx-auto max-w-lg pt-12 sm:pt-20">
        <LinkForm site={site} id="link" title="h1" refused={page.refused} />
      </div>
    </SiteFrame>
  );
}

/** Opening the page changes nothing, because mail software opens links before people do. */
export function DailyMessage({ page, site }: { page: DailyMessagePage; site: SiteContext }) {
  const { state } = page;
  const { title, body } = texts.dailyMessage[state];
  return (
    <SiteFrame site={site}>
      <div className="flex max-w-2xl flex-col items-start gap-4 pt-12 sm:pt-20">
        <h1 className="text-2xl font-semibold">{title}</h1>
        <p className="text-muted">{body}</p>
        {state !== 'unknown' && (
          <form method="post">
            {state === 'off' && <input type="hidden" name={SUBSCRIBE} value="on" />}
            <button type="submit" className={buttonStyle(state === 'on' ? 'primary' : 'secondary', 'md')}>
              {texts.dailyMessage[state].submit}
            </button>
          </form>
        )}
      </div>
    </SiteFrame>
  );
}

export function Trouble({ page, site }: { page: TroublePage; site: SiteContext }) {
  const { title, body } = texts.trouble[page.reason];
  return (
    <SiteFrame site={site}>
      <div className="flex max-w-2xl flex-col gap-4 pt-12 sm:pt-20">
        <h1 className="text-2xl font-semibold">{title}</h1>
        <p className="text-muted">{body}</p>
      </div>
    </SiteFrame>
  );
}
