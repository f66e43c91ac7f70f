import type { ReactNode } from 'react';
import type { RouteInput, RouteName, RouteResult } from '../../../shared/protocol/http.ts';
import { ConfirmDialog } from '../../components/ui/ConfirmDialog.tsx';
import { errorMessage } from '../../core/errorMessage.ts';
import { useRouteMutation } from '../../hooks/useRouteMutation.ts';

interface ConfirmRequestProps<N extends RouteName> {
  route: N;
  params: RouteInput<N>;
  /** Routes whose queries are invalidated on success. */
  refreshes: readonly RouteName[];
  title: string;
  description: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  danger?: boolean;
  onClose: () => void;
  onDone: (result: RouteResult<N>) => void;
}

/** Confirmation dialog that sends a request. It stays open and shows the error when the request fails. */
export function ConfirmRequest<N extends RouteName>(props: ConfirmRequestProps<N>) {
  const { route, params, refreshes, onClose, onDone, ...dialog } = props;
  const request = useRouteMutation(route, refreshes);
  return (
    <ConfirmDialog
      {...dialog}
      open
      onOpenChange={onClose}
      pending={request.isPending}
      error={request.error ? errorMessage(request.error) : undefined}
      onConfirm={() => request.mutate(params, { onSuccess: onDone })}
    />
  );
}
