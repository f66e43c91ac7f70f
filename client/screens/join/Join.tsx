import { useState } from 'react';
import { LinkProblem } from '../../components/LinkProblem.tsx';
import { JoinPage } from '../../components/prejoin/JoinPage.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import { PreJoinSkeleton } from '../../components/ui/PageSkeletons.tsx';
import { SessionContext } from '../../hooks/room/session.ts';
import { useRoomSession } from '../../hooks/room/useRoomSession.ts';
import { prejoin } from '../../texts/prejoin.ts';
import { InterviewPages } from './InterviewPages.tsx';

export default function Join() {
  const [attempt, setAttempt] = useState(0);
  return <OpenLink key={attempt} onRetry={() => setAttempt(before => before + 1)} />;
}

/** Opens the link on mount. A retry mounts a new instance. */
function OpenLink({ onRetry }: { onRetry: () => void }) {
  const opening = useRoomSession();
  if (opening.state === 'opening')
    return (
      <JoinPage>
        <PreJoinSkeleton />
      </JoinPage>
    );
  if (opening.state === 'failed') {
    const isLinkProblem = ['link-invalid', 'invalid', 'not-found'].includes(opening.error.code);
    return (
      <JoinPage width="narrow">
        {isLinkProblem ? (
          <LinkProblem kind={window.location.hash.length < 2 ? 'absent' : undefined} error={opening.error} />
        ) : (
          <ErrorState title={prejoin.unreachable} error={opening.error} onRetry={onRetry} />
        )}
      </JoinPage>
    );
  }
  return (
    <SessionContext value={opening.session}>
      <InterviewPages />
    </SessionContext>
  );
}
