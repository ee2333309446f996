/** One event as the stream carries it. */
interface StreamEvent {
  readonly name: string;
  readonly data: string;
}

/**
 * Reads server-sent events from the body of an answer until it ends. The browser's own `EventSource` can not send an
 * `Authorization` header, and a token in an address would end up in logs.
 */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  let unread = '';
  let name = 'message';
  let data: string[] = [];
  const decoder = new TextDecoder();
  for await (const bytes of body) {
    const lines = (unread + decoder.decode(bytes, { stream: true })).split('\n');
    unread = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) yield { name, data: data.join('\n') };
        name = 'message';
        data = [];
      } else if (line.startsWith('event:')) name = line.slice(6).trim();
      else if (line.startsWith('data:')) data.push(line.slice(5).trimStart());
    }
  }
}
