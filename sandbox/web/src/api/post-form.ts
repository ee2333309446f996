import { ControlRefusal } from './control-refusal';

/**
 * Posts files and reports how much has left (0–1). `fetch` can't tell upload progress, hence the older interface.
 * The browser streams the files from disk.
 */
export function postForm<T>(url: string, form: FormData, onProgress?: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new ControlRefusal('The upload was interrupted.'));
    request.onload = () => {
      const { status, responseText } = request;
      if (status >= 400) reject(ControlRefusal.fromBody(status, responseText));
      else resolve(JSON.parse(responseText) as T);
    };
    request.send(form);
  });
}
