import { Captions, CaptionsOff, MessageCircleQuestion, Mic, Pencil, Undo2, UserRound } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import { captionsOn, captionsShown, unsentAnswer, writingNow } from '../../core/roomStores.ts';
import { type Press, useAnswerPress, useAutomaticStart } from '../../hooks/recruiter/usePress.ts';
import { useWriting, useWrittenAnswer } from '../../hooks/recruiter/useWrittenAnswer.ts';
import { useAnsweredRecruiter, useTakenOverBy, useView } from '../../hooks/room/session.ts';
import { useShortcuts } from '../../hooks/room/useShortcuts.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { practiceRoom } from '../../texts/practiceRoom.ts';
import { recruiter as texts } from '../../texts/recruiter.ts';
import { KeySection } from '../room/KeyList.tsx';
import { answerPanelFrame } from '../room/SidePanel.tsx';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/classNames.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { AdvanceDisclosure } from './AdvanceQuestions.tsx';
import { AnswerButtons } from './AnswerButtons.tsx';
import { AnswerTime, MoreTime } from './AnswerTime.tsx';
import { AskedQuestion, Behind, hasBriefing, Progress, ScrollingText, SilentLine } from './AskedQuestion.tsx';
import { TurnWord } from './TurnSign.tsx';
import { SentAnswer, UnsentAnswer, WrittenAnswer } from './WrittenAnswer.tsx';

export function AnswerPanel() {
  const recruiter = useAnsweredRecruiter();
  if (!recruiter) return null;
  return recruiter.turn === 'person' ? <PersonAsks recruiter={recruiter} /> : <Panel recruiter={recruiter} />;
}

function Panel({ recruiter }: { recruiter: RecruiterView }) {
  const { answer, left } = useWrittenAnswer(recruiter);
  const typed = answer !== undefined && answer.text.trim() !== '';
  const unsent = typed && !answer.practice;
  const writing = useWriting(recruiter, typed);
  const field = useRef<HTMLTextAreaElement>(null);
  const press = useAnswerPress({ answer, writing, field });
  useAutomaticStart(recruiter, press);
  const first = useRef<HTMLButtonElement>(null);
  const retry = useRef<HTMLButtonElement>(null);
  const { advance } = recruiter;
  const { writes, inWritingOnly } = writing;
  const sendsWriting = writes && inWritingOnly && answer !== undefined;
  useEffect(() => {
    writingNow.set(inWritingOnly);
    return () => writingNow.set(false);
  }, [inWritingOnly]);
  const sendUnsent = useEffectEvent(() => answer?.sendDraft() ?? Promise.resolve());
  useEffect(() => {
    unsentAnswer.set(unsent ? () => sendUnsent() : undefined);
    return () => unsentAnswer.set(undefined);
  }, [unsent]);
  const reads = hasBriefing(recruiter);
  const closes = recruiter.buttons.includes('finish');
  const buttonCount = [recruiter.buttons.includes('undoSkip'), advance, writing.toggle].filter(
    Boolean,
  ).length;
  useShortcuts({
    // F and A focus their buttons without pressing them, because a press can't be undone.
    f: () => first.current?.focus(),
    a: () => retry.current?.focus(),
    b: () => press.press(recruiter.turn === 'before' ? 'ready' : 'begin'),
    r: () => press.press('repeat'),
    o: () => press.press('rephrase'),
    n: () => press.press('moment'),
    u: () => press.press('undoSkip'),
  });
  return (
    <section
      aria-label={texts.panel.label}
      data-answer-panel
      className={classNames(answerPanelFrame, '@container flex flex-col')}
    >
      <div
        className={classNames(
          'grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-2 p-3 in-data-compact:py-2 sideways:in-data-compact:gap-y-1',
          'split:grid-cols-2 @5xl:grid-cols-[minmax(0,1fr)_30rem]! split:grid-rows-[auto_minmax(0,1fr)_auto] @5xl:gap-x-8 @5xl:px-5 @5xl:py-4',
          writes
            ? // The field gives way to the question, down to two lines, or to one without a keyboard on a small phone.
              'grid-rows-[auto_minmax(0,auto)_minmax(4.5rem,1fr)_auto] short:grid-rows-[auto_minmax(0,auto)_minmax(3rem,1fr)_auto] in-data-compact:short:grid-rows-[auto_minmax(0,auto)_minmax(4.5rem,1fr)_auto] sideways:grid-rows-[auto_minmax(0,auto)_minmax(3rem,1fr)_auto] @5xl:min-h-88'
            : classNames('grid-rows-[auto_minmax(0,1fr)_auto]', reads ? '@5xl:min-h-76' : '@5xl:min-h-48'),
          'folded:flex folded:flex-wrap folded:items-center folded:p-2',
        )}
      >
        <div className="flex min-h-10 min-w-0 items-center gap-x-1 @2xl:gap-x-3 in-data-compact:min-h-0">
          <span className="contents in-data-compact:hidden">
            <Progress recruiter={recruiter} buttonCount={buttonCount} />
          </span>
          <span data-turn-word className="hidden truncate text-sm font-medium in-data-compact:inline">
            <TurnWord recruiter={recruiter} />
          </span>
          <div className="contents folded:hidden">
            <UndoSkip recruiter={recruiter} press={press} />
            {advance && <AdvanceDisclosure questions={advance} />}
            {writing.toggle && <WriteInstead writes={writes} onToggle={writing.toggle} />}
            <OtherWords recruiter={recruiter} press={press} brief={buttonCount > 1} />
          </div>
        </div>
        <div className="flex items-center justify-end">
          <span className="@max-2xl:hidden">
            <MoreTime recruiter={recruiter} press={press.press} />
          </span>
          <AnswerTime recruiter={recruiter} press={press.press} />
          <span className="contents in-data-compact:hidden folded:hidden">
            <CaptionSwitch />
          </span>
        </div>
        <ScrollingText
          label={texts.panel.question}
          className={classNames(
            'col-span-2 split:col-span-1 split:row-span-2 folded:hidden',
            'sideways:min-h-0! in-data-compact:min-h-0! @5xl:min-h-0!',
            // With one row of buttons less, there is more of the text.
            reads
              ? 'min-h-65 @2xl:min-h-66'
              : closes
                ? 'min-h-43 @2xl:min-h-35'
                : writes
                  ? 'min-h-30 short:min-h-18 @2xl:min-h-21'
                  : 'min-h-30 @2xl:min-h-21',
          )}
        >
          <div className="flex max-w-[75ch] flex-col gap-2">
            <SilentLine recruiter={recruiter} />
            <AskedQuestion recruiter={recruiter} />
            <Behind recruiter={recruiter}>
              <SentAnswer recruiter={recruiter} />
              {left && <UnsentAnswer left={left} />}
            </Behind>
          </div>
        </ScrollingText>
        {writes && (
          <div
            className={classNames(
              'col-span-2 flex min-h-0 flex-col split:col-span-1 split:col-start-2 split:row-start-2',
              press.reminds ? 'folded:order-last folded:basis-full' : 'folded:hidden',
            )}
          >
            {answer && (
              <WrittenAnswer
                answer={answer}
                field={field}
                speaks={!inWritingOnly}
                reminds={press.reminds}
                onSend={() => press.press('finished')}
              />
            )}
          </div>
        )}
        <div className="col-span-2 in-data-compact:@container split:col-span-1 split:col-start-2 split:row-start-3 folded:min-w-0 folded:flex-1">
          <AnswerButtons
            recruiter={recruiter}
            press={press}
            first={first}
            retry={retry}
            {...(sendsWriting && { written: { unsent } })}
          />
        </div>
      </div>
    </section>
  );
}

