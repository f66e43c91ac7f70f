import { useEffect, useState } from 'react';
import { announcements } from '../../core/announcements.ts';
import { useSession } from '../../hooks/room/session.ts';
import { room } from '../../texts/room.ts';

const KEPT = 4;

/** Speaks what happens in the room to screen readers; nothing of it is to be seen. */
export function Announcer() {
  const { client } = useSession();
  const [lines, setLines] = useState<readonly { key: number; text: string }[]>([]);
  useEffect(() => {
    let before = client.view.get();
    let key = 0;
    const say = (texts: readonly string[]) => {
      if (texts.length > 0)
        setLines(said => [...said, ...texts.map(text => ({ key: key++, text }))].slice(-KEPT));
    };
    // A live region speaks only what changes in it after it has appeared.
    const greeting = window.setTimeout(() => say([room.announce.entered]), 100);
    const unsubscribe = client.view.subscribe(() => {
      const after = client.view.get();
      if (before && after) say(announcements(before, after));
      before = after;
    });
    return () => {
      window.clearTimeout(greeting);
      unsubscribe();
    };
  }, [client]);
  return (
    <div role="log" aria-live="polite" aria-label={room.announce.label} className="sr-only">
      {lines.map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </div>
  );
}
