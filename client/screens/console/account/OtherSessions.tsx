import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { account } from '../../../texts/account.ts';

const texts = account.settings;

export function OtherSessions() {
  const end = useRouteMutation('account.endOtherSessions');
  const endThem = () =>
    end.mutate(
      {},
      {
        onSuccess: ({ ended }) => toast.success(texts.ended(ended)),
        onError: error => toast.error(texts.endFailed, errorMessage(error)),
      },
    );
  return (
    <section aria-labelledby="sessions" className="flex flex-col gap-3">
      <h2 id="sessions" className="text-base font-semibold">
        {texts.sessions}
      </h2>
      <Card padding="lg" className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-sm text-muted">{texts.sessionsBody}</p>
        <Button pending={end.isPending} onClick={endThem}>
          {texts.end}
        </Button>
      </Card>
    </section>
  );
}
