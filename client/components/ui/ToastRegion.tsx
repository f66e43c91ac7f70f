import { Check, CircleAlert, Megaphone, X } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { Store } from '../../core/store.ts';
import { dismissToast, type ToastItem, toasts } from '../../core/toast.ts';
import { uiTexts } from '../../texts/ui.ts';
import { IconButton } from './IconButton.tsx';

const ICONS = {
  success: <Check className="size-4 text-success-ink" />,
  notice: <Megaphone className="size-4 text-accent-ink" />,
  error: <CircleAlert className="size-4 text-danger-ink" />,
};

/** Id of the toasts' element. An open modal dialog moves this element into the dialog. */
export const TOASTS_ID = 'toasts';

/** Shows toasts. The live regions stay mounted, because screen readers ignore text in a new region. */
export function ToastRegion() {
  const items = useSyncExternalStore(toasts.subscribe, toasts.get);
  const errors = items.filter(item => item.type === 'error');
  const others = items.filter(item => item.type !== 'error');
  const [host] = useState(() => Object.assign(document.createElement('div'), { id: TOASTS_ID }));
  useLayoutEffect(() => {
    document.body.append(host);
    return () => host.remove();
  }, [host]);
  return createPortal(
    <section
      aria-label={uiTexts.notices}
      className="pointer-events-none fixed inset-x-3 bottom-3 z-50 flex flex-col sm:right-6 [html:has([data-bottom-bar])_&]:bottom-32! [html:has([data-fills-window])_&]:bottom-20! sm:bottom-6 sm:left-auto sm:w-90"
    >
      <div ref={element => slot.set(element ?? undefined)} />
      <div role="alert" className="flex flex-col">
        {errors.map(item => (
          <ToastCard key={item.id} item={item} />
        ))}
      </div>
      <div role="status" className="flex flex-col">
        {others.map(item => (
          <ToastCard key={item.id} item={item} />
        ))}
      </div>
    </section>,
    host,
  );
}

const slot = new Store<HTMLElement | undefined>(undefined);

/** Shows something above the toasts, so that they don't cover each other. */
export function AboveToasts({ children }: { children: ReactNode }) {
  const element = useSyncExternalStore(slot.subscribe, slot.get);
  return element ? createPortal(children, element) : null;
}

function ToastCard({ item }: { item: ToastItem }) {
  return (
    <div className="pointer-events-auto mt-2 flex items-start gap-3 rounded-card border border-line bg-raised py-2 pr-2 pl-4 shadow-float transition-[opacity,translate] starting:translate-y-2 starting:opacity-0">
      <span className="flex h-8 items-center">{ICONS[item.type]}</span>
      <div className="flex min-w-0 flex-1 flex-col py-1.5">
        <p className="text-sm font-medium">{item.title}</p>
        {item.description && <p className="text-sm text-muted">{item.description}</p>}
      </div>
      <IconButton label={uiTexts.dismiss} size="sm" icon={X} onClick={() => dismissToast(item.id)} />
    </div>
  );
}
