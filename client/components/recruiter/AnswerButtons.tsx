import {
  Check,
  ChevronsRight,
  Flag,
  Hand,
  type LucideIcon,
  Mic,
  Play,
  Repeat2,
  RotateCcw,
  Send,
  SkipForward,
} from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import type { RecruiterButton, RecruiterView, Turn } from '../../../shared/recruiter/recruiterView.ts';
import { answerButtonsOf, type ButtonSlot, type FirstButton } from '../../core/recruiter/answerPanel.ts';
import type { Press } from '../../hooks/recruiter/usePress.ts';
import { useLostSince, useView } from '../../hooks/room/session.ts';
import { recruiter as texts } from '../../texts/recruiter.ts';
import { buttonStyle } from '../ui/buttonStyle.ts';
import { classNames } from '../ui/classNames.ts';
import { Spinner } from '../ui/Spinner.tsx';
import { hasBriefing } from './AskedQuestion.tsx';

/** How long presses are ignored after a button changes. They were meant for the previous button. */
const SETTLED_AFTER_MS = 700;

const FIRST: Record<FirstButton, { Icon: LucideIcon; shortcut: string }> = {
  ready: { Icon: Play, shortcut: 'B' },
  skipIntroduction: { Icon: ChevronsRight, shortcut: 'F' },
  begin: { Icon: Mic, shortcut: 'B' },
  finished: { Icon: Check, shortcut: 'F' },
  finish: { Icon: Flag, shortcut: 'F' },
};

const HALF = 'col-span-3 @5xl:basis-[calc(50%-0.25rem)]';

interface AnswerButtonsProps {
  recruiter: RecruiterView;
  press: Press;
  first: RefObject<HTMLButtonElement | null>;
  retry: RefObject<HTMLButtonElement | null>;
  /** Present if the first button sends a written answer. */
  written?: { unsent: boolean };
}

export function AnswerButtons({ recruiter, press, first, retry, written }: AnswerButtonsProps) {
  const slots = answerButtonsOf(recruiter, useView());
  const lost = useLostSince() !== undefined;
  const onMoment = recruiter.turn === 'moment';
  const { button: firstButton, available } = slots?.first ?? { button: 'finished', available: false };
  const settled = useSettled(firstButton);
  // With “Answer again” or “Send answer”, there are two rows at every width.
  const twoRows = slots?.retry !== undefined || written !== undefined;
  const rest = written
    ? 'flex-1 @5xl:flex-auto short:flex-auto sideways:flex-auto in-data-compact:flex-auto short:[&_svg]:hidden sideways:[&_svg]:hidden in-data-compact:[&_svg]:hidden'
    : twoRows
      ? 'col-span-2'
      : undefined;
  const shared = { low: twoRows, pending: press.pending, lost, onPress: press.press };
  // Buttons about a question have nothing to do before the first one and after the last one.
  const reads = hasBriefing(recruiter);
  const aboutQuestion = !reads && firstButton !== 'finish';
  return (
    <fieldset
      aria-label={texts.buttons.bar}
      className={classNames(
        'min-w-0 gap-2',
        written
          ? 'flex flex-wrap'
          : twoRows
            ? 'grid grid-cols-6 @5xl:flex @5xl:flex-wrap'
            : 'grid grid-cols-[1.35fr_1fr_1fr_1fr] @2xl:grid-cols-[1fr_1.15fr_1fr_0.65fr] @5xl:flex @5xl:flex-wrap',
        'folded:flex',
        !slots && 'invisible',
      )}
    >
      {written ? (
        <AnswerButton
          ref={first}
          slot={{ button: 'finished', available: takesText(recruiter, written.unsent) }}
          words={{ full: texts.written.send, brief: texts.written.send }}
          Icon={Send}
          shortcut="F Control+Enter Meta+Enter"
          variant="primary"
          // With little height, one row of buttons leaves more of it for the question and the text.
          className="grow basis-full short:basis-auto sideways:basis-auto in-data-compact:basis-auto"
          {...shared}
        />
      ) : (
        <AnswerButton
          ref={first}
          slot={{ button: firstButton, available: available && settled }}
          words={texts.buttons[firstButton]}
          {...FIRST[firstButton]}
          variant={firstButton === 'skipIntroduction' ? 'secondary' : 'primary'}
          className={classNames(
            'only:col-span-full folded:flex-1',
            twoRows && !reads ? HALF : '@5xl:basis-full',
          )}
          {...shared}
        />
      )}
      {slots?.retry && !reads && (
        <AnswerButton
          ref={retry}
          slot={slots.retry}
          words={written ? texts.buttons.retryBriefly : texts.buttons.retry}
          note={texts.buttons.retriesLeft(recruiter.retriesLeft)}
          Icon={RotateCcw}
          shortcut="A"
          className={classNames(written ? rest : HALF, 'sideways:[&_svg]:hidden folded:hidden')}
          {...shared}
        />
      )}
      {aboutQuestion && (
        <AnswerButton
          slot={slots?.repeat ?? { button: 'repeat', available: false }}
          words={texts.buttons.repeat}
          Icon={Repeat2}
          shortcut="R"
          className={classNames(rest, 'folded:hidden')}
          {...shared}
        />
      )}
      {/* Without a clock and without a voice to wait for, a person who writes needs no moment. */}
      {aboutQuestion && (!written || onMoment) && (
        <AnswerButton
          slot={slots?.moment ?? { button: 'moment', available: false }}
          words={onMoment ? texts.buttons.goOn : texts.buttons.moment}
          Icon={onMoment ? Play : Hand}
          shortcut="N"
          variant={onMoment && !written ? 'primary' : 'secondary'}
          className={classNames(rest, 'folded:hidden')}
          {...shared}
        />
      )}
      {aboutQuestion && (
        <AnswerButton
          slot={slots?.skip ?? { button: 'skip', available: false }}
          words={texts.buttons.skip}
          Icon={SkipForward}
          className={classNames(rest, 'folded:hidden')}
          {...shared}
        />
      )}
    </fieldset>
  );
}

