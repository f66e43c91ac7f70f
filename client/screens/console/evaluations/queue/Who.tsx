import { Hourglass, Lock, PencilLine } from 'lucide-react';
import type { QueueClaim } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';

const texts = evaluationTexts.who;

interface WhoProps {
  claims: readonly QueueClaim[];
  /** The viewer. */
  userId: string | undefined;
  now: number;
}

/** Who rates it and who has locked; of the viewer's own claim also for how long it holds. */
export function Who({ claims, userId, now }: WhoProps) {
  if (claims.length === 0) return <p className="text-xs leading-5 text-muted">{texts.none}</p>;
  return (
    <ul className="flex flex-col text-xs leading-5 text-muted">
      {claims.map(claim => (
        <li key={claim.userId} className="flex items-start gap-1.5">
          <span className="flex h-5 items-center">{iconOf(claim, claim.userId === userId)}</span>
          <span>
            {wordsOf(claim, claim.userId === userId)}
            {claim.userId === userId && claim.state === 'held' && claim.expiresAt !== undefined && (
              <span className="tabular-nums"> · {evaluationTexts.rating.left(claim.expiresAt - now)}</span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function wordsOf({ name, shadow, state }: QueueClaim, own: boolean): string {
  const words =
    state === 'held' ? (own ? texts.youHeld : texts.held(name)) : own ? texts.youLocked : texts.locked(name);
  return shadow ? `${words}, ${texts.shadow}` : words;
}

function iconOf({ state }: QueueClaim, own: boolean) {
  const Icon = state === 'locked' ? Lock : own ? Hourglass : PencilLine;
  return <Icon className="size-3.5 shrink-0" aria-hidden="true" />;
}
