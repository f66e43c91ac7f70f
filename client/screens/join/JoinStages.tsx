import { Suspense, useEffect } from 'react';
import type { InterviewView } from '../../../shared/interview/view.ts';
import { laterPart } from '../../components/shell/laterPart.ts';
import { PageLoading } from '../../components/shell/PageLoading.tsx';
import { Preloaded } from '../../components/shell/Preloaded.tsx';
import { Button } from '../../components/ui/Button.tsx';
import type { ConnectionState } from '../../core/interviewClient.ts';
import type { PagePlace } from '../../core/roomSession.ts';
import { whenIdle } from '../../core/whenIdle.ts';
import { ownSeat, useSession } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { ended } from '../../texts/ended.ts';
import { Ended, type EndKind } from './Ended.tsx';
import { PreJoin } from './PreJoin.tsx';

/** Fetched while people set up, so that they see their set-up sooner and still wait for nothing at the door. */
const waiting = laterPart(async () => (await import('./Waiting.tsx')).Waiting);
const room = laterPart(async () => (await import('../room/Room.tsx')).Room);

/** Which of the pages a link can show: it follows the connection, the view, and what the person decided here. */
export function JoinStages() {
  const session = useSession();
  const connection = useStore(session.client.connection);
  const view = useStore(session.client.view);
  const place = useStore(session.place);

  const setUpShown = view !== undefined;
  useEffect(() => {
    if (!setUpShown) return undefined;
    return whenIdle(() => {
      waiting.preload();
      room.preload();
    });
  }, [setUpShown]);

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
  return (
    <Suspense fallback={<PageLoading />}>
      {isInside(view) ? <Preloaded key="room" part={room} /> : <Preloaded key="waiting" part={waiting} />}
    </Suspense>
  );
}

function endOf(
  connection: ConnectionState,
  view: InterviewView | undefined,
  place: PagePlace,
): EndKind | undefined {
  const ended = connection.state === 'ended' ? connection.reason : undefined;
  if (view?.phase === 'cancelled') return 'cancelled';
  if (view?.phase === 'ended') {
    return ownSeat(view)?.role === 'candidate' ? 'candidateOver' : 'interview-over';
  }
  if (ended === 'signed-out') return 'link-invalid';
  if (ended) return ended;
  return place === 'left' || place === 'elsewhere' ? place : undefined;
}

function isInside(view: InterviewView): boolean {
  const presence = ownSeat(view)?.presence;
  return view.phase === 'open' && (presence === 'inside' || presence === 'reconnecting');
}
