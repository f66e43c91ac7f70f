import { RotateCw } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { common } from '../../texts/common.ts';
import { Button } from '../ui/Button.tsx';
import { Logo } from '../ui/Logo.tsx';

type ErrorBoundaryProps = { fallback: (retry: () => void) => ReactNode; children: ReactNode };

export class ErrorBoundary extends Component<ErrorBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    console.error(error);
  }

  override render(): ReactNode {
    const { fallback, children } = this.props;
    return this.state.failed ? fallback(() => this.setState({ failed: false })) : children;
  }
}

export function CrashedPage() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-5 p-6">
      <Logo />
      <div role="alert" className="flex flex-col gap-2">
        <h1 className="text-xl font-semibold">{common.crash.title}</h1>
        <p className="text-muted">{common.crash.body}</p>
      </div>
      <Button variant="primary" icon={RotateCw} onClick={() => window.location.reload()}>
        {common.crash.reload}
      </Button>
    </main>
  );
}
