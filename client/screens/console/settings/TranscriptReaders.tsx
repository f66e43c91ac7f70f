import { Card } from '../../../components/ui/Card.tsx';
import { Skeleton } from '../../../components/ui/Skeleton.tsx';
import { Switch } from '../../../components/ui/Switch.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteMutation, withToasts } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { settingsTexts } from '../../../texts/settings.ts';

const texts = settingsTexts.transcripts;

/** Says whether raters read transcripts before they lock. Owners can change it. */
export function TranscriptReaders() {
  const { data, error, isError } = useRouteQuery('transcripts.settings', {});
  const change = useRouteMutation('transcripts.changeSettings', ['transcripts.settings']);
  const mayChange = useStaffMay('organization.change');
  const set = (ratersSee: boolean) =>
    change.mutate({ ratersSee }, withToasts(ratersSee ? texts.nowSeen : texts.nowHidden, texts.failed));
  return (
    <section aria-label={texts.title}>
      <Card className="flex flex-col gap-2">
        <h2 className="text-base font-semibold">{texts.title}</h2>
        {data === undefined ? (
          isError ? (
            <p className="text-sm">
              {texts.loadFailed}. {errorMessage(error)}
            </p>
          ) : (
            <Skeleton className="h-8 w-72" />
          )
        ) : mayChange ? (
          <div>
            <Switch
              label={texts.ratersSee}
              checked={data.ratersSee}
              pending={change.isPending}
              onCheckedChange={set}
            />
          </div>
        ) : (
          <p className="text-sm">{data.ratersSee ? texts.seen : texts.hidden}</p>
        )}
        <p className="max-w-[65ch] text-sm text-muted">{texts.why}</p>
      </Card>
    </section>
  );
}
