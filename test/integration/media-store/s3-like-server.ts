import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

interface StoredObject {
  body: Buffer;
  storedAt: Date;
}

const PAGE_SIZE = 3;

/** As much of the S3 protocol as a store needs, in memory, on a port of its own. Pages are short so that paging is met. */
export class S3LikeServer {
  readonly objects = new Map<string, StoredObject>();
  readonly uploads = new Map<string, { key: string; startedAt: Date; parts: Map<number, Buffer> }>();
  /** Answers this status instead of working, as long as it is set. */
  failWith: number | undefined;
  readonly requests: string[] = [];

  private constructor(private readonly server: Server) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.answer(request, response).catch(() => response.destroy());
    });
  }

  static async start(): Promise<S3LikeServer> {
    const server = createServer();
    const s3 = new S3LikeServer(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return s3;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const body = await readAll(request);
    const key = decodeURIComponent(url.pathname.split('/').slice(2).join('/'));
    const query = url.searchParams;
    this.requests.push(`${request.method} ${url.pathname}${url.search}`);
    if (this.failWith) return end(response, this.failWith, xmlError('InternalError'));
    const signed = request.headers['x-amz-content-sha256'];
    if (signed && /^[0-9a-f]{64}$/.test(String(signed)) && signed !== sha256(body)) {
      return end(response, 400, xmlError('XAmzContentSHA256Mismatch'));
    }
    switch (request.method) {
      case 'POST':
        return query.has('uploads') ? this.startUpload(key, response) : this.finishUpload(query, response);
      case 'PUT':
        return this.put(key, query, body, response);
      case 'DELETE':
        if (query.has('uploadId')) this.uploads.delete(query.get('uploadId') ?? '');
        else this.objects.delete(key);
        return end(response, 204, '');
      case 'HEAD':
      case 'GET':
        if (key !== '') return this.read(key, request.method, response);
        return query.has('uploads') ? this.listUploads(response) : this.list(query, response);
      default:
        return end(response, 405, xmlError('MethodNotAllowed'));
    }
  }

  private startUpload(key: string, response: ServerResponse): void {
    const id = randomUUID();
    this.uploads.set(id, { key, startedAt: new Date(), parts: new Map() });
    end(
      response,
      200,
      `<InitiateMultipartUploadResult><Key>${key}</Key><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
    );
  }

  private finishUpload(query: URLSearchParams, response: ServerResponse): void {
    const upload = this.uploads.get(query.get('uploadId') ?? '');
    if (!upload) return end(response, 404, xmlError('NoSuchUpload'));
    const parts = [...upload.parts].sort(([left], [right]) => left - right).map(([, part]) => part);
    this.objects.set(upload.key, { body: Buffer.concat(parts), storedAt: new Date() });
    this.uploads.delete(query.get('uploadId') ?? '');
    end(
      response,
      200,
      '<CompleteMultipartUploadResult><ETag>"whole"</ETag><Key>k</Key></CompleteMultipartUploadResult>',
    );
  }

  private put(key: string, query: URLSearchParams, body: Buffer, response: ServerResponse): void {
    response.setHeader('etag', `"${createHash('md5').update(body).digest('hex')}"`);
    const upload = this.uploads.get(query.get('uploadId') ?? '');
    if (query.has('uploadId') && !upload) return end(response, 404, xmlError('NoSuchUpload'));
    if (upload) upload.parts.set(Number(query.get('partNumber')), body);
    else this.objects.set(key, { body, storedAt: new Date() });
    end(response, 200, '');
  }

  private read(key: string, method: string, response: ServerResponse): void {
    const object = this.objects.get(key);
    if (!object) return end(response, 404, method === 'HEAD' ? '' : xmlError('NoSuchKey'));
    response.writeHead(200, { 'content-length': object.body.length, 'last-modified': object.storedAt.toUTCString() });
    response.end(method === 'HEAD' ? undefined : object.body);
  }

  private list(query: URLSearchParams, response: ServerResponse): void {
    const all = [...this.objects].filter(([key]) => key.startsWith(query.get('prefix') ?? '')).sort();
    const from = Number(query.get('continuation-token') ?? 0);
    const page = all.slice(from, from + PAGE_SIZE);
    const next = from + PAGE_SIZE < all.length ? from + PAGE_SIZE : undefined;
    const contents = page.map(
      ([key, { body, storedAt }]) =>
        `<Contents><Key>${key}</Key><Size>${body.length}</Size><LastModified>${storedAt.toISOString()}</LastModified></Contents>`,
    );
    end(
      response,
      200,
      `<ListBucketResult><IsTruncated>${next !== undefined}</IsTruncated>` +
        (next === undefined ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`) +
        `${contents.join('')}</ListBucketResult>`,
    );
  }

  private listUploads(response: ServerResponse): void {
    const uploads = [...this.uploads].map(
      ([id, { key, startedAt }]) =>
        `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${startedAt.toISOString()}</Initiated></Upload>`,
    );
    end(
      response,
      200,
      `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${uploads.join('')}</ListMultipartUploadsResult>`,
    );
  }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const sha256 = (body: Buffer): string => createHash('sha256').update(body).digest('hex');

const xmlError = (code: string): string => `<Error><Code>${code}</Code><Message>${code}</Message></Error>`;

function end(response: ServerResponse, status: number, body: string): void {
  response.statusCode = status;
  if (body !== '') response.setHeader('content-type', 'application/xml');
  response.end(body);
}
