import type { TypedCaption } from '../../../shared/media/captions.ts';
import type { RoomSession } from '../roomSession.ts';
import { Store } from '../store.ts';

/** Time between two versions of a line. Readers see words appear, and a fast typist stays below the rate limit. */
const SEND_EVERY_MS = 300;
const RETRY_AFTER_MS = 1_000;
/** A longer line is finished at the end of its last sentence or word, so that readers get lines that fit. */
const LINE_MAX_LENGTH = 240;

interface CaptionWriterOptions {
  /** Rejects if the line could not be sent. */
  send: (line: TypedCaption) => Promise<unknown>;
  /** Makes ids of lines unique among the captioner's pages. */
  pageId: string;
}

/** `unsent`: the latest version could not be sent, and is being sent again. */
export interface CaptionDraft {
  readonly text: string;
  readonly state: 'sent' | 'sending' | 'unsent';
}

/** Sends what a captioner types, in order: versions of a line while it is typed, then the finished line. */
export class CaptionWriter {
  readonly draft = new Store<CaptionDraft>({ text: '', state: 'sent' });
  readonly #options: CaptionWriterOptions;
  readonly #finished: TypedCaption[] = [];
  #number = 1;
  /** What readers see of the line. Undefined while that isn't certain. */
  #sentText: string | undefined = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isSending = false;
  #isClosed = false;

  constructor(options: CaptionWriterOptions) {
    this.#options = options;
  }

  /** Takes the whole text of the field. Finishes the lines that end in it. */
  type(field: string): void {
    const lines = field.split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) this.#finish(this.#finishLong(line));
    const text = this.#finishLong(last);
    this.draft.set({ text, state: this.#isSent(text) ? 'sent' : 'sending' });
    this.#sendSoon(SEND_EVERY_MS);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  /** Finishes the parts of a line that is too long. Returns the rest. */
  #finishLong(line: string): string {
    let text = line;
    while (text.length > LINE_MAX_LENGTH) {
      const end = endOfLine(text);
      this.#finish(text.slice(0, end));
      text = text.slice(end).trimStart();
    }
    return text;
  }

  #finish(line: string): void {
    const text = line.trim();
    // Removes what readers have seen of a line that was deleted again.
    if (text === '' && this.#sentText === '') return;
    this.#finished.push({ lineId: this.#lineId(), text, final: true });
    this.#number += 1;
    this.#sentText = '';
  }

  #lineId(): string {
    return `${this.#options.pageId}-${this.#number}`;
  }

  #isSent(text: string): boolean {
    return this.#finished.length === 0 && text === this.#sentText;
  }

  #sendSoon(delayMs: number): void {
    if (this.#isSending || this.#isClosed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#send();
    }, delayMs);
  }

  async #send(): Promise<void> {
    const finished = this.#finished[0];
    const { text } = this.draft.get();
    if (!finished && this.#isSent(text)) return;
    const line = finished ?? { lineId: this.#lineId(), text, final: false };
    this.#isSending = true;
    if (!finished) this.#sentText = undefined;
    let delayMs = SEND_EVERY_MS;
    try {
      await this.#options.send(line);
      if (finished) this.#finished.shift();
      else if (line.lineId === this.#lineId()) this.#sentText = line.text;
      this.draft.set({
        text: this.draft.get().text,
        state: this.#isSent(this.draft.get().text) ? 'sent' : 'sending',
      });
    } catch {
      delayMs = RETRY_AFTER_MS;
      this.draft.set({ text: this.draft.get().text, state: 'unsent' });
    }
    this.#isSending = false;
    if (!this.#isSent(this.draft.get().text))
      this.#sendSoon(this.#finished.length > 0 ? delayMs / 3 : delayMs);
  }
}

/** Returns where a line that is too long ends: after its last sentence, else after its last word. */
function endOfLine(text: string): number {
  const part = text.slice(0, LINE_MAX_LENGTH);
  const sentence = Math.max(...['. ', '? ', '! '].map(end => part.lastIndexOf(end))) + 1;
  if (sentence > 0) return sentence;
  const word = part.lastIndexOf(' ');
  return word > 0 ? word : LINE_MAX_LENGTH;
}

const writers = new WeakMap<RoomSession, CaptionWriter>();

/** Returns the page's writer; creates it on first use. It outlives the field, so that no line is lost or numbered twice. */
export function captionWriterOf(room: RoomSession): CaptionWriter {
  const known = writers.get(room);
  if (known) return known;
  const { client } = room;
  const writer = new CaptionWriter({
    pageId: client.clientId.slice(-12),
    send: line => client.query('captions.write', { line }),
  });
  writers.set(room, writer);
  room.closeWith(() => writer.close());
  return writer;
}
