import { RotateCw } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { room } from '../../texts/room.ts';
import { uiTexts } from '../../texts/ui.ts';
import { Button } from '../ui/Button.tsx';

/** A part of the room whose drawing may fail by itself: it says so in its place, and the call and all other parts go on. */
export class Region extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div
        role="alert"
        className="flex min-h-0 flex-1 flex-wrap items-center justify-center gap-3 rounded-card bg-surface p-4 text-center text-sm"
      >
        <p>{room.partFailed}</p>
        <Button
          icon={<RotateCw className="size-4" aria-hidden="true" />}
          onClick={() => this.setState({ failed: false })}
        >
          {uiTexts.tryAgain}
        </Button>
      </div>
    );
  }
}
