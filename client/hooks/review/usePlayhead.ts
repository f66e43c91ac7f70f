import { useEffect, useEffectEvent } from 'react';
import { useReview } from './reviewContext.ts';

/** Calls `draw` with the exact position for every picture of the screen while it plays, and with every step while it does not. */
export function usePlayhead(draw: (positionMs: number) => void): void {
  const { session, player } = useReview();
  const redraw = useEffectEvent(() => draw(player.positionMs()));
  useEffect(() => redraw());
  useEffect(() => {
    let frame = 0;
    const paint = () => {
      redraw();
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
