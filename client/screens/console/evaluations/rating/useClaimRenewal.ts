import { useEffect, useRef, useState } from 'react';
import type { InterviewId } from '../../../../../shared/ids.ts';
import { ClaimRenewal } from '../../../../core/evaluation/claims.ts';
import { useStore } from '../../../../hooks/room/useStore.ts';
import { useNow } from '../../../../hooks/useNow.ts';
import { useRouteMutation } from '../../../../hooks/useRouteMutation.ts';

/** Signs of work. A recording that plays is one; a page that only lies open is none. */
const WORK = ['keydown', 'pointerdown', 'input', 'timeupdate'] as const;
const LOOK_EVERY_MS = 5_000;
/** The server decides when it is over; clocks and ways differ by this much. */
const MARGIN_MS = 3_000;

interface RenewalOptions {
  interviewId: InterviewId;
  /** As the claim was opened, by the server's clock. */
  expiresAt: number;
  /** Whether there still is something to be kept. */
  active: boolean;
  /** The server's clock. */
  now: () => number;
  onEnded: () => void;
}

/** Renews a claim while its owner works, anywhere on the page, and says when it has ended. */
export function useClaimRenewal(options: RenewalOptions): { expiresAt: number } {
  const { active } = options;
  const { mutateAsync } = useRouteMutation('evaluations.renew');
  const latest = useRef({ ...options, renew: mutateAsync });
  latest.current = { ...options, renew: mutateAsync };
  const [renewal] = useState(
    () =>
      new ClaimRenewal({
        expiresAt: options.expiresAt,
        now: () => latest.current.now(),
        renew: async () => {
          const { interviewId, renew } = latest.current;
          return (await renew({ interviewId })).expiresAt;
        },
        onEnded: () => latest.current.onEnded(),
      }),
  );
  const expiresAt = useStore(renewal.expiresAt);

  useEffect(() => {
    if (!active) return undefined;
    const work = () => renewal.work();
    // Those of media do not bubble.
    for (const kind of WORK) document.addEventListener(kind, work, true);
    return () => {
      for (const kind of WORK) document.removeEventListener(kind, work, true);
    };
  }, [active, renewal]);

  useNow(LOOK_EVERY_MS);
  const ranOut = active && options.now() > expiresAt + MARGIN_MS;
  useEffect(() => {
    if (ranOut) latest.current.onEnded();
  }, [ranOut]);

  return { expiresAt };
}
