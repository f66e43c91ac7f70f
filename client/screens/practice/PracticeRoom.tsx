import { MonitorSmartphone } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { PracticeOffer } from '../../../shared/protocol/practiceRoutes.ts';
import { OpeningPractice, PracticeFrame, SimplePage } from '../../components/practice/PracticeFrame.tsx';
import { PageLoading } from '../../components/shell/PageLoading.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import type { AttemptUnderWay } from '../../core/practice/attempts.ts';
import { callPractice } from '../../core/practice/practiceApi.ts';
import {
  AttemptContext,
  type Practiced,
  PracticedContext,
  PreparingContext,
  RetentionContext,
} from '../../hooks/practice/practiceRoom.ts';
import { SessionContext, useSession } from '../../hooks/room/session.ts';
import { useRoomSession } from '../../hooks/room/useRoomSession.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useLasting } from '../../hooks/useLasting.ts';
import { practice } from '../../texts/practice.ts';
import { InterviewPages } from '../join/InterviewPages.tsx';

interface PracticeRoomProps {
  link: string;
  /** Present while the recruiter's first lines are being rendered. */
  preparing?: { progress: number } | undefined;
  attempt: AttemptUnderWay;
  onOver: () => void;
  /** Requests a new link, which revokes this link and the links on other devices. */
  onAgain: () => void;
}

export function PracticeRoom({ link, preparing, attempt, onOver, onAgain }: PracticeRoomProps) {
  const opening = useRoomSession(link);
  const offer = useOffer(attempt.slug);
  if (opening.state === 'opening') return <OpeningPractice />;
  if (opening.state === 'failed') {
    // The link is invalid because another device has requested a new one.
    if (opening.error.code === 'link-invalid') return <Elsewhere onAgain={onAgain} onOver={onOver} />;
    return (
      <PracticeFrame width="narrow">
        <ErrorState title={practice.failed} error={opening.error} onRetry={onAgain} />
      </PracticeFrame>
    );
  }
  return (
    <RetentionContext value={offer && (offer.retentionDays ?? 'forever')}>
      <PreparingContext value={preparing?.progress}>
        <PracticedContext value={offer && practicedOf(offer, attempt)}>
          <AttemptContext value={attempt}>
            <SessionContext value={opening.session}>
              <OpenedRoom
                // The question would move what is below it if it came later.
                complete={attempt.questionId === undefined || offer !== undefined}
                onAgain={onAgain}
                onOver={onOver}
              />
            </SessionContext>
          </AttemptContext>
        </PracticedContext>
      </PreparingContext>
    </RetentionContext>
  );
}

function practicedOf(offer: PracticeOffer, { length, questionId }: AttemptUnderWay): Practiced | undefined {
  const question = offer.questions.find(one => one.questionId === questionId);
  if (question) return { minutes: question.minutes, question: question.asked ?? question.title };
  const minutes = offer.lengths.find(one => one.length === length)?.minutes;
  return minutes === undefined ? undefined : { minutes };
}

/** Returns the role's offer, or undefined if the server didn't say. */
function useOffer(slug: AttemptUnderWay['slug']): PracticeOffer | undefined {
  const [offer, setOffer] = useState<PracticeOffer>();
  useEffect(() => {
    if (!slug) return undefined;
    const controller = new AbortController();
    callPractice('practice.offer', { slug }, controller.signal).then(setOffer, () => undefined);
    return () => controller.abort();
  }, [slug]);
  return offer;
}

/** Reasons why a connection was closed because another device or a newer link took over. */
const ELSEWHERE: ReadonlySet<string> = new Set(['taken-over', 'link-revoked', 'link-invalid', 'signed-out']);

/** Pre-join opens after this time even if the server hasn't sent the interview yet. */
const SLOW_MS = 5_000;

type OpenedRoomProps = Pick<PracticeRoomProps, 'onAgain' | 'onOver'> & { complete: boolean };

function OpenedRoom({ complete, onAgain, onOver }: OpenedRoomProps) {
  const { client } = useSession();
  const connection = useStore(client.connection);
  const ended = useStore(client.view)?.phase === 'ended';
  const known = useStore(client.view) !== undefined && complete;
  const slow = useLasting(!known, SLOW_MS);
  useEffect(() => {
    if (ended) onOver();
  });
  if (ended) return <PageLoading />;
  if (connection.state === 'ended' && ELSEWHERE.has(connection.reason))
    return <Elsewhere onAgain={onAgain} onOver={onOver} />;
  // Pre-join says what is wrong with a slow connection.
  if (!known && !slow && connection.state !== 'ended') return <OpeningPractice />;
  return <InterviewPages onward={{ words: practice.toPage, follow: onOver }} />;
}

function Elsewhere({ onAgain, onOver }: Pick<PracticeRoomProps, 'onAgain' | 'onOver'>) {
  const { elsewhere } = practice;
  return (
    <SimplePage icon={MonitorSmartphone} title={elsewhere.title} body={<p>{elsewhere.body}</p>}>
      <Button variant="primary" size="lg" onClick={onAgain}>
        {elsewhere.here}
      </Button>
      <Button size="lg" onClick={onOver}>
        {practice.toPage}
      </Button>
    </SimplePage>
  );
}
