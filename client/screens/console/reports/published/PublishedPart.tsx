import { useState } from 'react';
import { Banner } from '../../../../components/ui/Banner.tsx';
import { Button } from '../../../../components/ui/Button.tsx';
import { useStaffMay } from '../../../../hooks/useMember.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { ConfirmRequest } from '../../ConfirmRequest.tsx';
import { useReport, useReportState } from '../reportDesk.ts';
import { CandidateQuestion } from './CandidateQuestion.tsx';
import { CandidateRating } from './CandidateRating.tsx';
import { ClipsProgress } from './ClipsProgress.tsx';
import { PrivateLink } from './PrivateLink.tsx';

const texts = reportEditorTexts.after;
const { retract } = reportEditorTexts;

/** What has become of a report since it was published. */
export function PublishedPart() {
  const { desk } = useReport();
  const version = useReportState(({ base }) => base.version);
  const dirty = useReportState(state => state.dirty);
  const mayPublish = useStaffMay('reports.publish');
  const [retracting, setRetracting] = useState(false);
  if (desk.publishedAt === undefined) return null;
  if (desk.state === 'retracted') return <Banner tone="warning">{texts.retracted}</Banner>;
  const now = Date.now();
  return (
    <section
      aria-labelledby="section-published"
      data-published
      className="flex flex-col gap-5 rounded-card border border-line bg-surface p-4 sm:p-5"
    >
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="flex min-w-0 flex-col gap-1">
          <h2 id="section-published" className="text-base font-semibold">
            {texts.title}
          </h2>
          <p className="text-sm text-muted">
            {[
              `${texts.at(desk.publishedAt, now)}.`,
              desk.updatedAt !== undefined && `${texts.updated(desk.updatedAt, now)}.`,
              desk.read ? texts.read : texts.unread,
            ]
              .filter(Boolean)
              .join(' ')}
          </p>
          {(dirty || version !== desk.publishedVersion) && (
            <p className="text-sm text-warning-ink">{texts.changed}</p>
          )}
        </div>
        {mayPublish && (
          <Button size="sm" variant="danger-quiet" onClick={() => setRetracting(true)}>
            {retract.button}
          </Button>
        )}
      </div>
      {desk.ratingsChanged && (
        <Banner tone="warning" title={texts.ratingsChanged}>
          {texts.ratingsChangedBody}
        </Banner>
      )}
      <ClipsProgress clips={desk.clips} />
      {desk.kind === 'interview' && mayPublish && <PrivateLink desk={desk} />}
      {desk.question && <CandidateQuestion interviewId={desk.interviewId} question={desk.question} />}
      {desk.rating && <CandidateRating rating={desk.rating} />}
      {retracting && (
        <ConfirmRequest
          route="reports.retract"
          params={{ interviewId: desk.interviewId }}
          refreshes={['reports.read', 'evaluations.list']}
          title={retract.title}
          description={retract.body}
          confirmLabel={retract.button}
          danger
          onClose={() => setRetracting(false)}
          done={retract.done}
        />
      )}
    </section>
  );
}
