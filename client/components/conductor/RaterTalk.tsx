import { Megaphone } from 'lucide-react';
import type { InterviewKit } from '../../../shared/kit/kit.ts';
import { LogisticsLine } from '../../../shared/rubric/rubricState.ts';
import type { RubricView } from '../../../shared/rubric/rubricView.ts';
import { type FeedEntry, raterFeed } from '../../core/conductor/raterTalk.ts';
import { useRaterNames } from '../../hooks/conductor/useRaterTalk.ts';
import { useSession, useView } from '../../hooks/room/session.ts';
import { useCommand } from '../../hooks/room/useCommand.ts';
import { conductor } from '../../texts/conductor.ts';
import { formatTime } from '../../texts/times.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';

const SHOWN = 3;

/** Messages between raters. Not a live region, because toasts already announce new messages. */
export function RaterFeed({ kit, rubric }: { kit: InterviewKit; rubric: RubricView }) {
  const { leadSeatId } = useView();
  const entries = raterFeed(kit, rubric, leadSeatId, SHOWN);
  return (
    <div role="log" aria-live="off" aria-label={conductor.logistics.title} className="min-w-0 text-sm">
      <ol className="flex flex-col gap-1">
        {entries.map(entry => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
    </div>
  );
}

function Entry({ entry }: { entry: FeedEntry }) {
  const { nameOf } = useRaterNames();
  return (
    <li className="flex flex-wrap items-baseline gap-x-2" data-feed={entry.kind}>
      <span className="font-medium">{nameOf(entry.fromSeatId)}</span>
      <span className="min-w-0 text-muted">
        {entry.kind === 'line' ? conductor.logistics.lines[entry.line] : entry.text}
      </span>
      {entry.kind === 'probe' && (
        <Badge
          tone={entry.outcome === 'asked' ? 'success' : entry.outcome === 'waiting' ? 'accent' : 'neutral'}
        >
          {conductor.logistics.outcomes[entry.outcome]}
        </Badge>
      )}
      <time className="text-xs text-faint tabular-nums" dateTime={new Date(entry.at).toISOString()}>
        {formatTime(entry.at)}
      </time>
    </li>
  );
}

export function TellOthers() {
  const { client } = useSession();
  const { act, pending } = useCommand();
  const { logistics } = conductor;
  return (
    <Menu
      side="top"
      trigger={
        <Button pending={pending} icon={Megaphone}>
          {logistics.send}
        </Button>
      }
    >
      {LogisticsLine.options.map(line => (
        <MenuItem key={line} onSelect={() => void act(() => client.command('logistics.send', { line }))}>
          {logistics.lines[line]}
        </MenuItem>
      ))}
      <p className="max-w-72 px-2.5 pt-1 pb-1.5 text-xs text-muted">{logistics.note}</p>
    </Menu>
  );
}