/** Turns in which the server takes a written answer, even one that comes before the question ends. */
const TAKES_TEXT: readonly Turn[] = ['speaking', 'thinking', 'yours', 'goingOn', 'moment'];

function takesText({ turn, buttons }: RecruiterView, unsent: boolean): boolean {
  return buttons.includes('finished') || (unsent && TAKES_TEXT.includes(turn));
}

function useSettled(button: RecruiterButton): boolean {
  const [known, setKnown] = useState({ button, settled: true });
  // Set during rendering, so that presses are ignored as soon as the new button appears.
  if (known.button !== button) setKnown({ button, settled: false });
  useEffect(() => {
    if (known.settled) return undefined;
    const timer = window.setTimeout(() => setKnown({ ...known, settled: true }), SETTLED_AFTER_MS);
    return () => window.clearTimeout(timer);
  }, [known]);
  return known.settled && known.button === button;
}

interface AnswerButtonProps {
  ref?: RefObject<HTMLButtonElement | null>;
  slot: ButtonSlot;
  words: { full: string; brief: string };
  note?: string | undefined;
  Icon: LucideIcon;
  shortcut?: string;
  variant?: 'primary' | 'secondary';
  /** True in a two-row layout, where icon and word are side by side even on small screens. */
  low: boolean;
  className?: string;
  pending: RecruiterButton | undefined;
  /** True while there is no connection, when a press has no effect. */
  lost: boolean;
  onPress: (button: RecruiterButton) => void;
}

/** Button large enough for a thumb. A disabled button keeps its place and the focus. */
function AnswerButton(props: AnswerButtonProps) {
  const {
    ref,
    slot,
    words,
    note,
    Icon,
    shortcut,
    variant = 'secondary',
    low,
    className,
    pending,
    lost,
    onPress,
  } = props;
  const { button } = slot;
  const available = slot.available && !lost;
  const waits = pending === button;
  return (
    <button
      ref={ref}
      type="button"
      data-button={button}
      aria-disabled={!available || waits || undefined}
      aria-busy={waits || undefined}
      aria-keyshortcuts={shortcut}
      // Keeps the focus off this button, because Space would then press it instead of unmuting.
      onMouseDown={event => event.preventDefault()}
      onClick={() => available && !waits && onPress(button)}
      className={buttonStyle(
        available ? variant : 'secondary',
        'lg',
        classNames(
          'min-w-0 px-1! text-xs! @2xl:h-12! @2xl:px-2! @2xl:text-sm!',
          low ? 'h-11!' : 'h-15! folded:h-11!',
          available
            ? 'font-semibold'
            : 'border-line! bg-transparent! text-faint! opacity-70! hover:border-line!',
          className,
        ),
      )}
    >
      <span
        className={classNames(
          'flex min-w-0 items-center @2xl:gap-2',
          low ? 'gap-1.5' : 'flex-col gap-1 @2xl:flex-row folded:flex-row folded:gap-1.5',
          waits && 'opacity-0',
        )}
      >
        <Icon className="size-5 shrink-0 @2xl:size-4.5" />
        <span className="truncate @2xl:hidden">{words.brief}</span>
        <span className="hidden truncate @2xl:inline">{words.full}</span>
        {note && <span className="font-normal tabular-nums opacity-80">{note}</span>}
      </span>
      {waits && (
        <span className="absolute inset-0 flex items-center justify-center">
          <Spinner />
        </span>
      )}
    </button>
  );
}
