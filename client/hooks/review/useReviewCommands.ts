import type { Review } from '../../../shared/recording/review.ts';
import { reviewCaptionsShown } from '../../core/review/preferences.ts';
import { neighbour, type ReviewCommand, shuttled } from '../../core/review/reviewKeys.ts';
import type { SyncedPlayer } from '../../core/review/syncedPlayer.ts';
import { reviewTexts } from '../../texts/review.ts';

interface CommandPlace {
  player: SyncedPlayer;
  review: Review;
  say: (text: string) => void;
  onHelp: () => void;
  onZoom: (by: 1 | -1) => void;
  /** Absent where no address of a moment can be passed on. */
  onCopyLink: (() => void) | undefined;
  /** Absent where no one rates. */
  onRubric: (() => void) | undefined;
}

/** Carries out what keys and buttons ask of the replay. */
export function useReviewCommands(place: CommandPlace): (command: ReviewCommand) => void {
  const { player, review, say, onHelp, onZoom, onCopyLink, onRubric } = place;
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
        return goTo(chapterBeside(review, atMs, command.by));
      case 'chapterNumber':
        return goTo(review.chapters.find(({ number }) => number === command.number)?.fromMs);
      case 'marker':
        return goTo(
          neighbour(
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

/** Where the previous or the next question begins; before the first one the beginning. */
export function chapterBeside(
  { chapters }: Pick<Review, 'chapters'>,
  atMs: number,
  by: 1 | -1,
): number | undefined {
  const begins = chapters.map(({ fromMs }) => fromMs);
  return neighbour(begins, atMs, by) ?? (by === -1 ? 0 : undefined);
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
