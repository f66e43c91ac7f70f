/** A packet of a track, as it came. */
export interface TrackPacket {
  /** 16 bits. */
  readonly sequence: number;
  /** 32 bits. */
  readonly timestamp: number;
  readonly marker: boolean;
  readonly payload: Buffer;
  /** RFC 6464; absent where the sender does not say, and of pictures. */
  readonly level: number | undefined;
  /** As `performance.now()` counts. */
  readonly arrivedAtMs: number;
}

/** What came of a segment's packets. */
export interface ContentTotals {
  /** RTP time of the end of the last sample. */
  ticks: number;
  frames: number;
  dropped: number;
}

/** Makes samples out of the packets of one segment. */
export interface TrackContent {
  /** The next packet in order. `ticks` is its RTP time since the segment's first one. */
  take(packet: TrackPacket, ticks: number): void;
  /** Packets are missing here. */
  lose(): void;
  /** Nothing comes for a while. */
  mute(): void;
  /** Called several times a second, but not while it is muted. */
  tick(nowMs: number): void;
  /** No more packets come. */
  end(): ContentTotals;
}
