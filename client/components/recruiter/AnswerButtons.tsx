import {
  Check,
  ChevronsRight,
  Flag,
  Hand,
  type LucideIcon,
  Mic,
  Play,
  Repeat2,
  SkipForward,
} from 'lucide-react';
import { type RefObject, useEffect, useRef } from 'react';
import type { RecruiterButton, RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import { answerButtonsOf, type FirstButton, type PlacedButton } from '../../core/recruiter/answerButtons.ts';
import type { Press } from '../../hooks/recruiter/usePress.ts';
import { recruiter as texts } from '../../texts/recruiter.ts';
import { buttonStyle } from '../ui/buttonStyle.ts';
import { classNames } from '../ui/classNames.ts';
import { Spinner } from '../ui/Spinner.tsx';

/** A second press this soon was meant for what stood in the place before. */
const SETTLED_AFTER_MS = 700;

const FIRST: Record<FirstButton, { Icon: LucideIcon; shortcut: string }> = {
  ready: { Icon: Play, shortcut: 'B' },
  skipIntroduction: { Icon: ChevronsRight, shortcut: 'F' },
  begin: { Icon: Mic, shortcut: 'B' },
  finished: { Icon: Check, shortcut: 'F' },
  finish: { Icon: Flag, shortcut: 'F' },
};

interface AnswerButtonsProps {
  recruiter: RecruiterView;
  press: Press;
  first: RefObject<HTMLButtonElement | null>;
}

/** What the candidate can press, each always in its place: nothing moves, and nothing takes the focus away. */
export function AnswerButtons({ recruiter, press, first }: AnswerButtonsProps) {
  const placed = answerButtonsOf(recruiter);
  const onMoment = recruiter.turn === 'moment';
  const firstButton = placed?.first.button ?? 'finished';
  const settledAt = useSettling(firstButton);
  return (
    <fieldset
      aria-label={texts.buttons.bar}
      className={classNames(
        'grid min-w-0 grid-cols-[1.35fr_1fr_1fr_1fr] gap-2 @2xl:grid-cols-[1fr_1.15fr_1fr_0.65fr] @5xl:grid-cols-[1.2fr_1fr_0.55fr]',
        !placed && 'invisible',
      )}
    >
      <AnswerButton
        ref={first}
        placed={placed?.first ?? { button: 'finished', available: false }}
        words={texts.buttons[firstButton]}
        {...FIRST[firstButton]}
        look={firstButton === 'skipIntroduction' ? 'secondary' : 'primary'}
        className="@5xl:col-span-3"
        pending={press.pending}
        onPress={button => {
          if (Date.now() >= settledAt.current) press.press(button);
        }}
      />
      <AnswerButton
        placed={placed?.repeat ?? { button: 'repeat', available: false }}
        words={texts.buttons.repeat}
        Icon={Repeat2}
        shortcut="R"
        look="secondary"
        pending={press.pending}
        onPress={press.press}
      />
      <AnswerButton
        placed={placed?.moment ?? { button: 'moment', available: false }}
        words={onMoment ? texts.buttons.goOn : texts.buttons.moment}
        Icon={onMoment ? Play : Hand}
        shortcut="N"
        look={onMoment ? 'primary' : 'secondary'}
        pending={press.pending}
        onPress={press.press}
      />
      <AnswerButton
        placed={placed?.skip ?? { button: 'skip', available: false }}
        words={texts.buttons.skip}
        Icon={SkipForward}
        look="secondary"
        pending={press.pending}
        onPress={press.press}
      />
    </fieldset>
  );
}

/** From when the first place has had its present meaning for long enough. */
function useSettling(button: RecruiterButton): RefObject<number> {
  const settledAt = useRef(0);
  const before = useRef(button);
  useEffect(() => {
    if (before.current === button) return;
    before.current = button;
    settledAt.current = Date.now() + SETTLED_AFTER_MS;
  }, [button]);
  return settledAt;
}

interface AnswerButtonProps {
  ref?: RefObject<HTMLButtonElement | null>;
  placed: PlacedButton;
  words: { full: string; brief: string };
  Icon: LucideIcon;
  shortcut?: string;
  look: 'primary' | 'secondary';
  className?: string;
  pending: RecruiterButton | undefined;
  onPress: (button: RecruiterButton) => void;
}

/** Big enough for a thumb; on small screens the picture stands over the word. Switched off it keeps its place and the focus. */
function AnswerButton(props: AnswerButtonProps) {
  const { ref, placed, words, Icon, shortcut, look, className, pending, onPress } = props;
  const { button, available } = placed;
  const waits = pending === button;
  return (
    <button
      ref={ref}
      type="button"
      data-button={button}
      aria-disabled={!available || waits || undefined}
      aria-busy={waits || undefined}
      aria-keyshortcuts={shortcut}
      onMouseDown={keepFocus}
      onClick={() => available && !waits && onPress(button)}
      className={buttonStyle(
        available ? look : 'secondary',
        'lg',
        classNames(
          'h-15! min-w-0 px-1! text-xs! @2xl:h-12! @2xl:px-3! @2xl:text-sm!',
          available
            ? 'font-semibold'
            : 'border-line! bg-transparent! text-faint! opacity-70! hover:border-line!',
          className,
        ),
      )}
    >
      <span
        className={classNames(
          'flex min-w-0 flex-col items-center gap-1 @2xl:flex-row @2xl:gap-2',
          waits && 'opacity-0',
        )}
      >
        <Icon className="size-5 shrink-0 @2xl:size-4.5" aria-hidden="true" />
        <span className="truncate @2xl:hidden">{words.brief}</span>
        <span className="hidden truncate @2xl:inline">{words.full}</span>
      </span>
      {waits && (
        <span className="absolute inset-0 flex items-center justify-center">
          <Spinner />
        </span>
      )}
    </button>
  );
}

/** A press with the mouse leaves the focus where it was, so that Space still means "talk". */
function keepFocus(event: { preventDefault: () => void }): void {
  event.preventDefault();
}
