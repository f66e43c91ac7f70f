import { Download, Printer, RotateCcw, Share2 } from 'lucide-react';
import { type ReactNode, useMemo, useRef } from 'react';
import { type OpenedReport, REPORT_PDF, type ReportKey } from '../../../shared/protocol/readerRoutes.ts';
import { ReportDocument } from '../../components/report/ReportDocument.tsx';
import { type ReportLinks, ReportMediaContext } from '../../components/report/ReportParts.tsx';
import { Banner } from '../../components/ui/Banner.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { buttonStyle } from '../../components/ui/buttonStyle.ts';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import { Select } from '../../components/ui/Select.tsx';
import { SkeletonStack } from '../../components/ui/Skeleton.tsx';
import { practiceHref } from '../../core/practice/practiceLocation.ts';
import { printWithoutKey } from '../../core/printWithoutKey.ts';
import { clipUrl, type ReaderSession, type ReaderStatus } from '../../core/report/readerSession.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { readReport } from '../../texts/readReport.ts';
import { AskBack } from './AskBack.tsx';
import { GuessForm, NoReportYet } from './BeforeReport.tsx';
import { RateReport } from './RateReport.tsx';
import { OwnPart, ReaderSessionContext, useReader, useReaderSession } from './readerContext.tsx';
import { ShareReport } from './ShareReport.tsx';

interface ReadReportProps {
  /** Must be the same object in every render of the same report. */
  reportKey: ReportKey;
  back?: ReactNode;
  watch?: ReportLinks['watch'];
  gone: ReactNode;
}

export function ReadReport(props: ReadReportProps) {
  const session = useReaderSession(props.reportKey);
  return session ? (
    <ReaderSessionContext value={session}>
      <Opened {...props} session={session} />
    </ReaderSessionContext>
  ) : (
    <ReportSkeleton />
  );
}

function Opened({ session, back, gone, ...props }: ReadReportProps & { session: ReaderSession }) {
  const status = useStore(session.status);
  const outdated = useStore(session.outdated);
  if (status.state === 'gone') return gone;
  return (
    <div className="mx-auto flex w-full max-w-[62rem] flex-1 flex-col gap-5 print:block print:max-w-none">
      {outdated && (
        <div className="print:hidden">
          <Banner tone="warning">{readReport.cutOff}</Banner>
        </div>
      )}
      {status.state === 'shown' && status.opened.state === 'open' ? (
        <Report {...props} opened={status.opened} session={session} back={back} />
      ) : (
        <>
          {back && <div>{back}</div>}
          <NotOpen status={status} session={session} />
        </>
      )}
    </div>
  );
}

function NotOpen({ status, session }: { status: ReaderStatus; session: ReaderSession }) {
  if (status.state === 'failed')
    return <ErrorState title={readReport.failed} error={status.error} onRetry={() => session.refresh()} />;
  if (status.state !== 'shown' || status.opened.state === 'open') return <ReportSkeleton />;
  const { opened } = status;
  return opened.state === 'guess' ? (
    <Guess competencies={opened.competencies} />
  ) : (
    <NoReportYet opened={opened} />
  );
}

function Guess({ competencies }: Pick<Extract<OpenedReport, { state: 'guess' }>, 'competencies'>) {
  usePageTitle(readReport.guess.tab);
  return <GuessForm competencies={competencies} />;
}

interface ReportProps extends Pick<ReadReportProps, 'reportKey' | 'back' | 'watch'> {
  opened: Extract<OpenedReport, { state: 'open' }>;
  session: ReaderSession;
}

