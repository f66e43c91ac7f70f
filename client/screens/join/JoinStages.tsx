import { Suspense, useEffect } from 'react';
import type { InterviewView } from '../../../shared/interview/view.ts';
import { laterModule, laterPart, Preloaded } from '../../components/shell/laterPart.tsx';
import { PageLoading } from '../../components/shell/PageLoading.tsx';
import type { ConnectionState } from '../../core/interviewClient.ts';
import type { PagePlace } from '../../core/roomSession.ts';
import { isInRoom, ownSeat } from '../../core/seats.ts';
import { whenIdle } from '../../core/whenIdle.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useLateConnectionReport, useStartStage } from '../../hooks/room/usePreJoin.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import type { EndKind, Onward } from './Ended.tsx';
import { PreJoin } from './PreJoin.tsx';

/** Fetched while people set up, so that they see their set-up sooner and still wait for nothing at the door. */
const waiting = laterPart(
  laterModule(() => import('./Waiting.tsx')),
  module => module.Waiting,
);
const room = laterPart(
  laterModule(() => import('../room/Room.tsx')),
  module => module.Room,
);
/** Only raters of an interview with a kit ever fetch it. */
const scoring = laterPart(
  laterModule(() => import('../scoring/Scoring.tsx')),
  module => module.Scoring,
);
const ended = laterPart(
  laterModule(() => import('./Ended.tsx')),
  module => module.Ended,
);

/**
 * Which of the pages a link can show: it follows the connection, the view, and what the person decided here. `onward` is where its last
 * page leads on to, for the component that mounts this.
 */
export function JoinStages({ onward }: { onward?: Onward | undefined }) {
  const session = useSession();
  const connection = useStore(session.client.connection);
  const view = useStore(session.client.view);
  const place = useStore(session.place);

  useLateConnectionReport();
  const setUpShown = view !== undefined;
  useEffect(() => {
    if (!setUpShown) return undefined;
    return whenIdle(() => {
      waiting.preload();
      room.preload();
      ended.preload();
    });
  }, [setUpShown]);

  // So that it is there when the call ends, whatever has become of the server's files meanwhile.
  const rates = view?.rubric !== undefined && place === 'entered';
  useEffect(() => (rates ? whenIdle(() => scoring.preload()) : undefined), [rates]);

  // So that the question and its buttons are there at once.
  const answers = view?.recruiter !== undefined && session.pass.details.role === 'candidate';
  useEffect(() => (answers ? whenIdle(fetchAnswerPanel) : undefined), [answers]);

  const tooLate = useStartStage() === 'late' && place !== 'left' && place !== 'elsewhere';
  const end = endOf(connection, view, place) ?? (tooLate ? 'tooLate' : undefined);
  useEffect(() => {
    if (!tooLate) return;
    session.local.stop('camera');
    session.local.stop('microphone');
  }, [tooLate, session]);
  // No one is asked for camera and microphone when there is nothing to join any more.
  if (!end && !view && session.pass.details.over) return <PageLoading />;
  if (!end && (!view || place === 'setup')) return <PreJoin />;
  return (
    <Suspense fallback={<PageLoading />}>
      {end === 'scoring' ? (
        <Preloaded key="scoring" part={scoring} props={{}} />
      ) : end ? (
        <Preloaded key="ended" part={ended} props={{ kind: end, onward }} />
      ) : view && isInside(view) ? (
        <Preloaded key="room" part={room} props={{}} />
      ) : (
        <Preloaded key="waiting" part={waiting} props={{}} />
      )}
    </Suspense>
  );
}

function fetchAnswerPanel(): void {
  // Fetched again, and missed visibly, where it is drawn.
  import('../../components/recruiter/AnswerPanel.tsx').catch(() => undefined);
}

function endOf(
  connection: ConnectionState,
  view: InterviewView | undefined,
  place: PagePlace,
): EndKind | 'scoring' | undefined {
  const reason = connection.state === 'ended' ? connection.reason : undefined;
  const role = view && ownSeat(view)?.role;
  if (view?.phase === 'cancelled') return 'cancelled';
  // Raters still have their scorecards, for as long as their link is good.
  if (view?.phase === 'ended' && !(view.rubric && reason)) {
    if (view.rubric) return 'scoring';
    return role === 'candidate' ? endOfCandidate(view) : 'interview-over';
  }
  if (reason) return reason === 'signed-out' ? 'link-invalid' : reason;
  if (place === 'left' && role === 'candidate' && view?.recruiter)
    return view.practice ? 'leftPractice' : 'leftRecruiter';
  if (place === 'left' || place === 'elsewhere') return place;
  const refused = view && role === 'observer' && !view.observersAllowed;
  return refused && place === 'entered' ? 'notAgreed' : undefined;
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
