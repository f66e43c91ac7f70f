import { Tabs } from '@base-ui/react/tabs';
import { SkeletonRows } from '../../../../components/ui/Skeleton.tsx';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { AnswerList } from './AnswerList.tsx';
import { NoteList } from './NoteList.tsx';
import { RatingList } from './RatingList.tsx';

const texts = reportEditorTexts.evidence;
const PARTS = { notes: NoteList, answers: AnswerList, ratings: RatingList } as const;

/**
 * What the report rests on: what raters noted, what was asked and answered, and how it was rated. Not before the recording has been asked
 * for: a point that is made of a note takes its moment with it.
 */
export function EvidenceSide({ opening }: { opening: boolean }) {
  return (
    <Tabs.Root
      defaultValue="notes"
      className="flex min-h-0 flex-col overflow-clip rounded-card border border-line bg-surface lg:h-full"
    >
      <Tabs.List aria-label={texts.label} className="flex shrink-0 border-b border-line px-2 pt-1">
        {(['notes', 'answers', 'ratings'] as const).map(part => (
          <Tabs.Tab
            key={part}
            value={part}
            className="h-10 border-b-2 border-transparent px-3 text-sm font-medium text-muted transition-colors -outline-offset-2! hover:text-ink aria-selected:border-accent aria-selected:text-ink"
          >
            {texts.tabs[part]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {(['notes', 'answers', 'ratings'] as const).map(part => {
        const Part = PARTS[part];
        return (
          <Tabs.Panel
            key={part}
            value={part}
            tabIndex={-1}
            className="min-h-0 flex-1 overflow-y-auto p-3 outline-none"
          >
            {opening ? (
              <SkeletonRows count={4} row="h-24 w-full rounded-card!" className="gap-2" />
            ) : (
              <Part />
            )}
          </Tabs.Panel>
        );
      })}
    </Tabs.Root>
  );
}
