import { AppError } from '../../../shared/errors.ts';
import { type PeerId, peerIdOf } from '../../../shared/ids.ts';
import type { Actor } from '../../../shared/interview/events.ts';
import type { MediaPlane } from '../../../shared/media/mediaPlane.ts';
import { kindOfSource, type MediaSource, type SourceState } from '../../../shared/media/sources.ts';
import { mediaGroupOf, receivesFrom, sourcesOf } from '../../../shared/permissions.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { PageRef, QueryContext, QueryHandlers } from '../query.ts';
import { type MediaRooms, mediaPeers, roomOf } from './mediaRooms.ts';

type MediaQueries = Pick<QueryHandlers, Extract<keyof QueryHandlers, `media.${string}`>>;

/** Media signaling. Checks the permissions of the peer, then forwards the request to the sfu. */
export function createMediaQueries(options: {
  plane: MediaPlane;
  interviews: Interviews;
  rooms: MediaRooms;
}): MediaQueries {
  const { plane, interviews, rooms } = options;

  async function record(page: PageRef, source: MediaSource, state: SourceState): Promise<void> {
    const actor: Actor = { type: 'seat', seatId: page.seatId };
    await interviews.execute(page.interviewId, actor, current => {
      const seat = current.seats[page.seatId];
      const unchanged = !seat?.pages[page.clientId]?.entered || seat.media[source] === state;
      if (unchanged) return { events: [], result: {} };
      return {
        events: [{ kind: 'media.changed', payload: { seatId: page.seatId, source, state } }],
        result: {},
      };
    });
  }

  return {
    'media.join': async context => {
      const peerId = requirePeer(context);
      const { role } = context.seat;
      return rooms.withRoom(context.state, async room => {
        const rights = {
          group: mediaGroupOf(context.seat),
          sources: [...sourcesOf(role)],
          receivesFrom: [...receivesFrom(role)],
          // Reports the candidate's voice, because the virtual recruiter must know when the candidate speaks.
          ...(role === 'candidate' && context.state.recruiter && { reportsVoice: true }),
        };
        const joined = await plane.request('peer.join', {
          room,
          peerId,
          rights,
          rtpCapabilities: context.params.rtpCapabilities,
        });
        // If the person was removed from the room during the request, nothing else removes this peer.
        const group = mediaPeers(await interviews.current(context.page.interviewId)).get(peerId);
        if (group !== rights.group) {
          await plane.request('peer.leave', { room, peerId });
          throw group === undefined ? notInRoom() : joinAgain();
        }
        return { epoch: room.epoch, ...joined };
      });
    },

    'media.sync': async context => {
      const peerId = requirePeer(context);
      const room = roomOf(context.state);
      if (!room) return { epoch: context.state.media.epoch, known: false, consumers: [], producers: [] };
      const synced = await plane.request('peer.sync', { room, peerId });
      return { epoch: room.epoch, ...synced };
    },

    'media.connectTransport': async context => {
      await plane.request('transport.connect', { ...target(context), ...context.params });
    },

    'media.restartIce': async context =>
      plane.request('transport.restartIce', { ...target(context), ...context.params }),

    'media.produce': async context => {
      const { params, page, seat } = context;
      if (params.kind !== kindOfSource(params.source))
        throw AppError.refused('This source is of the other kind.');
      if (!sourcesOf(seat.role).includes(params.source)) throw AppError.forbidden();
      const produced = await plane.request('producer.create', { ...target(context), ...params });
      await record(page, params.source, params.paused ? 'muted' : 'on');
      return produced;
    },

    'media.setPaused': async context => {
      const { source, paused } = context.params;
      await plane.request('producer.setPaused', { ...target(context), source, paused });
      await record(context.page, source, paused ? 'muted' : 'on');
    },

    'media.stop': async context => {
      const { source } = context.params;
      await plane.request('producer.close', { ...target(context), source });
      await record(context.page, source, 'off');
    },

    'media.updateConsumer': async context => {
      await plane.request('consumer.update', { ...target(context), ...context.params });
    },
  };

  function target(context: QueryContext<unknown>): {
    room: ReturnType<MediaRooms['require']>;
    peerId: PeerId;
  } {
    return { peerId: requirePeer(context), room: rooms.require(context.state) };
  }
}

/** Returns the page's peer. Throws `not-admitted` for a page that has not entered or was replaced. */
function requirePeer({ page, state }: QueryContext<unknown>): PeerId {
  const peerId = peerIdOf(page.seatId, page.clientId);
  if (mediaPeers(state).has(peerId)) return peerId;
  throw notInRoom();
}

function joinAgain(): AppError {
  return new AppError('media-unavailable', 'consent-changed');
}

function notInRoom(): AppError {
  return new AppError('not-admitted', 'not-in-this-tab');
}
