import { Globe } from 'lucide-react';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { Skeleton, Skeletons } from '../../../components/ui/Skeleton.tsx';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { publicSideTexts as texts } from '../../../texts/publicSide.ts';
import { Loaded } from '../Loaded.tsx';
import { PageBody } from '../PageBody.tsx';
import { PagesKept } from './PagesKept.tsx';
import { Publications } from './Publications.tsx';
import { PublicSide } from './PublicSide.tsx';

const ROWS = [0, 1, 2, 3];

/** What strangers find: which kits are public, where, and in which order. */
export function PublicPages() {
  usePageTitle(texts.title);
  const list = useRouteQuery('publications.list', {});
  const kept = useRouteQuery('practicePages.read', {});
  return (
    <PageBody width="max-w-4xl">
      <div className="flex flex-col gap-1">
        <PageHeading>{texts.title}</PageHeading>
        <p className="text-sm text-muted">{texts.intro}</p>
      </div>
      <Loaded
        // Shown together, so that the rows don't move under a pointer when the settings above them arrive.
        query={kept.isPending ? { ...list, data: undefined } : list}
        failed={texts.failed}
        stale={texts.stale}
        skeleton={
          <Skeletons className="gap-4">
            <Skeleton className="h-24 w-full" />
            {ROWS.map(row => (
              <Skeleton key={row} className="h-30 w-full" />
            ))}
          </Skeletons>
        }
      >
        {data => (
          <>
            <PublicSide isOn={data.publicSide} />
            <PagesKept query={kept} />
            {data.publications.length > 0 ? (
              <Publications {...data} />
            ) : (
              <EmptyState
                icon={<Globe className="size-6" />}
                title={texts.empty}
                action={<ButtonLink to="/console/kits">{texts.toKits}</ButtonLink>}
              >
                {texts.emptyBody}
              </EmptyState>
            )}
          </>
        )}
      </Loaded>
    </PageBody>
  );
}
