import type { RouteHandlers } from '../../routeHandlers.ts';
import type { KitRecordings } from './KitRecordings.ts';

type RecordingRoutes = Pick<RouteHandlers, 'recordings.list' | 'recordings.remove'>;

export function recordingRoutes(recordings: KitRecordings): RecordingRoutes {
  return {
    'recordings.list': async ({ kitId }) => ({ recordings: await recordings.list(kitId) }),
    'recordings.remove': async ({ kitId, textSha256 }, { member }) => {
      await recordings.remove(kitId, textSha256, member.userId);
      return {};
    },
  };
}
