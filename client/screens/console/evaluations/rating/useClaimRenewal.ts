import { useEffect, useRef, useState } from 'react';
import type { InterviewId } from '../../../../../shared/ids.ts';
import { ClaimRenewal } from '../../../../core/evaluation/claims.ts';
import { useStore } from '../../../../hooks/room/useStore.ts';
import { useNow } from '../../../../hooks/useNow.ts';
import { useRouteMutation } from '../../../../hooks/useRouteMutation.ts';

const WORK = ['keydown', 'pointerdown', 'input', 'timeupdate'] as const;
const CHECK_INTERVAL_MS = 5_000;
/** Time that the page waits after `expiresAt`, because the server's clock decides when a claim ends. */
const MARGIN_MS = 3_000;

interface RenewalOptions {
  interviewId: InterviewId;
  expiresAt: number;
  /** False if the claim needs no renewal. */
  active: boolean;
  now: () => number;
  onEnded: () => void;
}

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
    // Listens in the capture phase, because media events don't bubble.
    for (const kind of WORK) document.addEventListener(kind, work, true);
    return () => {
      for (const kind of WORK) document.removeEventListener(kind, work, true);
    };
  }, [active, renewal]);

  useNow(CHECK_INTERVAL_MS);
  const ranOut = active && options.now() > expiresAt + MARGIN_MS;
  useEffect(() => {
    if (ranOut) latest.current.onEnded();
  }, [ranOut]);
  return { expiresAt };
}
