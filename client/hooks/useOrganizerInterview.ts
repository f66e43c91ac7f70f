import { useCallback, useSyncExternalStore } from 'react';
import type { InterviewId } from '../../shared/ids.ts';
import type { InterviewView } from '../../shared/interview/view.ts';
import { type ConnectionState, InterviewClient } from '../core/interviewClient.ts';
import { useSignedOutCheck } from './useAccount.ts';
import { useOpened } from './useOpened.ts';
import { useRouteQuery } from './useRouteQuery.ts';

interface OrganizerInterview {
  view: InterviewView | undefined;
  /** Time of the first decision about the candidate, which the view doesn't have. */
  decidedAt: number | undefined;
  /** Name of the member who canceled the interview, which the view doesn't have. */
  canceledBy: string | undefined;
  error: unknown;
  retry: () => void;
  retrying: boolean;
  connection: ConnectionState | undefined;
  client: InterviewClient | undefined;
}

/** Loads an interview over HTTP to find out if it exists, and then keeps it up to date over a socket. */
export function useOrganizerInterview(interviewId: InterviewId): OrganizerInterview {
  const read = useRouteQuery('interviews.read', { interviewId });
  const exists = read.data !== undefined;
  const client = useOpened(
    useCallback(
      () => (exists ? InterviewClient.forOrganizer(interviewId) : undefined),
      [exists, interviewId],
    ),
  );
  const live = useSyncExternalStore(client?.view.subscribe ?? NEVER_CHANGES, () => client?.view.get());
  const connection = useSyncExternalStore(client?.connection.subscribe ?? NEVER_CHANGES, () =>
    client?.connection.get(),
  );
  useSignedOutCheck(connection?.state === 'ended' && connection.reason === 'signed-out');
  return {
    view: live ?? read.data?.view,
    decidedAt: read.data?.decidedAt,
    canceledBy: read.data?.canceledBy,
    error: exists ? undefined : read.error,
    retry: () => void read.refetch(),
    retrying: read.isFetching,
    connection,
    client,
  };
}

const NEVER_CHANGES = () => () => undefined;
