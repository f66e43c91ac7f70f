import { type KeyboardEvent, useEffect } from 'react';
import type { Review } from '../../../shared/recording/review.ts';
import {
  neighbor,
  type ReviewCommand,
  reviewCaptionsShown,
  reviewCommand,
  shuttled,
} from '../../core/review/reviewCommands.ts';
import type { SyncedPlayer } from '../../core/review/syncedPlayer.ts';
import { reviewTexts } from '../../texts/review.ts';

interface CommandTargets {
  player: SyncedPlayer;
  review: Review;
  say: (text: string) => void;
  onHelp: () => void;
  onZoom: (by: 1 | -1) => void;
  /** Absent where the address of a moment can't be shared. */
  onCopyLink: (() => void) | undefined;
  onRubric: (() => void) | undefined;
}

export function useReviewCommands(targets: CommandTargets): (command: ReviewCommand) => void {
  const { player, review, say, onHelp, onZoom, onCopyLink, onRubric } = targets;
  const goTo = (positionMs: number | undefined) => {
    if (positionMs !== undefined) player.seekTo(positionMs);
  };
  return command => {
    const atMs = player.positionMs();
    switch (command.do) {
      case 'toggle':
        return player.toggle();
      case 'pause':
        return player.pause();
      case 'faster':
      case 'slower':
        return shuttle(player, command.do, say);
      case 'seekBy':
        return player.seekBy(command.ms);
      case 'start':
        return player.seekTo(0);
      case 'end':
        return player.seekTo(player.durationMs);
      case 'chapter':
        return goTo(adjacentChapter(review, atMs, command.by));
      case 'chapterNumber':
        return goTo(review.chapters.find(({ number }) => number === command.number)?.fromMs);
      case 'marker':
        return goTo(
          neighbor(
            review.markers.map(marker => marker.atMs),
            atMs,
            command.by,
          ),
        );
      case 'mute':
        return toggleSound(player, say);
      case 'captions': {
        const shown = !reviewCaptionsShown.get();
        reviewCaptionsShown.set(shown);
        return say(shown ? reviewTexts.announce.captionsOn : reviewTexts.announce.captionsOff);
      }
      case 'zoom':
        return onZoom(command.by);
      case 'help':
        return onHelp();
      case 'copyLink':
        return onCopyLink?.();
      case 'rubric':
        return onRubric?.();
    }
  };
}

/** Returns the start of the next or previous chapter; before the first chapter, the recording's start. */
function adjacentChapter(
  { chapters }: Pick<Review, 'chapters'>,
  atMs: number,
  by: 1 | -1,
): number | undefined {
  const starts = chapters.map(({ fromMs }) => fromMs);
  return neighbor(starts, atMs, by) ?? (by === -1 ? 0 : undefined);
}

function shuttle(player: SyncedPlayer, direction: 'faster' | 'slower', say: (text: string) => void): void {
  const before = player.speed.get();
  const { speed, seekByMs, play } = shuttled(direction, { speed: before, playing: player.wantsToPlay });
  if (speed !== before) {
    player.setSpeed(speed);
    say(reviewTexts.announce.speed(speed));
  }
  if (seekByMs !== undefined) player.seekBy(seekByMs);
  if (play && !player.wantsToPlay) player.play();
}

function toggleSound(player: SyncedPlayer, say: (text: string) => void): void {
  const muted = !player.sound.get().muted;
  player.setSound({ muted });
  say(muted ? reviewTexts.announce.soundOff : reviewTexts.announce.soundOn);
}

/** Elements in which every key has its own meaning. */
const TYPING =
  'input:not([type="radio"]):not([type="checkbox"]):not([type="range"]), textarea, select, [contenteditable="true"], [role="dialog"], [role="alertdialog"], [role="menu"]';
/** Elements that react to Space. */
const PRESSABLE = 'button, a, summary, input, [role="radio"], [role="menuitem"], [role="tab"]';
/** Elements in which arrow keys seek. Elsewhere, arrow keys scroll or move within a list. */
const ARROWS = '[data-player]';
const OWN_ARROWS = '[data-own-arrows], input[type="range"], [role="radio"], [role="tab"]';
const MOVES = /^(Arrow|Home$|End$)/;

export function useReviewKeys(run: (command: ReviewCommand) => void) {
  return (event: KeyboardEvent<HTMLElement>): void => {
    const target = event.target as Element;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest(TYPING)) return;
    if (event.key === ' ' && target.closest(PRESSABLE)) return;
    if (MOVES.test(event.key)) {
      const own = target.closest(OWN_ARROWS);
      if (own || (target !== event.currentTarget && !target.closest(ARROWS))) return;
    }
    const command = reviewCommand(event.key, event.shiftKey);
    if (!command || (event.repeat && command.do !== 'seekBy')) return;
    event.preventDefault();
    run(command);
  };
}

const STEP_MS = 10_000;

/** Makes media keys control all tracks together, because the browser alone would control only one. */
export function useMediaKeys(player: SyncedPlayer, title: string): void {
  useEffect(() => {
    const { mediaSession } = navigator;
    if (!mediaSession) return undefined;
    const handlers: [MediaSessionAction, () => void][] = [
      ['play', () => player.play()],
      ['pause', () => player.pause()],
      ['seekbackward', () => player.seekBy(-STEP_MS)],
      ['seekforward', () => player.seekBy(STEP_MS)],
    ];
    mediaSession.metadata = new MediaMetadata({ title });
    for (const [action, handler] of handlers) mediaSession.setActionHandler(action, handler);
    return () => {
      for (const [action] of handlers) mediaSession.setActionHandler(action, null);
      mediaSession.metadata = null;
    };
  }, [player, title]);
}
