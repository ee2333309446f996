import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Services } from '../bot-api/call';
import { MethodRunner } from '../bot-api/method-runner';
import { CONTROL_PREFIX } from '../control/contract';
import { ControlService } from '../control/control-service';
import { EventHub } from '../control/event-hub';
import { FaultList } from '../faults/fault-list';
import { FileStore } from '../files/file-store';
import { FLOOD_PRESETS, FloodControl, mergeFlood } from '../flood/flood-control';
import { type SandboxOptions } from '../options';
import { World } from '../world/world';
import { BotApiEndpoint } from './bot-api-endpoint';
import { BotDirectory } from './bot-directory';
import { CallLog } from './call-log';
import { ControlEndpoint } from './control-endpoint';
import { FileEndpoint } from './file-endpoint';
import { StaticPages } from './static-pages';

const MEGABYTE = 1024 * 1024;
const DEFAULT_WEB_DIR = resolve(__dirname, '../../web/dist');

/** Wires the sandbox together and answers HTTP. */
export class SandboxServer {
  readonly control: ControlService;
  private readonly http: Server;
  private readonly endpoint: BotApiEndpoint;
  private readonly fileEndpoint: FileEndpoint;
  private readonly controlEndpoint: ControlEndpoint;
  private readonly pages: StaticPages;
  private closing: Promise<void> | undefined;

  private constructor(
    private readonly services: Services,
    options: SandboxOptions,
    private readonly temporaryDirectory: string | undefined,
  ) {
    const { world, files } = services;
    const runner = new MethodRunner(services);
    services.run = (bot, method, values) => {
      const run = async (): Promise<unknown> =>
        runner.run(
          runner.find(method),
          bot,
          { values, files: new Map() },
          new AbortController().signal,
          () => undefined,
        );
      // Telegram tells nobody how such a call went.
      run().catch(() => undefined);
    };
    const bots = new BotDirectory(world, options.autoRegisterBots ?? true);
    const faults = new FaultList();
    const calls = new CallLog(options.callLogSize ?? 1_000);
    const events = new EventHub(world, faults, calls);
    this.endpoint = new BotApiEndpoint(services, runner, bots, faults, calls);
    this.endpoint.latencyMs = options.latencyMs ?? 0;
    this.fileEndpoint = new FileEndpoint(services, bots, faults, calls);
    this.control = new ControlService({
      services,
      bots,
      endpoint: this.endpoint,
      faults,
      calls,
      events,
      methods: runner.supported(),
      apiRoot: () => this.url,
    });
    this.controlEndpoint = new ControlEndpoint(this.control, files);
    this.pages = new StaticPages(options.webDir ?? DEFAULT_WEB_DIR);
    for (const bot of options.bots ?? []) bots.add(bot);
    // Uploads of gigabytes and long polls take their time; clients keep their connections between calls.
    this.http = createServer(
      { requestTimeout: 0, keepAliveTimeout: 75_000, highWaterMark: 256 * 1024 },
      (request, response) => {
        void this.route(request, response);
      },
    );
  }

  /** Resolves once it listens. @throws Error when it can't. */
  static async start(options: SandboxOptions): Promise<SandboxServer> {
    const temporary = options.dataDir === undefined ? await mkdtemp(join(tmpdir(), 'bellhop-sandbox-')) : undefined;
    const localMode = options.localMode ?? false;
    const services: Services = {
      world: new World({
        maxMessagesPerChat: options.maxMessagesPerChat ?? 1_000,
        maxMessages: options.maxMessages ?? 10_000,
      }),
      files: new FileStore(resolve(options.dataDir ?? (temporary as string))),
      flood: new FloodControl(mergeFlood(FLOOD_PRESETS.off, options.flood ?? 'off')),
      limits: {
        localMode,
        maxDownloadBytes: options.maxDownloadBytes ?? (localMode ? 2_000 : 20) * MEGABYTE,
        maxUploadBytes: options.maxUploadBytes ?? (localMode ? 2_000 : 50) * MEGABYTE,
      },
      webhookRetryMs: options.webhookRetryMs ?? 1_000,
      run: () => undefined,
    };
    await services.files.open();
    const server = new SandboxServer(services, options, temporary);
    await server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
    return server;
  }

  get port(): number {
    return (this.http.address() as AddressInfo).port;
  }

  get url(): string {
    const { address, family, port } = this.http.address() as AddressInfo;
    const host = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address;
    return `http://${host}:${port}`;
  }

  /** Safe twice. */
  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private listen(port: number, host: string): Promise<void> {
    return new Promise((done, fail) => {
      this.http.once('error', fail);
      this.http.listen(port, host, 1_024, () => {
        this.http.off('error', fail);
        done();
      });
    });
  }

  private async shutDown(): Promise<void> {
    for (const bot of this.services.world.bots.values()) bot.webhook?.stop();
    await new Promise<void>((done) => {
      this.http.close(() => done());
      this.http.closeAllConnections();
    });
    if (this.temporaryDirectory) await rm(this.temporaryDirectory, { recursive: true, force: true });
  }

  private async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '/', query = ''] = splitUrl(request.url ?? '/');
    try {
      if (path.startsWith('/bot')) {
        const [, token = '', method = ''] = /^\/bot([^/]+)(?:\/test)?\/([^/]*)$/.exec(path) ?? [];
        await this.endpoint.handle(request, response, decode(token), method, query);
      } else if (path.startsWith('/file/bot')) {
        const [, token = '', file = ''] = /^\/file\/bot([^/]+)\/(.*)$/.exec(path) ?? [];
        await this.fileEndpoint.handle(request, response, decode(token), decode(file));
      } else if (path.startsWith(`${CONTROL_PREFIX}/`)) {
        await this.controlEndpoint.handle(request, response, path.slice(CONTROL_PREFIX.length), query);
      } else await this.pages.handle(response, path);
    } catch {
      // The client has gone in the middle of an answer.
      response.destroy();
    }
  }
}

/** What can't be decoded stays as it is, and is found nowhere. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function splitUrl(url: string): [path: string, query: string] {
  const mark = url.indexOf('?');
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
}
