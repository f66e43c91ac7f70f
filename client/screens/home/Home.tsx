import { ArrowRight, Terminal } from 'lucide-react';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { PublicPage } from '../../components/shell/PublicPage.tsx';
import { Banner } from '../../components/ui/Banner.tsx';
import { ButtonLink } from '../../components/ui/ButtonLink.tsx';
import { Card } from '../../components/ui/Card.tsx';
import { Skeleton } from '../../components/ui/Skeleton.tsx';
import { useAccount } from '../../hooks/useAccount.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { common } from '../../texts/common.ts';
import { home } from '../../texts/home.ts';
import { RoomDrawing } from './RoomDrawing.tsx';

export function Home() {
  usePageTitle(undefined);
  const account = useAccount();
  const setupNeeded = account.data?.setupNeeded ?? false;

  return (
    <PublicPage width="wide">
      <div className="grid items-center gap-12 py-10 sm:py-16 lg:grid-cols-[1.05fr_1fr] lg:gap-16 lg:py-20">
        <div className="flex max-w-xl flex-col items-start gap-6">
          <PageHeading className="text-2xl sm:text-3xl">{home.title}</PageHeading>
          <p className="text-base text-muted sm:text-lg">{home.lead}</p>
          {setupNeeded ? (
            <SetupHint />
          ) : (
            <WayIn ready={!account.isPending} member={account.data?.member?.name} />
          )}
          {account.isError && <Banner tone="warning">{home.unreachable}</Banner>}
          {!setupNeeded && <p className="text-sm text-muted">{home.guest}</p>}
        </div>
        <RoomDrawing />
      </div>
      <ul className="grid gap-x-10 gap-y-8 border-t border-line py-10 sm:grid-cols-3">
        {home.facts.map(fact => (
          <li key={fact.title} className="flex flex-col gap-1.5">
            <h2 className="text-base font-semibold">{fact.title}</h2>
            <p className="text-sm text-muted">{fact.body}</p>
          </li>
        ))}
      </ul>
    </PublicPage>
  );
}

function WayIn({ ready, member }: { ready: boolean; member: string | undefined }) {
  if (!ready) return <Skeleton className="h-12 w-44" />;
  return (
    <ButtonLink to={member ? '/console' : '/login'} variant="primary" size="lg">
      {member ? home.openConsole : common.signIn}
      <ArrowRight className="size-5" aria-hidden="true" />
    </ButtonLink>
  );
}

function SetupHint() {
  return (
    <Card className="flex flex-col gap-2">
      <h2 className="flex items-center gap-2.5 text-base font-semibold">
        <Terminal className="size-5 text-accent-ink" aria-hidden="true" />
        {home.setup.title}
      </h2>
      <p>{home.setup.body}</p>
      <p className="text-sm text-muted">{home.setup.lost}</p>
    </Card>
  );
}
