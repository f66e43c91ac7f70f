import { Check } from 'lucide-react';
import type { FirstSteps } from '../../../../shared/protocol/homeRoutes.ts';
import { Badge } from '../../../components/ui/Badge.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { homeTexts as texts } from '../../../texts/home.ts';
import { OUTBOX_PATH, TEAM_PATH } from '../settings/settingsPages.ts';
import { HomeRow } from './HomeBlock.tsx';

const STEPS = [
  ['mail', OUTBOX_PATH],
  ['kit', '/console/kits'],
  ['interview', '/console/interviews/new'],
  ['team', TEAM_PATH],
] as const;

export function Steps({ done }: { done: FirstSteps }) {
  const words = texts.steps;
  return (
    <section aria-label={words.title} className="flex min-w-0 flex-col gap-3 lg:col-span-2">
      <div className="flex flex-col gap-1">
        <h2 className="text-base font-semibold">{words.title}</h2>
        <p className="text-sm text-muted">{words.intro}</p>
      </div>
      <Card padding="none">
        <ol className="divide-y divide-line">
          {STEPS.map(([step, to]) => {
            const { title, body, action } = words.list[step];
            const isDone = step !== 'interview' && done[step];
            return (
              <HomeRow
                key={step}
                title={title}
                action={
                  isDone ? (
                    <Badge tone="success" icon={Check}>
                      {words.done}
                    </Badge>
                  ) : (
                    <ButtonLink size="sm" to={to}>
                      {action}
                    </ButtonLink>
                  )
                }
              >
                {body}
              </HomeRow>
            );
          })}
        </ol>
      </Card>
    </section>
  );
}
