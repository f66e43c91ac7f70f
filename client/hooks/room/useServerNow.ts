import { useNow } from '../useNow.ts';
import { useSession } from './session.ts';

/** The server's time, renewed every second. */
export function useServerNow(): number {
  const { client } = useSession();
  useNow(1_000);
  return client.serverNow();
}
