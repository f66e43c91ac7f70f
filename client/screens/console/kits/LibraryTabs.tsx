import { templateTexts } from '../../../texts/templates.ts';
import { type PageEntry, PageTabs } from '../PageTabs.tsx';

export const TEMPLATES_PATH = '/console/templates';

const VIEWS: readonly PageEntry[] = [
  { to: '/console/kits', label: templateTexts.library.kits, action: 'kits.read' },
  { to: TEMPLATES_PATH, label: templateTexts.library.templates, action: 'interviews.create' },
];

export function LibraryTabs() {
  return <PageTabs label={templateTexts.library.label} entries={VIEWS} />;
}
