import { type Sandbox } from '../../src';

export interface ApiResponse {
  ok: boolean;
  result?: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- an answer's shape depends on the method
  error_code?: number;
  description?: string;
  parameters?: { retry_after?: number; migrate_to_chat_id?: number };
}

export const TOKEN = `123456:${'a'.repeat(35)}`;
export const BOT_ID = 123456;

/** A bare Bot API client. */
export class Api {
  constructor(
    private readonly sandbox: Sandbox,
    private readonly token = TOKEN,
  ) {}

  async call(method: string, parameters: Record<string, unknown> = {}): Promise<ApiResponse> {
    const response = await fetch(`${this.sandbox.url}/bot${this.token}/${method}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(parameters),
    });
    return (await response.json()) as ApiResponse;
  }

  /** The result. @throws Error with the description when refused. */
  async ok(
    method: string,
    parameters: Record<string, unknown> = {},
  ): Promise<any> /* eslint-disable-line @typescript-eslint/no-explicit-any */ {
    const answer = await this.call(method, parameters);
    if (!answer.ok) throw new Error(`${method}: ${answer.description}`);
    return answer.result;
  }

  /** `403 Forbidden: …`; `ok` when it was not refused. */
  async refusal(method: string, parameters: Record<string, unknown> = {}): Promise<string> {
    const answer = await this.call(method, parameters);
    return answer.ok ? 'ok' : `${answer.error_code} ${answer.description}`;
  }

  async upload(
    method: string,
    fields: Record<string, string>,
    files: Record<string, [bytes: Uint8Array, name: string]>,
  ): Promise<ApiResponse> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    for (const [name, [bytes, fileName]] of Object.entries(files))
      form.set(name, new Blob([new Uint8Array(bytes)]), fileName);
    const response = await fetch(`${this.sandbox.url}/bot${this.token}/${method}`, { method: 'POST', body: form });
    return (await response.json()) as ApiResponse;
  }

  download(filePath: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.sandbox.url}/file/bot${this.token}/${filePath}`, { headers });
  }
}

/** Resolves once the condition holds. @throws Error after the deadline. */
export async function until(condition: () => boolean | Promise<boolean>, timeoutMs = 5_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('The condition did not come true in time');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
