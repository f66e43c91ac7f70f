import { StickyNote } from 'lucide-react';
import { useState } from 'react';
import type { Marker } from '../../../shared/recording/review.ts';
import { spanAt } from '../../../shared/recording/spans.ts';
import { useReview } from '../../hooks/review/reviewContext.ts';
import { formatClock } from '../../texts/clock.ts';
import { markerText, reviewTexts } from '../../texts/review.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { MarkerSign } from './MarkerSign.tsx';

const texts = reviewTexts.marks;
type Kind = keyof typeof texts.kinds;

export function MarkList() {
  const { ownSeatId, review } = useReview();
  const [kind, setKind] = useState<Kind>('all');
  const kinds = (Object.keys(texts.kinds) as Kind[]).filter(
    name => name === 'all' || review.markers.some(marker => marker.kind === name),
  );
  const written = review.markers.some(marker => marker.kind !== 'event');
  const markers = review.markers.filter(marker => kind === 'all' || marker.kind === kind);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {kinds.length > 2 && <KindChoice kinds={kinds} kind={kind} onChange={setKind} />}
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4 max-lg:max-h-[32rem]">
        {!written && (
          <EmptyState icon={StickyNote} title={texts.empty}>
            {ownSeatId ? texts.emptyRater : texts.emptyBody}
          </EmptyState>
        )}
        {groupsOf(markers, review.chapters).map(group => (
          <Group key={group.key} title={group.title} markers={group.markers} />
        ))}
      </div>
    </div>
  );
}

function Group({ title, markers }: { title: string; markers: readonly Marker[] }) {
  const { ownSeatId, session } = useReview();
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-xs font-medium text-muted">{title}</h3>
      <ul className="flex flex-col gap-2.5">
        {markers.map(marker => (
          <li key={marker.markerId} className="flex items-start gap-2.5 text-sm" data-mark={marker.kind}>
            <span className="flex w-11 justify-end">
              <MomentButton atMs={marker.atMs} onShow={() => session.show({ markerId: marker.markerId })} />
            </span>
            <span className="pt-0.5">
              <MarkerSign markers={[marker]} />
            </span>
            <p className="min-w-0 flex-1 pt-0.5 whitespace-pre-wrap wrap-anywhere">
              {markerText(marker, ownSeatId)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

type KindChoiceProps = { kinds: readonly Kind[]; kind: Kind; onChange: (kind: Kind) => void };

function KindChoice({ kinds, kind, onChange }: KindChoiceProps) {
  return (
    <fieldset className="flex shrink-0 flex-wrap gap-1 border-b border-line px-3 py-2">
      <legend className="sr-only">{texts.filter}</legend>
      {kinds.map(name => (
        <button
          key={name}
          type="button"
          aria-pressed={kind === name}
          onClick={() => onChange(name)}
          className="h-8 rounded-control px-2.5 text-xs font-medium text-muted transition-colors hover:bg-hover aria-pressed:bg-accent-soft aria-pressed:text-accent-ink"
        >
          {texts.kinds[name]}
        </button>
      ))}
    </fieldset>
  );
}

/** Groups ratings and notes by their question, and events by the question that was open at that time. */
function groupsOf(
  markers: readonly Marker[],
  chapters: ReturnType<typeof useReview>['review']['chapters'],
): { key: string; title: string; markers: Marker[] }[] {
  const groups = new Map<number, Marker[]>();
  for (const marker of markers) {
    const chapter =
      marker.kind === 'event'
        ? spanAt(chapters, marker.atMs)
        : chapters.find(({ questionId }) => questionId === marker.questionId);
    const number = chapter?.number ?? 0;
    groups.set(number, [...(groups.get(number) ?? []), marker]);
  }
  return [...groups]
    .toSorted(([a], [b]) => a - b)
    .map(([number, own]) => ({
      key: `${number}`,
      title: number === 0 ? reviewTexts.facts.whole : texts.question(number),
      markers: own,
    }));
}

function MomentButton({ atMs, onShow }: { atMs: number; onShow: () => void }) {
  const clock = formatClock(atMs);
  return (
    <button
      type="button"
      aria-label={reviewTexts.side.show(clock)}
      onClick={onShow}
      className="inline-flex min-h-6 shrink-0 items-center rounded-check text-xs font-medium text-accent-ink tabular-nums underline decoration-accent-ink/40 underline-offset-2 hover:decoration-accent-ink"
    >
      {clock}
    </button>
  );
}
