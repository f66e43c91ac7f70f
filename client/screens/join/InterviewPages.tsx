import { Suspense, useEffect, useLayoutEffect, useRef } from 'react';
import type { InterviewView } from '../../../shared/interview/view.ts';
import { LinkProblem } from '../../components/LinkProblem.tsx';
import { JoinPage } from '../../components/prejoin/JoinPage.tsx';
import { laterComponent, Preloaded } from '../../components/shell/laterPart.tsx';
import { PageLoading } from '../../components/shell/PageLoading.tsx';
import type { ConnectionState } from '../../core/interviewClient.ts';
import type { PageState } from '../../core/roomSession.ts';
import { isInRoom, ownSeat } from '../../core/seats.ts';
import { whenIdle } from '../../core/whenIdle.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useLateReport, useStartWindow } from '../../hooks/room/usePreJoin.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import type { EndKind, Onward } from './Ended.tsx';
import { PreJoin } from './PreJoin.tsx';

/** The waiting room and the room load while people are in pre-join. */
const waiting = laterComponent(async () => (await import('./Waiting.tsx')).Waiting);
const room = laterComponent(async () => (await import('../room/Room.tsx')).Room);
/** The scoring page loads only for evaluators. */
const scoring = laterComponent(async () => (await import('../scoring/Scoring.tsx')).Scoring);
const ended = laterComponent(async () => (await import('./Ended.tsx')).Ended);

export function InterviewPages({ onward }: { onward?: Onward | undefined }) {
  const session = useSession();
  const connection = useStore(session.client.connection);
  const view = useStore(session.client.view);
  const pageState = useStore(session.pageState);

  useLateReport();
  const setUpShown = view !== undefined;
  useEffect(() => {
    if (!setUpShown) return undefined;
    return whenIdle(() => {
      waiting.preload();
      room.preload();
      ended.preload();
    });
  }, [setUpShown]);

  // Loads scoring early, so that it still works if the server is updated during the interview.
  const rates = view?.rubric !== undefined && pageState === 'entered';
  useEffect(() => (rates ? whenIdle(() => scoring.preload()) : undefined), [rates]);

  // Loads the answer panel early, so that it appears together with the room.
  const answers = view?.recruiter !== undefined && session.pass.details.role === 'candidate';
  useEffect(() => (answers ? whenIdle(fetchAnswerPanel) : undefined), [answers]);

  const tooLate = useStartWindow().status === 'late' && pageState !== 'left' && pageState !== 'elsewhere';
  const found = endOf(connection, view, pageState) ?? (tooLate ? 'tooLate' : undefined);
  const end = found === 'cancelled' && session.pass.details.canceledByYou ? 'canceledByYou' : found;
  useEffect(() => {
    if (!tooLate) return;
    session.local.stop('camera');
    session.local.stop('microphone');
  }, [tooLate, session]);
  const inside = view !== undefined && isInside(view);
  useStartAtTop(end ?? (pageState === 'setup' ? 'setup' : inside ? 'room' : 'waiting'));
  // Doesn't show pre-join, which requests devices, for an interview that is over.
  if (!end && !view && session.pass.details.over) return <PageLoading />;
  if (end === 'link-problem')
    return (
      <JoinPage width="narrow">
        <LinkProblem
          kind={connection.state === 'ended' && connection.reason === 'link-revoked' ? 'revoked' : undefined}
        />
      </JoinPage>
    );
  if (!end && (!view || pageState === 'setup')) return <PreJoin />;
  return (
    <Suspense fallback={<PageLoading />}>
      {end === 'scoring' ? (
        <Preloaded key="scoring" part={scoring} props={{}} />
      ) : end ? (
        <Preloaded key="ended" part={ended} props={{ kind: end, onward }} />
      ) : inside ? (
        <Preloaded key="room" part={room} props={{}} />
      ) : (
        <Preloaded key="waiting" part={waiting} props={{}} />
      )}
    </Suspense>
  );
}

function useStartAtTop(screen: string): void {
  const last = useRef(screen);
  useLayoutEffect(() => {
    if (last.current === screen) return;
    last.current = screen;
    window.scrollTo(0, 0);
  }, [screen]);
}

function fetchAnswerPanel(): void {
  // Ignores a failure, because `Room` imports the panel again and shows the error.
  import('../../components/recruiter/AnswerPanel.tsx').catch(() => undefined);
}

function endOf(
  connection: ConnectionState,
  view: InterviewView | undefined,
  pageState: PageState,
): EndKind | 'scoring' | 'link-problem' | undefined {
  const reason = connection.state === 'ended' ? connection.reason : undefined;
  const role = view && ownSeat(view)?.role;
  if (view?.phase === 'cancelled') return 'cancelled';
  // Evaluators see the scoring page after the interview, unless the server closed the connection.
  if (view?.phase === 'ended' && !(view.rubric && reason)) {
    if (view.rubric) return 'scoring';
    return role === 'candidate' ? endOfCandidate(view) : 'interview-over';
  }
  if (reason === 'signed-out' || reason === 'link-invalid' || reason === 'link-revoked')
    return 'link-problem';
  if (reason) return reason;
  if (pageState === 'left' && role === 'candidate' && view?.recruiter)
    return view.practice ? 'leftPractice' : 'leftRecruiter';
  if (pageState === 'left' || pageState === 'elsewhere') return pageState;
  const refused = view && role === 'observer' && !view.observersAllowed;
  return refused && pageState === 'entered' ? 'notAgreed' : undefined;
}

function endOfCandidate({ practice, afterwards, recruiter }: InterviewView): EndKind {
  if (practice) return 'practiceOver';
  if (afterwards?.tookPart === false) return 'overWithoutYou';
  return recruiter ? 'recruiterOver' : 'candidateOver';
}

function isInside(view: InterviewView): boolean {
  const own = ownSeat(view);
  return view.phase === 'open' && own !== undefined && isInRoom(own);
}
