import type { SeenMessage } from '../../../src/control/contract';
import { MediaView, Visual } from './media-view';

/** How many pictures stand side by side in each row of an album. */
const ROWS: Record<number, number[]> = {
  2: [2],
  3: [1, 2],
  4: [2, 2],
  5: [2, 3],
  6: [3, 3],
  7: [2, 2, 3],
  8: [2, 3, 3],
  9: [3, 3, 3],
  10: [2, 2, 3, 3],
};

/** Several files sent together: pictures as a mosaic, anything else as a list. */
export function Album({ messages }: { messages: readonly SeenMessage[] }) {
  const visual = messages.every(({ media }) => media?.kind === 'photo' || media?.kind === 'video');
  if (!visual) {
    return messages.map(
      ({ messageId, media, from }) => media && <MediaView key={messageId} media={media} name={from.name} />,
    );
  }
  let index = 0;
  return (
    <div className="album" role="group" aria-label={`Album of ${messages.length}`}>
      {(ROWS[messages.length] ?? [messages.length]).map((count, row) => (
        <div key={row} className="album-row" style={{ aspectRatio: `${count} / ${count === 1 ? 0.62 : 1}` }}>
          {messages
            .slice(index, (index += count))
            .map(({ messageId, media }) => media && <Visual key={messageId} media={media} fill />)}
        </div>
      ))}
    </div>
  );
}
