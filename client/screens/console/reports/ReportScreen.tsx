import { type ReactNode, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import { uuidv7 } from 'uuidv7';
import type { ReportWorkspace } from '../../../../shared/protocol/reportRoutes.ts';
import { knownLengthMs } from '../../../../shared/recording/review.ts';
import { levelsOf } from '../../../../shared/report/levels.ts';
import { lintReport } from '../../../../shared/report/lintReport.ts';
import { PointId, REPORT_LIMITS, type ReportContent } from '../../../../shared/report/reportContent.ts';
import { privateTexts } from '../../../../shared/report/reportTexts.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { classNames } from '../../../components/ui/classNames.ts';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { SkeletonStack } from '../../../components/ui/Skeleton.tsx';
import { TabList } from '../../../components/ui/TabList.tsx';
import { type FieldPath, pathKey } from '../../../core/editor/fieldPath.ts';
import { byPath } from '../../../core/editor/remarks.ts';
import { readClip } from '../../../core/report/clipAddress.ts';
import {
  answerEvidence,
  type Evidence,
  isPlayable,
  lockedScorecards,
  newPoint,
  notedEvidence,
  type PointBasis,
  writtenEvidence,
} from '../../../core/report/evidence.ts';
import type { ReportEditor, ReportEditorState } from '../../../core/report/reportEditor.ts';
import { SpanPlayer } from '../../../core/report/spanPlayer.ts';
import type { ReviewSession } from '../../../core/review/reviewSession.ts';
import { staffSource } from '../../../core/review/staffSource.ts';
import { Settled } from '../../../core/settled.ts';
import { useReviewSession } from '../../../hooks/review/useReviewSession.ts';
import { useStore } from '../../../hooks/room/useStore.ts';
import { useLeaveGuard } from '../../../hooks/useLeaveGuard.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { reportEditorTexts as texts } from '../../../texts/reportEditor.ts';
import { reportFindingText } from '../../../texts/reportFindings.ts';
import { EditedDocumentContext } from '../editor/fields.tsx';
import { ReportForm } from './document/ReportForm.tsx';
import { EvidencePlayer } from './evidence/EvidencePlayer.tsx';
import { EvidenceSide } from './evidence/EvidenceSide.tsx';
import { PublishedReport } from './PublishedReport.tsx';
import { ReportBar } from './ReportBar.tsx';
import { ReportConflictDialog } from './ReportConflictDialog.tsx';
import { ReportPreview } from './ReportPreview.tsx';
import {
  focusField,
  type Mode,
  type PointList,
  ReportContext,
  type ReportEditing,
  useReportEditor,
} from './reportContext.ts';
import { useQuoting } from './useQuoting.ts';

type Tab = 'evidence' | 'report';

const LINT_REST_MS = 250;
const MARGIN = {
  rowClassName: 'grid-cols-[minmax(0,1fr)] @3xl:grid-cols-[minmax(0,1fr)_13rem]',
  marginClassName: '@3xl:pt-1',
};

export function ReportScreen(props: { workspace: ReportWorkspace; stale: boolean; deleted: boolean }) {
  const { workspace, stale, deleted } = props;
  const { interviewId } = workspace;
  const editor = useReportEditor(workspace);
  const source = useMemo(() => staffSource(interviewId), [interviewId]);
  const session = useReviewSession(source, {});
  usePageTitle(texts.titleOf(workspace.chosen.kit.role));
  useEffect(() => {
    if (deleted) editor?.forget();
  }, [deleted, editor]);
  if (!editor || !session) return <ReportSkeleton />;
  return (
    <Workspace
      key={workspace.interviewId}
      workspace={workspace}
      editor={editor}
      session={session}
      stale={stale}
    />
  );
}

interface WorkspaceProps {
  workspace: ReportWorkspace;
  editor: ReportEditor;
  session: ReviewSession;
  stale: boolean;
}

function Workspace({ workspace, editor, session, stale }: WorkspaceProps) {
  const dirty = usePieceOf(editor, state => state.dirty);
  const saving = usePieceOf(editor, state => state.saving);
  const content = useSettledContent(editor);
  const status = useStore(session.status);
  const review = status.state === 'open' ? status.review : undefined;
  const played = useSpanPlayer(session);
  const [mode, setMode] = useState<Mode>('write');
  const [picked, setPicked] = useState(() => readClip(window.location.hash));
  const [tab, setTab] = useState<Tab>(picked ? 'evidence' : 'report');
  const [announcement, setAnnouncement] = useState('');
  useLeaveGuard(dirty);

  const durationMs = review && knownLengthMs(review);
  const findings = useMemo(() => {
    const context = {
      kit: workspace.chosen.kit,
      durationMs,
      privateTexts: privateTexts(lockedScorecards(workspace)),
      far: workspace.far,
      levels: levelsOf(workspace.chosen.kit, lockedScorecards(workspace)),
    };
    return lintReport(content, context).map(finding => ({ ...finding, message: reportFindingText(finding) }));
  }, [workspace, content, durationMs]);
  const evidence = useMemo(() => {
    const answers = workspace.chosen.kit.questions.flatMap(({ id }) => [
      ...answerEvidence(review, id),
      ...[writtenEvidence(workspace, id) ?? []].flat(),
    ]);
    return new Map<string, Evidence>(
      [...notedEvidence(workspace, review), ...answers].map(each => [each.id, each]),
    );
  }, [workspace, review]);

  const announce = useCallback(
    (text: string) => setAnnouncement(before => (before === text ? `${text}\u00a0` : text)),
    [],
  );
  const showReport = useCallback(() => flushSync(() => setTab('report')), []);
  const quote = useQuoting(showReport, announce);
  const changeMode = (next: Mode) => {
    flushSync(() => setMode(next));
    window.scrollTo(0, 0);
  };
  const goTo = (path: FieldPath) => {
    flushSync(() => {
      setMode('write');
      setTab('report');
    });
    focusField(path);
  };
  const playable = isPlayable(review) ? played : undefined;
  // Memoized, because a new context object would re-render every field on the page.
  const context = useMemo((): ReportEditing => {
    const addPoint = (list: PointList, chosen: PointBasis) => {
      if (editor.state.get().content[list].length >= REPORT_LIMITS[list]) {
        announce(texts.evidence.full[list]);
        return false;
      }
      const point = newPoint(workspace, chosen, PointId.parse(uuidv7()));
      editor.change(before => ({ ...before, [list]: [...before[list], point] }));
      announce(texts.evidence.used[list]);
      return true;
    };
    return { editor, workspace, review, played: playable, evidence, addPoint, quote, announce };
  }, [editor, workspace, review, playable, evidence, quote, announce]);
  const edited = useMemo(() => {
    const remarks = byPath(findings);
    return {
      subscribe: editor.state.subscribe,
      get: () => editor.state.get().content,
      set: (path: FieldPath, value: unknown) => editor.set(path, value),
      remarks: () => remarks,
      readOnly: false,
      ...MARGIN,
    };
  }, [editor, findings]);

  if (saving.state === 'gone')
    return (
      <div className="px-4 py-6">
        <h1 className="sr-only">{texts.title}</h1>
        <EmptyState title={texts.gone.title}>{texts.gone.body}</EmptyState>
      </div>
    );
  return (
    <ReportContext value={context}>
      <EditedDocumentContext value={edited}>
        <ReportBar findings={findings} mode={mode} onMode={changeMode} onGoTo={goTo} />
        <div className="flex w-full flex-col gap-4 px-4 py-4 sm:px-6">
          {stale && <Banner tone="warning">{texts.stale}</Banner>}
          <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-4 lg:grid-cols-[minmax(24rem,2fr)_minmax(0,3fr)]">
            <aside
              aria-label={texts.evidence.label}
              className="flex min-w-0 flex-col gap-3 max-lg:contents lg:sticky lg:top-32 lg:h-[calc(100dvh-9rem)]"
            >
              <TabList
                id="report"
                label={texts.tabs.label}
                tabs={(['report', 'evidence'] as const).map(name => ({ name, title: texts.tabs[name] }))}
                selected={tab}
                onSelect={setTab}
                className="border-b border-line lg:hidden"
                tabClassName="h-11 flex-1"
              />
              <EvidencePlayer session={session} status={status} inColumn={tab === 'evidence'} />
              <Panel tab="evidence" shown={tab} className="lg:min-h-0 lg:flex-1">
                <EvidenceSide
                  session={session}
                  opening={status.state === 'opening'}
                  picked={picked}
                  onDismiss={() => setPicked(undefined)}
                />
              </Panel>
            </aside>
            <Panel tab="report" shown={tab} className="flex min-w-0 flex-col gap-8 pb-24">
              <PublishedReport />
              {mode === 'write' ? <ReportForm /> : <ReportPreview />}
            </Panel>
          </div>
        </div>
        <p role="status" className="sr-only">
          {announcement}
        </p>
        {saving.state === 'conflict' && (
          <ReportConflictDialog key={pathKey(saving.conflicts[0]?.path ?? [])} conflict={saving} />
        )}
      </EditedDocumentContext>
    </ReportContext>
  );
}

function usePieceOf<T>({ state }: ReportEditor, select: (state: ReportEditorState) => T): T {
  return useSyncExternalStore(state.subscribe, () => select(state.get()));
}

/** Returns the content after a pause in typing, so that the linter doesn't run on every key press. */
function useSettledContent(editor: ReportEditor): ReportContent {
  const [content, setContent] = useState(() => editor.state.get().content);
  useEffect(() => {
    const settled = new Settled(editor.state, () => editor.state.get().content, LINT_REST_MS);
    const follow = () => setContent(settled.value.get());
    follow();
    const unsubscribe = settled.value.subscribe(follow);
    return () => {
      unsubscribe();
      settled.close();
    };
  }, [editor]);
  return content;
}

function useSpanPlayer(session: ReviewSession): SpanPlayer | undefined {
  const [played, setPlayed] = useState<SpanPlayer>();
  useEffect(() => {
    const opened = new SpanPlayer(session);
    setPlayed(opened);
    return () => opened.close();
  }, [session]);
  return played;
}

function Panel(props: { tab: Tab; shown: Tab; className?: string; children: ReactNode }) {
  const { tab, shown, className, children } = props;
  return (
    <div
      id={`report-panel-${tab}`}
      className={classNames('min-w-0', tab !== shown && 'max-lg:hidden', className)}
    >
      {children}
    </div>
  );
}

const SKELETON = ['h-12 w-full max-w-md', ...Array<string>(3).fill('h-64 w-full rounded-card!')];

export function ReportSkeleton() {
  return <SkeletonStack rows={SKELETON} className="gap-4 px-4 py-4 sm:px-6" />;
}
