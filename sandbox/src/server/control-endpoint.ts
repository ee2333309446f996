import { createReadStream } from 'node:fs';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { ZodError } from 'zod';
import { ApiError } from '../bot-api/api-error';
import { discardFiles, readMultipart } from '../bot-api/multipart-reader';
import { readBody } from '../bot-api/request-reader';
import { type OutgoingMessage, type Upload } from '../control/contract';
import { ControlError } from '../control/control-error';
import { type ControlRequest, type Route, ROUTES } from '../control/control-routes';
import { type ControlService } from '../control/control-service';
import { eventsQuery, outgoingMessage } from '../control/input-schemas';
import { type FileStore } from '../files/file-store';
import { sendFile } from './file-endpoint';

const MAX_BODY_BYTES = 10 * 1024 * 1024;
/** People may attach what Telegram's own apps allow, whatever the limits of bots are. */
const MAX_UPLOAD_BYTES = 4_000 * 1024 * 1024;
/** A watcher that doesn't read is let go before it costs memory. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;
const KEEP_ALIVE_MS = 15_000;

/** `/sandbox/api`: the control API over HTTP. */
export class ControlEndpoint {
  constructor(
    private readonly control: ControlService,
    private readonly files: FileStore,
  ) {}

  async handle(request: IncomingMessage, response: ServerResponse, path: string, query: string): Promise<void> {
    try {
      // Another site's page in somebody's browser must not steer a sandbox on the same machine.
      if (isForeign(request)) throw new ControlError('conflict', 'Requests of pages from elsewhere are refused');
      const { route, parameters } = findRoute(request.method ?? 'GET', path);
      const parsed: ControlRequest = {
        path: parameters,
        query: Object.fromEntries(new URLSearchParams(query)),
        body: undefined,
      };
      await this.dispatch(route, parsed, request, response);
    } catch (error) {
      respondError(response, error);
    }
  }

  private async dispatch(
    route: Route,
    parsed: ControlRequest,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (route.name === 'events') return this.streamEvents(parsed, response);
    if (route.name === 'sendMessage') {
      return respond(response, await this.receiveMessage(Number(parsed.path['personId']), request));
    }
    if (route.name === 'downloadFile') {
      const file = this.control.storedFile(parsed.path['fileUniqueId'] ?? '');
      // What people upload must not run as a page of this origin.
      response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'");
      response.setHeader('X-Content-Type-Options', 'nosniff');
      response.setHeader('Cache-Control', 'private, max-age=86400, immutable');
      return sendFile(request, response, file, (range) => this.files.read(file, range));
    }
    parsed.body = await readJson(request);
    respond(response, (await route.run?.(this.control, parsed)) ?? { ok: true });
  }

  private async receiveMessage(personId: number, request: IncomingMessage): Promise<unknown> {
    if (!(request.headers['content-type'] ?? '').startsWith('multipart/form-data')) {
      return this.control.sendMessage(personId, outgoingMessage.parse(await readJson(request)));
    }
    const form = await readMultipart(request, this.files, MAX_UPLOAD_BYTES, {});
    try {
      const field = form.values['message'];
      const message: OutgoingMessage = outgoingMessage.parse(parseJson(typeof field === 'string' ? field : '{}'));
      const uploads: Upload[] = [...form.files].map(([name, { path, fileName, mimeType }]) => ({
        name,
        fileName,
        mimeType,
        content: { stream: createReadStream(path) },
      }));
      return await this.control.sendMessage(personId, message, uploads);
    } finally {
      await discardFiles(form);
    }
  }

  private async streamEvents(parsed: ControlRequest, response: ServerResponse): Promise<void> {
    const query = eventsQuery.parse(parsed.query);
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-cache',
      'X-Accel-Buffering': 'no',
    });
    response.write(': welcome\n\n');
    const stop = await this.control.subscribe((event) => {
      response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
      if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
    }, query);
    const keepAlive = setInterval(() => response.write(': still here\n\n'), KEEP_ALIVE_MS);
    response.once('close', () => {
      clearInterval(keepAlive);
      stop();
    });
  }
}

function isForeign({ headers }: IncomingMessage): boolean {
  return (
    headers.origin !== undefined && (!URL.canParse(headers.origin) || new URL(headers.origin).host !== headers.host)
  );
}

function findRoute(verb: string, path: string): { route: Route; parameters: Record<string, string> } {
  let verbs = '';
  for (const route of ROUTES) {
    const match = route.pattern.exec(path);
    if (!match) continue;
    if (route.verb === verb || (verb === 'HEAD' && route.verb === 'GET')) {
      return { route, parameters: { ...match.groups } };
    }
    verbs += ` ${route.verb}`;
  }
  throw new ControlError('not_found', verbs ? `${path} takes only${verbs}` : `There is no ${path}`);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request, MAX_BODY_BYTES);
  return body === '' ? undefined : parseJson(body);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ControlError('bad_request', 'The body is not JSON');
  }
}

function respond(response: ServerResponse, result: unknown, status = 200): void {
  const body = Buffer.from(JSON.stringify(result));
  // What is true now: a browser that may keep it also lets questions for the same thing wait for each other.
  const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length, 'Cache-Control': 'no-store' };
  response.writeHead(status, headers).end(body);
}

function respondError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const known = toControlError(error);
  respond(response, { error: { code: known.code, message: known.message } }, known.status);
}

function toControlError(error: unknown): ControlError {
  if (error instanceof ControlError) return error;
  if (error instanceof ApiError) return new ControlError('bad_request', error.message);
  if (error instanceof ZodError) {
    const problems = error.issues.map(({ path, message }) =>
      path.length > 0 ? `${path.join('.')}: ${message}` : message,
    );
    return new ControlError('bad_request', problems.join('; '));
  }
  process.emitWarning(error instanceof Error ? error : String(error));
  return new ControlError('internal', 'The sandbox failed; its log says why');
}
