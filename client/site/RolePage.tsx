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
import { RecruiterStage } from './RecruiterStage.tsx';
import { Numbers, RoleCards } from './RoleCard.tsx';
import { InterviewSection, OpeningSection, PreparationSection } from './RoleSections.tsx';
import { SampleReport } from './SampleReport.tsx';
import { Breadcrumb, SiteFrame } from './SiteFrame.tsx';
import { Steps } from './Steps.tsx';

export function RolePage({ page, site }: { page: Page; site: SiteContext }) {
  const { role, related, preview } = page;
  const { rolePage } = texts;
  const { steps } = rolePage;
  const practice = practiceOf(page, site);
  return (
    <SiteFrame
      site={site}
      banner={preview && <PreviewBanner published={preview.published} />}
      top={<Cover page={page} site={site} practice={practice} />}
      over={{ role: role.slug }}
    >
      <Steps
        label={rolePage.sections.steps}
        className="border-b border-line py-8 sm:py-10"
        steps={[
          { title: steps.guide.title, body: steps.guide.body(role.guideQuestions) },
          steps.practice,
          steps.evaluation,
          { title: steps.report.title, link: steps.report.sample, href: '#report' },
        ]}
      />
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
    <RecruiterStage role={role.slug} question={role.question} lang={role.locale}>
      <PrintedHead site={site} slug={role.slug} />
      <Breadcrumb
        steps={[
          { name: texts.home, href: '/' },
          { name: texts.roles, href: '/roles' },
          { name: role.role, lang: role.locale },
        ]}
      />
      <h1 className="headline font-semibold text-balance wrap-anywhere">{rolePage.heading(role.role)}</h1>
      {guide.promise && (
        <p lang={role.locale} className="max-w-[40ch] text-muted lg:text-lg">
          {guide.promise}
        </p>
      )}
      <div className="empty:hidden print:hidden">
        <Numbers numbers={role.numbers} />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
        <PracticeLink slug={role.slug} practice={practice} size="xl" main={true} />
        <p className="text-sm text-muted">
          {practice === 'none' ? rolePage.notOpen : texts.practiceFacts(role.practiceMinutes)}
        </p>
      </div>
    </RecruiterStage>
  );
}

/** Says on paper where the guide is from. */
function PrintedHead({ site: { origin, organization }, slug }: { site: SiteContext; slug: string }) {
  return (
    <div className="hidden w-full items-center justify-between gap-8 border-b border-line pb-2 print:flex">
      <Brand organization={organization} />
      <span>{`${origin}/roles/${slug}`}</span>
    </div>
  );
}

function Ready({ slug, practice }: { slug: string; practice: Practice }) {
  const { heading, body } = texts.rolePage.ready;
  if (practice === 'none') return null;
  return (
    <section
      aria-labelledby="ready"
      data-voice={voiceColorOf(slug)}
      className="stage relative flex flex-col items-start gap-4 overflow-hidden rounded-cover bg-voice-soft p-6 pb-22 text-voice-ink sm:p-8 sm:pb-26 print:hidden"
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
