import { Flag, Quote, StickyNote } from 'lucide-react';
import { type ComponentProps, type KeyboardEvent, useId, useState } from 'react';
import { classNames } from '../../../../components/ui/classNames.ts';
import { EmptyState } from '../../../../components/ui/EmptyState.tsx';
import { SkeletonRows } from '../../../../components/ui/Skeleton.tsx';
import { TabList, tabPanelProps } from '../../../../components/ui/TabList.tsx';
import type { NotedEvidence } from '../../../../core/report/evidence.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { useRowKeys } from '../../useRowKeys.ts';
import { useReport } from '../reportContext.ts';
import { EvidenceAnswers, EvidenceRatings } from './EvidenceAnswers.tsx';
import { PlayFrom } from './EvidencePlayer.tsx';
import { EvidenceTranscript } from './EvidenceTranscript.tsx';
import { UseButtons, useEvidenceHandlers } from './evidenceUse.tsx';

const texts = reportEditorTexts.evidence;
const PARTS = { notes: EvidenceNotes, answers: EvidenceAnswers, ratings: EvidenceRatings } as const;
const NAMES = ['notes', 'answers', 'ratings', 'transcript'] as const;

interface EvidenceSideProps extends ComponentProps<typeof EvidenceTranscript> {
  opening: boolean;
}

/** Shows evidence once the recording is open, because a point made from a note includes a clip of it. */
export function EvidenceSide({ opening, ...transcript }: EvidenceSideProps) {
  const id = useId();
  const [part, setPart] = useState<(typeof NAMES)[number]>(transcript.picked ? 'transcript' : 'notes');
  const Part = part === 'transcript' ? undefined : PARTS[part];
  return (
    <div className="flex min-h-0 flex-col overflow-clip rounded-card border border-line bg-surface lg:h-full">
      <TabList
        id={id}
        label={texts.label}
        tabs={NAMES.map(name => ({ name, title: texts.tabs[name] }))}
        selected={part}
        onSelect={setPart}
        className="shrink-0 overflow-x-auto border-b border-line px-2 pt-1"
        tabClassName="h-10 shrink-0 px-2 sm:px-3"
      />
      <div
        key={part}
        {...tabPanelProps(id, part)}
        className={classNames('min-h-0 flex-1 outline-none', Part ? 'overflow-y-auto p-3' : 'flex flex-col')}
      >
        {opening ? (
          <SkeletonRows count={4} row="h-24 w-full rounded-card!" className="gap-2" />
        ) : Part ? (
          <Part />
        ) : (
          <EvidenceTranscript {...transcript} />
        )}
      </div>
    </div>
  );
}

const ICONS = { note: StickyNote, evidence: Quote, flag: Flag };

function EvidenceNotes() {
  const { workspace, evidence } = useReport();
  const { listRef, onRowKeyDown } = useRowKeys();
  const notes = [...evidence.values()].filter(each => 'noteId' in each) as NotedEvidence[];
  if (notes.length === 0)
    return (
      <EmptyState icon={StickyNote} title={texts.noNotes}>
        {texts.noNotesBody}
      </EmptyState>
    );
  return (
    <div ref={listRef} className="flex flex-col gap-4">
      <p className="text-xs text-muted">
        {texts.private} <span className="pointer-coarse:hidden">{texts.keys}</span>
      </p>
      {workspace.chosen.kit.questions.map(({ id, text }, index) => {
        const own = notes.filter(({ questionId }) => questionId === id);
        if (own.length === 0) return null;
        return (
          <section key={id} className="flex flex-col gap-2">
            <h3 className="text-sm font-medium">
              <span className="text-muted tabular-nums">{texts.question(index + 1)}</span> {text}
            </h3>
            <ul className="flex flex-col gap-2">
              {own.map(note => (
                <NoteCard key={note.id} note={note} onRowKeyDown={onRowKeyDown} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function NoteCard(props: { note: NotedEvidence; onRowKeyDown: (event: KeyboardEvent<HTMLElement>) => void }) {
  const { note, onRowKeyDown } = props;
  const { workspace } = useReport();
  const { onKeyDown, ...draggable } = useEvidenceHandlers(note);
  const Icon = ICONS[note.kind];
  const competency = workspace.chosen.kit.competencies.find(({ id }) => id === note.competencyId)?.name;
  return (
    <li>
      {/* biome-ignore lint/a11y/useSemanticElements: a row with buttons is no form group */}
      <div
        {...draggable}
        role="group"
        aria-label={[texts.kinds[note.kind], texts.by(note.by), note.text || texts.flag].join(', ')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: focusable row with keyboard shortcuts
        tabIndex={0}
        data-row
        data-note={note.kind}
        onKeyDown={event => {
          onKeyDown(event);
          if (event.target === event.currentTarget) onRowKeyDown(event);
        }}
        className="flex cursor-grab flex-col gap-2 rounded-card border border-line bg-canvas p-3 active:cursor-grabbing"
      >
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted">
          <Icon className="size-3.5 shrink-0" />
          <span>
            {texts.kinds[note.kind]} {texts.by(note.by)}
          </span>
          {competency && <span>· {competency}</span>}
          {note.atMs !== undefined && <PlayFrom fromMs={note.clip?.fromMs ?? note.atMs} label={note.atMs} />}
        </div>
        <p className="text-sm break-words whitespace-pre-wrap">
          {note.text || <span className="text-muted">{texts.flag}</span>}
        </p>
        <UseButtons evidence={note} />
      </div>
    </li>
  );
}
