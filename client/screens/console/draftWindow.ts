import {
  type StartWindow,
  USUAL_CLOSES_AFTER_MS,
  USUAL_OPENS_BEFORE_MS,
} from '../../../shared/interview/startWindow.ts';

const MINUTE_MS = 60_000;

/** A start window as the form has it, in minutes from the scheduled time, so that it moves along with that. */
export interface DraftWindow {
  opensBefore: number;
  closesAfter: number;
}

export const USUAL_WINDOW: DraftWindow = {
  opensBefore: USUAL_OPENS_BEFORE_MS / MINUTE_MS,
  closesAfter: USUAL_CLOSES_AFTER_MS / MINUTE_MS,
};

export function draftWindow({ opensAt, closesAt }: StartWindow, scheduledAt: number): DraftWindow {
  return {
    opensBefore: Math.round((scheduledAt - opensAt) / MINUTE_MS),
    closesAfter: Math.round((closesAt - scheduledAt) / MINUTE_MS),
  };
}

export function windowAround(scheduledAt: number, { opensBefore, closesAfter }: DraftWindow): StartWindow {
  return {
    opensAt: Math.max(0, scheduledAt - opensBefore * MINUTE_MS),
    closesAt: scheduledAt + closesAfter * MINUTE_MS,
  };
}
