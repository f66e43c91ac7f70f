import { Tabs } from '@base-ui/react/tabs';
import { type ReactNode, useState } from 'react';
import { useReview } from '../../hooks/review/reviewContext.ts';
import { reviewTexts } from '../../texts/review.ts';
import { classNames } from '../ui/classNames.ts';
import { DeliveryFactsPanel } from './DeliveryFactsPanel.tsx';
import { MarkList } from './MarkList.tsx';
import { Transcript } from './Transcript.tsx';

const texts = reviewTexts.side;

interface OwnPanel {
  name: string;
  title: string;
  panel: ReactNode;
}

interface ReviewSideProps {
  /** For raters. `bar` is next to the tabs while the rating panel is shown. */
  rubric: { panel: ReactNode; bar: ReactNode } | undefined;
  /** The viewer's own panels, which replace the list of ratings and notes. */
  own?: readonly OwnPanel[] | undefined;
  className?: string;
}

type Tab = keyof typeof texts.tabs;

/** Tabs next to the video: rating panel, transcript, ratings and notes, and delivery figures. */
export function ReviewSide({ rubric, own, className }: ReviewSideProps) {
  const { review } = useReview();
  const builtIn = (name: Tab, panel: ReactNode): OwnPanel => ({ name, title: texts.tabs[name], panel });
  const tabs: readonly OwnPanel[] = [
    ...(rubric ? [builtIn('rubric', rubric.panel)] : []),
    builtIn('transcript', <Transcript />),
    ...(own ?? [builtIn('marks', <MarkList />)]),
    ...(review.delivery ? [builtIn('facts', <DeliveryFactsPanel />)] : []),
  ];
  const [tab, setTab] = useState(own?.[0]?.name ?? tabs[0]?.name ?? '');
  return (
    <Tabs.Root
      value={tab}
      onValueChange={setTab}
      render={<aside aria-label={texts.label} data-side />}
      className={classNames(
        'flex min-h-0 min-w-0 flex-col overflow-clip rounded-card border border-line bg-surface',
        className,
      )}
    >
      <div className="flex shrink-0 flex-wrap items-center justify-between gap-x-2 border-b border-line pr-1.5 pl-2">
        <Tabs.List aria-label={texts.label} className="flex min-w-0 overflow-x-auto pt-1">
          {tabs.map(({ name, title }) => (
            <Tabs.Tab
              key={name}
              value={name}
              data-tab={name}
              className="h-10 shrink-0 border-b-2 border-transparent px-2.5 text-sm font-medium whitespace-nowrap text-muted transition-colors -outline-offset-2! hover:text-ink aria-selected:border-accent aria-selected:text-ink"
            >
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tab === 'rubric' && rubric?.bar}
      </div>
      {tabs.map(({ name, panel }) => (
        <Tabs.Panel
          key={name}
          value={name}
          tabIndex={-1}
          className="flex min-h-0 flex-1 flex-col outline-none"
        >
          {panel}
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}
