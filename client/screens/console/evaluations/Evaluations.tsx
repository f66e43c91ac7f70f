import type { ReactNode } from 'react';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { evaluationTexts } from '../../../texts/evaluations.ts';
import { ConsolePage } from '../ConsolePage.tsx';
import { type PageEntry, PageTabs } from '../PageTabs.tsx';
import { CALIBRATION_PATH, QUEUE_PATH } from './evaluationPaths.ts';

const { parts, title: heading } = evaluationTexts;

const PARTS: readonly PageEntry[] = [
  { to: QUEUE_PATH, label: parts.queue, action: 'evaluations.read' },
  { to: `${QUEUE_PATH}/team`, label: parts.team, action: 'evaluations.read' },
  { to: CALIBRATION_PATH, label: parts.calibration, action: 'evaluations.rate' },
  { to: `${QUEUE_PATH}/settings`, label: parts.settings, action: 'evaluations.manage' },
];

type EvaluationsProps = { title: string; intro: string; children: ReactNode };
export function Evaluations({ title, intro, children }: EvaluationsProps) {
  usePageTitle(title === heading ? heading : `${title} · ${heading}`);
  return (
    <ConsolePage title={heading} intro={intro} tabs={<PageTabs label={parts.label} entries={PARTS} />}>
      {children}
    </ConsolePage>
  );
}
