import { useEffect, useState } from 'react';
import type { RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import { captionAt, type ShownCaption } from '../../core/recruiter/stageSigns.ts';
import { useSession } from '../room/session.ts';

/** The words that are heard at this moment. Drawn anew exactly when they change. */
export function useCaption(recruiter: RecruiterView): ShownCaption | undefined {
  const { client } = useSession();
  const [, renew] = useState(0);
  const { shown, until } = captionAt(recruiter, client.serverNow());
  useEffect(() => {
    if (until === undefined) return undefined;
    const timer = window.setTimeout(
      () => renew(count => count + 1),
      Math.max(0, until - client.serverNow()) + 1,
    );
    return () => window.clearTimeout(timer);
  }, [client, until]);
  return shown;
}
