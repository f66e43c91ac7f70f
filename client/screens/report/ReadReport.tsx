import { Download, Printer, Share2 } from 'lucide-react';
import { type ReactNode, useMemo, useRef } from 'react';
import { type OpenedReport, REPORT_PDF, type ReportKey } from '../../../shared/protocol/readerRoutes.ts';
import { ReportDocument } from '../../components/report/ReportDocument.tsx';
import { type ReportLinks, ReportMediaContext } from '../../components/report/ReportParts.tsx';
import { Banner } from '../../components/ui/Banner.tsx';
import { Button } from '../../components/ui/Button.tsx';
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
import { ReaderSessionContext, useReader, useReaderSession } from './readerContext.tsx';
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
  const share = useRef<HTMLDivElement>(null);
  const toShare = () => {
    share.current?.scrollIntoView({ block: 'start' });
    share.current?.querySelector('h2')?.focus({ preventScroll: true });
  };
  const { slug } = report;
  const page = 'page' in reportKey ? reportKey.page : undefined;
  const links: ReportLinks = own
    ? {
        watch,
        practice:
          slug && (questionId => practiceHref({ role: slug, question: questionId, ...(page && { page }) })),
      }
    : {};
  return (
    <ReportMediaContext value={media}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 print:hidden">
        <div>{back}</div>
        <ReportActions onShare={own ? toShare : undefined} />
      </div>
      {!own && (
        <div className="print:hidden">
          <Banner>
            {readReport.share.banners[use]}
            {byEmail !== undefined && ` ${readReport.share.readsOnly(byEmail)}`}
            {linkUntil !== undefined && ` ${readReport.share.ends(linkUntil, Date.now())}`}
          </Banner>
        </div>
      )}
      <ReportDocument report={report} own={own} links={links} />
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

const texts = readReport.actions;
const PAPERS = Object.entries(texts.papers).map(([value, label]) => ({ value, label }));
/** Matches locales of countries in which people print on Letter paper. */
const LETTER = /-(US|CA|MX|PH|CL|CO|VE)\b/i;

function ReportActions({ onShare }: { onShare: (() => void) | undefined }) {
  const { keyText } = useReader();
  return (
    <div className="flex flex-wrap items-center gap-2 print:hidden">
      {/* The form posts the key, so that the key appears in no address and no log. */}
      <form method="post" action={REPORT_PDF} className="flex gap-2">
        <input type="hidden" name="key" value={keyText} />
        <Button type="submit" icon={Download}>
          {texts.pdf}
        </Button>
        <Select
          label={texts.paper}
          hideLabel
          name="paper"
          className="w-24"
          options={PAPERS}
          defaultValue={LETTER.test(navigator.language) ? 'letter' : 'a4'}
        />
      </form>
      <Button icon={Printer} onClick={printWithoutKey}>
        {texts.print}
      </Button>
      {onShare && (
        <Button icon={Share2} onClick={onShare}>
          {texts.share}
        </Button>
      )}
    </div>
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
