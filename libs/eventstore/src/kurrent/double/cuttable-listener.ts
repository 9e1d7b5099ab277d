import { connect, createServer, type Server, type Socket } from 'node:net';

/** A door before the server whose connections can all be cut, as a network does. */
export class CuttableListener {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async listen(inner: number, port = 0): Promise<CuttableListener> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => resolve());
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const listener = new CuttableListener(server, address.port);
    server.on('connection', outside => listener.join(outside, connect(inner, '127.0.0.1')));
    return listener;
  }

  /** How many there are now; each has two ends. */
  get connections(): number {
    return this.sockets.size / 2;
  }

  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    const closed = new Promise(resolve => this.server.close(resolve));
    this.cut();
    await closed;
  }

  private join(outside: Socket, inside: Socket): void {
    for (const [here, there] of [
      [outside, inside],
      [inside, outside],
    ] as const) {
      this.sockets.add(here);
      here.setNoDelay(true);
      here.on('error', () => undefined);
      here.on('close', () => {
        this.sockets.delete(here);
        there.destroy();
      });
    }
    outside.pipe(inside);
    inside.pipe(outside);
  }
}
