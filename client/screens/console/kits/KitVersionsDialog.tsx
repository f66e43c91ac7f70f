import { Link } from 'react-router';
import type { KitId } from '../../../../shared/kit/kitIds.ts';
import { Badge } from '../../../components/ui/Badge.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Dialog } from '../../../components/ui/Dialog.tsx';
import { ErrorState } from '../../../components/ui/ErrorState.tsx';
import { Skeleton, Skeletons } from '../../../components/ui/Skeleton.tsx';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { formatMoment } from '../../../texts/times.ts';
import { uiTexts } from '../../../texts/ui.ts';

const texts = kitTexts.versions;

interface VersionsDialogProps {
  kitId: KitId;
  onClose: () => void;
}

export function KitVersionsDialog({ kitId, onClose }: VersionsDialogProps) {
  const query = useRouteQuery('kits.versions', { kitId });
  const versions = query.data?.versions.toSorted((a, b) => b.version - a.version);
  const newest = versions?.[0]?.version;
  const now = Date.now();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={texts.title}
      description={texts.body}
      footer={<Button onClick={onClose}>{uiTexts.close}</Button>}
    >
      {versions ? (
        <ol className="flex flex-col divide-y divide-line">
          {versions.map(({ version, at, byName }) => (
            <li key={version}>
              <Link
                to={`/console/kits/${kitId}${version === newest ? '' : `?version=${version}`}`}
                onClick={onClose}
                aria-label={texts.open(version)}
                className="flex items-center justify-between gap-3 rounded-control px-2 py-2.5 text-sm transition-colors hover:bg-hover"
              >
                <span className="flex min-w-0 flex-col">
                  <span className="font-medium">{texts.version(version)}</span>
                  <span className="truncate text-xs text-muted">
                    {texts.by(byName, formatMoment(at, now))}
                  </span>
                </span>
                {version === newest && <Badge>{texts.newest}</Badge>}
              </Link>
            </li>
          ))}
        </ol>
      ) : query.isError ? (
        <ErrorState
          title={texts.failed}
          error={query.error}
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      ) : (
        <Skeletons className="gap-2">
          <Skeleton className="h-12 w-full" />
          <Skeleton className="h-12 w-full" />
        </Skeletons>
      )}
    </Dialog>
  );
}
