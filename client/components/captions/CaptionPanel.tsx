import { ArrowDown, Settings2, X } from 'lucide-react';
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { CaptionFeed, type CaptionStatus } from '../../core/captions/CaptionFeed.ts';
import type { CaptionLine } from '../../core/captions/CaptionLines.ts';
import { captionSettings } from '../../core/captions/captionSettings.ts';
import { captionsOn } from '../../core/roomStores.ts';
import { isInRoom } from '../../core/seats.ts';
import { useOwnSeat, useSession, useView } from '../../hooks/room/session.ts';
import { useStage } from '../../hooks/room/useStage.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { captions as texts } from '../../texts/captions.ts';
import { recruiter } from '../../texts/recruiter.ts';
import { classNames } from '../ui/classNames.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, MenuCheck } from '../ui/Menu.tsx';
import { CaptionField } from './CaptionField.tsx';
import { CaptionSettings } from './CaptionSettings.tsx';
import { captionFrame, captionHeight } from './captionFrame.ts';

/** Distance in px from the end at which new lines still scroll into view. */
const END_PX = 12;
const ANNOUNCED_LINES = 4;
const SCROLLS_BY_KEYBOARD = { tabIndex: 0 };

export function CaptionPanel() {
  const { client } = useSession();
  const [feed, setFeed] = useState<CaptionFeed>();
  useEffect(() => {
    const opened = new CaptionFeed(client);
    setFeed(opened);
    return () => opened.close();
  }, [client]);
  return feed ? <Panel feed={feed} /> : <div className={captionFrame()} aria-hidden="true" />;
}

function Panel({ feed }: { feed: CaptionFeed }) {
  const status = useStore(feed.status);
  const { strip, corner } = useStage();
  const writes = useOwnSeat().role === 'captioner';
  const captioner = useCaptioner();
  const [wantsTyped, setWantsTyped] = useState(true);
  const typed = writes || (captioner !== undefined && wantsTyped);
  const lines = useLines(feed, typed);
  const size = useStore(captionSettings.size);
  const contrast = useStore(captionSettings.contrast);
  const position = useStore(captionSettings.position);
  const { list, atEnd, onScroll, toEnd } = useFollowing();
  const trouble = typed ? '' : stateText(status);
  return (
    <section
      aria-label={texts.title}
      data-captions
      data-contrast={contrast}
      data-position={writes ? 'below' : position}
      data-size={size}
      data-strip={strip.length > 0 || undefined}
      data-writes={writes || undefined}
      data-corner={corner !== undefined || undefined}
      className={captionFrame()}
    >
      <div className="mx-auto flex h-8 w-full max-w-[64rem] shrink-0 items-center gap-2 pl-3 in-data-compact:hidden sm:pl-4">
        <p
          role="status"
          className="line-clamp-2 min-w-0 flex-1 text-xs text-muted in-data-[contrast=high]:text-white"
        >
          {trouble || (typed && captioner && texts.typedBy(captioner))}
        </p>
        {!atEnd && (
          <button
            type="button"
            onClick={toEnd}
            className="flex h-7 items-center gap-1 rounded-full bg-accent px-2.5 text-xs font-semibold text-on-accent hover:bg-accent-hover"
          >
            <ArrowDown className="size-3.5" />
            {texts.newest}
          </button>
        )}
        <Menu side="top" trigger={<IconButton label={texts.settings.open} size="sm" icon={Settings2} />}>
          <CaptionSettings />
          {!writes && captioner !== undefined && (
            <MenuCheck checked={wantsTyped} onCheckedChange={setWantsTyped}>
              {texts.typedBy(captioner)}
            </MenuCheck>
          )}
        </Menu>
        {!writes && <IconButton label={texts.hide} size="sm" icon={X} onClick={turnOff} />}
      </div>
      <div
        ref={list}
        role="log"
        // The other log announces lines.
        aria-live="off"
        aria-label={texts.history}
        {...SCROLLS_BY_KEYBOARD}
        onScroll={onScroll}
        className={classNames(
          captionHeight,
          'mx-auto w-full max-w-[64rem] overflow-y-auto overscroll-contain px-3 sm:px-4',
        )}
      >
        <p className="pb-1 text-sm text-muted in-data-[contrast=high]:text-white">
          {typed ? texts.typedNote : texts.privacy(areMade(status) ? status?.by : undefined)}
        </p>
        {lines.map(line => (
          <Line key={line.key} line={line} language={status?.language} />
        ))}
      </div>
      {writes ? <CaptionField /> : <FinalLines lines={lines} />}
    </section>
  );
}

