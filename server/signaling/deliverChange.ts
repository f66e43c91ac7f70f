import type { InterviewState } from '../../shared/interview/state.ts';
import type { InterviewView } from '../../shared/interview/view.ts';
import { viewOf } from '../../shared/interview/viewOf.ts';
import { isOutsider } from '../../shared/interview/visibility.ts';
import type { EndReason } from '../../shared/protocol/notices.ts';
import type { InterviewChange } from '../interviews/interviews.ts';
import { linkHolds } from '../interviews/seats.ts';
import type { Connection } from './connection.ts';
import type { Connections } from './connections.ts';
import { viewerOf } from './identity.ts';

/** Sends each connection its view, and ends connections that lost their seat or access. */
export function deliverChange(change: InterviewChange, connections: Connections): void {
  const { interviewId, before, after } = change;
  const views = new Map<string, InterviewView>();
  for (const connection of connections.of(interviewId)) {
    const viewer = viewerOf(connection.identity);
    if (viewer.kind === 'organizer' && isOutsider(after, viewer)) {
      // Gives no reason, because the page gets the reason when it reconnects.
      connection.drop();
      continue;
    }
    const ended = endOf(connection, change);
    if (ended) {
      connection.end(ended);
      continue;
    }
    connection.update(cachedView(views, after, viewer));
    if (roomWasRemade(before, after) && connection.inside) {
      connection.notify('media.restarted', { epoch: after.media.epoch });
    }
  }
}

function cachedView(
  views: Map<string, InterviewView>,
  state: InterviewState,
  viewer: ReturnType<typeof viewerOf>,
): InterviewView {
  const key = viewer.kind === 'seat' ? viewer.seatId : `console ${viewer.email}`;
  const view = views.get(key) ?? viewOf(state, viewer);
  views.set(key, view);
  return view;
}

/** Returns why a connection must end, or undefined. A page that left its seat stays, to enter again. */
function endOf(
  { identity }: Connection,
  { before, after, events }: Pick<InterviewChange, 'before' | 'after' | 'events'>,
): EndReason | undefined {
  if (identity.kind !== 'seat') return undefined;
  const seat = after.seats[identity.seatId];
  if (!seat || seat.presence === 'removed') return 'removed';
  if (!linkHolds(after, identity)) return 'link-revoked';
  const hadPage = before?.seats[identity.seatId]?.pages[identity.clientId];
  if (!hadPage || seat.pages[identity.clientId]) return undefined;
  const replaced = events.some(
    ({ kind, payload }) => kind === 'seat.entered' && payload.seatId === identity.seatId,
  );
  return replaced ? 'taken-over' : undefined;
}

function roomWasRemade(before: InterviewState | undefined, after: InterviewState): boolean {
  return (
    before !== undefined &&
    before.media.epoch > 0 &&
    after.media.state === 'placed' &&
    after.media.epoch > before.media.epoch
  );
}
