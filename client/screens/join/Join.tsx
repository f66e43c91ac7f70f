import { useState } from 'react';
import { LinkProblem } from '../../components/LinkProblem.tsx';
import { JoinPage } from '../../components/prejoin/JoinPage.tsx';
import { PageLoading } from '../../components/shell/PageLoading.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import { SessionContext } from '../../hooks/room/session.ts';
import { useRoomSession } from '../../hooks/room/useRoomSession.ts';
import { prejoin } from '../../texts/prejoin.ts';
import { InterviewPages } from './InterviewPages.tsx';

export default function Join() {
  const [attempt, setAttempt] = useState(0);
  return <OpenLink key={attempt} onRetry={() => setAttempt(before => before + 1)} />;
}

/** A retry mounts another one. */
function OpenLink({ onRetry }: { onRetry: () => void }) {
  const opening = useRoomSession();
  if (opening.state === 'opening') return <PageLoading />;
  if (opening.state === 'failed') {
    const { code } = opening.error;
    if (code === 'link-invalid' || code === 'invalid' || code === 'not-found')
      return (
        <JoinPage width="narrow">
          <LinkProblem />
        </JoinPage>
      );
    return (
      <JoinPage width="narrow">
        <ErrorState title={prejoin.unreachable} error={opening.error} onRetry={onRetry} />
      </JoinPage>
    );
  }
  return (
    <SessionContext value={opening.session}>
      <InterviewPages />
    </SessionContext>
  );
}
