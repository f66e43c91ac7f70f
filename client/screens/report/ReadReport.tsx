import { type ReactNode, useMemo, useRef } from 'react';
import type { OpenedReport, ReportKey } from '../../../shared/protocol/readerRoutes.ts';
import { AskBack } from '../../components/report/AskBack.tsx';
import { GuessForm } from '../../components/report/GuessForm.tsx';
import { RateReport } from '../../components/report/RateReport.tsx';
import { ReportActions } from '../../components/report/ReportActions.tsx';
import { ReportDocument } from '../../components/report/ReportDocument.tsx';
import { ReportSkeleton } from '../../components/report/ReportSkeleton.tsx';
import { ReportMediaContext } from '../../components/report/reportMedia.ts';
import type { ReportWays } from '../../components/report/reportWays.ts';
import { ShareReport } from '../../components/report/ShareReport.tsx';
import { Banner } from '../../components/ui/Banner.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import { practiceHref } from '../../core/practice/practiceLocation.ts';
import { clipUrl, type ReaderSession } from '../../core/report/readerSession.ts';
import { ReaderSessionContext, useReaderSession } from '../../hooks/report/useReaderSession.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { readReport } from '../../texts/readReport.ts';
import { NoReportYet } from './NoReportYet.tsx';

interface ReadReportProps {
  /** The same object for the same report. */
  reportKey: ReportKey;
  /** To where the reader came from. */
  back?: ReactNode;
  watch?: ReportWays['watch'];
  /** In place of a report whose key opens nothing. */
  gone: ReactNode;
}

/** A report in whatever state it is, for the candidate or for those they have shared it with. */
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
  const stage = useStore(session.stage);
  const cutOff = useStore(session.cutOff);
  if (stage.state === 'gone') return gone;
  return (
    <div className="mx-auto flex w-full max-w-[62rem] flex-1 flex-col gap-5 print:block print:max-w-none">
      {cutOff && (
        <div className="print:hidden">
          <Banner tone="warning">{readReport.cutOff}</Banner>
        </div>
      )}
      {stage.state === 'opening' ? (
        <>
          {back && <div>{back}</div>}
          <ReportSkeleton />
        </>
      ) : stage.state === 'failed' ? (
        <>
          {back && <div>{back}</div>}
          <ErrorState title={readReport.failed} error={stage.error} onRetry={() => session.refresh()} />
        </>
      ) : (
        <Shown {...props} opened={stage.opened} session={session} back={back} />
      )}
    </div>
  );
}

type ShownProps = Omit<ReadReportProps, 'gone'> & { opened: OpenedReport; session: ReaderSession };

function Shown({ opened, back, ...props }: ShownProps) {
  if (opened.state === 'open') return <Report {...props} opened={opened} back={back} />;
  return (
    <>
      {back && <div>{back}</div>}
      {opened.state === 'guess' ? (
        <Guess competencies={opened.competencies} />
      ) : (
        <NoReportYet opened={opened} />
      )}
    </>
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
      rescue: () => session.rescue(),
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
  const ways: ReportWays = own
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
      <ReportDocument report={report} own={own} ways={ways} />
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
