import { ChevronDown, ChevronUp, Copy, Download, EllipsisVertical, Search, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import type { Transcript } from '../../../shared/transcript/transcript.ts';
import type { WordMatch } from '../../core/review/spokenWords.ts';
import type { TranscriptSession } from '../../core/review/transcriptSession.ts';
import { transcriptTexts } from '../../texts/transcript.ts';
import { ConfirmAttempt } from '../ui/ConfirmAttempt.tsx';
import { CONTROL_STYLE } from '../ui/Field.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, MenuItem, MenuSeparator } from '../ui/Menu.tsx';

const { search: texts, ...others } = transcriptTexts;

interface TranscriptBarProps {
  query: string;
  /** What was searched for. Follows `query` after a pause in typing. */
  searched: string;
  onQuery: (query: string) => void;
  matches: readonly WordMatch[];
  /** Place of the match that the person has gone to; -1 before the first one. */
  at: number;
  onGo: (by: 1 | -1) => void;
  menu: Parameters<typeof TranscriptMenu>[0];
}

/** Search within the transcript, and what can be done with all of it. */
export function TranscriptBar({ query, searched, onQuery, matches, at, onGo, menu }: TranscriptBarProps) {
  const of = matches.length;
  const isSearched = query !== '' && searched.trim().length > 1;
  const count = of === 0 ? texts.none : at < 0 ? texts.found(of) : texts.count(at + 1, of);
  return (
    <search className="flex shrink-0 flex-wrap items-center gap-1 border-b border-line px-2 py-1.5">
      <div className="relative min-w-36 flex-1">
        <Search className="pointer-events-none absolute inset-y-0 left-2.5 my-auto size-4 text-muted" />
        <input
          type="text"
          enterKeyHint="search"
          aria-label={texts.label}
          placeholder={texts.placeholder}
          value={query}
          onChange={event => onQuery(event.currentTarget.value)}
          onKeyDown={event => {
            if (event.key === 'Escape' && query !== '') onQuery('');
            else if (event.key === 'Enter') onGo(event.shiftKey ? -1 : 1);
            else return;
            event.preventDefault();
          }}
          className={`${CONTROL_STYLE} h-8 pr-9 pl-8 text-base sm:text-sm`}
        />
        {query !== '' && (
          <IconButton
            size="sm"
            label={texts.clear}
            icon={X}
            className="absolute! inset-y-0 right-0"
            onClick={() => onQuery('')}
          />
        )}
      </div>
      <p role="status" className="text-xs text-muted tabular-nums empty:hidden">
        {isSearched && count}
      </p>
      {isSearched && of > 0 && (
        <span className="flex">
          <IconButton size="sm" label={texts.previous} icon={ChevronUp} onClick={() => onGo(-1)} />
          <IconButton size="sm" label={texts.next} icon={ChevronDown} onClick={() => onGo(1)} />
        </span>
      )}
      <TranscriptMenu {...menu} />
    </search>
  );
}

interface TranscriptMenuProps {
  session: TranscriptSession;
  may: Transcript['may'];
  /** True if there is an MP4 of the recording. */
  hasVideo: boolean;
  onCopyAll: () => void;
}

function TranscriptMenu({ session, may, hasVideo, onCopyAll }: TranscriptMenuProps) {
  const [asking, setAsking] = useState(false);
  const { download, erase } = session.source;
  return (
    <>
      <Menu trigger={<IconButton size="sm" label={others.more} icon={EllipsisVertical} />}>
        <MenuItem icon={Copy} onSelect={onCopyAll}>
          {others.copyAll}
        </MenuItem>
        {may.download &&
          download &&
          (['vtt', 'txt', 'json', ...(hasVideo ? (['mp4'] as const) : [])] as const).map(format => (
            <MenuItem key={format} icon={Download} onSelect={() => download(format)}>
              {others.downloads[format]}
            </MenuItem>
          ))}
        {may.erase && erase && (
          <>
            <MenuSeparator />
            <MenuItem danger icon={Trash2} onSelect={() => setAsking(true)}>
              {others.erase.button}
            </MenuItem>
          </>
        )}
      </Menu>
      {asking && erase && (
        <ConfirmAttempt
          attempt={erase}
          title={others.erase.title}
          description={others.erase.body}
          confirmLabel={others.erase.confirm}
          done={others.erase.done}
          onDone={() => session.refresh()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
