export type Quality = { uplink: number; downlink: number };

const REPORT_INTERVAL_MS = 1_000;

/** Reports the connection quality when it changes, at most once a second. */
export class QualityReporter {
  readonly #measure: () => Quality;
  readonly #report: (quality: Quality) => void;
  #last: Quality | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: { measure: () => Quality; report: (quality: Quality) => void }) {
    this.#measure = options.measure;
    this.#report = options.report;
  }

  touch(): void {
    if (this.#closed || this.#timer) return;
    this.#timer = setTimeout(() => this.#reportChange(), REPORT_INTERVAL_MS);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #reportChange(): void {
    this.#timer = undefined;
    const quality = this.#measure();
    if (quality.uplink === this.#last?.uplink && quality.downlink === this.#last.downlink) return;
    this.#last = quality;
    this.#report(quality);
  }
}
