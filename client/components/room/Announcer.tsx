import { useEffect, useState } from 'react';
import { announcements } from '../../core/announcements.ts';
import { recordingReason, startsLater } from '../../core/recordingStatus.ts';
import { useSession } from '../../hooks/room/session.ts';
import { practiceRoom } from '../../texts/practiceRoom.ts';
import { room } from '../../texts/room.ts';

const MAX_LINES = 4;
const GREET_AFTER_MS = 100;

/** False on phones and tablets, whose keyboard is on the screen and only there while someone types. */
const hasKeys = () => !window.matchMedia('(pointer: coarse)').matches;

export function Announcer() {
  const { client } = useSession();
  const [lines, setLines] = useState<readonly { key: number; text: string }[]>([]);
  useEffect(() => {
    let before = client.view.get();
    let key = 0;
    const say = (texts: readonly string[]) => {
      if (texts.length > 0)
        setLines(said => [...said, ...texts.map(text => ({ key: key++, text }))].slice(-MAX_LINES));
    };
    const sayChanges = () => {
      const after = client.view.get();
      if (before && after) say(announcements(before, after, hasKeys()));
      before = after;
    };
    let unsubscribe = () => {};
    // Delayed, because screen readers announce a live region's changes, but not its initial text.
    const greeting = window.setTimeout(() => {
      const view = client.view.get();
      const { recording, practice } = view ?? {};
      const later = view && startsLater(view) ? recordingReason(view) : undefined;
      say([(practice ? practiceRoom : room.announce).entered(recording?.state === 'on', later)]);
      // The greeting says if a recording is running, so the recording isn't announced again as a change.
      if (before && recording) before = { ...before, recording };
      sayChanges();
      unsubscribe = client.view.subscribe(sayChanges);
    }, GREET_AFTER_MS);
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
