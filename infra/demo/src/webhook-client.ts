import { connect as connectPlainly, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { type Answer, AnswerReader } from './answer-reader.js';

export type { Answer } from './answer-reader.js';

/**
 * Posts small bodies over connections that stay open, one after the other on each. Requests are written, and answers
 * read, without the client of Node: whoever measures a server on the same machine must not take half of it.
 */
export class WebhookClient {
  private readonly idle: Line[] = [];
  private readonly lines = new Set<Line>();
  private readonly waiting: ((line: Line) => void)[] = [];

  constructor(
    private readonly origin: URL,
    private readonly connections: number,
    private readonly timeout_ms: number,
  ) {}

  /** @throws Error of the connection: nobody knows then whether the body arrived. */
  async send(path: string, headers: Readonly<Record<string, string>>, body: Buffer): Promise<Answer> {
    const line = this.kept() ?? (await this.another());
    try {
      return await line.ask(this.requestOf(path, headers, body));
    } finally {
      this.giveBack(line);
    }
  }

  close(): void {
    for (const line of this.lines) line.close();
  }

  private requestOf(path: string, headers: Readonly<Record<string, string>>, body: Buffer): Buffer {
    let head = `POST ${path} HTTP/1.1\r\nhost: ${this.origin.host}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n`;
    for (const [name, value] of Object.entries(headers)) head += `${name}: ${value}\r\n`;
    return Buffer.concat([Buffer.from(`${head}\r\n`, 'latin1'), body]);
  }

  /** A server may close what nobody uses. */
  private kept(): Line | undefined {
    for (let line = this.idle.pop(); line; line = this.idle.pop()) {
      if (line.open) return line;
      this.lines.delete(line);
    }
    return undefined;
  }

  private another(): Promise<Line> | Line {
    return this.lines.size < this.connections ? this.fresh() : new Promise(resolve => this.waiting.push(resolve));
  }

  private fresh(): Line {
    const line = new Line(this.origin, this.timeout_ms);
    this.lines.add(line);
    return line;
  }

  private giveBack(line: Line): void {
    const next = this.waiting.shift();
    if (!line.open) this.lines.delete(line);
    if (next) next(line.open ? line : this.fresh());
    else if (line.open) this.idle.push(line);
  }
}

/** One connection, with one request under way at most. */
class Line {
  open = true;
  private readonly socket: Socket;
  private readonly answers = new AnswerReader();
  private asked: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined;

  constructor({ protocol, hostname, port }: URL, timeout_ms: number) {
    const host = hostname.replace(/^\[|\]$/g, '');
    this.socket =
      protocol === 'https:'
        ? connectSecurely({ host, port: Number(port || 443), servername: host })
        : connectPlainly({ host, port: Number(port || 80) });
    this.socket
      .setNoDelay(true)
      .setTimeout(timeout_ms)
      .on('data', piece => this.read(piece as Buffer))
      .on('timeout', () => this.asked && this.socket.destroy(new Error(`no answer within ${timeout_ms} ms`)))
      .on('error', error => this.lost(error))
      .on('close', () => this.lost(new Error('the connection was closed')));
  }

  ask(request: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.asked = { resolve, reject };
      this.socket.write(request);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private read(piece: Buffer): void {
    try {
      const answer = this.answers.add(piece);
      if (!answer) return;
      if (!answer.staysOpen) this.end();
      this.asked?.resolve(answer);
      this.asked = undefined;
    } catch (error) {
      this.lost(error as Error);
      this.socket.destroy();
    }
  }

  private end(): void {
    this.open = false;
    this.socket.end();
  }

  private lost(error: Error): void {
    this.open = false;
    this.asked?.reject(error);
    this.asked = undefined;
  }
}
