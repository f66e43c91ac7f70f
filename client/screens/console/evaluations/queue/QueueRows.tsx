import { useState } from 'react';
import { isFinished, type QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { Badge } from '../../../../components/ui/Badge.tsx';
import { Button } from '../../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../../components/ui/ButtonLink.tsx';
import { classNames } from '../../../../components/ui/classNames.ts';
import { useMember, useStaffMay } from '../../../../hooks/useMember.ts';
import { evaluationTexts as texts } from '../../../../texts/evaluations.ts';
import type { Claiming } from './claiming.tsx';
import {
  AskedText,
  DueText,
  ItemFacts,
  NeedsText,
  RecordingText,
  refusalText,
  rowAction,
} from './QueueItemFacts.tsx';
import { RowMenu } from './QueueRowMenu.tsx';

interface QueueRowsProps {
  items: readonly QueueItem[];
  /** The current time of the server. */
  now: number;
  claiming: Claiming;
  /** The row to start with. */
  next: QueueItem | undefined;
}

/** Rows of the evaluation queue. Tab enters at the last focused row. */
export function QueueRows({ items, now, claiming, next }: QueueRowsProps) {
  const [focused, setFocused] = useState<string>();
  const tabStop = items.find(item => rowKey(item) === focused) ?? items[0];
  const dated = items.some(({ dueAt, step }) => dueAt !== undefined || isFinished(step));
  return (
    <ul className="flex flex-col gap-2 md:gap-0 md:overflow-hidden md:rounded-card md:border md:border-line md:bg-surface">
      {items.map(item => (
        <QueueRow
          key={rowKey(item)}
          item={item}
          now={now}
          claiming={claiming}
          dated={dated}
          next={item === next}
          tabStop={item === tabStop}
          onFocus={() => setFocused(rowKey(item))}
        />
      ))}
    </ul>
  );
}

/** An interview has a row for each kind of work on it. */
function rowKey({ interviewId, step }: QueueItem): string {
  return `${step} ${interviewId}`;
}

interface QueueRowProps {
  item: QueueItem;
  now: number;
  claiming: Claiming;
  /** False if no row of the list has a date, so that none has a column for it. */
  dated: boolean;
  next: boolean;
  /** True for the only row that Tab reaches. Arrow keys reach the other rows. */
  tabStop: boolean;
  onFocus: () => void;
}

function QueueRow({ item, now, claiming, next, dated, tabStop, onFocus }: QueueRowProps) {
  const userId = useMember()?.userId;
  const { candidate, group, interviewId, own, reference, role, shadow } = item;
  return (
    <li
      data-evaluation={interviewId}
      data-place={`${item.group} ${rowKey(item)}`}
      onFocus={onFocus}
      className={classNames(
        'grid gap-x-4 gap-y-2 border-line transition-colors max-md:rounded-card max-md:border max-md:bg-surface max-md:p-4 md:items-center md:border-b md:px-4 md:py-3 md:last:border-b-0 md:hover:bg-hover',
        dated
          ? 'md:grid-cols-[8rem_minmax(0,1fr)_minmax(0,1.2fr)_auto] lg:grid-cols-[9rem_minmax(0,1fr)_minmax(0,1.2fr)_11.5rem]'
          : 'md:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)_auto] lg:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)_11.5rem]',
      )}
    >
      {dated && <DueText item={item} now={now} inRow />}
      <div className="flex min-w-0 flex-col gap-0.5">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-sm">
          <span className="font-medium">{role}</span>
          <span className="text-muted">{candidate}</span>
          {reference && <Badge tone="accent">{texts.facts.reference}</Badge>}
          {shadow && !reference && <Badge>{texts.facts.shadow}</Badge>}
        </p>
        <ItemFacts item={item} now={now} />
      </div>
      <div className="flex min-w-0 flex-col gap-0.5 text-sm">
        <NeedsText item={item} userId={userId} now={now} todo={group === 'mine' || group === 'open'} />
        <AskedText item={item} now={now} />
        <RecordingText item={item} />
        {own === 'draft' && <p className="text-xs leading-5 text-muted">{texts.who.draft}</p>}
        {isReasonShown(item) && <p className="text-xs leading-5 text-muted">{refusalText(item, now)}</p>}
      </div>
      <div className="flex items-center gap-1 md:justify-end">
        <Action item={item} claiming={claiming} next={next} tabStop={tabStop} />
        <RowMenu item={item} tabStop={tabStop} />
      </div>
    </li>
  );
}

/** True unless the row already says that the viewer has locked. */
function isReasonShown({ refused, step }: QueueItem): boolean {
  return (step === 'rate' || step === 'closed') && refused !== 'rated';
}

function Action(props: Pick<QueueRowProps, 'item' | 'claiming' | 'next' | 'tabStop'>) {
  const { item, claiming, next, tabStop } = props;
  const may = { write: useStaffMay('reports.write'), publish: useStaffMay('reports.publish') };
  const manages = useStaffMay('evaluations.manage');
  // Those who manage evaluations may just as well assign the first one.
  const isFirst = next && (item.group === 'mine' || !manages);
  const action = rowAction(item, may);
  const { candidate, interviewId, role } = item;
  const common = {
    'data-row': true,
    'aria-label': texts.actions.of(action.label, role, candidate),
    tabIndex: tabStop ? 0 : -1,
    size: 'sm',
    variant: action.wanted ? (isFirst ? 'primary' : 'secondary') : 'quiet',
    className: classNames('max-md:grow', !action.wanted && 'max-md:border max-md:border-line-strong/60'),
  } as const;
  if (action.do === 'go')
    return (
      <ButtonLink {...common} to={action.to}>
        {action.label}
      </ButtonLink>
    );
  return (
    <Button
      {...common}
      pending={claiming.pending === interviewId}
      onClick={() => void claiming.claim(interviewId)}
    >
      {action.label}
    </Button>
  );
}
