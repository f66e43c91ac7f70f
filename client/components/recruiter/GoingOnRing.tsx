import { type ReactNode, useEffect, useRef } from 'react';
import { ringFraction } from '../../core/recruiter/stageSigns.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useMediaQuery } from '../../hooks/useMediaQuery.ts';

interface GoingOnRingProps {
  /** Server times at which the ring is open and closed; absent while nothing runs. */
  goesOn: { since: number; at: number } | undefined;
  /** In its middle. */
  children: ReactNode;
}

/** A ring that closes until the recruiter goes on: smoothly, or in four steps where motion is not wanted. */
export function GoingOnRing({ goesOn, children }: GoingOnRingProps) {
  const circle = useRef<SVGCircleElement>(null);
  const { client } = useSession();
  const still = useMediaQuery('(prefers-reduced-motion: reduce)');
  const { since, at } = goesOn ?? {};
  useEffect(() => {
    if (!circle.current || since === undefined || at === undefined) return undefined;
    const now = client.serverNow();
    const closing = circle.current.animate(
      [{ strokeDashoffset: 1 - ringFraction({ since, at }, now) }, { strokeDashoffset: 0 }],
      { duration: Math.max(0, at - now), fill: 'both', easing: still ? 'steps(4, end)' : 'linear' },
    );
    return () => closing.cancel();
  }, [client, since, at, still]);
  return (
    <span className="relative flex size-9 shrink-0 items-center justify-center">
      <svg viewBox="0 0 36 36" className="absolute inset-0 size-full -rotate-90" aria-hidden="true">
        {goesOn && (
          <>
            <circle cx="18" cy="18" r="16" fill="none" stroke="currentColor" strokeWidth="3" opacity="0.25" />
            <circle
              ref={circle}
              cx="18"
              cy="18"
              r="16"
              fill="none"
              stroke="currentColor"
              strokeWidth="3"
              pathLength={1}
              strokeDasharray={1}
              strokeDashoffset={1}
            />
          </>
        )}
      </svg>
      {children}
    </span>
  );
}
