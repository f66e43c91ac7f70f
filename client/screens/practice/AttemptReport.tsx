import { ArrowLeft } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import type { InterviewId } from '../../../shared/ids.ts';
import { LinkToken } from '../../../shared/protocol/joinRoutes.ts';
import type { PracticePage } from '../../../shared/protocol/practiceRoutes.ts';
import { PracticeFrame } from '../../components/practice/PracticeFrame.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { EmptyState } from '../../components/ui/EmptyState.tsx';
import { findAttempt, statusOf } from '../../core/practice/attempts.ts';
import { practiceHref } from '../../core/practice/practiceLocation.ts';
import { usePractice, usePracticePage } from '../../hooks/practice/practiceContext.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { readReport } from '../../texts/readReport.ts';
import { ReadReport } from '../report/ReadReport.tsx';

export function AttemptReport({ interviewId, page }: { interviewId: InterviewId; page: PracticePage }) {
  const session = usePracticePage();
  const { location } = usePractice();
  const { token } = session;
  const key = useMemo(() => ({ page: LinkToken.parse(token), interviewId }), [token, interviewId]);
  // Refreshes the list on leaving, because the report is no longer unread.
  useEffect(() => () => session.refresh(), [session]);
  const attempt = findAttempt(page, interviewId);
  const back = (
    <Button variant="quiet" className="-ml-4" icon={ArrowLeft} onClick={() => location.back({ page: token })}>
      {readReport.back}
    </Button>
  );
  return (
    <PracticeFrame>
      <ReadReport
        reportKey={key}
        back={back}
        watch={
          attempt && statusOf(attempt) === 'ready'
            ? questionId => practiceHref({ page: token, watch: interviewId, q: questionId })
            : undefined
        }
        gone={<EmptyState title={practicePage.watching.gone} action={back} />}
      />
    </PracticeFrame>
  );
}
