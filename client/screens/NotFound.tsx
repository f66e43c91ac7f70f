import { PageHeading } from '../components/shell/PageHeading.tsx';
import { PublicPage } from '../components/shell/PublicPage.tsx';
import { ButtonLink } from '../components/ui/ButtonLink.tsx';
import { usePageTitle } from '../hooks/usePageTitle.ts';
import { common } from '../texts/common.ts';

export function NotFound() {
  usePageTitle(common.notFound.title);
  return (
    <PublicPage>
      <div className="flex flex-col items-start gap-4">
        <PageHeading>{common.notFound.title}</PageHeading>
        <p className="text-muted">{common.notFound.body}</p>
        <ButtonLink to="/" reloadDocument={true} variant="primary">
          {common.notFound.home}
        </ButtonLink>
      </div>
    </PublicPage>
  );
}