function Line({ line, language }: { line: CaptionLine; language: string | undefined }) {
  const name = useNames()(line);
  return (
    <p dir="auto" lang={language} data-caption-line={line.finalNumber === undefined ? 'draft' : 'final'}>
      {/* A captioner types the names of those who speak. */}
      {!line.typed && (
        <span className="font-semibold text-accent-ink in-data-[contrast=high]:text-[#ffe14d]">{name}: </span>
      )}
      {line.understood ? line.text : <em>{texts.notUnderstood}</em>}
      {line.tail && <span className="text-muted in-data-[contrast=high]:text-white/80"> {line.tail}</span>}
    </p>
  );
}

/** Announces each final line once. Drafts change too often to be announced. */
function FinalLines({ lines }: { lines: readonly CaptionLine[] }) {
  const nameOf = useNames();
  if (useStore(captionSettings.announced) === 'no') return null;
  const finals = lines
    .filter(({ finalNumber }) => finalNumber !== undefined)
    .sort((a, b) => (a.finalNumber ?? 0) - (b.finalNumber ?? 0))
    .slice(-ANNOUNCED_LINES);
  return (
    <div role="log" aria-live="polite" aria-label={texts.log} className="sr-only">
      {finals.map(line => (
        <p key={line.key}>
          {!line.typed && `${nameOf(line)}: `}
          {line.understood ? line.text : texts.notUnderstood}
        </p>
      ))}
    </div>
  );
}

/** Returns the name of the captioner in the room. Undefined if there is none, or if the viewer may not know. */
function useCaptioner(): string | undefined {
  const { seats } = useView();
  return Object.values(seats).find(seat => seat.role === 'captioner' && isInRoom(seat))?.displayName;
}

/** Returns the lines of one source. The recruiter's words are exact, so they belong to both. */
function useLines(feed: CaptionFeed, typed: boolean): CaptionLine[] {
  return useStore(feed.lines.all).filter(line => line.typed === typed || line.speaker === 'recruiter');
}

function useNames(): (line: CaptionLine) => string {
  const { seats, ownSeatId } = useView();
  return ({ speaker }) => {
    if (speaker === 'recruiter') return recruiter.name;
    return speaker === ownSeatId ? texts.you : (seats[speaker]?.displayName ?? '');
  };
}

/** Keeps the newest line in view, unless the reader has scrolled up. */
function useFollowing() {
  const list = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  /** Position of the end when it was last in view; undefined after the reader has scrolled up. */
  const end = useRef<number | undefined>(0);
  const toEnd = () => {
    const element = list.current;
    if (!element) return;
    element.scrollTop = element.scrollHeight;
    end.current = element.scrollHeight - element.clientHeight;
    setAtEnd(true);
  };
  const follow = useEffectEvent(() => {
    if (end.current !== undefined) toEnd();
  });
  // Runs after every render, because new lines and another size move the end.
  useLayoutEffect(() => follow());
  useEffect(() => {
    const sizes = new ResizeObserver(() => follow());
    if (list.current) sizes.observe(list.current);
    return () => sizes.disconnect();
  }, []);
  const onScroll = () => {
    const element = list.current;
    if (!element) return;
    const endsAt = element.scrollHeight - element.clientHeight;
    const scrolledUp = endsAt - element.scrollTop > END_PX;
    // When the end itself has moved, for example in a narrower window, `follow` scrolls to it.
    if (scrolledUp && end.current !== undefined && Math.abs(end.current - endsAt) > 1) return;
    end.current = scrolledUp ? undefined : endsAt;
    setAtEnd(!scrolledUp);
  };
  return { list, atEnd, onScroll, toEnd };
}

/** Removes the panel and moves the focus to the control that brings it back. */
function turnOff(): void {
  captionsOn.set(false);
  document.querySelector<HTMLElement>('[aria-keyshortcuts="L"]')?.focus();
}

function areMade(status: CaptionStatus | undefined): boolean {
  return status?.state !== 'language' && status?.state !== 'off';
}

function stateText(status: CaptionStatus | undefined): string {
  if (!status) return '';
  const { state, language } = status;
  if (state !== 'language') return texts.state[state];
  return language === undefined ? texts.state.unknownLanguage : texts.state.language(language);
}
