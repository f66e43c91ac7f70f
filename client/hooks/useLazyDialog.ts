import { type ComponentType, useState } from 'react';
import { errorMessage } from '../core/errorMessage.ts';
import { toast } from '../core/toast.ts';

/** Loads a dialog's code when `open` is called. If that fails, shows a toast with the title `failed`. */
export function useLazyDialog<P extends object>(fetchPart: () => Promise<ComponentType<P>>, failed: string) {
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
