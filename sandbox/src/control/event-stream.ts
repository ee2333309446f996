import { type ReadableStream } from 'node:stream/web';
import { type EventListener, type SandboxEvent } from './contract';

/** Reads `text/event-stream` until it ends. */
export async function readEventStream(body: ReadableStream<Uint8Array>, listener: EventListener): Promise<void> {
  const decoder = new TextDecoder();
  let buffered = '';
  for await (const chunk of body) {
    buffered += decoder.decode(chunk, { stream: true });
    const blocks = buffered.split('\n\n');
    buffered = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = block.split('\n').find((line) => line.startsWith('data: '));
      if (data) listener(JSON.parse(data.slice('data: '.length)) as SandboxEvent);
    }
  }
}
