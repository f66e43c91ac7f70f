import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import type { ReportContent, ReportPoint } from '../../../../shared/report/reportContent.ts';
import { Badge } from '../../../components/ui/Badge.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Dialog } from '../../../components/ui/Dialog.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { toast } from '../../../core/toast.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { formatClock } from '../../../texts/clock.ts';
import { reportEditorTexts } from '../../../texts/reportEditor.ts';
import { formatMoment } from '../../../texts/times.ts';
import { uiTexts } from '../../../texts/ui.ts';
import { Loaded } from '../Loaded.tsx';
import { type PointList, useReport } from './reportContext.ts';

const texts = reportEditorTexts.versions;

export function ReportVersionsDialog({ onClose }: { onClose: () => void }) {
  const { workspace, editor } = useReport();
  const { interviewId } = workspace;
  const [viewed, setViewed] = useState<number>();
  const list = useRouteQuery('reports.versions', { interviewId });
  const old = useRouteQuery(
    'reports.version',
    { interviewId, version: viewed ?? 0 },
    { enabled: viewed !== undefined },
  );
  const restore = () => {
    if (viewed === undefined || !old.data) return;
    const { content } = old.data;
    editor.change(() => content);
    void editor.flush();
    toast.success(texts.used(viewed));
    onClose();
  };
  const now = Date.now();
  return (
    <Dialog
      open
      size="md"
      onOpenChange={onClose}
      title={viewed === undefined ? texts.title : texts.version(viewed)}
      description={texts.body}
      footer={
        viewed === undefined ? (
          <Button onClick={onClose}>{uiTexts.close}</Button>
        ) : (
          <>
            <Button
              variant="quiet"
              className="sm:mr-auto"
              icon={ArrowLeft}
              onClick={() => setViewed(undefined)}
            >
              {texts.back}
            </Button>
            <Button variant="primary" disabled={!old.data || old.isPlaceholderData} onClick={restore}>
              {texts.use}
            </Button>
          </>
        )
      }
    >
      {viewed !== undefined ? (
        <Loaded
          query={old.isPlaceholderData ? { ...old, data: undefined } : old}
          failed={texts.notLoaded}
          skeleton={<SkeletonRows count={4} row="h-14" className="gap-2" />}
        >
          {({ content }) => <VersionText content={content} />}
        </Loaded>
      ) : (
        <Loaded
          query={list}
          failed={texts.failed}
          skeleton={<SkeletonRows count={3} row="h-12" className="gap-2" />}
        >
          {({ versions }) =>
            versions.length === 0 ? (
              <p className="text-sm text-muted">{texts.none}</p>
            ) : (
              <ol className="flex flex-col divide-y divide-line">
                {versions.map(({ at, by, published, version, words }, index) => (
                  <li key={version}>
                    <button
                      type="button"
                      aria-label={texts.look(version)}
                      onClick={() => setViewed(version)}
                      className="flex w-full items-center justify-between gap-3 rounded-control px-2 py-2.5 text-left text-sm transition-colors hover:bg-hover"
                    >
                      <span className="flex min-w-0 flex-col">
                        <span className="font-medium">{texts.version(version)}</span>
                        <span className="truncate text-xs text-muted">
                          {texts.about(by, formatMoment(at, now), words)}
                        </span>
                      </span>
                      <span className="flex gap-1.5">
                        {published && <Badge tone="success">{texts.published}</Badge>}
                        {index === 0 && <Badge>{texts.newest}</Badge>}
                      </span>
                    </button>
                  </li>
                ))}
              </ol>
            )
          }
        </Loaded>
      )}
    </Dialog>
  );
}

const { conflict, evidence, headline, lines, plan, points, trim } = reportEditorTexts;

function VersionText({ content }: { content: ReportContent }) {
  const { kit } = useReport().workspace.chosen;
  const written = kit.questions.flatMap(({ id }, index) => {
    const line = content.lines[id];
    return line ? [{ id, number: index + 1, line }] : [];
  });
  return (
    <div className="flex flex-col gap-4 text-sm" data-version-text>
      <Part title={headline.label}>{content.headline || conflict.empty}</Part>
      <Points list="keep" points={content.keep} />
      <Points list="change" points={content.change} />
      {written.length > 0 && (
        <Part title={lines.title}>
          {written.map(({ id, line, number }) => (
            <span key={id} className="block">
              <span className="font-medium tabular-nums">{evidence.question(number)}</span> {line}
            </span>
          ))}
        </Part>
      )}
      {content.tasks.length > 0 && (
        <Part title={plan.title}>{content.tasks.map(({ text }) => text).join('\n')}</Part>
      )}
    </div>
  );
}

function Points({ list, points: written }: { list: PointList; points: readonly ReportPoint[] }) {
  return written.map(({ action, moment, pointId, seen }, index) => (
    <Part key={pointId} title={points[list].number(index + 1)}>
      {[
        moment &&
          (moment.kind === 'quotation'
            ? `“${moment.text}”`
            : `${points.kinds.clip} ${trim.span(formatClock(moment.fromMs), formatClock(moment.toMs))}`),
        seen,
        action,
      ]
        .filter(Boolean)
        .join('\n')}
    </Part>
  ));
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="flex flex-col gap-0.5">
      <h3 className="font-medium">{title}</h3>
      <p className="break-words whitespace-pre-wrap text-muted">{children}</p>
    </section>
  );
}
