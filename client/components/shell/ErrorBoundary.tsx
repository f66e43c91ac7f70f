import { Component, type ReactNode } from 'react';

interface ErrorBoundaryProps {
  /** What is drawn instead; `retry` draws the children anew. */
  fallback: (retry: () => void) => ReactNode;
  children: ReactNode;
}

/** Draws its children, or the fallback once their drawing has failed. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    const { fallback, children } = this.props;
    return this.state.failed ? fallback(() => this.setState({ failed: false })) : children;
  }
}
