import { List } from 'lucide-react';
import type { RolePage } from '../../shared/site/sitePages.ts';
import { buttonStyle } from '../components/ui/buttonStyle.ts';
import { site as texts } from '../texts/site.ts';
import { type Practice, PracticeLink } from './PracticeLink.tsx';

type ContentsProps = { page: RolePage; practice: Practice };

/** Table of contents, next to the sections on large screens. Scrolls when it is higher than the window. */
export function Contents({ page, practice }: ContentsProps) {
  return (
    <div className="max-lg:hidden print:hidden">
      <div className="sticky top-6 flex max-h-[calc(100dvh-3rem)] flex-col gap-2">
        <nav
          aria-label={texts.rolePage.contents}
          data-contents=""
          className="fades scroll-thin relative flex min-h-0 flex-col gap-4 overflow-y-auto text-sm"
        >
          <ContentsLists page={page} />
        </nav>
        <div data-practice-bar="">
          <PracticeLink slug={page.role.slug} practice={practice} size="lg" className="w-full" />
        </div>
      </div>
    </div>
  );
}

/**
 * Bar at the lower edge of phones, with practice and the table of contents. A script hides it while another
 * link to practice is in view.
 */
export function PracticeBar({ page, practice }: ContentsProps) {
  const { contents, contentsButton } = texts.rolePage;
  return (
    <>
      <div
        data-practice-bar=""
        className="practice-bar sticky bottom-0 z-10 -mx-4 mt-12 flex gap-2 border-t border-line bg-canvas px-4 pt-2 sm:-mx-8 sm:px-8 lg:hidden print:hidden"
      >
        <button
          type="button"
          popoverTarget="contents"
          aria-label={contentsButton}
          className={buttonStyle('secondary', 'lg', `px-3! ${practice === 'none' ? 'grow' : ''}`)}
        >
          <List className="size-5" />
          <span className="max-[24rem]:hidden">{contentsButton}</span>
        </button>
        <PracticeLink slug={page.role.slug} practice={practice} size="lg" className="grow px-3!" />
      </div>
      <div
        id="contents"
        popover="auto"
        role="dialog"
        aria-label={contents}
        className="contents-sheet scroll-thin rounded-t-card border-t border-line bg-raised px-4 py-5 text-ink shadow-float lg:hidden print:hidden"
      >
        <div data-contents="" className="flex flex-col gap-4">
          <ContentsLists page={page} />
        </div>
      </div>
    </>
  );
}

/** Lists the sections first, then the questions of the guide. */
function ContentsLists({ page: { guide, role, opening } }: Pick<ContentsProps, 'page'>) {
  const { sections, questions } = texts.rolePage;
  const links = [
    ...(guide.questions.length > 0 ? [{ href: '#guide', name: sections.guide(guide.questions.length) }] : []),
    ...(opening ? [{ href: '#opening', name: sections.opening }] : []),
    ...(guide.preparation.length > 0 ? [{ href: '#preparation', name: sections.preparation }] : []),
    { href: '#interview', name: sections.interview },
    { href: '#report', name: sections.report },
  ];
  return (
    <>
      <ol className="border-l border-line">
        {links.map(({ href, name }) => (
          <li key={href}>
            <ContentsLink href={href}>{name}</ContentsLink>
          </li>
        ))}
      </ol>
      {guide.questions.length > 0 && (
        <div className="flex flex-col gap-1">
          <p className="font-semibold" aria-hidden="true">
            {questions}
          </p>
          <ol aria-label={questions} className="border-l border-line text-muted">
            {guide.questions.map(({ id, title, question }) => (
              <li key={id} lang={role.locale}>
                <ContentsLink href={`#${id}`}>{title || question}</ContentsLink>
              </li>
            ))}
          </ol>
        </div>
      )}
    </>
  );
}

function ContentsLink({ href, children }: { href: string; children: string }) {
  return (
    <a
      href={href}
      className="-ml-px block border-l-2 border-transparent py-1 pl-3 -outline-offset-2 hover:text-ink hover:underline aria-[current]:border-warm aria-[current]:font-medium aria-[current]:text-ink max-lg:py-2"
    >
      {children}
    </a>
  );
}