function WriteInstead({ writes, onToggle }: { writes: boolean; onToggle: () => void }) {
  const { full, brief } = writes ? practiceRoom.speak : practiceRoom.write;
  return (
    <Button
      variant="quiet"
      aria-label={full}
      className="@max-2xl:gap-1.5! @max-2xl:px-2!"
      icon={writes ? Mic : Pencil}
      onClick={onToggle}
    >
      <span className="@2xl:hidden">{brief}</span>
      <span className="hidden @2xl:inline">{full}</span>
    </Button>
  );
}

function PersonAsks({ recruiter }: { recruiter: RecruiterView }) {
  const person = useTakenOverBy(recruiter);
  return (
    <section
      aria-label={texts.panel.label}
      data-answer-panel
      className={classNames(answerPanelFrame, '@container flex flex-col gap-2 px-4 py-3 folded:hidden')}
    >
      <p className="flex items-center gap-3">
        <UserRound className="size-5 shrink-0 text-accent-ink" />
        {texts.panel.person(person)}
      </p>
      {recruiter.question && (
        <>
          <Progress recruiter={recruiter} />
          <ScrollingText label={texts.panel.question} className="min-h-0">
            <div className="flex max-w-[75ch] flex-col gap-2">
              <AskedQuestion recruiter={recruiter} />
              <Behind recruiter={recruiter} />
            </div>
          </ScrollingText>
        </>
      )}
    </section>
  );
}

function UndoSkip({ recruiter: { buttons }, press }: { recruiter: RecruiterView; press: Press }) {
  if (!buttons.includes('undoSkip')) return null;
  return (
    <Button
      variant="quiet"
      data-button="undoSkip"
      aria-keyshortcuts="U"
      className="@max-2xl:px-3!"
      pending={press.pending === 'undoSkip'}
      icon={Undo2}
      onClick={() => press.press('undoSkip')}
    >
      <span className="@max-2xl:sr-only">{texts.buttons.undoSkip}</span>
    </Button>
  );
}

/** Stays in place, dimmed, while the recruiter speaks about the same question. */
function OtherWords({
  recruiter: { question, buttons },
  press,
  brief,
}: {
  recruiter: RecruiterView;
  press: Press;
  brief: boolean;
}) {
  const available = buttons.includes('rephrase');
  const asked = JSON.stringify([question?.questionId, question?.probe]);
  const [offeredFor, setOfferedFor] = useState<string>();
  if (available && offeredFor !== asked) setOfferedFor(asked);
  if (!available && offeredFor !== asked) return null;
  return (
    <Button
      variant="quiet"
      data-button="rephrase"
      aria-keyshortcuts="O"
      aria-disabled={!available || undefined}
      className="@max-2xl:px-3!"
      pending={press.pending === 'rephrase'}
      icon={MessageCircleQuestion}
      onClick={() => available && press.press('rephrase')}
    >
      <span className={brief ? '@max-2xl:sr-only' : '@max-sm:sr-only'}>
        <span className="@2xl:hidden">{texts.buttons.rephrase.brief}</span>
        <span className="@max-2xl:hidden">{texts.buttons.rephrase.full}</span>
      </span>
    </Button>
  );
}

function CaptionSwitch() {
  const shown = useStore(captionsShown);
  // The captions' panel shows the recruiter's words, too.
  if (useStore(captionsOn)) return null;
  return (
    <IconButton
      label={shown ? texts.captions.hide : texts.captions.show}
      onClick={() => captionsShown.set(!shown)}
    >
      {shown ? <Captions className="size-5" /> : <CaptionsOff className="size-5 text-muted" />}
    </IconButton>
  );
}

export function AnswerKeyList() {
  const { title, list, retry } = texts.keys;
  const { practice } = useView();
  return <KeySection title={title} keys={practice ? [...list, retry] : list} />;
}
