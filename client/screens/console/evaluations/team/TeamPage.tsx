import type { RouteResult } from '../../../../../shared/protocol/http.ts';
import { Badge } from '../../../../components/ui/Badge.tsx';
import { Card } from '../../../../components/ui/Card.tsx';
import { Fact } from '../../../../components/ui/Fact.tsx';
import { SkeletonRows } from '../../../../components/ui/Skeleton.tsx';
import { useRouteQuery } from '../../../../hooks/useRouteQuery.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { Loaded } from '../../Loaded.tsx';
import { Evaluations } from '../Evaluations.tsx';
import { People } from './People.tsx';

const texts = evaluationTexts.team;
const REFRESH_MS = 30_000;

type Load = RouteResult<'evaluations.load'>;

/** Who has how many, how old what waits is, and how fast reports come. */
export function TeamPage() {
  const load = useRouteQuery('evaluations.load', {}, { refetchIntervalMs: REFRESH_MS });
  return (
    <Evaluations title={evaluationTexts.parts.team} intro={texts.intro}>
      <Loaded
        query={load}
        failed={texts.failed}
        stale={texts.stale}
        skeleton={<SkeletonRows count={3} row="h-32 w-full rounded-card!" className="gap-4" />}
      >
        {data => (
          <div className="flex flex-col gap-8">
            <div className="grid gap-4 lg:grid-cols-2">
              <Ageing ageing={data.ageing} />
              <Turnaround load={data} />
            </div>
            <People people={data.people} />
          </div>
        )}
      </Loaded>
    </Evaluations>
  );
}

function Ageing({ ageing }: Pick<Load, 'ageing'>) {
  const { day, longer, twoDays } = ageing;
  const all = Math.max(1, day + twoDays + longer);
  return (
    <Card className="flex flex-col gap-4">
      <h2 className="text-sm font-semibold">{texts.ageing}</h2>
      <dl className="grid grid-cols-3 gap-4">
        <Fact size="md" label={texts.day} share={day / all}>
          {evaluationTexts.count(day)}
        </Fact>
        <Fact size="md" label={texts.twoDays} share={twoDays / all}>
          {evaluationTexts.count(twoDays)}
        </Fact>
        <Fact size="md" label={texts.longer} share={longer / all}>
          {evaluationTexts.count(longer)}
        </Fact>
      </dl>
    </Card>
  );
}

function Turnaround({ load: { medianMs, onTime, promised, published } }: { load: Load }) {
  return (
    <Card className="flex flex-col gap-4">
      <h2 className="text-sm font-semibold">{texts.turnaround}</h2>
      {published === 0 ? (
        <Badge className="self-start">{texts.none}</Badge>
      ) : (
        <dl className="grid grid-cols-3 gap-4">
          <Fact size="md" label={texts.median}>
            {medianMs === undefined ? texts.unknown : texts.duration(medianMs)}
          </Fact>
          <Fact size="md" label={texts.published}>
            {evaluationTexts.count(published)}
          </Fact>
          {promised > 0 && (
            <Fact size="md" label={texts.onTime} share={onTime / promised}>
              {texts.onTimeOf(onTime, promised)}
            </Fact>
          )}
        </dl>
      )}
    </Card>
  );
}
