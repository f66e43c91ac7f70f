import { useState } from 'react';
import type { InterviewId } from '../../../../shared/ids.ts';
import { Email, PlannedMinutes } from '../../../../shared/interview/fields.ts';
import type { RouteResult } from '../../../../shared/protocol/http.ts';
import { USUAL_MINUTES } from '../../../../shared/protocol/templateRoutes.ts';
import { useDebounced } from '../../../hooks/useDebounced.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';

const TYPING_MS = 400;

/** The time that people are picked for. */
export interface PickedTime {
  /** Undefined while the time is incomplete. */
  at: number | undefined;
  minutes: number;
  zone: string;
  except?: InterviewId | undefined;
  /** Address of the candidate, as typed. */
  candidate?: string | undefined;
}

export interface Availability extends RouteResult<'staff.availability'> {
  zone: string;
  /** False while the time is incomplete. What members do then doesn't matter. */
  timed: boolean;
}

/** Reads the members with their load. Undefined while it loads, or if it can't be loaded. */
export function useAvailability(time: PickedTime): {
  availability: Availability | undefined;
  failed: boolean;
} {
  const { at, minutes, zone, except, candidate } = time;
  // A time that is incomplete still needs the members.
  const [now] = useState(Date.now);
  const asked = useDebounced(
    JSON.stringify({
      at: at ?? now,
      minutes: PlannedMinutes.safeParse(minutes).data ?? USUAL_MINUTES,
      timeZone: zone,
      ...(except && { except }),
      ...(Email.safeParse(candidate?.trim()).success && { candidate: candidate?.trim() }),
    }),
    TYPING_MS,
  );
  const query = useRouteQuery('staff.availability', JSON.parse(asked), {
    staleTimeMs: 30_000,
    keepPrevious: true,
  });
  return {
    availability: query.data && { ...query.data, zone, timed: at !== undefined },
    failed: query.isError && !query.data,
  };
}
