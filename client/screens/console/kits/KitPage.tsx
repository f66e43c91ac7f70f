import { Copy, FileQuestion } from 'lucide-react';
import type { ReactNode } from 'react';
import { Navigate, useParams, useSearchParams } from 'react-router';
import { AppError } from '../../../../shared/errors.ts';
import { KitId, KitVersion } from '../../../../shared/kit/kitIds.ts';
import type { SavedKit } from '../../../../shared/protocol/kitRoutes.ts';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { SkeletonStack } from '../../../components/ui/Skeleton.tsx';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { Loaded, type Reading } from '../Loaded.tsx';
import { useKitActions } from './KitMenu.tsx';
import { KitScreen } from './KitScreen.tsx';

const texts = kitTexts.page;

export function KitPage() {
  const { kitId } = useParams();
  const [search] = useSearchParams();
  const parsed = KitId.safeParse(kitId);
  const version = KitVersion.safeParse(Number(search.get('version') ?? Number.NaN));
  if (!parsed.success) return <UnknownKit />;
  return <Kit key={parsed.data} kitId={parsed.data} version={version.success ? version.data : undefined} />;
}

function Kit({ kitId, version }: { kitId: KitId; version: number | undefined }) {
  const newest = useRouteQuery('kits.read', { kitId });
  const mayChange = useStaffMay('kits.change');
  if (!newest.data) return <NotLoaded title={texts.failed} query={newest} />;
  const saved = newest.data;
  // Redirects to the address without `?version=`, which always shows the newest version.
  if (version === saved.version) return <Navigate to={`/console/kits/${kitId}`} replace />;
  if (version !== undefined)
    return <OldVersion key={version} newest={saved} version={version} mayChange={mayChange} />;
  const readOnly = saved.builtIn || !mayChange;
  return (
    <KitScreen
      // The key replaces the screen when write access changes, but not when the kit is saved.
      key={String(readOnly)}
      saved={saved}
      readOnly={readOnly}
      notice={<Notices saved={saved} mayChange={mayChange} />}
    />
  );
}

function Notices({ saved, mayChange }: { saved: SavedKit; mayChange: boolean }) {
  const { duplicate, duplicating } = useKitActions(
    saved.kitId,
    kitTexts.name(saved.kit.role, saved.kit.level),
  );
  return (
    <>
      {saved.archived && <Banner tone="warning">{texts.archived}</Banner>}
      {!mayChange && <Banner>{texts.readOnly}</Banner>}
      {mayChange && saved.builtIn && (
        <Notice text={texts.builtIn} className="bg-sunken">
          <Button variant="primary" pending={duplicating} icon={Copy} onClick={duplicate}>
            {texts.duplicate}
          </Button>
        </Notice>
      )}
    </>
  );
}

function Notice(props: { text: string; className: string; children: ReactNode }) {
  return (
    <div
      className={`flex flex-wrap items-center justify-between gap-x-4 gap-y-3 rounded-card px-4 py-3 ${props.className}`}
    >
      <p className="min-w-0 flex-1 basis-64 text-sm">{props.text}</p>
      <div className="flex flex-wrap gap-2">{props.children}</div>
    </div>
  );
}

function OldVersion(props: { newest: SavedKit; version: number; mayChange: boolean }) {
  const { newest, version, mayChange } = props;
  const { kitId } = newest;
  const { bringBack, bringingBack } = useKitActions(kitId, kitTexts.name(newest.kit.role, newest.kit.level));
  const read = useRouteQuery('kits.readVersion', { kitId, version: String(version) });
  const old = read.data;
  if (!old) return <NotLoaded title={texts.versionFailed} query={read} />;
  return (
    <KitScreen
      saved={old}
      readOnly
      notice={
        <Notice text={texts.oldVersion(version, newest.version)} className="bg-warning-soft text-warning-ink">
          {mayChange && !newest.builtIn && (
            <Button pending={bringingBack} onClick={() => bringBack(old, newest.version)}>
              {texts.bringBack}
            </Button>
          )}
          <ButtonLink to={`/console/kits/${kitId}`}>{texts.toNewest}</ButtonLink>
        </Notice>
      }
    />
  );
}

function NotLoaded({ title, query }: { title: string; query: Reading<SavedKit> }) {
  usePageTitle(kitTexts.list.title);
  if (query.error instanceof AppError && query.error.code === 'not-found') return <UnknownKit />;
  return (
    <>
      <h1 className="sr-only">{kitTexts.list.title}</h1>
      <Loaded query={query} failed={title} skeleton={<KitSkeleton />}>
        {() => null}
      </Loaded>
    </>
  );
}

function UnknownKit() {
  usePageTitle(texts.unknown);
  return (
    <>
      <PageHeading className="sr-only">{kitTexts.list.title}</PageHeading>
      <EmptyState
        icon={FileQuestion}
        title={texts.unknown}
        action={<ButtonLink to="/console/kits">{texts.back}</ButtonLink>}
      />
    </>
  );
}

const SKELETON = ['h-10 w-64', 'h-7 w-40', ...Array<string>(6).fill('h-14 w-full rounded-card!')];

function KitSkeleton() {
  return <SkeletonStack rows={SKELETON} className="w-full max-w-312 gap-3 px-4 py-3 sm:px-6" />;
}
