import { type ComponentType, useState } from 'react';
import { errorMessage } from '../core/errorMessage.ts';
import { toast } from '../core/toast.ts';

/**
 * A dialog whose code is fetched when it is first wanted. `open` fetches it; until then, and where it cannot be had, there is no `Dialog`, and
 * `failed` is said.
 */
export function useLater<P extends object>(fetchPart: () => Promise<ComponentType<P>>, failed: string) {
  const [Dialog, setDialog] = useState<ComponentType<P>>();
  const open = async () => {
    try {
      const part = await fetchPart();
      setDialog(() => part);
    } catch (error) {
      toast.error(failed, errorMessage(error));
    }
  };
  return { Dialog, open: () => void open(), close: () => setDialog(undefined) };
}
