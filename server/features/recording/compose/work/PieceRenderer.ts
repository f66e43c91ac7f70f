import { writeFile } from 'node:fs/promises';
import { ComposeError, type ComposeTask } from '../composeTask.ts';
import { type Piece, withoutPictures } from '../plan/planPieces.ts';
import type { Signs } from '../plan/planSigns.ts';
import { type ListedOverlay, overlayListText, pieceArguments } from './ffmpegArguments.ts';
import type { OverlayPainter } from './OverlayPainter.ts';
import { runFfmpeg } from './runFfmpeg.ts';
import { verifyFile } from './verifyFile.ts';
import type { WorkFolder } from './WorkFolder.ts';

interface RenderOptions {
  signal: AbortSignal;
  onFrames: (frames: number) => void;
}

export type RenderedPiece = { file: string; leftOut: readonly string[] };

export class PieceRenderer {
  readonly #painter: OverlayPainter;
  readonly #task: ComposeTask;
  readonly #folder: WorkFolder;
  /** SHA-256 of each file. The name of a rendered piece depends on these digests. */
  readonly #digests: Readonly<Record<string, string>>;

  constructor(task: ComposeTask, folder: WorkFolder, painter: OverlayPainter) {
    this.#task = task;
    this.#folder = folder;
    this.#painter = painter;
    this.#digests = Object.fromEntries(
      task.recording.media.map(({ fileName, sha256 }) => [fileName, sha256]),
    );
  }

  isDone(piece: Piece, signs: readonly Signs[]): boolean {
    return this.#folder.has(this.#fileOf(piece, signs));
  }

  #fileOf(piece: Piece, signs: readonly Signs[]): string {
    const sources = piece.tiles.map(({ picture }) => picture && this.#digests[picture.fileName]);
    return this.#folder.partFile('piece', 'mp4', [piece, signs, sources]);
  }

  /**
   * Renders a piece, if need be without pictures that ffmpeg can't render. Returns the file, and the names of the
   * media files left out. `onFrames` receives the number of rendered frames. Rejects with `ComposeError`.
   */
  async render(piece: Piece, signs: readonly Signs[], options: RenderOptions): Promise<RenderedPiece> {
    let failure: unknown;
    for (const leftOut of omissionsOf(piece)) {
      const reduced = withoutPictures(piece, leftOut);
      const rendered = { file: this.#fileOf(reduced, signs), leftOut };
      if (this.#folder.has(rendered.file)) return rendered;
      try {
        await this.#render(reduced, signs, options);
        return rendered;
      } catch (error) {
        if (!(error instanceof ComposeError && error.code === 'failed')) throw error;
        failure ??= error;
      }
    }
    throw failure;
  }

  async #render(piece: Piece, signs: readonly Signs[], { signal, onFrames }: RenderOptions): Promise<void> {
    const overlayList = this.#folder.temporaryFile('ffconcat');
    const outFile = this.#folder.temporaryFile('mp4');
    const overlays: ListedOverlay[] = [];
    for (const shown of signs)
      overlays.push({ file: await this.#overlay(piece, shown), frames: shown.frames });
    await writeFile(overlayList, overlayListText(overlays));
    const mediaFile = (fileName: string) => this.#task.files[fileName] ?? fileName;
    await runFfmpeg(pieceArguments(piece, { mediaFile, overlayList, outFile }), {
      signal,
      onWritten: ({ frames }) => onFrames(Math.min(frames, piece.frames)),
    });
    await verifyFile(outFile, { picture: { frames: piece.frames } }, signal);
    await this.#folder.keep(outFile, this.#fileOf(piece, signs));
  }

  async #overlay(piece: Piece, { frames: _, ...signs }: Signs): Promise<string> {
    const { tiles, unrecorded } = piece;
    const appearance = tiles.map(({ picture, ...tile }) => ({ ...tile, shown: picture?.shown }));
    const file = this.#folder.partFile('overlay', 'png', [appearance, unrecorded, signs]);
    if (this.#folder.has(file)) return file;
    const written = this.#folder.temporaryFile('png');
    await writeFile(written, await this.#painter.paint(piece, signs));
    await this.#folder.keep(written, file);
    return file;
  }
}

/** Returns what to leave out, in the order of the attempts: nothing, each file alone, and then every file. */
function omissionsOf({ tiles }: Piece): string[][] {
  const names = [...new Set(tiles.flatMap(({ picture }) => (picture ? [picture.fileName] : [])))];
  return [[], ...names.map(name => [name]), ...(names.length > 1 ? [names] : [])];
}
