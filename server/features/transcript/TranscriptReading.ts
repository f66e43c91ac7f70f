import { AppError } from '../../../shared/errors.ts';
import type { PassageId, SeatId } from '../../../shared/ids.ts';
import type { InterviewState, Viewer } from '../../../shared/interview/state.ts';
import type { Passage, Transcript } from '../../../shared/transcript/transcript.ts';
import type { SettingStore } from '../../store/settingStore.ts';
import { transcriptHidden } from './transcriptHidden.ts';

/** A reader whose right to open the review has been checked. */
export interface TranscriptReader {
  readonly state: InterviewState;
  readonly viewer: Viewer;
  readonly may: Transcript['may'];
}

/** Who changes a transcript, for the audit log. */
export interface TranscriptEditor {
  /** User id, or `seat:<id>`. */
  readonly actor: string;
  readonly name: string;
}

export interface PassageEdit {
  passageId: PassageId;
  seen: string;
  text: string;
}

const NOTHING = { correct: false, download: false, erase: false };

interface ReadingOptions {
  settings: Pick<SettingStore, 'read'>;
}

export class TranscriptReading {
  readonly #options: ReadingOptions;

  constructor(options: ReadingOptions) {
    this.#options = options;
  }

  async read({ state, viewer }: TranscriptReader): Promise<Transcript> {
    const hidden = transcriptHidden(state, viewer, await this.ratersSee());
    if (hidden) return { state: 'hidden', speakers: [], passages: [], may: NOTHING };
    return { state: 'none', reason: 'off', speakers: [], passages: [], may: NOTHING };
  }

  async ratersSee(): Promise<boolean> {
    return (await this.#options.settings.read('transcript.ratersSee')) ?? false;
  }

  async correct(
    _reader: TranscriptReader,
    { passageId }: PassageEdit,
    _editor: TranscriptEditor,
  ): Promise<Passage> {
    throw AppError.notFound('passage', passageId);
  }

  /** Deletes the transcript, or one person's words. `actor` is absent for practice, which leaves no entries. */
  async delete(_state: InterviewState, _seatId?: SeatId, _actor?: string): Promise<void> {}
}
