import { useState } from 'react';
import { Link } from 'react-router';
import type { CandidateEvent } from '../../../../shared/protocol/candidateRoutes.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { useNow } from '../../../hooks/useNow.ts';
import { candidateTexts } from '../../../texts/candidates.ts';
import { formatDayTime } from '../../../texts/times.ts';
import { PageSection } from '../ConsolePage.tsx';

const texts = candidateTexts.history;
const SHOWN_FIRST = 10;

/** What happened to a person, latest first. */
export function CandidateHistory({ history }: { history: readonly CandidateEvent[] }) {
  const now = useNow(60_000);
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? history : history.slice(0, SHOWN_FIRST);
  return (
    <PageSection title={texts.title}>
      <Card padding="none">
        <ol className="divide-y divide-line">
          {shown.map(event => (
            <li
              key={`${event.at} ${event.what} ${event.interviewId ?? event.name}`}
              className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 px-4 py-3 text-sm"
            >
              <span className="min-w-0 break-words">
                {texts.line(event, now)}
                {event.interviewId && (
                  <>
                    {' · '}
                    <Link
                      to={`/console/interviews/${event.interviewId}`}
                      className="text-muted underline-offset-2 hover:underline"
                    >
                      {event.title}
                    </Link>
                  </>
                )}
              </span>
              <time dateTime={new Date(event.at).toISOString()} className="text-muted tabular-nums">
                {formatDayTime(event.at, now)}
              </time>
            </li>
          ))}
        </ol>
      </Card>
      {shown.length < history.length && (
        <Button size="sm" className="self-start" onClick={() => setShowsAll(true)}>
          {texts.all(history.length)}
        </Button>
      )}
    </PageSection>
  );
}
