import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { uiTexts } from '../../texts/ui.ts';
import { classNames } from './classNames.ts';
import { BACKDROP_STYLE } from './Dialog.tsx';
import { IconButton } from './IconButton.tsx';

interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  children: ReactNode;
  footer?: ReactNode;
  side?: 'right' | 'bottom';
  /** `false` leaves the page behind it usable, for a panel beside a call. */
  modal?: boolean;
}

const SIDES = {
  right:
    'inset-y-0 right-0 w-full max-w-md border-l data-ending-style:translate-x-full data-starting-style:translate-x-full',
  bottom:
    'inset-x-0 bottom-0 max-h-[70dvh] rounded-t-card border-t data-ending-style:translate-y-full data-starting-style:translate-y-full',
};

export function Sheet({
  open,
  onOpenChange,
  title,
  children,
  footer,
  side = 'right',
  modal = true,
}: SheetProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange} modal={modal} disablePointerDismissal={!modal}>
      <Dialog.Portal>
        {modal && <Dialog.Backdrop className={BACKDROP_STYLE} />}
        <Dialog.Popup
          className={classNames(
            'fixed z-40 flex flex-col border-line bg-raised pb-[env(safe-area-inset-bottom)] shadow-float transition-transform duration-200',
            SIDES[side],
          )}
        >
          <div className="flex items-center justify-between gap-4 border-b border-line py-2 pr-2 pl-4">
            <Dialog.Title className="text-base font-semibold">{title}</Dialog.Title>
            <Dialog.Close
              render={<IconButton label={uiTexts.close} icon={<X className="size-5" aria-hidden="true" />} />}
            />
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
          {footer && <div className="border-t border-line p-4">{footer}</div>}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
