import { useState } from 'react';
import { Banner } from '../../../../components/ui/Banner.tsx';
import { Button } from '../../../../components/ui/Button.tsx';
import { Dialog } from '../../../../components/ui/Dialog.tsx';
import { callRoute } from '../../../../core/api.ts';
import { errorMessage } from '../../../../core/errorMessage.ts';
import type { Place } from '../../../../core/kit/place.ts';
import type { Remark } from '../../../../core/kit/remarks.ts';
import { toast } from '../../../../core/toast.ts';
import { queryClient } from '../../../../hooks/queryClient.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { uiTexts } from '../../../../texts/ui.ts';
import { useReport, useReportState } from '../reportDesk.ts';
import { FindingLinks } from './FindingLinks.tsx';

const texts = reportEditorTexts.publish;

interface PublishDialogProps {
  findings: readonly Remark[];
  mayPublish: boolean;
  onGoTo: (place: Place) => void;
  onClose: () => void;
}

/** What the candidate will get; or what has to be fixed first. */
export function PublishDialog({ findings, mayPublish, onGoTo, onClose }: PublishDialogProps) {
  const { desk, editor } = useReport();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();
  const again = desk.publishedAt !== undefined;
  const hard = findings.filter(({ level }) => level !== 'warning');
  const ready = hard.length === 0 && mayPublish;

  const publish = async () => {
    setPending(true);
    setError(undefined);
    try {
      if (!(await editor.flush())) {
        setError(texts.unsaved);
        return;
      }
      const { version } = editor.state.get().base;
      await callRoute('reports.publish', { interviewId: desk.interviewId, expectedVersion: version });
      toast.success(texts.done);
      onClose();
    } catch (refusal) {
      setError(errorMessage(refusal));
    } finally {
      setPending(false);
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
            <Button variant="primary" pending={pending} onClick={() => void publish()}>
              {again ? texts.again : texts.button}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4 text-sm">
        {hard.length > 0 ? (
          <FindingLinks findings={hard} onGoTo={onGoTo} />
        ) : (
          <>
            <WhatTheyGet again={again} />
            {findings.length > 0 && (
              <>
                <p className="text-muted">{texts.soft(findings.length)}</p>
                <FindingLinks findings={findings} onGoTo={onGoTo} />
              </>
            )}
          </>
        )}
        {!mayPublish && <Banner>{texts.notYours}</Banner>}
        {error !== undefined && <Banner tone="danger">{error}</Banner>}
      </div>
    </Dialog>
  );
}

function WhatTheyGet({ again }: { again: boolean }) {
  const { desk } = useReport();
  const { change, keep } = useReportState(state => state.content);
  const clips = [...keep, ...change].filter(({ moment }) => moment?.kind === 'clip').length;
  const facts = [
    texts.points(keep.length, change.length),
    texts.clips(clips),
    again ? texts.update : texts[desk.kind],
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
