import { lazy, Suspense, useEffect } from 'react';
import type { InterviewView } from '../../../shared/interview/view.ts';
import { PageLoading } from '../../components/shell/PageLoading.tsx';
import { Button } from '../../components/ui/Button.tsx';
import type { ConnectionState } from '../../core/interviewClient.ts';
import type { PagePlace } from '../../core/roomSession.ts';
import { ownSeat, useSession } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { ended } from '../../texts/ended.ts';
import { Ended, type EndKind } from './Ended.tsx';
import { PreJoin } from './PreJoin.tsx';

/** Fetched while people set up, so that they see their set-up sooner and still wait for nothing at the door. */
const waitingPart = () => import('./Waiting.tsx');
const roomPart = () => import('../room/Room.tsx');
const Waiting = lazy(async () => ({ default: (await waitingPart()).Waiting }));
const Room = lazy(async () => ({ default: (await roomPart()).Room }));

/** Which of the pages a link can show: it follows the connection, the view, and what the person decided here. */
export function JoinStages() {
  const session = useSession();
  const connection = useStore(session.client.connection);
  const view = useStore(session.client.view);
  const place = useStore(session.place);

  useEffect(() => {
    // What cannot be fetched now is asked for again where it is drawn, and says so there.
    for (const part of [waitingPart, roomPart]) part().catch(() => undefined);
  }, []);

  const end = endOf(connection, view, place);
  if (end === 'left' || end === 'elsewhere') {
    return (
      <Ended
        kind={end}
        action={
          <Button variant="primary" size="lg" onClick={() => session.prepareAgain()}>
            {end === 'left' ? ended.comeBack : ended.continueHere}
          </Button>
        }
      />
    );
  }
  if (end) return <Ended kind={end} />;
  if (!view || place === 'setup') return <PreJoin />;
  if (ownSeat(view)?.role === 'observer' && !view.observersAllowed) return <Ended kind="notAgreed" />;
  return <Suspense fallback={<PageLoading />}>{isInside(view) ? <Room /> : <Waiting />}</Suspense>;
}

function endOf(
  connection: ConnectionState,
  view: InterviewView | undefined,
  place: PagePlace,
): EndKind | undefined {
  const ended = connection.state === 'ended' ? connection.reason : undefined;
  if (view?.phase === 'cancelled') return 'cancelled';
  if (view?.phase === 'ended' || ended === 'interview-over') {
    return view && ownSeat(view)?.role === 'candidate' ? 'candidateOver' : 'interview-over';
  }
  if (ended === 'signed-out') return 'link-invalid';
  if (ended) return ended;
  return place === 'left' || place === 'elsewhere' ? place : undefined;
}

function isInside(view: InterviewView): boolean {
  const presence = ownSeat(view)?.presence;
  return view.phase === 'open' && (presence === 'inside' || presence === 'reconnecting');
}
