import { Link } from 'react-router';
import { formatNumber } from '../../../../shared/intl.ts';
import type { ImportView } from '../../../../shared/protocol/importRoutes.ts';
import { Banner, ErrorBanner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { Fact } from '../../../components/ui/Fact.tsx';
import { ProgressBar } from '../../../components/ui/ProgressBar.tsx';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { importTexts } from '../../../texts/imports.ts';
import { ConsoleHeading } from '../ConsolePage.tsx';
import { importedPath } from '../interviews/listAddress.ts';
import { DownloadRows } from './DownloadRows.tsx';
import { DiscardButton } from './ImportColumns.tsx';

export function ImportRunning({ imported: { rows, done } }: { imported: ImportView }) {
  const texts = importTexts.run;
  return (
    <>
      <ConsoleHeading title={texts.title} />
      <Card className="flex flex-col gap-4">
        <ProgressBar
          label={texts.progress}
          share={rows === 0 ? 1 : done / rows}
          valueText={texts.done(done, rows)}
        />
        <p className="text-sm font-medium tabular-nums">{texts.done(done, rows)}</p>
        <p className="text-sm text-muted">{texts.closable}</p>
      </Card>
    </>
  );
}

/** What became of an import that is over, and what to do about the rows that weren't imported. */
export function ImportResult({ imported }: { imported: ImportView }) {
  const texts = importTexts.result;
  const { importId, state, created, bad, known, plan, reason } = imported;
  const start = useRouteMutation('imports.start', ['imports.read', 'imports.list']);
  return (
    <>
      <ConsoleHeading
        title={state === 'failed' ? texts.failed : created === 0 ? texts.none : texts.title(created)}
        intro={imported.fileName}
      />
      {state === 'failed' && <Banner tone="danger">{reason}</Banner>}
      <ErrorBanner title={importTexts.check.startFailed} error={start.error} />
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-4 rounded-card border border-line bg-surface p-4 sm:p-5">
        <Fact size="xl" label={texts.created}>
          {formatNumber(created)}
        </Fact>
        <Fact size="xl" label={texts.bad}>
          {formatNumber(bad)}
        </Fact>
        {known > 0 && (
          <Fact size="xl" label={texts.known}>
            {formatNumber(known)}
          </Fact>
        )}
      </dl>
      {created > 0 && plan?.mail && (
        <p className="text-sm text-muted">
          {texts.mailed}{' '}
          <Link
            to="/console/settings/email"
            className="font-medium text-accent-ink underline underline-offset-2"
          >
            {texts.mailLog}
          </Link>
        </p>
      )}
      {bad > 0 && (
        <Card className="flex flex-col items-start gap-3">
          <h2 className="text-base font-semibold">{texts.rows(bad)}</h2>
          <p className="text-sm text-muted">{texts.rowsHint}</p>
          <DownloadRows importId={importId} rows={bad} />
        </Card>
      )}
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        {state === 'failed' ? (
          <DiscardButton imported={imported} />
        ) : (
          <ButtonLink to="/console/interviews/import" variant="quiet">
            {texts.another}
          </ButtonLink>
        )}
        {state === 'failed' && plan ? (
          <Button
            variant="primary"
            pending={start.isPending}
            onClick={() => start.mutate({ importId, plan })}
          >
            {texts.again}
          </Button>
        ) : (
          <ButtonLink to={importedPath(importId)} variant="primary">
            {texts.show}
          </ButtonLink>
        )}
      </div>
    </>
  );
}
