import { useInfiniteQuery } from '@tanstack/react-query';
import type { RouteResult } from '../../../../shared/protocol/http.ts';
import type { RecordingCursor } from '../../../../shared/protocol/recordingRoutes.ts';
import { callRoute } from '../../../core/api.ts';
import { recordingsRefreshMs } from './recordingLook.ts';

type Page = RouteResult<'recording.list'>;

/** Recordings, newest first, as far down as was asked for. */
export function useRecordings() {
  const query = useInfiniteQuery({
    queryKey: ['recording.list', 'pages'],
    queryFn: ({ pageParam, signal }) =>
      callRoute('recording.list', { ...(pageParam && { after: pageParam }) }, signal),
    initialPageParam: undefined as RecordingCursor | undefined,
    getNextPageParam: ({ next }: Page) => next,
    refetchInterval: ({ state: { data } }) =>
      recordingsRefreshMs(data?.pages.flatMap(({ recordings }) => recordings)),
  });
  return { ...query, data: query.data?.pages.flatMap(({ recordings }) => recordings) };
}

export type RecordingList = ReturnType<typeof useRecordings>;
