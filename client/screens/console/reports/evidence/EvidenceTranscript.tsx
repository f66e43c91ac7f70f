import { FileText, Quote, X } from 'lucide-react';
import { useMemo } from 'react';
import type { Span } from '../../../../../shared/recording/finished.ts';
import type { Review } from '../../../../../shared/recording/review.ts';
import { quotationIn } from '../../../../../shared/report/reportTexts.ts';
import { Transcript } from '../../../../components/review/Transcript.tsx';
import { Button } from '../../../../components/ui/Button.tsx';
import { EmptyState } from '../../../../components/ui/EmptyState.tsx';
import { IconButton } from '../../../../components/ui/IconButton.tsx';
import { clipBasis, clipOfWords, isPlayable } from '../../../../core/report/evidence.ts';
import type { ReviewSession } from '../../../../core/review/reviewSession.ts';
import { spanOfWords } from '../../../../core/review/spokenWords.ts';
import type { SyncedPlayer } from '../../../../core/review/syncedPlayer.ts';
import { ReviewContext } from '../../../../hooks/review/reviewContext.ts';
import { useSpoken, useTranscriptReading } from '../../../../hooks/review/useTranscript.ts';
import { useStore } from '../../../../hooks/room/useStore.ts';
import { formatClock } from '../../../../texts/clock.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { useReport } from '../reportContext.ts';
import { PlayFrom } from './EvidencePlayer.tsx';
import { UseButtons } from './evidenceUse.tsx';

const texts = reportEditorTexts.transcript;

interface EvidenceTranscriptProps {
  session: ReviewSession;
  /** A clip that the author brought from the recording's page. */
  picked: Span | undefined;
  onDismiss: () => void;
}

/** The transcript of the interview, to quote from and to take clips from. */
export function EvidenceTranscript(props: EvidenceTranscriptProps) {
  const player = useStore(props.session.player);
  const { review } = useReport();
  useTranscriptReading(props.session);
  if (!isPlayable(review) || !player) return <EmptyState icon={FileText} title={texts.none} />;
  return <Opened {...props} review={review} player={player} />;
}

function Opened(props: EvidenceTranscriptProps & { review: Review; player: SyncedPlayer }) {
  const { session, review, player, picked, onDismiss } = props;
  const { announce, quote } = useReport();
  const context = useMemo(
    () => ({ session, review, player, floors: [], ownSeatId: undefined, say: announce }),
    [session, review, player, announce],
  );
  return (
    <ReviewContext value={context}>
      {picked && <Picked review={review} clip={picked} onDismiss={onDismiss} />}
      <Hint />
      <Transcript
        uses={({ selected, parts }) => (
          <>
            <Button
              size="sm"
              variant="primary"
              icon={Quote}
              onClick={() =>
                quote({
                  quotation: parts
                    .map(({ speaker, atMs, text }) =>
                      quotationIn(text, texts.speakers[speaker?.role ?? 'recruiter'], formatClock(atMs)),
                    )
                    .join(' '),
                  words: parts.map(({ text }) => text).join(' '),
                })
              }
            >
              {texts.insert}
            </Button>
            <UseButtons evidence={clipBasis(review, clipOfWords(spanOfWords(selected), review.durationMs))} />
          </>
        )}
      />
    </ReviewContext>
  );
}

function Hint() {
  if (!useSpoken()) return null;
  return <p className="shrink-0 border-b border-line px-4 py-2 text-xs text-muted">{texts.hint}</p>;
}

function Picked({ review, clip, onDismiss }: { review: Review; clip: Span; onDismiss: () => void }) {
  const basis = clipBasis(review, clip);
  const { fromMs, toMs } = basis.clip ?? clip;
  return (
    <section
      ref={bringIntoSight}
      aria-label={texts.picked}
      data-picked
      className="flex shrink-0 flex-col gap-2 border-b border-line bg-accent-soft/60 px-4 py-3"
    >
      <div className="flex items-center gap-2 text-sm">
        <p className="min-w-0 flex-1 font-medium tabular-nums">
          {texts.picked} {reportEditorTexts.trim.span(formatClock(fromMs), formatClock(toMs))}
        </p>
        <PlayFrom fromMs={fromMs} toMs={toMs} />
        <IconButton size="sm" label={texts.dismiss} icon={X} onClick={onDismiss} />
      </div>
      <UseButtons evidence={basis} onUsed={onDismiss} />
    </section>
  );
}

/** In one column, the video is above. */
function bringIntoSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'center' });
}
