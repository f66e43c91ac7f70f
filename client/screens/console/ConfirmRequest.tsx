import type { ReactNode } from 'react';
import type { RouteInput, RouteName, RouteResult } from '../../../shared/protocol/http.ts';
import { ConfirmDialog } from '../../components/ui/ConfirmDialog.tsx';
import { errorMessage } from '../../core/errorMessage.ts';
import { toast } from '../../core/toast.ts';
import { useRouteMutation } from '../../hooks/useRouteMutation.ts';

interface ConfirmRequestProps<N extends RouteName> {
  route: N;
  params: RouteInput<N>;
  refreshes: readonly RouteName[];
  title: string;
  description: ReactNode;
  /** A choice that belongs to the answer. */
  children?: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  danger?: boolean;
  onClose: () => void;
  /** Text of the toast that is shown on success. The dialog then closes. */
  done?: string;
  /** Called on success, instead of closing the dialog. */
  onDone?: (result: RouteResult<N>) => void;
}

/** Asks for confirmation and sends a request. If that fails, the dialog stays open with the error. */
export function ConfirmRequest<N extends RouteName>(props: ConfirmRequestProps<N>) {
  const { route, params, refreshes, onClose, done, onDone = onClose, ...dialog } = props;
  const request = useRouteMutation(route, refreshes);
  const onSuccess = (result: RouteResult<N>) => {
    if (done) toast.success(done);
    onDone(result);
  };
  return (
    <ConfirmDialog
      {...dialog}
      open
      onOpenChange={onClose}
      pending={request.isPending}
      error={request.error ? errorMessage(request.error) : undefined}
      onConfirm={() => request.mutate(params, { onSuccess })}
    />
  );
}
