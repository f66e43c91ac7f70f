import { CalendarX } from 'lucide-react';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { common } from '../../../texts/common.ts';

export function UnknownInterview() {
  return <EmptyState icon={<CalendarX className="size-6" />} title={common.notFound.title} />;
}
