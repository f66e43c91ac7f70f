import { useEffect, useRef } from 'react';
import { useReview } from './reviewContext.ts';

/** Calls `draw` with the exact position for every picture of the screen while it plays, and with every step while it does not. */
export function usePlayhead(draw: (positionMs: number) => void): void {
  const { session, player } = useReview();
  const latest = useRef(draw);
  useEffect(() => {
    latest.current = draw;
    draw(player.positionMs());
  });
  useEffect(() => {
    let frame = 0;
    const paint = () => {
      latest.current(player.positionMs());
      if (player.status.get() === 'playing') frame = requestAnimationFrame(paint);
    };
    const again = () => {
      cancelAnimationFrame(frame);
      paint();
    };
    const endings = [session.position.subscribe(again), player.status.subscribe(again)];
    again();
    return () => {
      cancelAnimationFrame(frame);
      for (const end of endings) end();
    };
  }, [session, player]);
}
