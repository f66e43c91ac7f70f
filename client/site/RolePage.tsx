import { ArrowRight, Eye } from 'lucide-react';
import type { RolePage as Page, SiteContext } from '../../shared/site/sitePages.ts';
import { voiceColorOf } from '../../shared/site/voice.ts';
import { buttonStyle } from '../components/ui/buttonStyle.ts';
import { Brand } from '../components/ui/Logo.tsx';
import { Waveform } from '../components/ui/Waveform.tsx';
import { site as texts } from '../texts/site.ts';
import { Contents, PracticeBar } from './Contents.tsx';
import { GuideSection } from './GuideSection.tsx';
import { type Practice, PracticeLink, practiceOf } from './PracticeLink.tsx';
import { Numbers, RoleCards } from './RoleCard.tsx';
import { InterviewSection, OpeningSection, PreparationSection } from './RoleSections.tsx';
import { SampleReport } from './SampleReport.tsx';
import { Breadcrumb, SiteFrame } from './SiteFrame.tsx';

export function RolePage({ page, site }: { page: Page; site: SiteContext }) {
  const { role, related, preview } = page;
  const { rolePage } = texts;
  const practice = practiceOf(page, site);
  return (
    <SiteFrame
      site={site}
      banner={preview && <PreviewBanner published={preview.published} />}
      top={<Cover page={page} site={site} practice={practice} />}
    >
      <Steps questions={role.guideQuestions} />
      <div className="grid gap-x-16 pt-10 lg:grid-cols-[minmax(0,1fr)_17rem] lg:pt-14 print:block print:pt-0">
        <div className="flex min-w-0 flex-col gap-16 print:block">
          <GuideSection page={page} practice={practice} />
          {page.opening && <OpeningSection opening={page.opening} practice={practice} />}
          <PreparationSection page={page} />
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
      <PracticeBar page={page} practice={practice} />
    </SiteFrame>
  );
}

type CoverProps = { page: Page; site: SiteContext; practice: Practice };

/** Head of the page, in the color and rhythm of the role's voice. */
function Cover({ page: { role, guide }, site, practice }: CoverProps) {
  const { rolePage } = texts;
  return (
    <div
      data-voice={voiceColorOf(role.slug)}
      className="relative overflow-hidden bg-voice-soft text-voice-ink print:bg-transparent"
    >
      <div className="relative mx-auto w-full max-w-6xl px-4 sm:px-8 print:px-0">
        <PrintedHead site={site} slug={role.slug} />
        <Breadcrumb
          steps={[
            { name: texts.home, href: '/' },
            { name: texts.roles, href: '/roles' },
            { name: role.role, lang: role.locale },
          ]}
        />
        <div className="flex max-w-4xl flex-col gap-4 pt-4 pb-18 sm:gap-5 sm:pb-24 print:gap-1 print:pt-3 print:pb-3">
          <h1 className="headline font-semibold text-balance">{rolePage.heading(role.role)}</h1>
          {guide.promise && (
            <p lang={role.locale} className="max-w-[65ch] sm:text-lg">
              {guide.promise}
            </p>
          )}
          <div className="print:hidden">
            <Numbers numbers={role.numbers} />
          </div>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
            <PracticeLink slug={role.slug} practice={practice} size="xl" main={true} />
            <p className="text-sm">
              {practice === 'none' ? rolePage.notOpen : texts.practiceFacts(role.practiceMinutes)}
            </p>
          </div>
        </div>
      </div>
      <Waveform
        seed={role.slug}
        bars={200}
        className="absolute inset-x-0 bottom-0 h-12 w-full stroke-voice sm:h-16 print:hidden"
      />
    </div>
  );
}

/** Says on paper where the guide is from. */
function PrintedHead({ site: { origin, organization }, slug }: { site: SiteContext; slug: string }) {
  return (
    <div className="hidden items-center justify-between gap-8 border-b border-line pb-2 print:flex">
      <Brand organization={organization} />
      <span>{`${origin}/roles/${slug}`}</span>
    </div>
  );
}

function Steps({ questions }: { questions: number }) {
  const { steps, sections } = texts.rolePage;
  const { guide, practice, evaluation, report } = steps;
  const all: { title: string; body?: string; link?: string }[] = [
    { title: guide.title, body: guide.body(questions) },
    practice,
    evaluation,
    { title: report.title, link: report.sample },
  ];
  return (
    <section aria-labelledby="steps" className="border-b border-line py-8 sm:py-10 print:hidden">
      <h2 id="steps" className="sr-only">
        {sections.steps}
      </h2>
      <ol className="grid grid-cols-2 gap-x-4 gap-y-6 sm:gap-x-8 lg:grid-cols-4">
        {all.map(({ title, body, link }, index) => (
          <li key={title} className="flex gap-3">
            <span
              aria-hidden="true"
              className="flex size-7 shrink-0 items-center justify-center rounded-full bg-warm-soft text-sm font-semibold text-warm-ink tabular-nums"
            >
              {index + 1}
            </span>
            <div className="flex flex-col gap-0.5">
              <h3 className="font-semibold">{title}</h3>
              {body && <p className="text-sm text-muted">{body}</p>}
              {link && (
                <a
                  href="#report"
                  className="self-start py-0.5 text-sm font-medium text-accent-ink underline underline-offset-4"
                >
                  {link}
                </a>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Ready({ slug, practice }: { slug: string; practice: Practice }) {
  const { heading, body } = texts.rolePage.ready;
  if (practice === 'none') return null;
  return (
    <section
      aria-labelledby="ready"
      data-voice={voiceColorOf(slug)}
      className="relative flex flex-col items-start gap-4 overflow-hidden rounded-cover bg-voice-soft p-6 pb-22 text-voice-ink sm:p-8 sm:pb-26 print:hidden"
    >
      <div className="flex flex-col gap-1">
        <h2 id="ready" className="text-2xl font-semibold">
          {heading}
        </h2>
        <p>{body}</p>
      </div>
      <PracticeLink slug={slug} practice={practice} size="lg" main={true} />
      <Waveform
        seed={slug}
        bars={120}
        className="absolute inset-x-0 bottom-0 h-14 w-full stroke-voice sm:h-16"
      />
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
