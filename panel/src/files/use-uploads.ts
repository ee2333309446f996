import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { upload } from '../api/upload';
import type { LibraryFile } from '../api/types';

/** Each upload is streamed on to Telegram: more at once would only share the same line. */
const AT_ONCE = 2;

export interface UploadEntry {
  readonly id: number;
  readonly file: File;
  readonly title: string;
  readonly tags: string;
  readonly state: 'waiting' | 'sending' | 'done' | 'failed';
  /** From 0 to 1. */
  readonly progress: number;
  readonly failure?: unknown;
  readonly saved?: LibraryFile;
}

/** The files that somebody is bringing into the library, from the choice to the end of each. */
export function useUploads() {
  const queries = useQueryClient();
  const [entries, setEntries] = useState<readonly UploadEntry[]>([]);
  const [hasBegun, setBegun] = useState(false);
  const running = useRef(new Map<number, AbortController>());
  const lastId = useRef(0);

  const change = (id: number, changes: Partial<UploadEntry>) =>
    setEntries((now) => now.map((entry) => (entry.id === id ? { ...entry, ...changes } : entry)));

  const begin = async ({ id, file, title, tags }: UploadEntry) => {
    const controller = new AbortController();
    running.current.set(id, controller);
    change(id, { state: 'sending', progress: 0, failure: undefined });
    try {
      const saved = await upload<LibraryFile>({
        path: '/files',
        query: { title, tags, fileName: file.name, mimeType: file.type || undefined, kind: kindOf(file) },
        file,
        onProgress: (progress) => change(id, { progress }),
        signal: controller.signal,
      });
      change(id, { state: 'done', progress: 1, saved });
      // A list that was looked at a moment ago does not know it yet.
      void queries.invalidateQueries({ queryKey: ['files'] });
    } catch (error) {
      if (!controller.signal.aborted) change(id, { state: 'failed', failure: error });
    } finally {
      running.current.delete(id);
    }
  };

  useEffect(() => {
    if (!hasBegun) return;
    const free = AT_ONCE - running.current.size;
    for (const entry of entries.filter(({ state }) => state === 'waiting').slice(0, free)) void begin(entry);
  });

  // Whoever leaves the page gives up what has not arrived; the page asks before.
  useEffect(() => {
    const controllers = running.current;
    return () => controllers.forEach((controller) => controller.abort());
  }, []);

  return {
    entries,
    isSending: entries.some(({ state }) => state === 'sending'),
    add: (files: readonly File[]) => {
      const added = files.map((file): UploadEntry => {
        lastId.current += 1;
        return { id: lastId.current, file, title: titleOf(file.name), tags: '', state: 'waiting', progress: 0 };
      });
      // What is added to uploads that are over waits for its titles and another press.
      if (!entries.some(({ state }) => state === 'sending')) setBegun(false);
      setEntries((now) => [...now, ...added]);
    },
    change,
    start: () => setBegun(true),
    retry: (id: number) => {
      change(id, { state: 'waiting', failure: undefined });
      setBegun(true);
    },
    remove: (id: number) => {
      running.current.get(id)?.abort();
      setEntries((now) => now.filter((entry) => entry.id !== id));
    },
  };
}

/** The name of a file is a title in the making: without its ending, and with spaces for what stands in their place. */
export const titleOf = (fileName: string): string =>
  fileName
    .replace(/\.[^.]{1,8}$/, '')
    .replace(/[_]+/g, ' ')
    .trim()
    .slice(0, 200) || fileName;

function kindOf({ type }: File): 'audio' | 'video' | 'document' {
  if (type.startsWith('audio/')) return 'audio';
  return type.startsWith('video/') ? 'video' : 'document';
}
