import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { room } from '../../texts/room.ts';
import { IconButton } from '../ui/IconButton.tsx';

export type PanelName = 'chat' | 'people';

interface SidePanelProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** Stands beside the stage on wide screens; on small ones it is a sheet over the stage's lower part. */
export function SidePanel({ title, onClose, children }: SidePanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <aside
      aria-label={title}
      onKeyDown={event => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
      className="z-30 flex min-h-0 flex-col overflow-hidden rounded-card border border-line bg-surface max-lg:absolute max-lg:inset-x-0 max-lg:bottom-0 max-lg:h-[72%] max-lg:shadow-float landscape:max-lg:left-auto landscape:max-lg:h-full landscape:max-lg:w-96 landscape:max-lg:max-w-[60%] lg:w-90 lg:shrink-0"
    >
      <div className="flex items-center justify-between gap-4 border-b border-line py-1.5 pr-1.5 pl-4">
        <h2 ref={heading} tabIndex={-1} className="text-base font-semibold">
          {title}
        </h2>
        <IconButton
          label={room.chat.close}
          icon={<X className="size-5" aria-hidden="true" />}
          onClick={onClose}
        />
      </div>
      {children}
    </aside>
  );
}
