import type { CatalogRole, CatalogPage as Page, SiteContext } from '../../shared/site/sitePages.ts';
import { buttonStyle } from '../components/ui/buttonStyle.ts';
import { site as texts } from '../texts/site.ts';
import { RoleCard } from './RoleCard.tsx';
import { Breadcrumb, SearchForm, SiteFrame } from './SiteFrame.tsx';

/** Largest number of questions listed for one role. */
const MAX_QUESTIONS = 3;

/** List of roles. Roles that don't match a search are only hidden, so that a script can show them again. */
export function Catalog({ page, site }: { page: Page; site: SiteContext }) {
  const { catalog } = texts;
  const found = page.roles.filter(role => role.found).length;
  return (
    <SiteFrame site={site}>
      <Breadcrumb steps={[{ name: texts.home, href: '/' }, { name: texts.roles }]} />
      <div className="flex max-w-2xl flex-col gap-3 pt-4 pb-8">
        <h1 className="text-2xl font-semibold sm:text-3xl">{catalog.heading}</h1>
        <p className="text-muted sm:text-lg">{catalog.lead}</p>
      </div>
      <SearchForm
        island="search"
        label={catalog.search}
        submit={catalog.submit}
        button={buttonStyle('secondary', 'lg', 'without-scripts')}
        defaultValue={page.query}
      />
      <h2 className="sr-only">{texts.roles}</h2>
      <p
        role="status"
        data-search="found"
        data-one={catalog.found(1)}
        data-many={catalog.found(2).replace('2', '#')}
        data-none={catalog.nothing('#')}
        className="pt-5 pb-3 text-sm text-muted"
      >
        {found === 0 && page.query !== '' ? catalog.nothing(page.query) : catalog.found(found)}
      </p>
      <div
        data-search="nothing"
        hidden={found > 0 || page.roles.length === 0}
        className="flex flex-col items-start gap-4"
      >
        <p>{catalog.nothingHint}</p>
        <a href="/roles" className={buttonStyle('secondary', 'md')}>
          {catalog.clear}
        </a>
      </div>
      {page.roles.length === 0 ? (
        <p className="text-muted">{texts.homePage.noRoles}</p>
      ) : (
        <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {page.roles.map(role => (
            <li key={role.slug} data-role={`${role.role} ${role.level}`} hidden={!role.found}>
              <RoleCard role={role}>
                <FoundQuestions role={role} />
              </RoleCard>
            </li>
          ))}
        </ul>
      )}
    </SiteFrame>
  );
}

function FoundQuestions({ role }: { role: CatalogRole }) {
  const named = new Set(role.questions.filter(({ found }) => found).slice(0, MAX_QUESTIONS));
  return (
    <div data-matches="" hidden={named.size === 0} className="relative z-10 flex flex-col gap-1 text-sm">
      <p className="text-muted">{texts.catalog.foundQuestions}</p>
      <ul className="flex flex-col" lang={role.locale}>
        {role.questions.map(question => (
          <li key={question.id} data-question="" hidden={!named.has(question)}>
            <a
              href={`/roles/${role.slug}#${question.id}`}
              className="inline-block rounded-control py-1 font-medium text-accent-ink hover:underline"
            >
              {question.title}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
