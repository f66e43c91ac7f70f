import { ChevronRight, Link2, Moon, Search, Sun } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { canBeReached } from '../../shared/organization.ts';
import type { PasteProblem } from '../../shared/site/personalLinks.ts';
import type { SiteContext } from '../../shared/site/sitePages.ts';
import { voiceColorOf } from '../../shared/site/voice.ts';
import { buttonStyle } from '../components/ui/buttonStyle.ts';
import { CONTROL_STYLE } from '../components/ui/Field.tsx';
import { Brand } from '../components/ui/Logo.tsx';
import { PasteLink } from '../components/ui/PasteLink.tsx';
import { common } from '../texts/common.ts';
import { infoPages } from '../texts/infoPages.ts';
import { site as texts } from '../texts/site.ts';
import { ContinuePractice } from './ContinuePractice.tsx';

interface SiteFrameProps {
  site: SiteContext;
  banner?: ReactNode;
  /** Band of the full width, above the other content. */
  top?: ReactNode;
  /** Set if the header lies over `top`, which is a `stage`: its role, if it has the color of one. */
  over?: boolean | { role: string };
  children: ReactNode;
}

export function SiteFrame({ site, banner, top, over = false, children }: SiteFrameProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only rounded-control bg-accent text-sm font-medium text-on-accent focus-visible:not-sr-only print:hidden focus-visible:fixed! focus-visible:top-2 focus-visible:left-2 focus-visible:z-50 focus-visible:px-4! focus-visible:py-2!"
      >
        {common.skipToContent}
      </a>
      {banner}
      <ContinuePractice />
      <div className="relative flex flex-1 flex-col">
        <SiteHeader site={site} over={over} />
        <main id="main" tabIndex={-1} className="flex-1">
          {top}
          <div className="mx-auto w-full max-w-6xl px-4 pb-16 sm:px-8 sm:pb-24">{children}</div>
        </main>
      </div>
      <SiteFooter site={site} />
    </div>
  );
}

function SiteHeader({ site, over }: { site: SiteContext; over: NonNullable<SiteFrameProps['over']> }) {
  return (
    <header
      data-voice={typeof over === 'object' ? voiceColorOf(over.role) : undefined}
      className={`print:hidden ${over ? 'stage header-over absolute inset-x-0 top-0 z-10 text-ink' : 'border-b border-line'}`}
    >
      <div className="mx-auto flex h-16 w-full max-w-6xl items-center justify-between gap-2 px-4 sm:px-8">
        <a
          href="/"
          aria-label={common.startPage(site.organization.name)}
          className="flex min-w-0 rounded-control"
        >
          <Brand organization={site.organization} />
        </a>
        {/* Hidden until its last button is parsed, because slow devices may draw a part and shift it. */}
        <nav
          aria-label={texts.main}
          className="flex items-center not-has-data-[island=theme]:invisible sm:gap-1"
        >
          {site.open && (
            <>
              <a href="/roles" className={buttonStyle('quiet', 'md', 'max-sm:px-2.5')}>
                {texts.roles}
              </a>
              <LinkDialog site={site} />
            </>
          )}
          {/* On phones, the footer has it. */}
          <a href="/login" className={buttonStyle('quiet', 'md', site.open ? 'max-sm:hidden' : '')}>
            {common.signIn}
          </a>
          <button
            type="button"
            data-island="theme"
            aria-label={common.themeToggle}
            title={common.themeToggle}
            className="with-scripts flex size-10 items-center justify-center rounded-control transition-colors hover:bg-hover"
          >
            <Moon className="size-5 dark:hidden" />
            <Sun className="hidden size-5 dark:block" />
          </button>
        </nav>
      </div>
    </header>
  );
}

