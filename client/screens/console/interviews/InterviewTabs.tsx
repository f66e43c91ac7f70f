import { consoleTexts } from '../../../texts/console.ts';
import { recordingTexts } from '../../../texts/recordingList.ts';
import { type PageEntry, PageTabs } from '../PageTabs.tsx';

const VIEWS: readonly PageEntry[] = [
  { to: '/console/interviews', label: consoleTexts.list.all, action: 'interviews.read' },
  { to: '/console/interviews/recordings', label: recordingTexts.nav, action: 'recordings.review' },
];

export function InterviewTabs() {
  return <PageTabs label={consoleTexts.list.views} entries={VIEWS} />;
}
