import { Wifi } from 'lucide-react';
import { useSession } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { prejoin } from '../../texts/prejoin.ts';
import { Button } from '../ui/Button.tsx';
import { CheckRow, type CheckStatus } from './CheckRow.tsx';

/** Whether media gets through to the server. It never bars the way: the call itself may still find one. */
export function ConnectionRow() {
  const { checks } = prejoin;
  const { client, connectionTest } = useSession();
  const { result, roundTripMs } = useStore(connectionTest.state);
  const { state } = useStore(client.connection);
  const reachable = state === 'connected';
  const settled = result === 'ok' || result === 'tcp-only' || result === 'failed';

  const note = () => {
    if (!settled) return reachable ? checks.testing : checks.connecting;
    if (result === 'ok') return checks.good(roundTripMs);
    return result === 'tcp-only' ? checks.tcpOnly : checks.failed;
  };
  const status: CheckStatus = !settled ? 'busy' : result === 'failed' ? 'problem' : 'done';

  return (
    <CheckRow
      icon={<Wifi className="size-4.5" aria-hidden="true" />}
      title={checks.connection}
      status={status}
      note={<span aria-live="polite">{note()}</span>}
      action={
        (result === 'failed' || result === 'tcp-only') && (
          <Button size="sm" disabled={!reachable} onClick={() => void connectionTest.run()}>
            {checks.retry}
          </Button>
        )
      }
    />
  );
}
