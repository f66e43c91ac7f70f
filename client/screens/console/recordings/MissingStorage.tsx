import { useState } from 'react';
import type { MissingPlace } from '../../../../shared/protocol/recordingRoutes.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { ConfirmAttempt } from '../../../components/ui/ConfirmAttempt.tsx';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { recordingTexts } from '../../../texts/recordingList.ts';

const texts = recordingTexts.missing;
const REFRESH_MS = 60_000;

/** Lists missing storage that blocks deletions. Staff can declare it lost, which completes the deletions. */
export function MissingStorage() {
  const mayRepair = useStaffMay('storage.repair');
  const { data } = useRouteQuery(
    'storage.missing',
    {},
    { enabled: mayRepair, refetchIntervalMs: () => REFRESH_MS },
  );
  if (!data || data.places.length === 0) return null;
  return (
    <Banner tone="warning" title={texts.title}>
      <ul className="flex flex-col gap-2 pt-1">
        {data.places.map(place => (
          <Place key={`${place.kind} ${place.placeId}`} place={place} />
        ))}
      </ul>
    </Banner>
  );
}

function Place({ place }: { place: MissingPlace }) {
  const now = useNow(REFRESH_MS);
  const { kind, placeId, deletions, since } = place;
  const declare = useRouteMutation('storage.declareLost', ['storage.missing', 'recording.receipts']);
  const [asking, setAsking] = useState(false);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2" data-place={placeId}>
      <span className="flex min-w-0 flex-1 basis-72 flex-col">
        <span>{texts.waits(kind, deletions, since, now)}</span>
        <span className="font-mono text-xs wrap-anywhere">{placeId}</span>
      </span>
      <Button size="sm" onClick={() => setAsking(true)}>
        {texts.declare}
      </Button>
      {asking && (
        <ConfirmAttempt
          attempt={() => declare.mutateAsync({ kind, placeId })}
          title={texts.questions[kind]}
          description={texts.explanation}
          confirmLabel={texts.declare}
          done={texts.declared}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}
