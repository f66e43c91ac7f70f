import { Send } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../../components/ui/Button.tsx';
import type { Place } from '../../../../core/kit/place.ts';
import { countsOf, type Remark } from '../../../../core/kit/remarks.ts';
import { useStaffMay } from '../../../../hooks/useMember.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { useReport, useReportState } from '../reportDesk.ts';
import { PublishDialog } from './PublishDialog.tsx';

const texts = reportEditorTexts.publish;

interface PublishButtonProps {
  findings: readonly Remark[];
  onGoTo: (place: Place) => void;
}

/** Publishes, or says what is in the way, with the number of findings; for those who may not publish, who does. */
export function PublishButton({ findings, onGoTo }: PublishButtonProps) {
  const { desk } = useReport();
  const mayPublish = useStaffMay('reports.publish');
  const [asking, setAsking] = useState(false);
  const version = useReportState(({ base }) => base.version);
  const dirty = useReportState(state => state.dirty);
  const { errors } = countsOf(findings);
  const current =
    desk.state === 'published' && desk.publishedVersion === version && !dirty && !desk.ratingsChanged;
  if (!mayPublish && (errors === 0 || current))
    return <p className="text-sm text-muted">{current ? texts.current : texts.notYours}</p>;
  return (
    <>
      <Button
        variant={current ? 'secondary' : 'primary'}
        disabled={current}
        className="max-sm:px-3!"
        icon={mayPublish && <Send className="size-4 max-sm:hidden" aria-hidden="true" />}
        onClick={() => setAsking(true)}
      >
        {!mayPublish
          ? texts.left
          : current
            ? texts.current
            : desk.publishedAt === undefined
              ? texts.button
              : texts.again}
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
          onGoTo={place => {
            setAsking(false);
            // The dialog gives the focus back to its button first.
            requestAnimationFrame(() => requestAnimationFrame(() => onGoTo(place)));
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
