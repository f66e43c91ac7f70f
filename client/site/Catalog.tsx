import type { CatalogPage as Page, SiteContext } from '../../shared/site/sitePages.ts';
import { buttonStyle } from '../components/ui/buttonStyle.ts';
import { site as texts } from '../texts/site.ts';
import { FoundQuestions } from './FoundQuestions.tsx';
import { RoleCards } from './RoleCard.tsx';
import { OpeningSection } from './RoleSections.tsx';
import { SearchForm, SiteFrame } from './SiteFrame.tsx';

/** Number of common questions that a search for a role without a guide shows, so that roles stay close. */
const SHOWN_OPENING = 4;

/** List of roles, or the results of a search. The script fetches this page and replaces its results. */
export function Catalog({ page, site }: { page: Page; site: SiteContext }) {
  const { catalog } = texts;
  return (
    <SiteFrame site={site}>
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4 pt-6 sm:pt-12">
        {/* One line, because a second one would move the field while someone types. */}
        <h1
          data-search="heading"
          className="min-w-0 overflow-x-clip text-2xl font-semibold text-ellipsis whitespace-nowrap max-sm:w-full sm:max-w-[calc(100%-28rem)] sm:text-3xl"
        >
          {page.results ? catalog.results(page.query) : catalog.heading}
        </h1>
        <SearchForm
          island="search"
          button={buttonStyle('secondary', 'lg', 'without-scripts')}
          className="w-full sm:w-104"
          defaultValue={page.query}
        />
      </div>
      <p role="status" data-search="status" data-failed={catalog.failed} className="pt-4 pb-6">
        {statusOf(page)}
      </p>
      <div data-search="results" className="flex flex-col gap-8">
        <Results page={page} site={site} />
      </div>
    </SiteFrame>
  );
}

function statusOf({ results, roles }: Page): string {
  const { catalog } = texts;
  if (!results) return catalog.found(roles.length);
  if (results.noGuide) return catalog.noGuide;
  if (results.total === 0) return catalog.nothing;
  const found = catalog.foundResults(results.roles.length, results.total - results.roles.length);
  return results.partial ? `${catalog.partial} ${found}` : found;
}

function Results({ page, site }: { page: Page; site: SiteContext }) {
  const { results, roles } = page;
  if (roles.length === 0) return <p className="text-muted">{texts.homePage.noRoles}</p>;
  if (!results)
    return (
      <section>
        <h2 className="sr-only">{texts.roles}</h2>
        <RoleCards roles={roles} />
      </section>
    );
  if (results.noGuide) return <NoGuide page={page} site={site} />;
  if (results.total === 0) return <Nothing page={page} nearest={results.nearest} />;
  return (
    <>
      {results.roles.length > 0 && (
        <section aria-labelledby="found-roles">
          <h2 id="found-roles" className="sr-only">
            {texts.roles}
          </h2>
          <RoleCards roles={results.roles} />
        </section>
      )}
      <FoundQuestions questions={results.questions} site={site} named={results.roles.length > 0} />
      <a href="/roles" className={buttonStyle('secondary', 'md', 'self-start')}>
        {texts.catalog.clear}
      </a>
    </>
  );
}

function Nothing({ page, nearest }: { page: Page; nearest: readonly string[] }) {
  const { catalog } = texts;
  return (
    <>
      {nearest.length > 0 ? (
        <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-base">
          {catalog.nearest}
          {nearest.map(query => (
            <a
              key={query}
              href={`/roles?${new URLSearchParams({ q: query })}`}
              className="rounded-control py-1 font-medium text-accent-ink underline underline-offset-4"
            >
              {query}
            </a>
          ))}
        </p>
      ) : (
        <p>{catalog.nothingHint}</p>
      )}
      <AllRoles roles={page.roles} />
    </>
  );
}

/** For the name of a job without a guide: the questions of every interview, and similar roles, or else all roles. */
function NoGuide({ page: { results, opening, roles }, site }: { page: Page; site: SiteContext }) {
  return (
    <>
      {opening && (
        <div className="max-w-3xl">
          <OpeningSection
            opening={opening}
            shown={SHOWN_OPENING}
            practice={site.practices ? 'open' : 'none'}
          />
        </div>
      )}
      <AllRoles roles={results?.roles.length ? results.roles : roles} />
    </>
  );
}

function AllRoles({ roles }: Pick<Page, 'roles'>) {
  return (
    <section aria-labelledby="all-roles" className="flex flex-col gap-4">
      <h2 id="all-roles" className="text-lg font-semibold sm:text-xl">
        {texts.roles}
      </h2>
      <RoleCards roles={roles} />
    </section>
  );
}
