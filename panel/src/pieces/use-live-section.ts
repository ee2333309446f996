import { useQueryClient } from '@tanstack/react-query';
import { type Topic, useOnLive } from '../api/live';

/** Asks for everything that is shown of a section again when the live line says that something there has moved. */
export function useLiveSection(section: string, topic: Topic): void {
  const queries = useQueryClient();
  useOnLive(topic, () => void queries.invalidateQueries({ queryKey: [section] }));
}
