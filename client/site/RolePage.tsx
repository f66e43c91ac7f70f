import { ArrowRight, Eye } from 'lucide-react';
import type { RolePage as Page, SiteContext } from '../../shared/site/sitePages.ts';
import { voiceColorOf } from '../../shared/site/voice.ts';
import { buttonStyle } from '../components/ui/buttonStyle.ts';
import { Waveform } from '../components/ui/Waveform.tsx';
import { site as texts } from '../texts/site.ts';
import { GuideSection } from './GuideSection.tsx';
import { type Practice, PracticeLink, practiceOf } from './PracticeLink.tsx';
import { Numbers, RoleCards } from './RoleCard.tsx';
import { InterviewSection, OpeningSection, PreparationSection } from './RoleSections.tsx';
import { SampleReport } from './SampleReport.tsx';
import { Breadcrumb, SiteFrame } from './SiteFrame.tsx';

export function RolePage({ page, site }: { page: Page; site: SiteContext }) {
  const { role, guide, related, preview } = page;
  const { rolePage } = texts;
  const practice = practiceOf(page, site);
  return (
    <SiteFrame
      site={site}
      banner={preview && <PreviewBanner published={preview.published} />}
      top={<Cover page={page} practice={practice} />}
    >
      <Steps questions={role.guideQuestions} />
      <div className="grid gap-x-16 pt-12 lg:grid-cols-[minmax(0,1fr)_17rem] lg:pt-16">
        <div className="flex min-w-0 flex-col gap-16">
          <GuideSection page={page} practice={practice} />
          {page.opening && <OpeningSection opening={page.opening} practice={practice} />}
          <PreparationSection guide={guide} lang={role.locale} />
          <InterviewSection page={page} />
          <SampleReport page={page} />
          <Ready slug={role.slug} practice={practice} />
        </div>
        <Contents page={page} practice={practice} />
      </div>
      {related.length > 0 && (
        <section aria-labelledby="related" className="flex flex-col gap-4 pt-16 print:hidden">
          <h2 id="related" className="text-xl font-semibold">
            {rolePage.sections.related}
          </h2>
          <RoleCards roles={related} />
        </section>
      )}
    </SiteFrame>
  );
}

/** Head of the page, in the color and rhythm of the role's voice. */
function Cover({ page: { role, guide }, practice }: { page: Page; practice: Practice }) {
  const { rolePage } = texts;
  return (
    <div
      data-voice={voiceColorOf(role.slug)}
      className="relative overflow-hidden bg-voice-soft text-voice-ink print:bg-transparent"
    >
      <div className="relative mx-auto w-full max-w-6xl px-4 sm:px-8">
        <Breadcrumb
          steps={[
            { name: texts.home, href: '/' },
            { name: texts.roles, href: '/roles' },
            { name: role.role, lang: role.locale },
          ]}
        />
        <div className="flex max-w-3xl flex-col gap-4 pt-4 pb-18 sm:pb-24 print:pb-8">
          <h1 className="text-2xl font-semibold sm:text-3xl">{rolePage.heading(role.role)}</h1>
          {guide.promise && (
            <p lang={role.locale} className="max-w-[65ch] sm:text-lg">
              {guide.promise}
            </p>
          )}
          <Numbers numbers={role.numbers} />
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 pt-1 print:hidden">
            <PracticeLink slug={role.slug} practice={practice} size="lg" />
            <p className="text-sm">
              {practice === 'none' ? rolePage.notOpen : texts.practiceFacts(role.practiceMinutes)}
            </p>
          </div>
        </div>
      </div>
      <Waveform
        seed={role.slug}
        bars={200}
        stand="floor"
        className="absolute inset-x-0 bottom-0 h-12 w-full stroke-voice sm:h-16 print:hidden"
      />
    </div>
  );
}

