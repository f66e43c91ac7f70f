import { CloudOff } from 'lucide-react';
import { useOnline } from '../../hooks/useOnline.ts';
import { common } from '../../texts/common.ts';

export function OfflineBanner() {
  const online = useOnline();
  return (
    <div role="status">
      {!online && (
        <p className="flex items-center justify-center gap-2.5 bg-warning-soft px-4 py-2 text-sm text-warning-ink">
          <CloudOff className="size-4 shrink-0" />
          {common.offline}
        </p>
      )}
    </div>
  );
}