/** Popover with a form for pasting a link. Popovers work without scripts and close on Escape. */
function LinkDialog({ site }: { site: SiteContext }) {
  return (
    <>
      <button type="button" popoverTarget="open-link" className={buttonStyle('quiet', 'md', 'max-sm:px-2.5')}>
        <Link2 className="size-4 text-muted max-sm:hidden" />
        {texts.link.open}
      </button>
      <div
        id="open-link"
        popover="auto"
        role="dialog"
        aria-labelledby="open-link-title"
        className="link-dialog w-[min(26rem,calc(100vw-2rem))] rounded-card border border-line bg-raised p-5 text-ink shadow-float"
      >
        <LinkForm site={site} id="open-link" title="p" />
      </div>
    </>
  );
}

function SiteFooter({ site }: { site: SiteContext }) {
  return (
    <footer className="border-t border-line print:hidden">
      <div className="mx-auto flex w-full max-w-6xl flex-wrap items-center justify-between gap-x-8 gap-y-4 px-4 py-6 text-sm text-muted sm:px-8">
        <p>{site.organization.name || texts.name}</p>
        <nav aria-label={texts.footer.nav} className="-mx-2 flex flex-wrap gap-x-2">
          {site.open && (
            <>
              <FooterLink href="/">{texts.home}</FooterLink>
              <FooterLink href="/roles">{texts.roles}</FooterLink>
              <FooterLink href="/open-link">{texts.link.open}</FooterLink>
            </>
          )}
          <FooterLink href="/about">{infoPages.names.about}</FooterLink>
          <FooterLink href="/help">{infoPages.names.help}</FooterLink>
          <FooterLink href="/privacy">{infoPages.names.privacy}</FooterLink>
          {canBeReached(site.organization) && (
            <FooterLink href="/contact">{infoPages.names.contact}</FooterLink>
          )}
          {site.hasImprint && <FooterLink href="/contact#imprint">{infoPages.imprint}</FooterLink>}
          {site.open && (
            <span className="contents sm:hidden">
              <FooterLink href="/login">{common.signIn}</FooterLink>
            </span>
          )}
        </nav>
      </div>
    </footer>
  );
}

function FooterLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className="rounded-control px-2 py-1.5 hover:text-ink hover:underline">
      {children}
    </a>
  );
}

interface SearchFormProps extends Pick<ComponentProps<'input'>, 'defaultValue'> {
  button: string;
  island?: string;
  className?: string;
}

export function SearchForm({ button, island, className, ...input }: SearchFormProps) {
  const { label, submit } = texts.search;
  return (
    <search className={className}>
      <form action="/roles" data-island={island} className="flex max-w-xl gap-2">
        <input
          {...input}
          id="find"
          name="q"
          type="search"
          autoComplete="off"
          maxLength={100}
          aria-label={label}
          placeholder={label}
          className={`${CONTROL_STYLE} h-12 text-base`}
        />
        <button type="submit" aria-label={submit} className={button}>
          <Search className="size-5" />
          <span className="max-sm:hidden">{submit}</span>
        </button>
      </form>
    </search>
  );
}

interface LinkFormProps {
  site: SiteContext;
  id: string;
  /** Element of the title. `p` is for dialogs, whose title isn't a heading of the page. */
  title: 'h1' | 'p';
  problem?: PasteProblem | undefined;
}

export function LinkForm({ site, id, title: Title, problem }: LinkFormProps) {
  return (
    <div className="flex flex-col gap-4">
      <Title
        id={`${id}-title`}
        className={Title === 'h1' ? 'text-2xl font-semibold' : 'text-lg font-semibold'}
      >
        {texts.link.title}
      </Title>
      <PasteLink id={`${id}-field`} origin={site.origin} problem={problem} />
    </div>
  );
}

export function Breadcrumb({ steps }: { steps: readonly { name: string; href?: string; lang?: string }[] }) {
  return (
    <nav aria-label={texts.breadcrumb} className="text-sm text-muted print:hidden">
      <ol className="flex flex-wrap items-center gap-x-1.5">
        {steps.map(({ name, href, lang }, index) => (
          <li key={name} className="flex h-7 items-center gap-x-1.5" lang={lang}>
            {index > 0 && <ChevronRight className="size-3.5 text-faint" />}
            {href ? (
              <a href={href} className="rounded-control py-1 hover:text-ink hover:underline">
                {name}
              </a>
            ) : (
              <span aria-current="page">{name}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
