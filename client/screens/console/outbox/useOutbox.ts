import { useInfiniteQuery } from '@tanstack/react-query';
import { type MailState, OUTBOX_PAGE, type OutboxMail } from '../../../../shared/protocol/mailRoutes.ts';
import { callRoute } from '../../../core/api.ts';

const SOON_MS = 3_000;
const LATER_MS = 15_000;

/** Loads messages page by page, newest first. */
export function useOutbox(state: MailState | undefined, enabled: boolean) {
  const query = useInfiniteQuery({
    queryKey: ['outbox.list', { state }],
    queryFn: ({ pageParam, signal }) =>
      callRoute('outbox.list', { ...(state && { state }), ...(pageParam && { before: pageParam }) }, signal),
    initialPageParam: '',
    getNextPageParam: ({ mails }) => (mails.length < OUTBOX_PAGE ? undefined : mails.at(-1)?.mailId),
    refetchInterval: ({ state: { data } }) => (data?.pages[0]?.mails.some(isUnderWay) ? SOON_MS : LATER_MS),
    enabled,
  });
  const pages = query.data?.pages;
  return { ...query, configured: pages?.[0]?.configured, mails: pages?.flatMap(({ mails }) => mails) };
}

export type OutboxQuery = ReturnType<typeof useOutbox>;

/** True before the first attempt. Messages that wait for another attempt may wait for hours. */
function isUnderWay({ state, reason }: OutboxMail): boolean {
  return state === 'waiting' && reason === undefined;
}
