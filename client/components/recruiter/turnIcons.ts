import {
  ArrowRight,
  AudioLines,
  CircleCheck,
  Clock,
  Hand,
  Hourglass,
  type LucideIcon,
  Mic,
  Pause,
  Unplug,
  UserRound,
} from 'lucide-react';
import type { Turn } from '../../../shared/recruiter/recruiterView.ts';

export const TURN_ICONS: Record<Turn, LucideIcon> = {
  before: Clock,
  speaking: AudioLines,
  thinking: Hourglass,
  yours: Mic,
  goingOn: ArrowRight,
  moment: Hand,
  paused: Pause,
  person: UserRound,
  away: Unplug,
  over: CircleCheck,
};
