import { Download, FileUp } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { Link, Navigate, useNavigate } from 'react-router';
import { AppError } from '../../../../shared/errors.ts';
import {
  IMPORT_DAYS,
  IMPORT_ROWS_MAX,
  IMPORT_UPLOAD,
  ImportUploaded,
  MAX_IMPORT_BYTES,
} from '../../../../shared/protocol/importRoutes.ts';
import { ErrorBanner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { BackLink } from '../../../components/ui/ButtonLink.tsx';
import { classNames } from '../../../components/ui/classNames.ts';
import { ProgressSteps } from '../../../components/ui/ProgressSteps.tsx';
import { uploadFile } from '../../../core/api.ts';
import { downloadText } from '../../../core/saveFile.ts';
import { useFileChoice } from '../../../hooks/useFileChoice.tsx';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { importTexts as texts } from '../../../texts/imports.ts';
import { formatMoment } from '../../../texts/times.ts';
import { ConsoleHeading, ConsolePage, PageSection } from '../ConsolePage.tsx';
import { exampleFile } from './exampleFile.ts';

const MEGABYTE = 1024 ** 2;
const NAME_LENGTH = 200;
const CSV_FILES = '.csv,.tsv,.txt,text/csv,text/tab-separated-values';
const POLL_MS = 2_000;
const IDLE_POLL_MS = 30_000;

/** First step of an import: the file. Lists the member's imports below. */
export function ImportStart() {
  usePageTitle(texts.title);
  const mayCreate = useStaffMay('interviews.create');
  if (!mayCreate) return <Navigate to="/console/interviews" replace />;
  return (
    <ConsolePage
      width="reading"
      tabs={
        <div className="flex flex-col gap-4">
          <BackLink to="/console/interviews">{texts.back}</BackLink>
          <ProgressSteps steps={texts.steps} current={0} label={texts.stepsLabel} />
        </div>
      }
    >
      <ConsoleHeading title={texts.title} intro={texts.intro} />
      <FileDrop />
      <RecentImports />
    </ConsolePage>
  );
}

function FileDrop() {
  const navigate = useNavigate();
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [over, setOver] = useState(false);
  const take = async (file: File) => {
    setPending(true);
    setFailure(undefined);
    try {
      await navigate(`/console/interviews/import/${await upload(file)}`);
    } catch (error) {
      setFailure(error);
    }
    setPending(false);
  };
  const { choose, input } = useFileChoice(CSV_FILES, file => void take(file));
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file, another] = event.dataTransfer.files;
    if (pending || !file) return;
    if (another) setFailure(new Error(texts.file.several));
    else void take(file);
  };
  return (
    <div className="flex flex-col gap-3">
      {failure instanceof AppError || failure === undefined ? (
        <ErrorBanner title={texts.file.failed} error={failure} />
      ) : (
        <ErrorBanner error={failure} />
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button does the same */}
      <div
        onDragOver={event => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={classNames(
          'flex flex-col items-center gap-3 rounded-card border-2 border-dashed px-4 py-10 text-center transition-colors',
          over ? 'border-accent bg-accent-soft' : 'border-line-strong bg-surface',
        )}
      >
        <div className="flex size-12 items-center justify-center rounded-card bg-accent-soft text-accent-ink">
          <FileUp className="size-6" />
        </div>
        <p className="text-base font-semibold max-sm:hidden">{texts.file.drop}</p>
        <Button variant="primary" pending={pending} onClick={choose}>
          {texts.file.choose}
        </Button>
        {input}
        <p className="text-sm text-muted" role="status">
          {pending ? texts.file.reading : texts.file.limits(IMPORT_ROWS_MAX, MAX_IMPORT_BYTES / MEGABYTE)}
        </p>
      </div>
      <p className="text-sm text-muted">{texts.file.help}</p>
      <p className="text-sm text-muted">{texts.file.kept(IMPORT_DAYS)}</p>
      <Button size="sm" icon={Download} className="self-start" onClick={downloadExample}>
        {texts.file.example}
      </Button>
    </div>
  );
}

async function upload(file: File): Promise<string> {
  // Refuses large files without sending them.
  if (file.size > MAX_IMPORT_BYTES)
    throw new AppError('too-large', 'file-too-large', { values: { megabytes: MAX_IMPORT_BYTES / MEGABYTE } });
  const query = new URLSearchParams({ name: file.name.slice(-NAME_LENGTH) });
  const decoded = ImportUploaded.safeParse(await uploadFile(`${IMPORT_UPLOAD}?${query}`, file));
  if (!decoded.success) throw new AppError('internal', 'page-outdated');
  return decoded.data.importId;
}

function downloadExample(): void {
  downloadText(texts.example.fileName, exampleFile(Date.now()), 'text/csv');
}

function RecentImports() {
  const now = useNow(60_000);
  const query = useRouteQuery(
    'imports.list',
    {},
    {
      refetchIntervalMs: ({ state: { data } }) =>
        data?.imports.some(({ state }) => state === 'running') ? POLL_MS : IDLE_POLL_MS,
    },
  );
  const imports = query.data?.imports ?? [];
  if (query.isError) return <ErrorBanner title={texts.recent.failed} error={query.error} />;
  if (imports.length === 0) return null;
  return (
    <PageSection title={texts.recent.title}>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {imports.map(one => (
          <li key={one.importId}>
            <Link
              to={`/console/interviews/import/${one.importId}`}
              className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 px-4 py-3 hover:bg-hover"
            >
              <span className="min-w-0 truncate text-sm font-medium">{one.fileName}</span>
              <span className="text-xs text-muted">{formatMoment(one.createdAt, now)}</span>
              <span className="w-full text-sm text-muted">
                {one.state === 'running'
                  ? texts.run.done(one.done, one.rows)
                  : one.state === 'done'
                    ? texts.result.summary(one)
                    : texts.states[one.state]}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </PageSection>
  );
}
