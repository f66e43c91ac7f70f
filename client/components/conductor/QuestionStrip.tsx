import { Check, Circle, CircleDot, SkipForward, Undo2 } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import type { StripItem, StripState } from '../../core/conductor/questionFlow.ts';
import { conductor } from '../../texts/conductor.ts';
import { classNames } from '../ui/classNames.ts';

const LOOKS: Record<StripState, { style: string; Icon: typeof Check }> = {
  open: { style: 'bg-accent text-on-accent font-semibold', Icon: CircleDot },
  asked: { style: 'bg-success-soft text-success-ink', Icon: Check },
  skipped: { style: 'bg-sunken text-faint', Icon: SkipForward },
  'set-aside': { style: 'bg-warning-soft text-warning-ink', Icon: Undo2 },
  'to-come': { style: 'bg-raised text-muted', Icon: Circle },
};

interface QuestionStripProps {
  items: readonly StripItem[];
  shownId?: QuestionId | undefined;
  onPreview?: ((questionId: QuestionId) => void) | undefined;
}

export function QuestionStrip({ items, shownId, onPreview }: QuestionStripProps) {
  const list = useRef<HTMLOListElement>(null);
  const openId = items.find(({ state }) => state === 'open')?.question.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list must scroll when either id changes
  useEffect(() => {
    const wanted = list.current?.querySelector('[aria-pressed="true"]');
    if (wanted && list.current) bringIntoView(list.current, wanted);
  }, [openId, shownId]);

  const move = (event: KeyboardEvent<HTMLButtonElement>, index: number) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const target = step && items[index + step];
    if (!target) return;
    event.preventDefault();
    onPreview?.(target.question.id);
    list.current?.querySelectorAll('button')[index + step]?.focus();
  };

  return (
    <ol
      ref={list}
      aria-label={conductor.title}
      className={classNames(
        'relative -m-1 flex min-w-0 gap-1.5 p-1',
        // A read-only list wraps, because the keyboard can't scroll it.
        onPreview ? 'overflow-x-auto [scrollbar-width:none]' : 'flex-wrap',
      )}
    >
      {items.map(({ question, number, state }, index) => {
        const { style, Icon } = LOOKS[state];
        const chipStyle = classNames(
          'flex h-10 shrink-0 items-center gap-1.5 rounded-full px-3 text-sm tabular-nums',
          style,
        );
        const content = (
          <>
            <span>
              {conductor.short(number)}
              <span className="sr-only"> {conductor.states[state]}</span>
            </span>
            {state !== 'to-come' && <Icon className="size-4" />}
          </>
        );
        return (
          <li key={question.id} className="shrink-0" data-question={question.id} data-state={state}>
            {onPreview ? (
              <button
                type="button"
                className={classNames(
                  chipStyle,
                  'transition-colors hover:brightness-110',
                  question.id === shownId && state !== 'open' && 'ring-2 ring-line-strong ring-inset',
                )}
                aria-current={state === 'open' ? 'step' : undefined}
                aria-pressed={question.id === shownId}
                tabIndex={question.id === shownId || (!shownId && index === 0) ? 0 : -1}
                onClick={() => onPreview(question.id)}
                onKeyDown={event => move(event, index)}
              >
                {content}
              </button>
            ) : (
              <span className={chipStyle} aria-current={state === 'open' ? 'step' : undefined}>
                {content}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** Scrolls the list to the chip. `scrollIntoView` would also scroll the page, and move the videos. */
function bringIntoView(list: HTMLElement, chip: Element): void {
  const box = chip.getBoundingClientRect();
  const frame = list.getBoundingClientRect();
  list.scrollBy({ left: box.left + box.width / 2 - (frame.left + frame.width / 2) });
}
