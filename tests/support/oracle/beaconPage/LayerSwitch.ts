/** Tracks every camera that this page sends, and sets the number of its simulcast layers. */
export class LayerSwitch {
  readonly #senders: RTCRtpSender[] = [];

  constructor() {
    const senders = this.#senders;
    const addTransceiver = RTCPeerConnection.prototype.addTransceiver;
    RTCPeerConnection.prototype.addTransceiver = function (track, init) {
      const transceiver = addTransceiver.call(this, track, init);
      if (init?.sendEncodings && init.sendEncodings.length > 1) senders.push(transceiver.sender);
      return transceiver;
    };
  }

  /** Sends the lowest `count` layers from now on. */
  async sendLayers(count: number): Promise<void> {
    for (const sender of this.#senders) {
      const parameters = sender.getParameters();
      for (const [index, encoding] of parameters.encodings.entries()) encoding.active = index < count;
      await sender.setParameters(parameters);
    }
  }
}
