import { ArrowRight, Play, Terminal } from 'lucide-react';
import type { HomePage, SiteContext, SiteRole } from '../../shared/site/sitePages.ts';
import { buttonStyle } from '../components/ui/buttonStyle.ts';
import { Waveform } from '../components/ui/Waveform.tsx';
import { firstAccount } from '../texts/account.ts';
import { practicePage } from '../texts/practicePage.ts';
import { site as texts } from '../texts/site.ts';
import { FirstAction, RecruiterStage } from './RecruiterStage.tsx';
import { RoleCards } from './RoleCard.tsx';
import { SearchForm, SiteFrame } from './SiteFrame.tsx';

const MAX_ROLES = 6;
/** Length of the answer in the picture of a private page. */
const PICTURED_MS = 48_000;

export function Home({ page, site }: { page: HomePage; site: SiteContext }) {
  const { homePage } = texts;
  return (
    <SiteFrame
      site={site}
      banner={page.setupNeeded && <SetupHint />}
      top={
        <RecruiterStage loop={page.loop} tall={true}>
          <h1 className="headline font-semibold lg:text-4xl">{homePage.heading}</h1>
          <p className="max-w-[34ch] text-muted lg:text-lg">{homePage.lead}</p>
          <FirstAction question={page.question} site={site} />
        </RecruiterStage>
      }
      over={true}
    >
      <section aria-labelledby="roles" className="flex flex-col gap-6 pt-12 sm:gap-8 sm:pt-20">
        <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
          <h2 id="roles" className="text-2xl font-semibold sm:text-3xl">
            {homePage.rolesHeading}
          </h2>
          <SearchForm button={buttonStyle('secondary', 'lg')} className="w-full sm:w-104" />
        </div>
        {page.roles.length === 0 ? (
          <p className="text-muted">{homePage.noRoles}</p>
        ) : (
          <RoleCards roles={page.roles.slice(0, MAX_ROLES)} />
        )}
        {page.roles.length > MAX_ROLES && (
          <a href="/roles" className={buttonStyle('quiet', 'md', 'self-start -ml-4 text-accent-ink')}>
            {homePage.allRoles}
            <ArrowRight className="size-4" />
          </a>
        )}
      </section>
      {site.practices && <AfterAnswer />}
      {page.roles[0] && <Companies role={page.roles[0]} />}
    </SiteFrame>
  );
}

/** What a visitor gets, next to a small picture of a private page. */
function AfterAnswer() {
  const { heading, body, pictured, advice } = texts.homePage.after;
  return (
    <section
      aria-labelledby="after"
      className="mt-16 grid items-center gap-x-16 gap-y-6 sm:mt-24 sm:grid-cols-2"
    >
      <div className="flex flex-col gap-2">
        <h2 id="after" className="text-2xl font-semibold sm:text-3xl">
          {heading}
        </h2>
        <p className="max-w-[34ch] text-muted sm:text-lg">{body}</p>
      </div>
      <div
        role="img"
        aria-label={pictured}
        className="flex flex-col gap-4 rounded-cover border border-line bg-surface p-5 sm:p-6"
      >
        <p className="font-semibold sm:text-lg">{practicePage.headline.spoke(PICTURED_MS)}</p>
        <div className="flex items-center gap-4 text-warm-ink">
          <Play className="size-5 shrink-0 fill-current" />
          <Waveform seed="answer" bars={56} className="h-11 w-0 flex-1 stroke-warm" />
        </div>
        <p className="rounded-card bg-accent-soft px-4 py-3">
          <span className="block text-sm font-semibold text-accent-ink">{practicePage.step.title}</span>
          <span className="font-medium">{advice}</span>
        </p>
      </div>
    </section>
  );
}

/** Note for companies, kept calm, because visitors come to practice. */
function Companies({ role }: { role: SiteRole }) {
  const { heading, body, report } = texts.homePage.companies;
  return (
    <section
      aria-labelledby="companies"
      className="mt-16 flex flex-wrap items-center justify-between gap-x-16 gap-y-5 border-t border-line pt-10 sm:mt-24 sm:pt-14"
    >
      <div className="flex max-w-2xl flex-col gap-2">
        <h2 id="companies" className="text-xl font-semibold sm:text-2xl">
          {heading}
        </h2>
        <p className="text-muted">{body}</p>
      </div>
      <a href={`/roles/${role.slug}#report`} className={buttonStyle('secondary', 'lg')}>
        {report}
      </a>
    </section>
  );
}

function SetupHint() {
  const { title, body, lost } = firstAccount;
  return (
    <section aria-labelledby="setup" className="bg-accent-soft">
      <div className="mx-auto flex w-full max-w-6xl flex-col gap-1 px-4 py-4 sm:px-8">
        <p id="setup" className="flex items-center gap-2.5 font-semibold">
          <Terminal className="size-5 text-accent-ink" />
          {title}
        </p>
        <p className="max-w-[80ch] text-sm">{body}</p>
        <p className="max-w-[80ch] text-sm text-muted">{lost}</p>
      </div>
    </section>
  );
}
