import { fileURLToPath } from 'node:url';
import { io, type Socket } from 'socket.io-client';
import { Program } from '../../support/program.ts';

/** Sockets on a bare socket.io server in a process of its own. Closes both. */
export class BareSockets implements AsyncDisposable {
  /** By room. */
  readonly rooms: Socket[][];
  readonly #program: Program;

  static async open(rooms: number, socketsEach: number): Promise<BareSockets> {
    const program = new Program({
      command: process.execPath,
      args: [fileURLToPath(new URL('bareServer.ts', import.meta.url))],
    });
    const bare = new BareSockets(program);
    try {
      const [, port] = await program.waitForOutput(/listening on (\d+)/);
      for (let room = 0; room < rooms; room += 1) {
        const sockets: Socket[] = [];
        bare.rooms.push(sockets);
        for (let index = 0; index < socketsEach; index += 1)
          sockets.push(await connect(`http://127.0.0.1:${port}`, `room-${room}`));
      }
      return bare;
    } catch (error) {
      await bare[Symbol.asyncDispose]();
      throw error;
    }
  }

  private constructor(program: Program) {
    this.rooms = [];
    this.#program = program;
  }

  get sockets(): Socket[] {
    return this.rooms.flat();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.sockets) socket.disconnect();
    await this.#program.kill();
  }
}

async function connect(url: string, room: string): Promise<Socket> {
  const socket = io(url, { auth: { room }, transports: ['websocket'], forceNew: true, reconnection: false });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}
