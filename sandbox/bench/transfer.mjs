import { Buffer } from 'node:buffer';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const CHUNK = Buffer.alloc(1024 * 1024, 'bellhop');
const BOUNDARY = 'bellhop-bench-boundary';

/** Uploads so many bytes as a document, made up while they are sent; answers the `file_id`. */
export async function uploadDocument(url, token, chatId, bytes) {
  const part = (headers, text = '') => `--${BOUNDARY}\r\nContent-Disposition: form-data; ${headers}\r\n\r\n${text}`;
  const head = Buffer.from(`${part('name="chat_id"', chatId)}\r\n${part('name="document"; filename="big.bin"')}`);
  const tail = Buffer.from(`\r\n--${BOUNDARY}--\r\n`);
  function* body() {
    yield head;
    for (let left = bytes; left > 0; left -= CHUNK.length) yield left < CHUNK.length ? CHUNK.subarray(0, left) : CHUNK;
    yield tail;
  }
  const headers = {
    'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
    'Content-Length': head.length + bytes + tail.length,
  };
  const answer = new Promise((resolve, reject) => {
    const call = request(`${url}/bot${token}/sendDocument`, { method: 'POST', headers }, async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve(JSON.parse(text));
    });
    call.on('error', reject);
    pipeline(Readable.from(body()), call).catch(reject);
  });
  const { ok, result, description } = await answer;
  if (!ok) throw new Error(description);
  return result.document.file_id;
}

/** Downloads a file and throws the bytes away; answers how many there were. */
export async function download(url, token, fileId) {
  const { result } = await (await fetch(`${url}/bot${token}/getFile?file_id=${fileId}`)).json();
  return new Promise((resolve, reject) => {
    request(`${url}/file/bot${token}/${result.file_path}`, (response) => {
      let bytes = 0;
      response.on('data', (chunk) => (bytes += chunk.length));
      response.on('end', () => resolve(bytes));
      response.on('error', reject);
    })
      .on('error', reject)
      .end();
  });
}
