import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { type CandidateSchedule, SCHEDULE_ROUTES } from '../../../shared/protocol/scheduleRoutes.ts';
import { routeCaller } from '../../core/httpRoute.ts';
import { asAppError } from '../../core/replies.ts';

const call = routeCaller(SCHEDULE_ROUTES);

/** A time that the candidate chose and didn't get. */
export interface LostTime {
  at: number;
  reason: 'slot-taken' | 'slot-passed';
}

export type Loading =
  | { state: 'loading' }
  | { state: 'failed'; error: AppError }
  | { state: 'ready'; schedule: CandidateSchedule };

/** Reads a candidate's schedule, and changes it. */
export function useSchedule(link: string) {
  const [loading, setLoading] = useState<Loading>({ state: 'loading' });
  const [pending, setPending] = useState<'choose' | 'cancel' | 'read'>();
  const [lost, setLost] = useState<LostTime>();
  const [failure, setFailure] = useState<AppError>();
  /** The time until it was changed somewhere else while the page was open. */
  const [movedFrom, setMovedFrom] = useState<number>();
  const shown = useRef<CandidateSchedule>(undefined);
  shown.current = loading.state === 'ready' ? loading.schedule : undefined;
  const busy = useRef(false);

  /** Reads the schedule again. Keeps what is shown if that fails for another reason than the link. */
  const refresh = useCallback(async () => {
    const before = shown.current;
    if (!before || busy.current) return;
    busy.current = true;
    try {
      const schedule = await call('schedule.read', { link });
      // The candidate's own choice, made in between, is newer.
      if (shown.current !== before) return;
      const { scheduledAt } = before;
      if (
        scheduledAt !== undefined &&
        schedule.scheduledAt !== undefined &&
        scheduledAt !== schedule.scheduledAt
      )
        setMovedFrom(scheduledAt);
      setLoading({ state: 'ready', schedule });
    } catch (thrown) {
      const error = asAppError(thrown);
      if (error.code === 'link-invalid') setLoading({ state: 'failed', error });
    } finally {
      busy.current = false;
    }
  }, [link]);
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void refresh();
    };
    window.addEventListener('focus', look);
    window.addEventListener('pageshow', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('focus', look);
      window.removeEventListener('pageshow', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [refresh]);

  const read = useCallback(async () => {
    setPending('read');
    setLost(undefined);
    try {
      setLoading({ state: 'ready', schedule: await call('schedule.read', { link }) });
    } catch (error) {
      setLoading({ state: 'failed', error: asAppError(error) });
    }
    setPending(undefined);
  }, [link]);
  useEffect(() => void read(), [read]);

  /** Returns true if the request succeeded. */
  const attempt = async (what: 'choose' | 'cancel', request: () => Promise<CandidateSchedule>, at = 0) => {
    setPending(what);
    setFailure(undefined);
    setLost(undefined);
    try {
      setLoading({ state: 'ready', schedule: await request() });
      setMovedFrom(undefined);
      return true;
    } catch (error) {
      await explain(asAppError(error), at);
      return false;
    } finally {
      setPending(undefined);
    }
  };

  const explain = async (error: AppError, at: number) => {
    const { reason } = error;
    if (reason === 'slot-taken' || reason === 'slot-passed') {
      setLost({ at, reason });
      setLoading(before =>
        before.state === 'ready'
          ? { ...before, schedule: { ...before.schedule, times: timesIn(error) } }
          : before,
      );
      return;
    }
    if (error.code === 'link-invalid') setLoading({ state: 'failed', error });
    else if (error.code === 'wrong-phase') await read();
    else setFailure(error);
  };

  const choose = (at: number, timeZone: string) =>
    attempt('choose', () => call('schedule.choose', { link, at, timeZone }), at);

  return {
    ...{ loading, pending, lost, failure, movedFrom, read, refresh, choose },
    cancel: (note: string) =>
      attempt('cancel', () => call('schedule.cancel', { link, ...(note.trim() && { note: note.trim() }) })),
  };
}

export type Scheduling = ReturnType<typeof useSchedule>;

function timesIn({ details }: AppError): number[] {
  const times: unknown = details?.times;
  return Array.isArray(times) ? times.filter(at => typeof at === 'number') : [];
}
