import type { CatalogPage as Page, SiteContext } from '../../shared/site/sitePages.ts';
import { buttonStyle } from '../components/ui/buttonStyle.ts';
import { site as texts } from '../texts/site.ts';
import { FoundQuestions } from './FoundQuestions.tsx';
import { RoleCards } from './RoleCard.tsx';
import { Breadcrumb, SearchForm, SiteFrame } from './SiteFrame.tsx';

/** List of roles, or the results of a search. The script fetches this page and replaces its results. */
export function Catalog({ page, site }: { page: Page; site: SiteContext }) {
  const { catalog } = texts;
  return (
    <SiteFrame site={site}>
      <Breadcrumb steps={[{ name: texts.home, href: '/' }, { name: texts.roles }]} />
      <h1 className="headline pt-4 pb-6 font-semibold sm:pb-8">{catalog.heading}</h1>
      <SearchForm
        island="search"
        label={catalog.search}
        submit={catalog.submit}
        button={buttonStyle('secondary', 'lg', 'without-scripts')}
        defaultValue={page.query}
      />
      <p
        role="status"
        data-search="status"
        data-failed={catalog.failed}
        className="pt-5 pb-3 text-sm text-muted"
      >
        {statusOf(page)}
      </p>
      <div data-search="results" className="flex flex-col gap-8">
        <Results page={page} site={site} />
      </div>
    </SiteFrame>
  );
}

function statusOf({ results, query, roles }: Page): string {
  const { catalog } = texts;
  if (!results) return catalog.found(roles.length);
  if (results.total === 0) return catalog.nothing(query);
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
  if (results.total === 0) return <Nothing page={page} nearest={results.nearest} />;
  return (
    <>
      {results.roles.length > 0 && (
        <section aria-labelledby="found-roles" className="flex flex-col gap-3">
          <h2 id="found-roles" className="text-lg font-semibold">
            {texts.roles}
          </h2>
          <RoleCards roles={results.roles} />
        </section>
      )}
      <FoundQuestions questions={results.questions} site={site} />
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
      <section aria-labelledby="all-roles" className="flex flex-col gap-3">
        <h2 id="all-roles" className="text-lg font-semibold">
          {texts.homePage.allRoles}
        </h2>
        <RoleCards roles={page.roles} />
      </section>
    </>
  );
}
