import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '../../../../components/ui/Badge.tsx';
import { Button } from '../../../../components/ui/Button.tsx';
import { Dialog } from '../../../../components/ui/Dialog.tsx';
import { SkeletonRows } from '../../../../components/ui/Skeleton.tsx';
import { toast } from '../../../../core/toast.ts';
import { useRouteQuery } from '../../../../hooks/useRouteQuery.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { formatMoment } from '../../../../texts/times.ts';
import { uiTexts } from '../../../../texts/ui.ts';
import { Loaded } from '../../Loaded.tsx';
import { useReport } from '../reportDesk.ts';
import { VersionText } from './VersionText.tsx';

const texts = reportEditorTexts.versions;

/** Every version there was: to look at, and to go on with. */
export function VersionsDialog({ onClose }: { onClose: () => void }) {
  const { desk, editor } = useReport();
  const { interviewId } = desk;
  const [looked, setLooked] = useState<number>();
  const list = useRouteQuery('reports.versions', { interviewId });
  const old = useRouteQuery(
    'reports.version',
    { interviewId, version: looked ?? 0 },
    { enabled: looked !== undefined },
  );
  const use = () => {
    if (looked === undefined || !old.data) return;
    const { content } = old.data;
    editor.change(() => content);
    void editor.flush();
    toast.success(texts.used(looked));
    onClose();
  };
  const now = Date.now();
  return (
    <Dialog
      open
      size="md"
      onOpenChange={onClose}
      title={looked === undefined ? texts.title : texts.version(looked)}
      description={texts.body}
      footer={
        looked === undefined ? (
          <Button onClick={onClose}>{uiTexts.close}</Button>
        ) : (
          <>
            <Button
              variant="quiet"
              className="sm:mr-auto"
              icon={<ArrowLeft className="size-4" aria-hidden="true" />}
              onClick={() => setLooked(undefined)}
            >
              {texts.back}
            </Button>
            <Button variant="primary" disabled={!old.data || old.isPlaceholderData} onClick={use}>
              {texts.use}
            </Button>
          </>
        )
      }
    >
      {looked !== undefined ? (
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
                      onClick={() => setLooked(version)}
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
