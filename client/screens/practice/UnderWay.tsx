import { TimerOff, Users } from 'lucide-react';
import { Suspense, useCallback, useEffect, useRef } from 'react';
import type { InterviewId } from '../../../shared/ids.ts';
import type { PracticePlace } from '../../../shared/protocol/practiceRoutes.ts';
import {
  OpeningPractice,
  PracticeFrame,
  SimplePage,
  StandingPage,
} from '../../components/practice/PracticeFrame.tsx';
import { laterComponent, Preloaded } from '../../components/shell/laterPart.tsx';
import { PageLoading } from '../../components/shell/PageLoading.tsx';
import { Banner } from '../../components/ui/Banner.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import { noteNavigation } from '../../core/navigation.ts';
import { AttemptPoller } from '../../core/practice/attemptPoller.ts';
import type { AttemptUnderWay } from '../../core/practice/attempts.ts';
import { callPractice } from '../../core/practice/practiceApi.ts';
import { usePracticeAgain } from '../../hooks/practice/usePracticeAgain.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useLeaveGuard } from '../../hooks/useLeaveGuard.ts';
import { useOpened } from '../../hooks/useOpened.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { practice } from '../../texts/practice.ts';

/** Loads in the background while people wait for a free practice room. */
const room = laterComponent(async () => (await import('./PracticeRoom.tsx')).PracticeRoom);

interface UnderWayProps {
  page: string;
  attempt: AttemptUnderWay;
  first: PracticePlace | undefined;
  onLeave: () => void;
}

export function UnderWay(props: UnderWayProps) {
  const poller = useAttemptPoller(props.page, props.attempt.interviewId, props.first);
  return poller ? <AttemptState {...props} poller={poller} /> : <OpeningPractice />;
}

function AttemptState({ page, attempt, poller, onLeave }: UnderWayProps & { poller: AttemptPoller }) {
  const status = useStore(poller.status);
  const cutOff = useStore(poller.cutOff);
  useEffect(() => room.preload(), []);
  const finished = status.state === 'over' || status.state === 'gone';
  useEffect(() => {
    if (finished) onLeave();
  });
  const again = () => poller.again();
  switch (status.state) {
    case 'waiting':
      return <InQueue {...status} cutOff={cutOff} onLeave={onLeave} />;
    case 'ready':
      return (
        <Suspense fallback={<OpeningPractice />}>
          <Preloaded
            key={status.link}
            part={room}
            props={{
              link: status.link,
              preparing: status.preparing,
              attempt,
              onOver: onLeave,
              onAgain: again,
            }}
          />
        </Suspense>
      );
    case 'expired':
      return <Expired page={page} attempt={attempt} onLeave={onLeave} />;
    case 'failed':
      return (
        <PracticeFrame width="narrow">
          <ErrorState title={practice.failed} error={status.error} onRetry={again} />
        </PracticeFrame>
      );
    case 'loading':
    case 'preparing':
      return <OpeningPractice />;
    default:
      return <PageLoading />;
  }
}

type WaitProps = { minutes: number; cutOff: boolean; onLeave: () => void };

/** Shown while all rooms are in use. The attempt keeps its place only while this page is open. */
function InQueue({ ahead, minutes, cutOff, onLeave }: WaitProps & { ahead: number }) {
  const { line } = practice;
  usePageTitle(line.tab(ahead + 1));
  useLeaveGuard(true);
  return (
    <StandingPage leaves={false} icon={Users} title={line.place(ahead + 1)}>
      <p className="-mt-3 text-lg text-muted tabular-nums" data-in-line={ahead + 1}>
        {line.minutes(minutes)}
      </p>
      {/* Announces each change of the position, but not of the minutes, because they change too often. */}
      <p role="status" className="sr-only">
        {line.place(ahead + 1)}
      </p>
      <p className="max-w-[60ch]">{line.why}</p>
      <p className="max-w-[60ch] text-muted">{line.keep}</p>
      {cutOff && <Banner tone="warning">{line.cutOff}</Banner>}
      <Button onClick={onLeave}>{line.leave}</Button>
    </StandingPage>
  );
}

/** Offers to start a new attempt with the same questions, because the attempt has expired. */
function Expired({ page, attempt, onLeave }: Pick<UnderWayProps, 'page' | 'attempt' | 'onLeave'>) {
  const { expired } = practice;
  const { againById, pending, failure } = usePracticeAgain(page);
  return (
    <SimplePage icon={TimerOff} tone="warning" title={expired.title} body={<p>{expired.body}</p>}>
      {failure && <Banner tone="danger">{failure}</Banner>}
      <Button variant="primary" size="lg" pending={pending} onClick={() => againById(attempt)}>
        {expired.again}
      </Button>
      <Button size="lg" onClick={onLeave}>
        {practice.toPage}
      </Button>
    </SimplePage>
  );
}

function useAttemptPoller(
  page: string,
  interviewId: InterviewId,
  first: PracticePlace | undefined,
): AttemptPoller | undefined {
  const initial = useRef(first);
  const open = useCallback(() => {
    const ask = async (link: string | undefined) =>
      (await callPractice('practice.place', { page, interviewId, early: { link } })).place;
    const poller = new AttemptPoller(ask, initial.current);
    initial.current = undefined;
    let before = poller.status.get().state;
    // Makes the next heading take the focus, because each state looks like a new page.
    poller.status.subscribe(() => {
      const { state } = poller.status.get();
      if (state !== before) noteNavigation();
      before = state;
    });
    return poller;
  }, [page, interviewId]);
  return useOpened(open);
}