function Report({ opened, session, reportKey, back, watch }: ReportProps) {
  const { byEmail, linkUntil, own, question, rating, ratingUntil, report, use = 'share' } = opened;
  usePageTitle(readReport.tab(report.role));
  const grant = useStore(session.grant);
  const media = useMemo(
    () => ({
      urlOf: (fileId: Parameters<typeof clipUrl>[1]) => (grant ? clipUrl(grant, fileId) : undefined),
      renewClip: () => session.renewClip(),
    }),
    [grant, session],
  );
  const save = useRef<HTMLDivElement>(null);
  const share = useRef<HTMLDivElement>(null);
  const { slug } = report;
  const page = 'page' in reportKey ? reportKey.page : undefined;
  const links: ReportLinks = own
    ? {
        watch,
        practice:
          slug &&
          (questionId =>
            practiceHref({ role: slug, question: questionId, ...(page && { page, now: true }) })),
      }
    : {};
  return (
    <ReportMediaContext value={media}>
      {back && <div className="print:hidden">{back}</div>}
      {!own && (
        <div className="print:hidden">
          <Banner>
            {readReport.share.banners[use]}
            {byEmail !== undefined && ` ${readReport.share.readsOnly(byEmail)}`}
            {linkUntil !== undefined && ` ${readReport.share.ends(linkUntil, Date.now())}`}
          </Banner>
        </div>
      )}
      <ReportDocument
        report={report}
        own={own}
        links={links}
        actions={
          <>
            <Button size="sm" icon={Download} onClick={() => showSection(save.current)}>
              {texts.save}
            </Button>
            {own && (
              <Button size="sm" icon={Share2} onClick={() => showSection(share.current)}>
                {texts.share}
              </Button>
            )}
          </>
        }
      />
      <NextStep report={report} practice={links.practice} />
      <div ref={save} className="scroll-mt-4">
        <SaveReport />
      </div>
      {own && linkUntil !== undefined && (
        <p className="text-sm text-muted print:hidden">{readReport.share.ownEnds(linkUntil, Date.now())}</p>
      )}
      {own && (
        <>
          <RateReport rating={rating} until={ratingUntil} />
          <AskBack interviewId={report.interviewId} question={question} />
          <div ref={share} className="scroll-mt-4">
            <ShareReport recorded={hasClips(report)} />
          </div>
        </>
      )}
    </ReportMediaContext>
  );
}

function hasClips({ keep, change }: ReportProps['opened']['report']): boolean {
  return [...keep, ...change].some(({ clip }) => clip?.state === 'ready' || clip?.state === 'preparing');
}

function showSection(section: HTMLElement | null): void {
  section?.scrollIntoView({ block: 'start' });
  section?.querySelector('h2')?.focus({ preventScroll: true });
}

const nextTexts = readReport.nextStep;

/** Leads to practice of the question on which the candidate has most to change. */
function NextStep({ report, practice }: Pick<ReportProps['opened'], 'report'> & ReportLinks) {
  const { change, questions, tasks } = report;
  const questionId = [...change, ...tasks].find(each => each.questionId !== undefined)?.questionId;
  const question = questions.find(each => each.questionId === questionId);
  if (!practice || !question) return null;
  return (
    <OwnPart title={nextTexts.title} about={nextTexts.about}>
      <p className="-mt-2 max-w-[66ch] border-l-2 border-warm pl-4 font-medium" lang={report.locale}>
        {question.text}
      </p>
      <a
        href={practice(question.questionId)}
        className={buttonStyle('primary', 'md', 'self-start max-sm:self-stretch')}
      >
        <RotateCcw className="size-4" />
        {nextTexts.practice}
      </a>
    </OwnPart>
  );
}

const texts = readReport.actions;
const PAPERS = Object.entries(texts.papers).map(([value, label]) => ({ value, label }));
/** Matches locales of countries in which people print on Letter paper. */
const LETTER = /-(US|CA|MX|PH|CL|CO|VE)\b/i;

function SaveReport() {
  const { keyText } = useReader();
  return (
    <OwnPart title={texts.saveTitle}>
      {/* The form posts the key, so that the key appears in no address and no log. */}
      <form method="post" action={REPORT_PDF} className="flex flex-wrap items-end gap-x-3 gap-y-4">
        <input type="hidden" name="key" value={keyText} />
        <Select
          label={texts.paper}
          name="paper"
          className="w-32"
          options={PAPERS}
          defaultValue={LETTER.test(navigator.language) ? 'letter' : 'a4'}
        />
        <Button type="submit" icon={Download}>
          {texts.pdf}
        </Button>
        <Button icon={Printer} onClick={printWithoutKey}>
          {texts.print}
        </Button>
      </form>
    </OwnPart>
  );
}

const SKELETON = ['h-5 w-56', 'h-10 w-72 max-w-full', 'h-24 w-full max-w-xl', 'h-64 w-full rounded-card!'];

function ReportSkeleton() {
  return (
    <SkeletonStack
      label={readReport.opening}
      rows={SKELETON}
      className="gap-6 rounded-card border border-line bg-surface px-5 py-8 sm:px-10 sm:py-12 lg:px-14"
    />
  );
}
