import { Send } from 'lucide-react';
import { useState } from 'react';
import { AppError } from '../../../../shared/errors.ts';
import type { PublishAsked } from '../../../../shared/protocol/reportRoutes.ts';
import { Banner, ErrorBanner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Dialog } from '../../../components/ui/Dialog.tsx';
import { callRoute } from '../../../core/api.ts';
import { type FieldPath, pathKey } from '../../../core/editor/fieldPath.ts';
import { countsOf, type Remark } from '../../../core/editor/remarks.ts';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { queryClient } from '../../../hooks/queryClient.ts';
import { useAction } from '../../../hooks/useAction.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { reportEditorTexts } from '../../../texts/reportEditor.ts';
import { uiTexts } from '../../../texts/ui.ts';
import { FindingButton } from '../editor/Remarks.tsx';
import { useFieldName } from './fieldNames.ts';
import { useReport, useReportState } from './reportContext.ts';

const texts = reportEditorTexts.publish;

type FindingsProps = { findings: readonly Remark[]; onGoTo: (path: FieldPath) => void };

export function PublishButton({ findings, onGoTo }: FindingsProps) {
  const { workspace } = useReport();
  const mayPublish = useStaffMay('reports.publish');
  const [asking, setAsking] = useState(false);
  const version = useReportState(({ base }) => base.version);
  const dirty = useReportState(state => state.dirty);
  const { errors } = countsOf(findings);
  const again = workspace.publishedAt !== undefined;
  const current =
    workspace.state === 'published' &&
    workspace.publishedVersion === version &&
    !dirty &&
    !workspace.ratingsChanged;
  if (!mayPublish && current) {
    const at = workspace.updatedAt ?? workspace.publishedAt;
    return (
      <p className="text-sm text-muted">
        {at === undefined ? texts.current : texts.currentSince(at, Date.now())}
      </p>
    );
  }
  if (!mayPublish && errors === 0) return <AskToPublish />;
  return (
    <>
      <Button
        variant={current ? 'secondary' : 'primary'}
        disabled={current}
        className="max-sm:px-3!"
        onClick={() => setAsking(true)}
      >
        {mayPublish && <Send className="size-4 max-sm:hidden" />}
        {!mayPublish ? texts.left : current ? texts.current : again ? texts.again : texts.button}
        {errors > 0 && !current && (
          <span className="rounded-full bg-on-accent/20 px-1.5 text-xs tabular-nums">
            <span aria-hidden="true">{errors}</span>
            <span className="sr-only">{reportEditorTexts.findings.open(errors, 0)}</span>
          </span>
        )}
      </Button>
      {asking && (
        <PublishDialog
          findings={findings}
          mayPublish={mayPublish}
          onGoTo={path => {
            setAsking(false);
            // Waits until the closing dialog has returned the focus to its button.
            requestAnimationFrame(() => requestAnimationFrame(() => onGoTo(path)));
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

/** Asks those who may publish the report, once. Until it is published, the state of the request is shown. */
function AskToPublish() {
  const { workspace, editor } = useReport();
  const { pending, error, run } = useAction();
  const { interviewId, publishAsked } = workspace;
  if (publishAsked) {
    const { at, by } = publishAsked;
    return <p className="text-sm text-muted">{texts.askedAndWaiting(by, at, Date.now())}</p>;
  }
  const ask = async () => {
    if (!(await editor.flush())) throw AppError.unavailable();
    try {
      const { version } = editor.state.get().base;
      await callRoute('reports.askToPublish', { interviewId, expectedVersion: version });
      toast.success(texts.askDone);
    } finally {
      for (const route of ['reports.read', 'evaluations.list'])
        void queryClient.invalidateQueries({ queryKey: [route] });
    }
  };
  return (
    <>
      <Button variant="primary" className="max-sm:px-3!" pending={pending} onClick={() => run(ask)}>
        <Send className="size-4 max-sm:hidden" />
        {error ? texts.askAgain : texts.ask}
      </Button>
      {error !== undefined && (
        // Takes the width of the row without widening it.
        <p role="alert" className="w-0 min-w-full text-sm text-danger-ink">
          {texts.askFailed} {errorMessage(error)}
        </p>
      )}
    </>
  );
}

function Asked({ at, by }: PublishAsked) {
  return <p className="text-sm text-muted">{texts.asked(by, at, Date.now())}</p>;
}

interface PublishDialogProps extends FindingsProps {
  mayPublish: boolean;
  onClose: () => void;
}

function PublishDialog({ findings, mayPublish, onGoTo, onClose }: PublishDialogProps) {
  const { workspace, editor } = useReport();
  const { pending, error, run } = useAction();
  const [unsaved, setUnsaved] = useState(false);
  const again = workspace.publishedAt !== undefined;
  const hard = findings.filter(({ severity }) => severity !== 'warning');
  const ready = hard.length === 0 && mayPublish;

  const publish = async () => {
    setUnsaved(false);
    try {
      if (!(await editor.flush())) {
        setUnsaved(true);
        return;
      }
      const { version } = editor.state.get().base;
      await callRoute('reports.publish', { interviewId: workspace.interviewId, expectedVersion: version });
      toast.success(texts.done);
      onClose();
    } finally {
      for (const route of ['reports.read', 'reports.versions', 'evaluations.list'])
        void queryClient.invalidateQueries({ queryKey: [route] });
    }
  };

  return (
    <Dialog
      open
      size="md"
      onOpenChange={onClose}
      title={!mayPublish ? texts.leftTitle : again ? texts.againTitle : texts.title}
      description={hard.length > 0 ? texts.blocked(hard.length) : undefined}
      footer={
        <>
          <Button onClick={onClose}>{mayPublish ? uiTexts.cancel : uiTexts.close}</Button>
          {ready && (
            <Button variant="primary" pending={pending} onClick={() => run(publish)}>
              {again ? texts.again : texts.button}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4 text-sm">
        {mayPublish && workspace.publishAsked && <Asked {...workspace.publishAsked} />}
        {hard.length === 0 && <WhatTheyGet again={again} />}
        {hard.length === 0 && findings.length > 0 && (
          <p className="text-muted">{texts.soft(findings.length)}</p>
        )}
        {findings.length > 0 && <FindingLinks findings={hard.length > 0 ? hard : findings} onGoTo={onGoTo} />}
        {!mayPublish && <Banner>{texts.notYours}</Banner>}
        {unsaved && <Banner tone="danger">{texts.unsaved}</Banner>}
        <ErrorBanner error={error} />
      </div>
    </Dialog>
  );
}

function WhatTheyGet({ again }: { again: boolean }) {
  const { workspace } = useReport();
  const { change, keep } = useReportState(state => state.content);
  const clips = [...keep, ...change].filter(({ moment }) => moment?.kind === 'clip').length;
  const facts = [
    texts.points(keep.length, change.length),
    texts.clips(clips),
    again ? texts.update : texts[workspace.kind],
    texts.never,
  ];
  return (
    <div className="flex flex-col gap-1.5">
      <h3 className="font-medium">{texts.gets}</h3>
      <ul className="flex flex-col gap-1.5">
        {facts.map(fact => (
          <li key={fact} className="ml-4 list-disc marker:text-faint">
            {fact}
          </li>
        ))}
      </ul>
    </div>
  );
}

function FindingLinks({ findings, onGoTo }: FindingsProps) {
  return (
    <ul className="flex flex-col">
      {findings.map(finding => (
        <li key={`${pathKey(finding.path)} ${finding.message}`}>
          <FindingLink finding={finding} onChoose={() => onGoTo(finding.path)} />
        </li>
      ))}
    </ul>
  );
}

function FindingLink({ finding, onChoose }: { finding: Remark; onChoose: () => void }) {
  const name = useFieldName(finding.path);
  return (
    <FindingButton remark={finding} field={finding.path.length > 0 ? name : undefined} onChoose={onChoose} />
  );
}
