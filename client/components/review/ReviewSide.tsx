import { type ComponentProps, type ReactNode, useId, useState } from 'react';
import { useReview } from '../../hooks/review/reviewContext.ts';
import { reviewTexts } from '../../texts/review.ts';
import { classNames } from '../ui/classNames.ts';
import { TabList, tabPanelProps } from '../ui/TabList.tsx';
import { DeliveryFactsPanel } from './DeliveryFactsPanel.tsx';
import { MarkList } from './MarkList.tsx';
import { Transcript } from './Transcript.tsx';

const texts = reviewTexts.side;

type OwnPanel = { name: string; title: string; panel: ReactNode };

interface ReviewSideProps {
  /** The rating panel, for raters only. `bar` appears next to the tabs while the panel is shown. */
  rubric: { panel: ReactNode; bar: ReactNode } | undefined;
  /** Panels that this page shows instead of the list of ratings and notes. */
  own?: readonly OwnPanel[] | undefined;
  /** Button that restarts failed jobs. */
  retry?: ReactNode;
  clipLink?: ComponentProps<typeof Transcript>['clipLink'];
  className?: string;
}

type Tab = keyof typeof texts.tabs;

export function ReviewSide({ rubric, own, retry, clipLink, className }: ReviewSideProps) {
  const { review } = useReview();
  const builtIn = (name: Tab, panel: ReactNode): OwnPanel => ({ name, title: texts.tabs[name], panel });
  const tabs: readonly OwnPanel[] = [
    ...(rubric ? [builtIn('rubric', rubric.panel)] : []),
    builtIn('transcript', <Transcript retry={retry} clipLink={clipLink} />),
    ...(own ?? [builtIn('marks', <MarkList />)]),
    ...(review.delivery ? [builtIn('facts', <DeliveryFactsPanel />)] : []),
  ];
  const [tab, setTab] = useState(own?.[0]?.name ?? tabs[0]?.name ?? '');
  const id = useId();
  return (
    <aside
      aria-label={texts.label}
      data-side
      className={classNames(
        'flex min-h-0 min-w-0 flex-col overflow-clip rounded-card border border-line bg-surface',
        className,
      )}
    >
      <div className="flex shrink-0 flex-wrap items-center justify-between gap-x-2 border-b border-line pr-1.5 pl-2">
        <TabList
          id={id}
          label={texts.label}
          tabs={tabs}
          selected={tab}
          onSelect={setTab}
          className="min-w-0 overflow-x-auto pt-1"
          tabClassName="h-10 shrink-0 px-2.5 whitespace-nowrap"
        />
        {tab === 'rubric' && rubric?.bar}
      </div>
      <div key={tab} {...tabPanelProps(id, tab)} className="flex min-h-0 flex-1 flex-col outline-none">
        {tabs.find(({ name }) => name === tab)?.panel}
      </div>
    </aside>
  );
}