function Steps({ questions }: { questions: number }) {
  const { steps, sections } = texts.rolePage;
  const { guide, practice, evaluation, report } = steps;
  const all: { title: string; body: string; link?: { href: string; name: string } }[] = [
    { title: guide.title, body: guide.body(questions) },
    { title: practice.title, body: practice.body },
    { title: evaluation.title, body: evaluation.body },
    { title: report.title, body: report.body, link: { href: '#report', name: report.sample } },
  ];
  return (
    <section aria-labelledby="steps" className="mt-8 rounded-card bg-sunken p-5 sm:mt-12 sm:p-8 print:hidden">
      <h2 id="steps" className="sr-only">
        {sections.steps}
      </h2>
      <ol className="grid gap-x-8 gap-y-6 sm:grid-cols-2 lg:grid-cols-4">
        {all.map(({ title, body, link }, index) => (
          <li key={title} className="flex gap-3 lg:flex-col">
            <span
              aria-hidden="true"
              className="flex size-8 shrink-0 items-center justify-center rounded-full bg-accent-soft text-sm font-semibold text-accent-ink tabular-nums"
            >
              {index + 1}
            </span>
            <div className="flex flex-col gap-1">
              <h3 className="font-semibold">{title}</h3>
              <p className="text-sm text-muted">{body}</p>
              {link && (
                <a
                  href={link.href}
                  className="self-start py-0.5 text-sm font-medium text-accent-ink underline underline-offset-4"
                >
                  {link.name}
                </a>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Table of contents, next to the guide on large screens. */
function Contents({ page, practice }: { page: Page; practice: Practice }) {
  const { sections, contents } = texts.rolePage;
  const { guide, role } = page;
  const links = [
    ...(guide.questions.length > 0 ? [{ href: '#guide', name: sections.guide(guide.questions.length) }] : []),
    ...(page.opening ? [{ href: '#opening', name: sections.opening }] : []),
    ...(guide.preparation.length > 0 ? [{ href: '#preparation', name: sections.preparation }] : []),
    { href: '#interview', name: sections.interview },
    { href: '#report', name: sections.report },
  ];
  return (
    <div className="max-lg:hidden print:hidden">
      <div className="sticky top-6 flex max-h-[calc(100dvh-3rem)] flex-col gap-6">
        <PracticeLink slug={role.slug} practice={practice} size="lg" className="w-full" />
        <nav aria-label={contents} className="flex min-h-0 flex-col gap-2 text-sm">
          <p className="font-semibold" aria-hidden="true">
            {contents}
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: focusable, so that the keyboard can scroll it */}
          <ol className="scroll-thin min-h-0 overflow-y-auto border-l border-line" tabIndex={0}>
            {links.map(({ href, name }) => (
              <li key={href}>
                <ContentsLink href={href}>{name}</ContentsLink>
                {href === '#guide' && (
                  <ol lang={role.locale}>
                    {guide.questions.map(({ id, title, question }) => (
                      <li key={id}>
                        <ContentsLink href={`#${id}`} inner={true}>
                          {title || question}
                        </ContentsLink>
                      </li>
                    ))}
                  </ol>
                )}
              </li>
            ))}
          </ol>
        </nav>
      </div>
    </div>
  );
}

function ContentsLink({ href, inner, children }: { href: string; inner?: boolean; children: string }) {
  return (
    <a
      href={href}
      className={`-ml-px block border-l border-transparent py-1 hover:border-accent-ink hover:text-ink ${
        inner ? 'pl-6 text-muted' : 'pl-3 font-medium'
      }`}
    >
      {children}
    </a>
  );
}

function Ready({ slug, practice }: { slug: string; practice: Practice }) {
  const { heading, body } = texts.rolePage.ready;
  if (practice === 'none') return null;
  return (
    <section
      aria-labelledby="ready"
      className="flex flex-col items-start gap-4 rounded-card bg-accent-soft p-6 sm:p-8 print:hidden"
    >
      <div className="flex flex-col gap-1.5">
        <h2 id="ready" className="text-lg font-semibold">
          {heading}
        </h2>
        <p className="max-w-[60ch] text-muted">{body}</p>
      </div>
      <PracticeLink slug={slug} practice={practice} size="lg" />
    </section>
  );
}

function PreviewBanner({ published }: { published: boolean }) {
  const { title, published: same, unpublished, back } = texts.preview;
  return (
    <div className="bg-warning-soft text-sm text-warning-ink">
      <p className="mx-auto flex w-full max-w-6xl flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 sm:px-8">
        <Eye className="size-4" />
        <strong className="font-semibold">{title}</strong>
        <span>{published ? same : unpublished}</span>
        <a href="/console" className={`${buttonStyle('quiet', 'sm')} ml-auto text-warning-ink`}>
          {back}
          <ArrowRight className="size-4" />
        </a>
      </p>
    </div>
  );
}
