import { isScoringOver, type RubricView } from '../../../shared/rubric/rubricView.ts';
import { useSession } from '../room/session.ts';
import { useNow } from '../useNow.ts';

/** Whether nothing can be written into scorecards any more, also when the time runs out with the page open. */
export function useScoringOver(view: RubricView | undefined): boolean {
  const { client } = useSession();
  useNow(60_000);
  return view !== undefined && isScoringOver(view, client.serverNow());
}
